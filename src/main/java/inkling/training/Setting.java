package inkling.training;

import static inkling.training.Bounds.above;
import static inkling.training.Bounds.below;
import static inkling.training.Bounds.between;
import static inkling.training.OptimizerKind.ADAM;
import static inkling.training.Setting.Part.ADVANCED;
import static inkling.training.Setting.Part.IMAGES;
import static inkling.training.Setting.Part.NETWORK;
import static inkling.training.Setting.Part.TRAINING;
import static inkling.training.Shape.AUGMENTATION;
import static inkling.training.Shape.CHOICE;
import static inkling.training.Shape.DECIMAL;
import static inkling.training.Shape.LAYERS;
import static inkling.training.Shape.LONG;
import static inkling.training.Shape.SHARE;
import static inkling.training.Shape.TRUTH;
import static inkling.training.Shape.WHOLE;

import inkling.dataset.augmentation.Augmentation;
import inkling.network.Architecture;
import inkling.network.Preset;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import inkling.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a run that a person chooses and that changes what it learns, apart from the data set: what it is
 * called, what it may be, and what is said of it. Forms, the API, the command line, lists, comparisons, sweeps and the
 * database read it here, in this order.
 */
public enum Setting implements Named {
    EPOCHS("epochs", WHOLE, 5, between(1, 1_000), TRAINING, "%s epochs", "Passes over the training images, %s."),
    BATCH_SIZE("batch size", WHOLE, 64, between(1, 10_000), TRAINING, "batch %s", "Images in one step, %s."),
    OPTIMIZER("optimizer", CHOICE, ADAM, null, TRAINING, "%s", "The rule by which a gradient changes the weights."),
    LR(
            "learning rate",
            DECIMAL,
            0.001,
            above(0, 10),
            TRAINING,
            "lr %s",
            "%s. Adam’s usual: 0.001; SGD’s: 0.01 to 0.1."),
    SCHEDULE(
            "learning-rate schedule",
            CHOICE,
            Schedule.CONSTANT,
            null,
            TRAINING,
            "%s schedule",
            "How the learning rate moves over the run; it is never above the one given."),
    WARM_UP(
            "warm-up",
            DECIMAL,
            0,
            between(0, 100),
            TRAINING,
            "warm-up %s",
            "Epochs, or a part of one, over which the learning rate rises to its value, %s. One-cycle has its own."),
    MOMENTUM("momentum", DECIMAL, 0.9, below(0, 1), TRAINING, "momentum %s", "Of SGD: %s; 0 for none."),
    NESTEROV("Nesterov", TRUTH, false, null, TRAINING, "no Nesterov/Nesterov", "SGD looks ahead along its momentum."),
    WEIGHT_DECAY(
            "weight decay", DECIMAL, 0, between(0, 1), ADVANCED, "decay %s", "%s. L2 penalty; decoupled in AdamW."),
    CLIP_NORM(
            "gradient clipping",
            DECIMAL,
            0,
            between(0, 1_000),
            ADVANCED,
            "clip %s",
            "The longest that a step’s gradient may be, %s; a longer one is shortened. 0 for off."),
    LABEL_SMOOTHING(
            "label smoothing",
            SHARE,
            0,
            below(0, 1),
            ADVANCED,
            "label smoothing %s",
            "The share of each label that goes to all classes alike, %s. Validation and test keep the plain loss."),
    CLASS_WEIGHTS(
            "class weights",
            CHOICE,
            ClassWeights.NONE,
            null,
            ADVANCED,
            "class weights %s",
            "Balanced: each image counts in the training loss as its class is rare."),
    PATIENCE(
            "patience",
            WHOLE,
            0,
            between(0, 1_000),
            ADVANCED,
            "patience %s",
            "Early stopping: so many epochs without a lower validation loss end the run, %s. 0 for off."),
    ARCH(
            "network",
            LAYERS,
            Preset.MLP.architecture(),
            null,
            NETWORK,
            "%s",
            "Its layers with commas between, or a name: " + Preset.names()
                    + ". The last layer, with an output a class, goes without saying."),
    AUGMENT(
            "augmentation",
            AUGMENTATION,
            Augmentation.USUAL,
            null,
            IMAGES,
            "%s",
            "What is changed of each training image at random, anew in every epoch."),
    SEED(
            "seed",
            LONG,
            1234,
            null,
            ADVANCED,
            "seed %s",
            "Of every random choice. The same seed and settings give the same run."),
    DROPOUT_SEED(
            "dropout seed",
            LONG,
            0,
            null,
            ADVANCED,
            "dropout seed %s",
            "Of the units that dropout leaves out. 0 takes it from the seed."),
    VALIDATION_SHARE(
            "validation share",
            SHARE,
            0.1,
            between(0.01, 0.5),
            ADVANCED,
            "validation %s",
            "The part of the training images kept back to choose the best epoch, %s.");

    /** The part of the form that it stands in. */
    public enum Part implements Named {
        IMAGES,
        NETWORK,
        TRAINING,
        /** What is usually left alone. */
        ADVANCED
    }

    private final String words;
    private final Shape shape;
    private final Object usual;
    private final @Nullable Bounds bounds;
    private final Part part;
    private final String brief;
    private final String help;

