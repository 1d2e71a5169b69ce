package inkling.draw;

import inkling.dataset.LabelledImages;
import inkling.network.Predictions.Activation;
import inkling.projection.Pca;

/** The map of h2 after an epoch, with as many of the training images as a small picture has room for. */
record SmallMap(Pca pca, Cloud cloud) {
    private static final int SHOWN = 2_000;
    private static final int AXES = 2;

    /**
     * Enough of the map to know one's way: some of the training images, evenly taken, and the classes' centres.
     *
     * @param explained the two axes' shares of the variance
     * @param x of each image shown
     * @param y of each image shown
     * @param labels of each image shown
     * @param centres x and y of each class's mean over all images; none of a class without images
     */
    record Cloud(double[] explained, float[] x, float[] y, int[] labels, float[][] centres) {}

    /** @param features of the training images */
    static SmallMap of(Activation features, LabelledImages images, int classes) {
        Pca pca = Pca.of(features.values(), features.width(), AXES);
        float[] places = pca.transform(features.values());
        return new SmallMap(pca, cloud(pca, places, images, classes));
    }

    /** Where a picture falls: x and y. */
    float[] place(float[] h2) {
        return pca.transform(h2);
    }

    private static Cloud cloud(Pca pca, float[] places, LabelledImages images, int classes) {
        int shown = Math.min(SHOWN, images.size());
        float[] x = new float[shown];
        float[] y = new float[shown];
        int[] labels = new int[shown];
        for (int i = 0; i < shown; i++) {
            int image = (int) ((long) i * images.size() / shown);
            x[i] = rounded(places[AXES * image]);
            y[i] = rounded(places[AXES * image + 1]);
            labels[i] = images.label(image);
        }
        return new Cloud(pca.explainedVarianceRatio(), x, y, labels, centres(places, images, classes));
    }

    private static float[][] centres(float[] places, LabelledImages images, int classes) {
        double[][] sums = new double[classes][AXES];
        int[] counts = new int[classes];
        for (int image = 0; image < images.size(); image++) {
            int label = images.label(image);
            counts[label]++;
            sums[label][0] += places[AXES * image];
            sums[label][1] += places[AXES * image + 1];
        }
        float[][] centres = new float[classes][];
        for (int c = 0; c < classes; c++) {
            centres[c] = counts[c] == 0
                    ? new float[0]
                    : new float[] {rounded(sums[c][0] / counts[c]), rounded(sums[c][1] / counts[c])};
        }
        return centres;
    }

    /** A map of some hundred pixels needs no more digits. */
    private static float rounded(double value) {
        return Math.round(value * 1000) / 1000f;
    }
}
