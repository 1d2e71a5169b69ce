package inkling.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts this very program anew, with the flags that this Java was given, as a dashboard with a temporary home, and asks it
 * for its first page.
 */
final class Startup {
    private static final String PROGRAM = "inkling.Main";
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
    private static final int STARTS = 5;
    private static final int SECONDS_TO_END = 30;

    private Startup() {}

    /**
     * Seconds since the process was asked for.
     *
     * @param listening until it had printed its address
     * @param page until its first page was answered
     */
    record Start(double listening, double page) {}

    /** The one of several starts that took the median time; one before them makes the home, and finds the files. */
    static Start median() {
        try {
            Path home = Files.createTempDirectory("inkling-startup");
            try {
                start(home);
                List<Start> starts = new ArrayList<>();
                for (int i = 0; i < STARTS; i++) {
                    starts.add(start(home));
                }
                starts.sort(Comparator.comparing(Start::page));
                return starts.get(STARTS / 2);
            } finally {
                delete(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The dashboard could not be started: " + e.getMessage(), e);
        }
    }

    private static Start start(Path home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(home)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("INKLING_"));
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            URI address = address(said);
            double listening = (System.nanoTime() - start) / 1e9;
            try (InputStream page = address.toURL().openStream()) {
                page.readAllBytes();
            }
            return new Start(listening, (System.nanoTime() - start) / 1e9);
        } finally {
            end(process);
        }
    }

    private static List<String> command(Path home) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM));
        command.addAll(List.of("serve", "--port", "0", "--home", home.toString()));
        return command;
    }

    private static URI address(BufferedReader said) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return URI.create(address.group());
            }
            all.append(line).append(System.lineSeparator());
        }
        throw new IOException(all.toString());
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
