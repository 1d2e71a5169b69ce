package inkling.bench;

import inkling.text.Named;
import inkling.text.Text;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is timed by itself: the parts of the notebook's job in its order, then what the notebook has no counterpart to. */
public enum Stage implements Named {
    /** Epochs on augmented images, each followed by validation. */
    TRAIN,
    /** The same on images as they are. */
    TRAIN_PLAIN,
    /** The test set's loss and accuracy. */
    TEST,
    /** The test set's probabilities. */
    PREDICT,
    /** Logits and last hidden layer of the training images. */
    REPRESENT,
    /** Both representations brought to two dimensions by PCA. */
    PCA,
    /** 5,000 rows of both representations brought to two dimensions by t-SNE. */
    TSNE,
    /** The noise that the network most surely calls a 3, of 1.6 million images. */
    IMAGINE,
    /** Epochs of LeNet-5 on images as they are, by itself. */
    CONVNET,
    /** Where a step's time goes, beside PyTorch's own products of the same shapes. */
    STEP,
    /** How steps and epochs grow with the batch, the hidden layers and the images, by itself, and only if asked for. */
    GROWTH,
    /** The dashboard's start, until its first page is answered, by itself. */
    STARTUP;

    /** @throws IllegalArgumentException with a sentence for the user if there is no such stage */
    public static Stage of(String id) {
        return Arrays.stream(values())
                .filter(stage -> stage.id().equals(id.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Text.of(
                        "there is no stage '%s'; there are %s",
                        id, Arrays.stream(values()).map(Stage::id).collect(Collectors.joining(", ")))));
    }
}
