package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, in a folder and with its {@code home} as its home; for one thread. */
final class Program {
    private static final long SECONDS = 180;
    /** A process that lives for seconds is done sooner without the second compiler. */
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dai.djl.offline=true");

    private final Path folder;
    private final Process process;

    private Program(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts {@code inkling} with these arguments; what it prints goes to the files {@code out} and {@code err}. */
    static Program start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    static Program start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return start(folder, environment, Main.class, arguments);
    }

    /** Starts {@code inkling} as a person does, with all that Java brings along. */
    static Program ordinary(Path folder, String... arguments) throws IOException {
        List<String> command = java(List.of(), Main.class);
        command.addAll(List.of(arguments));
        return start(folder, Map.of(), command);
    }

    /** Starts another class. */
    static Program of(Path folder, Class<?> main) throws IOException {
        return start(folder, Map.of(), main);
    }

    private static Program start(Path folder, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = java(QUICK, main);
        command.addAll(List.of(arguments));
        return start(folder, environment, command);
    }

    /**
     * Starts {@code inkling} from a shell script, whose bytes reach it whatever the locale of this process.
     *
     * @param arguments as a shell reads them
     */
    static Program typed(Path folder, Charset charset, Map<String, String> environment, String arguments)
            throws IOException {
        StringBuilder script = new StringBuilder();
        environment.forEach((name, value) ->
                script.append("export ").append(name).append("='").append(value).append("'\n"));
        script.append("exec '")
                .append(String.join("' '", java(QUICK, Main.class)))
                .append("' ")
                .append(arguments)
                .append('\n');
        Path file = Files.writeString(folder.resolve("typed.sh"), script, charset);
        return start(folder, Map.of(), List.of("sh", file.toString()));
    }

    private static List<String> java(List<String> flags, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    private static Program start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("INKLING_HOME", folder.resolve("home").toString());
        builder.environment().putAll(environment);
        return new Program(folder, builder.start());
    }

    Path home() {
        return folder.resolve("home");
    }

    String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    long id() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until it has printed something, on either stream. */
    void awaitOutput(String text) throws IOException, InterruptedException {
        while (!out().contains(text) && !err().contains(text)) {
            assertThat(alive()).as(err()).isTrue();
            Thread.sleep(20);
        }
    }

    /** Waits until its dashboard is there, and returns where. */
    URI awaitAddress() throws IOException, InterruptedException {
        awaitOutput("(Ctrl-C ends it)");
        return URI.create(out().split("Inkling is ready at ")[1].split(" ")[0]);
    }

    /** @param name such as INT */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }

    /** Asks it to end, as SIGTERM does. */
    void terminate() {
        process.destroy();
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Returns its exit status. */
    int awaitEnd() throws InterruptedException {
        assertThat(awaitEnd(SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    boolean awaitEnd(long time, TimeUnit unit) throws InterruptedException {
        return process.waitFor(time, unit);
    }
}
