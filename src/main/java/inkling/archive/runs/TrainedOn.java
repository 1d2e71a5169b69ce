package inkling.archive.runs;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.text.Isolated;
import java.util.List;

/**
 * The data set that a run got, and how it was divided.
 *
 * @param kind never {@link DatasetKind#AUTO}
 * @param reason one sentence on which data set this is and why it was taken
 * @param fingerprint what tells its images from others
 * @param trainImages images trained on
 * @param validationImages images kept back to choose the best epoch
 * @param testImages images touched once, at the end
 * @param classNames the name of each class, in the order of their labels, isolated; there may be fewer than the network has outputs
 */
public record TrainedOn(
        DatasetKind kind,
        String reason,
        Fingerprint fingerprint,
        int trainImages,
        int validationImages,
        int testImages,
        List<String> classNames) {
    public TrainedOn {
        classNames = classNames.stream().map(Isolated::of).toList();
    }

    /** @param validationImages how many of the data set's training images are kept back */
    public static TrainedOn of(Dataset dataset, int validationImages) {
        return new TrainedOn(
                dataset.kind(),
                dataset.reason(),
                dataset.fingerprint(),
                dataset.train().size() - validationImages,
                validationImages,
                dataset.test().size(),
                dataset.classNames());
    }
}
