package inkling.training;

import static inkling.training.Bounds.above;
import static inkling.training.Bounds.below;
import static inkling.training.Bounds.between;
import static inkling.training.OptimizerKind.ADAM;
import static inkling.training.Setting.Part.ADVANCED;
import static inkling.training.Setting.Part.IMAGES;
import static inkling.training.Setting.Part.TRAINING;
import static inkling.training.Shape.CHOICE;
import static inkling.training.Shape.DECIMAL;
import static inkling.training.Shape.LONG;
import static inkling.training.Shape.SHARE;
import static inkling.training.Shape.TRUTH;
import static inkling.training.Shape.WHOLE;
import static inkling.training.Shape.WIDTHS;

import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    MOMENTUM("momentum", DECIMAL, 0.9, below(0, 1), TRAINING, "momentum %s", "Of SGD: %s; 0 for none."),
    NESTEROV("Nesterov", TRUTH, false, null, TRAINING, "no Nesterov/Nesterov", "SGD looks ahead along its momentum."),
    WEIGHT_DECAY(
            "weight decay", DECIMAL, 0, between(0, 1), ADVANCED, "decay %s", "%s. L2 penalty; decoupled in AdamW."),
    HIDDEN(
            "hidden layers",
            WIDTHS,
            List.of(250, 100),
            between(1, 4_096),
            ADVANCED,
            "hidden %s",
            "The widths of the two hidden layers, each %s."),
    AUGMENT(
            "augmentation",
            TRUTH,
            true,
            null,
            IMAGES,
            "not augmented/augmented",
            "Training images are turned by up to 5 degrees and shifted by up to 2 pixels, anew in every epoch."),
    SEED(
            "seed",
            LONG,
            1234,
            null,
            ADVANCED,
            "seed %s",
            "Of every random choice. The same seed and settings give the same run."),
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
     * @param bounds of a number, or of each width; null where there are none
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
        return shape == CHOICE ? help + " Of " + OptimizerKind.ids() + "." : help;
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

    /** Whether it makes a difference to this optimiser. */
    public boolean heededBy(OptimizerKind optimizer) {
        return (this != MOMENTUM && this != NESTEROV) || optimizer.hasMomentum();
    }

    /** Whether it makes a difference to every optimiser. */
    public boolean alwaysHeeded() {
        return Arrays.stream(OptimizerKind.values()).allMatch(this::heededBy);
    }

    /** A run's value; empty where it makes no difference to it. */
    public Optional<Object> value(Hyperparameters chosen) {
        return Optional.of(chosen.values().get(this)).filter(value -> heededBy(chosen.optimizer()));
    }

    /** The same as the pages have it: {@code 250–100}. */
    public Optional<String> text(Hyperparameters chosen) {
        return value(chosen).map(shape::show);
    }

    /** The same as a part of a run's name: {@code lr 0.001}. */
    public Optional<String> brief(Hyperparameters chosen) {
        return shape == TRUTH
                ? value(chosen).map(on -> brief.split("/")[(boolean) on ? 1 : 0])
                : text(chosen).map(text -> Text.of(brief, text));
    }

    /**
     * The value that a text stands for.
     *
     * @throws IllegalArgumentException with a sentence for the user if it stands for none, or for one that it must not be
     */
    public Object read(String text) {
        return checked(shape.read(words, text));
    }

    /** @throws IllegalArgumentException with a sentence for the user if it must not be that */
    Object checked(Object given) {
        Object value = shape.cast(given);
        if (value instanceof List<?> widths) {
            require(widths.size() == 2, "hidden layers must be two widths, such as 250,100", value);
            widths.forEach(width -> requireWithin("each hidden width", (Number) width, value));
        } else if (value instanceof Number number) {
            requireWithin(words, number, value);
        }
        return value;
    }

    private void requireWithin(String what, Number number, Object was) {
        if (bounds != null && !bounds.contain(number.doubleValue())) {
            require(false, what + " must be " + bounds.rule(), was);
        }
    }

    static void require(boolean holds, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(Text.of("%s, was %s", rule, was));
        }
    }
}
