package inkling.attribution;

import inkling.network.Predictor;
import inkling.random.NormalNumbers;

/**
 * SmoothGrad (Smilkov et al., "SmoothGrad: removing noise by adding noise", 2017, arXiv 1706.03825, section 3): the
 * gradient of the class's logit with respect to the pixels, in the mean over copies of the picture with Gaussian noise,
 * whose deviation is a share of the picture's range. Logits for a change of the pixel from 0 to 1; the baseline has no part in
 * it. The noise follows from its seed and the copy's number.
 */
public final class SmoothGradients {
    public static final int COPIES = 50;

    /** Of the distance from the picture's darkest to its brightest number; the paper finds 10 to 20 % to be good. */
    public static final double NOISE = 0.15;

    public static final long SEED = 1;

    private SmoothGradients() {}

    static Attribution of(Predictor network, Question question) {
        return of(network, question, COPIES, SEED);
    }

    static Attribution of(Predictor network, Question question, int copies, long seed) {
        float[] pixels = question.pixels();
        float least = pixels[0];
        float most = pixels[0];
        for (float pixel : pixels) {
            least = Math.min(least, pixel);
            most = Math.max(most, pixel);
        }
        double deviation = NOISE * (most - least);
        NormalNumbers noise = new NormalNumbers(seed, pixels.length);
        double[] gradient = network.meanGradient(copies, question.label(), (from, count, target) -> {
            for (int copy = 0; copy < count; copy++) {
                int offset = copy * pixels.length;
                noise.fill(from + copy, target, offset);
                for (int i = 0; i < pixels.length; i++) {
                    target[offset + i] = (float) (pixels[i] + deviation * target[offset + i]);
                }
            }
        });
        return new Attribution(Method.SMOOTH, network.blueprint().input(), gradient, copies);
    }
}
