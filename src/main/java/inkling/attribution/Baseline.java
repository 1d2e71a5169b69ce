package inkling.attribution;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.text.Named;
import inkling.text.Words;
import java.util.List;
import java.util.function.Supplier;

/** What a picture is compared with, to say what it has. */
public enum Baseline implements Named {
    BLACK("black") {
        @Override
        public float[] of(ImageShape shape, float[] pixels, Supplier<float[]> mean) {
            return new float[pixels.length];
        }
    },
    MEAN("the mean training image") {
        @Override
        public float[] of(ImageShape shape, float[] pixels, Supplier<float[]> mean) {
            return mean.get();
        }
    },
    BLURRED("the picture itself, blurred") {
        @Override
        public float[] of(ImageShape shape, float[] pixels, Supplier<float[]> mean) {
            float[] across = blurred(pixels, shape.width(), 1, BLUR * shape.width());
            return blurred(across, shape.height(), shape.width(), BLUR * shape.height());
        }
    };

    /** The Gaussian's deviation as a share of the side along which it blurs: what the picture shows is gone. */
    private static final double BLUR = 1 / 7.0;

    private final String title;

    Baseline(String title) {
        this.title = title;
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such baseline */
    public static Baseline of(String id) {
        return Words.choose("baseline", List.of(values()), Baseline::id, id);
    }

    /** What it is, within a sentence. */
    public String title() {
        return title;
    }

    /**
     * The baseline of a picture.
     *
     * @param pixels 0..1 (C x H x W)
     * @param mean as {@link #mean(LabelledImages)}, asked only where it is needed
     */
    public abstract float[] of(ImageShape shape, float[] pixels, Supplier<float[]> mean);

    /** What images look like on average: 0..1 (C x H x W). */
    public static float[] mean(LabelledImages images) {
        int size = images.shape().size();
        long[] sums = new long[size];
        for (int image = 0; image < images.size(); image++) {
            for (int i = 0; i < size; i++) {
                sums[i] += images.pixels()[image * size + i] & 0xff;
            }
        }
        float[] mean = new float[size];
        for (int i = 0; i < size; i++) {
            mean[i] = (float) (sums[i] / (255.0 * images.size()));
        }
        return mean;
    }

    /**
     * Along one axis, with a Gaussian whose weights within the picture come to 1.
     *
     * @param length of the axis
     * @param stride from a number to its neighbour along it
     */
    private static float[] blurred(float[] values, int length, int stride, double deviation) {
        double[] weights = new double[length];
        for (int d = 0; d < length; d++) {
            weights[d] = Math.exp(-d * d / (2 * deviation * deviation));
        }
        float[] blurred = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int place = i / stride % length;
            double sum = 0;
            double all = 0;
            for (int other = 0; other < length; other++) {
                double weight = weights[Math.abs(place - other)];
                sum += weight * values[i + (other - place) * stride];
                all += weight;
            }
            blurred[i] = (float) (sum / all);
        }
        return blurred;
    }
}
