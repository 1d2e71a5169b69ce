package inkling.training;

import inkling.text.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The optimisers a run can choose, each with the defaults PyTorch gives it. */
public enum OptimizerKind {
    ADAM("Adam"),
    ADAMW("AdamW"),
    SGD("SGD"),
    RMSPROP("RMSprop"),
    ADAGRAD("Adagrad");

    private final String title;

    OptimizerKind(String title) {
        this.title = title;
    }

    /** The name a page shows. */
    public String title() {
        return title;
    }

    /** Whether it heeds a momentum. */
    public boolean hasMomentum() {
        return this == SGD;
    }

    /** The name a flag, a form and the API use, such as {@code adam}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such optimiser */
    public static OptimizerKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(id.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(Text.of("optimizer must be one of %s, was %s", ids(), id)));
    }

    /** All names, with commas between. */
    static String ids() {
        return Arrays.stream(values()).map(OptimizerKind::id).collect(Collectors.joining(", "));
    }
}
