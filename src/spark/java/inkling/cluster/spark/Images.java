package inkling.cluster.spark;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.io.Serializable;
import java.util.List;

/** The images of a data set, as they are sent once to each executor that trains on them. */
final class Images implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int channels;
    private final int height;
    private final int width;
    private final byte[] trainPixels;
    private final byte[] trainLabels;
    private final byte[] testPixels;
    private final byte[] testLabels;
    private final String fingerprint;
    private transient boolean checked;

    Images(Dataset dataset) {
        LabelledImages train = dataset.train();
        LabelledImages test = dataset.test();
        channels = train.shape().channels();
        height = train.shape().height();
        width = train.shape().width();
        trainPixels = train.pixels();
        trainLabels = train.labels();
        testPixels = test.pixels();
        testLabels = test.labels();
        fingerprint = Fingerprint.of(train, test).whole();
    }

    /**
     * The data set again, of which training and test need no more than the images.
     *
     * @throws IllegalStateException if these are other images than were sent
     */
    synchronized Dataset dataset() {
        ImageShape shape = new ImageShape(channels, height, width);
        LabelledImages train = new LabelledImages(shape, trainPixels, trainLabels);
        LabelledImages test = new LabelledImages(shape, testPixels, testLabels);
        Fingerprint found = checked ? Fingerprint.ofWhole(fingerprint) : Fingerprint.of(train, test);
        if (!found.whole().equals(fingerprint)) {
            throw new IllegalStateException("the images came as others than they were sent");
        }
        checked = true;
        return new Dataset(DatasetKind.BUILTIN, "", train, test, List.of(), found);
    }
}
