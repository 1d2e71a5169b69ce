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
 * @param validation how many of the training images, the last ones, were meant for validation by whoever made the data
 *     set; 0 if a run chooses some
 * @param classNames the name of each class, in the order of their labels, isolated
 * @param fingerprint what tells its images from others
 * @param notes what was done to the images and what was left out, in sentences
 * @param corrections what a person changed of the training images, which are as they are corrected
 */
public record Dataset(
        DatasetKind kind,
        String reason,
        LabelledImages train,
        LabelledImages test,
        int validation,
        List<String> classNames,
        Fingerprint fingerprint,
        List<String> notes,
        Corrections corrections) {
    public Dataset {
        classNames = classNames.stream().map(Isolated::of).toList();
        notes = List.copyOf(notes);
    }

    /** As it was found. */
    public Dataset(
            DatasetKind kind,
            String reason,
            LabelledImages train,
            LabelledImages test,
            int validation,
            List<String> classNames,
            Fingerprint fingerprint,
            List<String> notes) {
        this(kind, reason, train, test, validation, classNames, fingerprint, notes, Corrections.NONE);
    }

    /** One of which nothing more is to be said. */
    public Dataset(
            DatasetKind kind,
            String reason,
            LabelledImages train,
            LabelledImages test,
            List<String> classNames,
            Fingerprint fingerprint) {
        this(kind, reason, train, test, 0, classNames, fingerprint, List.of());
    }

    /** Of each image. */
    public ImageShape shape() {
        return train.shape();
    }

    /** How many classes there are. */
    public int classes() {
        return classNames.size();
    }

    /**
     * Which training images a run learns from, and which it validates with.
     *
     * @throws DatasetException if there are too few
     */
    public Split split(double validationShare, long seed) {
        return Split.shuffled(train.size(), validation, validationShare, seed).without(corrections.excluded());
    }

    /** The same images under another kind, with another reason why they were taken. */
    public Dataset as(DatasetKind kind, String reason) {
        return new Dataset(kind, reason, train, test, validation, classNames, fingerprint, notes, corrections);
    }
}
