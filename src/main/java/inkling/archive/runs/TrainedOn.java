package inkling.archive.runs;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.Split;
import inkling.text.Isolated;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The data set that a run got, and how it was divided.
 *
 * @param kind never {@link DatasetKind#AUTO}
 * @param reason one sentence on which data set this is and why it was taken
 * @param fingerprint what tells its images from others
 * @param shape of each image
 * @param trainImages images trained on
 * @param validationImages images kept back to choose the best epoch
 * @param testImages images touched once, at the end
 * @param classNames the name of each class, in the order of their labels, isolated; there may be fewer than the network has outputs
 * @param outputs of the network: one a class, but ten in runs of earlier versions
 * @param notes what was done to the images and what was left out, in sentences
 */
public record TrainedOn(
        DatasetKind kind,
        String reason,
        Fingerprint fingerprint,
        ImageShape shape,
        int trainImages,
        int validationImages,
        int testImages,
        List<String> classNames,
        int outputs,
        List<String> notes) {
    public TrainedOn {
        classNames = classNames.stream().map(Isolated::of).toList();
        notes = List.copyOf(notes);
    }

    /** What an output is called: its class by its name, and {@code output 7} where there is no class for it. */
    public String outputName(int output) {
        return output < classNames.size() ? classNames.get(output) : "output " + output;
    }

    /** What each output is called. */
    public List<String> outputNames() {
        return IntStream.range(0, outputs).mapToObj(this::outputName).toList();
    }

    /**
     * @param split how its training images are divided
     * @param outputs of a network that has begun to learn from it; empty for one a class
     */
    public static TrainedOn of(Dataset dataset, Split split, Optional<Integer> outputs) {
        return new TrainedOn(
                dataset.kind(),
                dataset.reason(),
                dataset.fingerprint(),
                dataset.shape(),
                split.train().length,
                split.validation().length,
                dataset.test().size(),
                dataset.classNames(),
                outputs.orElse(dataset.classes()),
                dataset.notes());
    }
}
