package inkling.runs;

import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.ImageShape;
import inkling.dataset.files.Promise;
import inkling.dataset.sources.Datasets;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.text.Text;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What can be said of a data set's images before they are read.
 *
 * @param train how many there are to train on, those to validate among them; empty if nobody knows
 * @param shape of each; empty if nobody knows
 * @param classes how many there are; empty if nobody knows
 */
record ExpectedImages(OptionalInt train, Optional<ImageShape> shape, OptionalInt classes) {
    /** MNIST’s, and those of the built-in digits. */
    static final ExpectedImages MNIST = new ExpectedImages(
            OptionalInt.of(60_000), Optional.of(ImageShape.MNIST), OptionalInt.of(Architecture.CLASSES));

    static final ExpectedImages UNKNOWN =
            new ExpectedImages(OptionalInt.empty(), Optional.empty(), OptionalInt.empty());

    static ExpectedImages of(DatasetRequest data) {
        if (data.path().isEmpty() || data.kind() == DatasetKind.BUILTIN) {
            return new ExpectedImages(MNIST.train(), Optional.of(data.framing().of(ImageShape.MNIST)), MNIST.classes());
        }
        try {
            Promise promise = Datasets.recognise(
                            data.file().orElseThrow(), Optional.of(data.kind()).filter(DatasetKind::isOwn))
                    .promise();
            OptionalLong train = promise.train();
            return new ExpectedImages(
                    train.isPresent()
                            ? OptionalInt.of((int) Math.min(train.getAsLong(), Integer.MAX_VALUE))
                            : OptionalInt.empty(),
                    promise.shape().map(data.framing()::of).or(data.framing()::whole),
                    data.kind() == DatasetKind.MNIST ? MNIST.classes() : promise.classes());
        } catch (DatasetException e) {
            return UNKNOWN;
        }
    }

    /**
     * A network for them, or for images and classes like MNIST’s where nobody knows.
     *
     * @throws inkling.network.ArchitectureException if it does not fit them
     */
    Blueprint fit(Architecture architecture) {
        return architecture.on(shape.orElse(ImageShape.MNIST), classes.orElse(Architecture.CLASSES));
    }

    /** What {@link #fit} takes for granted, as a part of a sentence; empty if nothing. */
    String assumed() {
        if (shape.isPresent() && classes.isPresent()) {
            return "";
        }
        String grey = "grey, 28 × 28";
        String few = Text.of("of %d classes", Architecture.CLASSES);
        String both = shape.isPresent() ? few : classes.isPresent() ? grey : grey + " and " + few;
        return "if the images are " + both;
    }
}