    /**
     * @param words what it is called within a sentence
     * @param usual what the notebook has
     * @param bounds of a number; null where there are none
     * @param brief it and its value as a part of a run's name; of a truth, what is said where it is off, and where it is on
     * @param help says what it is, with the bounds in the place of a {@code %s}
     */
    Setting(String words, Shape shape, Object usual, @Nullable Bounds bounds, Part part, String brief, String help) {
        this.words = words;
        this.shape = shape;
        this.usual = shape.cast(usual);
        this.bounds = bounds;
        this.part = part;
        this.brief = brief;
        this.help = Text.capitalised(bounds == null ? help : Text.of(help, bounds.words()));
    }

    /** The setting of a name such as {@code weight_decay}; empty if there is none. */
    public static Optional<Setting> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
    }

    /** What it is called within a sentence, such as {@code weight decay}. */
    public String words() {
        return words;
    }

    /** What it is called where it stands alone, such as {@code Weight decay}. */
    public String title() {
        return Text.capitalised(words);
    }

    public String help() {
        return help;
    }

    /** The same where a value is typed, so that there is no list to choose from. */
    public String typedHelp() {
        return switch (shape) {
            case CHOICE ->
                Text.of("%s Of %s.", help, options().stream().map(Option::id).collect(Collectors.joining(", ")));
            case AUGMENTATION -> help + " " + Augmentation.GRAMMAR;
            case LAYERS -> help + " " + Architecture.grammar();
            default -> help;
        };
    }

    /** What there is to choose from, if it is a choice. */
    public List<Option> options() {
        return usual instanceof Enum<?> option
                ? List.of((Option[]) option.getDeclaringClass().getEnumConstants())
                : List.of();
    }

    public Shape shape() {
        return shape;
    }

    public Part part() {
        return part;
    }

    /** What the notebook has. */
    public Object usual() {
        return usual;
    }

    /** The same as a text that {@link #read} takes. */
    public String usualText() {
        return shape.write(usual);
    }

    /** The smallest number, or the one below it; null if there is none. */
    public @Nullable String least() {
        return bounds == null ? null : Figures.plain(bounds.low());
    }

    /** The largest number, or the one above it; null if there is none. */
    public @Nullable String most() {
        return bounds == null ? null : Figures.plain(bounds.high());
    }

    /** Whether it makes a difference beside the values of the other settings. */
    public boolean heededBy(Map<Setting, Object> others) {
        return switch (this) {
            case MOMENTUM, NESTEROV -> others.get(OPTIMIZER) == OptimizerKind.SGD;
            case WARM_UP -> others.get(SCHEDULE) != Schedule.ONE_CYCLE;
            case DROPOUT_SEED -> ((Architecture) others.get(ARCH)).text().contains("dropout");
            default -> true;
        };
    }

    /** Whether it is about how the weights came about, and neither the network nor how the images are divided. */
    public boolean ofTraining() {
        return this != ARCH && this != SEED && this != VALIDATION_SHARE;
    }

    /** A run's value; empty where it makes no difference to it. */
    public Optional<Object> value(Hyperparameters chosen) {
        return Optional.of(chosen.values().get(this)).filter(value -> heededBy(chosen.values()));
    }

    /** The same as the pages have it: {@code 0.001}. */
    public Optional<String> text(Hyperparameters chosen) {
        return value(chosen).map(this::show);
    }

    /** A value as the pages have it. */
    public String show(Object value) {
        boolean zero = value instanceof Number number && number.doubleValue() == 0;
        return switch (this) {
            case WARM_UP, CLIP_NORM, LABEL_SMOOTHING, PATIENCE -> zero ? "off" : shape.show(value);
            case DROPOUT_SEED -> zero ? "from the seed" : shape.show(value);
            default -> shape.show(value);
        };
    }

    /** The same as a part of a run's name: {@code lr 0.001}. */
    public Optional<String> brief(Hyperparameters chosen) {
        return value(chosen).map(value -> switch (shape) {
            case TRUTH -> brief.split("/")[(boolean) value ? 1 : 0];
            case AUGMENTATION -> ((Augmentation) value).brief();
            case LAYERS ->
                ((Architecture) value).widths().isPresent()
                        ? Text.of("hidden %s", ((Architecture) value).brief())
                        : ((Architecture) value).brief();
            default -> Text.of(brief, show(value));
        });
    }

    /**
     * The value that a text stands for.
     *
     * @throws IllegalArgumentException with a sentence for the user if it stands for none, or for one that it must not be
     */
    public Object read(String text) {
        return checked(shape == CHOICE ? Words.choose(words, options(), Option::id, text) : shape.read(words, text));
    }

    /** @throws IllegalArgumentException with a sentence for the user if it must not be that */
    Object checked(Object given) {
        Object value = shape == CHOICE && !(given instanceof Option)
                ? Words.choose(words, options(), Option::id, given.toString())
                : shape.cast(given);
        if (bounds != null && !bounds.contain(((Number) value).doubleValue())) {
            require(false, words + " must be " + bounds.rule(), value);
        }
        return value;
    }

    static void require(boolean holds, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(Text.of("%s, was %s", rule, was));
        }
    }
}
