package inkling.dataset;

import inkling.text.Isolated;
import java.util.List;

/**
 * A data set as a run uses it.
 *
 * @param kind where it came from; never {@link DatasetKind#AUTO}
 * @param reason one sentence on which data set this is and why it was taken, for the person who reads the run
 * @param train the training images; a run splits them into training and validation
 * @param test the test images
 * @param classNames the name of each class, in the order of their labels, isolated; "0" to "9" for digits, fewer than ten where fewer are named
 * @param fingerprint what tells its images from others
 */
public record Dataset(
        DatasetKind kind,
        String reason,
        LabelledImages train,
        LabelledImages test,
        List<String> classNames,
        Fingerprint fingerprint) {
    public Dataset {
        classNames = classNames.stream().map(Isolated::of).toList();
    }

    /** Of each image. */
    public ImageShape shape() {
        return train.shape();
    }

    /** How many classes there are. */
    public int classes() {
        return classNames.size();
    }

    /** The same images under another kind, with another reason why they were taken. */
    public Dataset as(DatasetKind kind, String reason) {
        return new Dataset(kind, reason, train, test, classNames, fingerprint);
    }
}
