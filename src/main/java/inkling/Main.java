package inkling;

import inkling.cluster.ClusterException;
import inkling.database.DatabaseException;
import inkling.errors.UserError;
import inkling.files.FullDisk;
import inkling.terminal.Typed;
import inkling.text.TypedPath;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code inkling}: reads what it is asked for and does it. */
@Command(
        name = "inkling",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Trains a small image classifier while you watch, and then lets you look inside it.",
            "Without a command it starts the dashboard, as `inkling serve`."
        },
        footer = {"", "Every flag has an environment variable: --port is INKLING_PORT."},
        subcommands = ServeCommand.class)
public final class Main implements Callable<Integer> {
    @Mixin
    private ServeOptions options = new ServeOptions();

    /** Exits with 0, 1 if it failed, 2 for a wrong flag. */
    public static void main(String[] arguments) {
        // Whatever the locale: what is printed is read by programs, and it has no letters that UTF-8 lacks.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            Typed typed = Typed.of(arguments);
            List<String> words = typed.arguments();
            // Looking at every command would take a twentieth of the dashboard's start.
            boolean serves = words.isEmpty() || words.get(0).equals("serve");
            return commandLine(typed.environment(), serves ? List.of() : otherCommands())
                    .execute(words.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(environment, otherCommands());
    }

    private static List<Class<?>> otherCommands() {
        return List.of(
                TrainCommand.class,
                SweepCommand.class,
                RateCommand.class,
                ImportCommand.class,
                ResumeCommand.class,
                BenchCommand.class,
                RunsCommand.class,
                PeopleCommand.class,
                DoctorCommand.class,
                StressCommand.class,
                ExplainCommand.class,
                BackupCommand.class,
                RestoreCommand.class);
    }

    private static CommandLine commandLine(Map<String, String> environment, List<Class<?>> others) {
        CommandLine line = new CommandLine(new Main());
        others.forEach(each -> line.addSubcommand(new CommandLine(each)));
        return line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Main::path)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setParameterExceptionHandler(Main::refuse)
                .setExecutionExceptionHandler(Main::explain);
    }

    private static Path path(String text) {
        try {
            return TypedPath.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    /** Says what is wrong with the flags, without the whole help behind it. */
    private static int refuse(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public Integer call() throws InterruptedException {
        return ServeCommand.serve(options);
    }

    /** What a person can put right gets a sentence; a defect keeps its stack trace. */
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult arguments) throws Exception {
        if (FullDisk.caused(e)) {
            command.getErr().println("The disk is full: free some space and try again.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (e instanceof DatabaseException
                || e instanceof UncheckedIOException
                || e instanceof UserError
                || e instanceof ClusterException) {
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
