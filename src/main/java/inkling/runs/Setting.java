package inkling.runs;

import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.Fingerprint;
import inkling.network.Architecture;
import inkling.text.Figures;
import inkling.training.Hyperparameters;
import inkling.training.OptimizerKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run was asked for and what it ran on, in the order of the form. */
public enum Setting {
    EPOCHS("Epochs", "epochs", chosen(Hyperparameters::epochs), number -> Figures.count(number)),
    BATCH_SIZE("Batch size", "batch_size", chosen(Hyperparameters::batchSize), number -> Figures.count(number)),
    OPTIMIZER("Optimizer", "optimizer", chosen(Hyperparameters::optimizer), OptimizerKind::title),
    LEARNING_RATE("Learning rate", "lr", chosen(Hyperparameters::learningRate), Figures::plain),
    MOMENTUM("Momentum", "momentum", ofSgd(Hyperparameters::momentum), Figures::plain),
    NESTEROV("Nesterov", "nesterov", ofSgd(Hyperparameters::nesterov), nesterov -> nesterov ? "yes" : "no"),
    WEIGHT_DECAY("Weight decay", "weight_decay", chosen(Hyperparameters::weightDecay), Figures::plain),
    NETWORK("Network", "hidden", chosen(Hyperparameters::hidden), Setting::layers),
    PARAMETERS("Parameters", "parameters", chosen(Setting::parameters), number -> Figures.count(number)),
    AUGMENTATION(
            "Augmentation",
            "augment",
            chosen(Hyperparameters::augment),
            augment -> augment ? "up to 5° and 2 pixels" : "none"),
    SEED("Seed", "seed", chosen(Hyperparameters::seed), String::valueOf),
    VALIDATION_SHARE("Validation share", "validation_share", chosen(Hyperparameters::validationShare), Figures::plain),
    DEVICE(
            "Device",
            "device",
            run -> run.device().or(() -> Optional.of(run.request().device())),
            device -> device),
    DATASET(
            "Data set",
            "dataset",
            run -> run.data()
                    .map(TrainedOn::kind)
                    .or(() -> Optional.of(run.request().dataset())),
            kind -> kind.title()),
    FOLDER("Folder", "data", run -> run.request().folder(), folder -> folder),
    IMAGES(
            "Images: training, validation, test",
            "images",
            run -> run.data().map(data -> List.of(data.trainImages(), data.validationImages(), data.testImages())),
            counts -> counts.stream().map(Figures::count).collect(Collectors.joining(", "))),
    FINGERPRINT("Data, SHA-256", "dataset_fingerprint", printed(print -> Optional.of(print.whole())), print -> print),
    TEST_FINGERPRINT("Test images, SHA-256", "test_fingerprint", printed(Fingerprint::test), print -> print),
    VERSION("Inkling", "program_version", run -> Optional.of(run.programVersion()), version -> version);

    private final String title;
    private final String id;
    private final Function<Run, Optional<Object>> value;
    private final Function<Run, Optional<String>> text;

    <T> Setting(String title, String id, Function<Run, Optional<T>> value, Function<T, String> text) {
        this.title = title;
        this.id = id;
        this.value = run -> value.apply(run).map(Object.class::cast);
        this.text = run -> value.apply(run).map(text);
    }

    private static <T> Function<Run, Optional<T>> chosen(Function<Hyperparameters, T> part) {
        return run -> Optional.of(part.apply(run.hyperparameters()));
    }

    /** What only SGD heeds. */
    private static <T> Function<Run, Optional<T>> ofSgd(Function<Hyperparameters, T> part) {
        return run -> Optional.of(run.hyperparameters())
                .filter(chosen -> chosen.optimizer() == OptimizerKind.SGD)
                .map(part);
    }

    private static Function<Run, Optional<String>> printed(Function<Fingerprint, Optional<String>> part) {
        return run -> run.data().map(TrainedOn::fingerprint).flatMap(part);
    }

    private static String layers(List<Integer> hidden) {
        return Stream.of(Stream.of(Architecture.INPUTS), hidden.stream(), Stream.of(Architecture.CLASSES))
                .flatMap(widths -> widths)
                .map(String::valueOf)
                .collect(Collectors.joining(" → "));
    }

    private static int parameters(Hyperparameters chosen) {
        return new Architecture(chosen.hidden())
                .parameters().stream().mapToInt(Architecture.Parameter::size).sum();
    }

    public String title() {
        return title;
    }

    /** The name the API uses, such as {@code lr}. */
    public String id() {
        return id;
    }

    /** As the API writes it; empty where the run has none. */
    public Optional<Object> value(Run run) {
        return value.apply(run);
    }

    /** As the pages write it; empty where the run has none. */
    public Optional<String> text(Run run) {
        return text.apply(run);
    }
}
