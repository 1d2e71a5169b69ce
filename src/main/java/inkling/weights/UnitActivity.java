package inkling.weights;

import inkling.analysis.Excitation;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.dataset.LabelledImages;
import inkling.inspect.ImagePictures;
import inkling.network.Tensor;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a unit does with the training images.
 *
 * @param images those that excite it most
 * @param share of all images that excite it at all, as a percentage
 * @param size how many images there are
 * @param means its mean activation over the images of each class; NaN of a class without images
 */
record UnitActivity(List<Image> images, String share, String size, double[] means) {
    private static final int MOST = 24;

    /** A training image, where it is and how much it excites the unit. */
    record Image(String url, String picture, String label, String activation) {}

    /** Looks at every training image: some 50 ms for 54,000 of them. */
    static UnitActivity of(
            RunArchive archive, EpochRequest request, List<Tensor> parameters, int unit, List<String> classNames) {
        LabelledImages images = archive.images(request.run(), ImageSplit.TRAIN);
        int[] every = IntStream.range(0, images.size()).toArray();
        List<Excitation> excitations = Excitation.ofImages(
                parameters, unit, images, every, archive.normalisation(request.run()), images.size());
        return new UnitActivity(
                excitations.stream()
                        .limit(MOST)
                        .map(each -> image(request, images, each, classNames))
                        .toList(),
                Figures.percent(excitations.size() / (double) images.size()),
                Figures.count(images.size()),
                means(images, excitations, classNames.size()));
    }

    private static Image image(
            EpochRequest request, LabelledImages images, Excitation excitation, List<String> classNames) {
        int index = excitation.index();
        return new Image(
                Text.of("%s/images/train/%d?epoch=%d", request.run().url(), index, request.epoch()),
                ImagePictures.url(request.run(), ImageSplit.TRAIN, index),
                classNames.get(images.label(index)),
                Figures.signed(excitation.activation()));
    }

    /** Images that leave the unit cold count with an activation of 0. */
    private static double[] means(LabelledImages images, List<Excitation> excitations, int classes) {
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        for (byte label : images.labels()) {
            counts[label]++;
        }
        for (Excitation excitation : excitations) {
            sums[images.label(excitation.index())] += excitation.activation();
        }
        for (int c = 0; c < classes; c++) {
            sums[c] /= counts[c];
        }
        return sums;
    }
}
