package inkling;

import com.google.gson.JsonObject;
import inkling.errors.UserError;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a stopped run go on in the terminal, or trains a finished one further. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lets a run that was stopped or killed go on from where it stands, to the same numbers as if it had not",
            "been; with --epochs it trains any run that has ended further."
        },
        footer = {"", "Exit status: 0, 1 if the run failed, 2 if it cannot go on, 130 after Ctrl-C."})
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's number.")
    private long run;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs in all (default: as many as it was asked for).")
    private @Nullable String epochs;

    @Option(names = "--json", description = "Print one JSON object on standard output at the end, and nothing else.")
    private boolean json;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        return TerminalRun.follow(home.home(), json, cluster, this::resume);
    }

    private JsonObject resume(Home home) {
        try {
            return WrongFlag.named(command, () -> home.resume(run, Optional.ofNullable(epochs)));
        } catch (UserError e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
