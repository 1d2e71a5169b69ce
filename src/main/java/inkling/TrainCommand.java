package inkling;

import com.google.gson.JsonObject;
import inkling.errors.UserError;
import inkling.text.Text;
import inkling.text.TypedPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains one run in the terminal, through the same queue and into the same list as the dashboard's. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Trains a run in the terminal; it stands in the dashboard's list of runs.",
        footer = {"", "Exit status: 0, 1 if the run failed, 2 for a wrong flag, 130 after Ctrl-C."})
final class TrainCommand implements Callable<Integer> {
    // The flags are texts: the form's parser reads them, so that page, API and command line say the same.

    @Option(names = "--dataset", paramLabel = "NAME", description = "auto, mnist, builtin or idx (default: auto).")
    private @Nullable String dataset;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the IDX files, of MNIST or your own.")
    private @Nullable String data;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images (default: 5).")
    private @Nullable String epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Images a step (default: 64).")
    private @Nullable String batchSize;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "adam, adamw, sgd, rmsprop or adagrad (default: adam).")
    private @Nullable String optimizer;

    @Option(names = "--lr", paramLabel = "X", description = "Learning rate (default: 0.001).")
    private @Nullable String lr;

    @Option(names = "--momentum", paramLabel = "X", description = "Momentum of SGD (default: 0.9).")
    private @Nullable String momentum;

    @Option(names = "--nesterov", description = "Let SGD look ahead, as Nesterov does.")
    private boolean nesterov;

    @Option(names = "--weight-decay", paramLabel = "X", description = "Weight decay (default: 0).")
    private @Nullable String weightDecay;

    @Option(names = "--hidden", paramLabel = "N,N", description = "Widths of the hidden layers (default: 250,100).")
    private @Nullable String hidden;

    @Option(names = "--no-augment", description = "Train on the images as they are, neither rotated nor shifted.")
    private boolean noAugment;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random choice (default: a random one).")
    private @Nullable String seed;

    @Option(
            names = "--validation-share",
            paramLabel = "X",
            description = "Part of the training images kept for validation (default: 0.1).")
    private @Nullable String validationShare;

    @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu, gpu0, ... (default: auto).")
    private @Nullable String device;

    @Option(names = "--name", paramLabel = "TEXT", description = "What the run is called.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print one JSON object on standard output at the end, and nothing else.")
    private boolean json;

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> fields = fields();
        return TerminalRun.follow(home.home(), json, asked -> start(asked, fields));
    }

    /** The flags as the form has its fields; a folder is meant as seen from here, whoever trains. */
    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        command.options().stream()
                .filter(option -> option.getValue() instanceof String)
                .forEach(option -> fields.put(field(option.longestName()), option.getValue()));
        fields.put("nesterov", String.valueOf(nesterov));
        fields.put("augment", String.valueOf(!noAugment));
        fields.putIfAbsent("seed", "");
        fields.computeIfPresent("data", (field, text) -> folder(text));
        return fields;
    }

    private String folder(String text) {
        try {
            return TypedPath.of(text).toAbsolutePath().toString();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    command.commandLine(), Text.of("Invalid value for option '--data': %s", e.getMessage()));
        }
    }

    private JsonObject start(Home home, Map<String, String> fields) {
        try {
            return home.start(fields);
        } catch (UserError.InvalidInput e) {
            throw new ParameterException(
                    command.commandLine(),
                    e.messages().entrySet().stream()
                            .map(error -> Text.of(
                                    "Invalid value for option '--%s': %s",
                                    error.getKey().replace('_', '-'), error.getValue()))
                            .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    private static String field(String flag) {
        return flag.substring(2).replace('-', '_');
    }
}
