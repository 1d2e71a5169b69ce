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
 * @param digits whether they are MNIST’s or the built-in ones, whose classes are known
 */
record ExpectedImages(OptionalInt train, Optional<ImageShape> shape, boolean digits) {
    /** MNIST’s, and those of the built-in digits. */
    static final ExpectedImages MNIST = new ExpectedImages(OptionalInt.of(60_000), Optional.of(ImageShape.MNIST), true);

    static final ExpectedImages UNKNOWN = new ExpectedImages(OptionalInt.empty(), Optional.empty(), false);

    static ExpectedImages of(DatasetRequest data) {
        if (data.path().isEmpty() || data.kind() == DatasetKind.BUILTIN) {
            return new ExpectedImages(MNIST.train(), Optional.of(data.framing().of(ImageShape.MNIST)), true);
        }
        try {
            Promise promise = Datasets.recognise(
                            data.file().orElseThrow(), Optional.of(data.kind()).filter(DatasetKind::isOwn))
                    .promise();
            OptionalLong train = promise.train();
            return new ExpectedImages(
                    train.isPresent() ? OptionalInt.of(Math.toIntExact(train.getAsLong())) : OptionalInt.empty(),
                    promise.shape().map(data.framing()::of),
                    false);
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
        return architecture.on(shape.orElse(ImageShape.MNIST), Architecture.CLASSES);
    }
    /** What {@link #fit} takes for granted, as a part of a sentence; empty if nothing. */
    String assumed() {
        if (digits) {
            return "";
        }
        String classes = Text.of("of %d classes", Architecture.CLASSES);
        return shape.isPresent() ? "if the images are " + classes : "if the images are grey, 28 × 28 and " + classes;
    }
}
