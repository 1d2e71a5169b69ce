package inkling.runs;

import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.ImageShape;
import inkling.dataset.files.Promise;
import inkling.dataset.sources.Datasets;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What can be said of a data set's images before they are read.
 *
 * @param train how many there are to train on, those to validate among them; empty if nobody knows
 * @param shape of each; empty if nobody knows
 */
record ExpectedImages(OptionalInt train, Optional<ImageShape> shape) {
    /** MNIST’s, and those of the built-in digits. */
    static final ExpectedImages MNIST = new ExpectedImages(OptionalInt.of(60_000), Optional.of(ImageShape.MNIST));

    static final ExpectedImages UNKNOWN = new ExpectedImages(OptionalInt.empty(), Optional.empty());

    static ExpectedImages of(DatasetRequest data) {
        if (data.path().isEmpty() || data.kind() == DatasetKind.BUILTIN) {
            return new ExpectedImages(MNIST.train(), Optional.of(data.framing().of(ImageShape.MNIST)));
        }
        try {
            Promise promise = Datasets.recognise(
                            data.file().orElseThrow(), Optional.of(data.kind()).filter(DatasetKind::isOwn))
                    .promise();
            OptionalLong train = promise.train();
            return new ExpectedImages(
                    train.isPresent() ? OptionalInt.of(Math.toIntExact(train.getAsLong())) : OptionalInt.empty(),
                    promise.shape().map(data.framing()::of));
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
}
