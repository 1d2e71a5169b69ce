package inkling.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of the notebook's job that is timed by itself. */
public enum Stage {
    /** Epochs on augmented images, each followed by validation. */
    TRAIN,
    /** The same on images as they are. */
    TRAIN_PLAIN,
    /** The test set's loss and accuracy. */
    TEST,
    /** The test set's probabilities. */
    PREDICT,
    /** Logits and second hidden layer of the training images. */
    REPRESENT,
    /** Both representations brought to two dimensions by PCA. */
    PCA,
    /** 5,000 rows of both representations brought to two dimensions by t-SNE. */
    TSNE,
    /** The noise that the network most surely calls a 3, of 1.6 million images. */
    IMAGINE;

    private static final Set<Stage> NOT_BUILT = EnumSet.of(PCA, TSNE);

    /** The name a flag and the report use, such as {@code train_plain}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Every stage there is, in the order in which they run. */
    public static List<Stage> built() {
        return Arrays.stream(values())
                .filter(stage -> !NOT_BUILT.contains(stage))
                .toList();
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such stage, or not yet */
    public static Stage of(String id) {
        Stage stage = Arrays.stream(values())
                .filter(candidate -> candidate.id().equals(id.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no stage '%s'; there are %s"
                        .formatted(id, Arrays.stream(values()).map(Stage::id).collect(Collectors.joining(", ")))));
        if (NOT_BUILT.contains(stage)) {
            throw new IllegalArgumentException("the stage '%s' is not built yet".formatted(stage.id()));
        }
        return stage;
    }
}
