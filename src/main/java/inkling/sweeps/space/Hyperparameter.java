package inkling.sweeps.space;

import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.OptimizerKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What can be varied in a sweep, under the names and in the order of a run's form. */
public enum Hyperparameter {
    EPOCHS("Epochs", Shape.WHOLE, "%s epochs", Hyperparameters::epochs),
    BATCH_SIZE("Batch size", Shape.WHOLE, "batch %s", Hyperparameters::batchSize),
    OPTIMIZER("Optimizer", Shape.CHOICE, "%s", chosen -> chosen.optimizer().id()),
    LR("Learning rate", Shape.DECIMAL, "lr %s", Hyperparameters::learningRate),
    MOMENTUM("Momentum", Shape.DECIMAL, "momentum %s", Hyperparameters::momentum),
    NESTEROV("Nesterov", Shape.CHOICE, "Nesterov %s", chosen -> String.valueOf(chosen.nesterov())),
    WEIGHT_DECAY("Weight decay", Shape.DECIMAL, "decay %s", Hyperparameters::weightDecay),
    HIDDEN("Hidden layers", Shape.CHOICE, "%s", Hyperparameter::widths),
    AUGMENT("Augmentation", Shape.CHOICE, "augmentation %s", chosen -> String.valueOf(chosen.augment())),
    VALIDATION_SHARE("Validation share", Shape.DECIMAL, "validation %s", Hyperparameters::validationShare);

    private final String title;
    private final Shape shape;
    private final String brief;
    private final Function<Hyperparameters, Object> value;

    /** What its values are. */
    public enum Shape {
        /** Whole numbers. */
        WHOLE,
        /** Numbers. */
        DECIMAL,
        /** Things without an order. */
        CHOICE
    }

    Hyperparameter(String title, Shape shape, String brief, Function<Hyperparameters, Object> value) {
        this.title = title;
        this.shape = shape;
        this.brief = brief;
        this.value = value;
    }

    private static String widths(Hyperparameters chosen) {
        return chosen.hidden().get(0) + "," + chosen.hidden().get(1);
    }

    /** The field's name in forms and in the API: {@code batch_size}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public Shape shape() {
        return shape;
    }

    public boolean numeric() {
        return shape != Shape.CHOICE;
    }

    /** Whether it makes a difference beside an optimiser: momentum is heeded by SGD alone. */
    boolean matters(String optimizer) {
        return optimizer.equals(OptimizerKind.SGD.id()) || (this != MOMENTUM && this != NESTEROV);
    }

    /** A number, or a text as the form takes it: {@code 250,100}; empty where it makes no difference. */
    public Optional<Object> value(Hyperparameters chosen) {
        return matters(chosen.optimizer().id()) ? Optional.of(value.apply(chosen)) : Optional.empty();
    }

    /** A value as the pages write it: {@code 0.001}, {@code 250–100}, {@code on}. */
    public String text(Object of) {
        if (of instanceof Number number) {
            return shape == Shape.WHOLE ? Figures.count(number.longValue()) : Figures.plain(number.doubleValue());
        }
        return switch (this) {
            case OPTIMIZER -> OptimizerKind.of(of.toString()).title();
            case HIDDEN -> of.toString().replace(",", "–");
            default -> of.equals("true") ? "on" : "off";
        };
    }

    /** Part of a run's name: {@code lr 0.001}; empty where it makes no difference. */
    Optional<String> brief(Hyperparameters chosen) {
        return value(chosen).map(of -> Text.of(brief, text(of)));
    }

    /** The names of all, in order. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Hyperparameter::id).toList();
    }
}
