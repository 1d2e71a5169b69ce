package inkling.analysis;

import inkling.dataset.LabelledImages;

/** What the images of a class look like on average. */
public final class ClassMeans {
    private ClassMeans() {}

    /** @return one picture a class, each number rounded; without a byte for a class without images */
    public static byte[][] of(LabelledImages images, int classes) {
        long[][] sums = new long[classes][images.shape().size()];
        int[] counts = new int[classes];
        for (int image = 0; image < images.size(); image++) {
            long[] sum = sums[images.label(image)];
            counts[images.label(image)]++;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += images.pixels()[image * images.shape().size() + i] & 0xff;
            }
        }
        byte[][] means = new byte[classes][];
        for (int c = 0; c < classes; c++) {
            means[c] = new byte[counts[c] == 0 ? 0 : images.shape().size()];
            for (int i = 0; i < means[c].length; i++) {
                means[c][i] = (byte) Math.round(sums[c][i] / (double) counts[c]);
            }
        }
        return means;
    }
}
