package inkling;

import com.google.gson.JsonObject;
import inkling.dataset.augmentation.Augmentation;
import inkling.text.Text;
import inkling.text.TypedPath;
import inkling.training.Setting;
import inkling.training.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one run in the terminal, through the same queue and into the same list as the dashboard's. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        modelTransformer = TrainCommand.Flags.class,
        description = "Trains a run in the terminal; it stands in the dashboard's list of runs.",
        footer = {"", "Exit status: 0, 1 if the run failed, 2 for a wrong flag, 130 after Ctrl-C."})
class TrainCommand implements Callable<Integer> {
    // The flags are texts: the form's parser reads them, so that page, API and command line say the same.

    private static final String NO_AUGMENT = "--no-augment";

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "auto, mnist, builtin, folder, csv, npz, cifar or idx (default: auto, which recognises --data).")
    private @Nullable String dataset;

    @Option(names = "--data", paramLabel = "PATH", description = "Folder, archive or file with the images.")
    private @Nullable String data;

    @Option(names = "--test", paramLabel = "PATH", description = "Where a test set lies that is kept apart.")
    private @Nullable String test;

    @Option(
            names = "--data-version",
            paramLabel = "NAME",
            description = "Corrections of the images, by their name; they say where the images lie.")
    private @Nullable String dataVersion;

    @Option(names = "--image-size", paramLabel = "WxH", description = "Size of every image, such as 32x32.")
    private @Nullable String imageSize;

    @Option(names = "--channels", paramLabel = "1|3", description = "1 for grey, 3 for colour.")
    private @Nullable String channels;

    @Option(
            names = "--fit",
            paramLabel = "HOW",
            description = "Where the proportions differ: pad, crop or stretch (default: pad).")
    private @Nullable String fit;

    @Option(
            names = "--hidden",
            paramLabel = "N,N",
            description = "In place of --arch: the widths of dense layers, each with a ReLU.")
    private @Nullable String hidden;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "auto, cpu, gpu0, ...; spark for a cluster (default: auto).")
    private @Nullable String device;

    @Option(names = "--name", paramLabel = "TEXT", description = "What the run is called.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print one JSON object on standard output at the end, and nothing else.")
    boolean json;

    @Mixin
    HomeOption home = new HomeOption();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Spec
    CommandSpec command = CommandSpec.create();

    /** A flag for each setting: one with a value, or one that changes what is usually on or off. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            for (Setting setting : Setting.values()) {
                boolean truth = setting.shape() == Shape.TRUTH;
                command.addOption(OptionSpec.builder(flag(setting))
                        .type(truth ? boolean.class : String.class)
                        .paramLabel(setting.shape().placeholder())
                        .description(truth ? aboutTruth(setting) : about(setting))
                        .build());
            }
            command.addOption(OptionSpec.builder(NO_AUGMENT)
                    .type(boolean.class)
                    .description("The same as --augment " + Augmentation.NONE + ".")
                    .build());
            return command;
        }

        private static String about(Setting setting) {
            String usual = setting == Setting.SEED ? "a random one" : setting.usualText();
            return Text.of("%s. %s (default: %s)", setting.title(), setting.typedHelp(), usual);
        }

        private static String aboutTruth(Setting setting) {
            return Text.of("%s %s. %s", isOn(setting) ? "Without" : "With", setting.words(), setting.help());
        }
    }

    /** {@code --weight-decay}, {@code --nesterov}, or {@code --no-augment} of what is usually on. */
    private static String flag(Setting setting) {
        return (isOn(setting) ? "--no-" : "--") + setting.id().replace('_', '-');
    }

    private static boolean isOn(Setting setting) {
        return setting.usual().equals(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        return run(fields());
    }

    /** @param fields of the form, which may be changed */
    int run(Map<String, String> fields) throws InterruptedException {
        return TerminalRun.follow(
                home.home(), json, cluster, asked -> WrongFlag.named(command, () -> ask(asked, fields)));
    }

    /** The flags as the form has its fields; a folder is meant as seen from here, whoever trains. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        command.options().stream()
                .filter(option -> option.getValue() instanceof String)
                .forEach(option -> fields.put(field(option.longestName()), option.getValue()));
        Arrays.stream(Setting.values())
                .filter(setting -> setting.shape() == Shape.TRUTH)
                .filter(setting ->
                        Boolean.TRUE.equals(command.findOption(flag(setting)).getValue()))
                .forEach(setting -> fields.put(setting.id(), String.valueOf(!isOn(setting))));
        if (Boolean.TRUE.equals(command.findOption(NO_AUGMENT).getValue())) {
            fields.put(Setting.AUGMENT.id(), Augmentation.NONE.text());
        }
        fields.putIfAbsent(Setting.SEED.id(), "");
        fields.computeIfPresent("data", this::path);
        fields.computeIfPresent("test", this::path);
        fields.computeIfPresent("weights", this::path);
        return fields;
    }

    private String path(String field, String text) {
        return WrongFlag.read(
                command, "--" + field, () -> TypedPath.of(text).toAbsolutePath().toString());
    }

    /** Asks a home for the run. */
    JsonObject ask(Home home, Map<String, String> fields) {
        return home.start(fields);
    }

    private static String field(String flag) {
        return flag.substring(2).replace('-', '_');
    }
}
