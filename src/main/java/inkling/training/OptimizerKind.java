package inkling.training;

import inkling.text.Named;
import inkling.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The optimisers a run can choose, each with the defaults PyTorch gives it. */
public enum OptimizerKind implements Named {
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
    boolean hasMomentum() {
        return this == SGD;
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such optimiser */
    public static OptimizerKind of(String id) {
        return Words.choose("optimizer", List.of(values()), OptimizerKind::id, id);
    }

    /** All names, with commas between. */
    static String ids() {
        return Arrays.stream(values()).map(OptimizerKind::id).collect(Collectors.joining(", "));
    }
}
