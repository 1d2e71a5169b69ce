package inkling.imagine;

import inkling.dataset.ImageShape;
import java.util.List;
import java.util.Optional;

/**
 * What a dream shows, so far or at its end. Arrays are nobody's to write to.
 *
 * @param shape of its pictures
 * @param done how many images or steps were done
 * @param image (C x H x W): the network's normalised input, or for an adversarial change pixels of 0..1
 * @param probabilities one a class
 * @param logOdds of the class that was asked for, {@code log(p / (1 - p))}
 * @param curve how its log-odds came about: each improvement of a search, each step otherwise
 * @param frames pictures on the way, of a climb only
 * @param before what was changed, of an adversarial change only
 */
public record DreamState(
        ImageShape shape,
        long done,
        float[] image,
        double[] probabilities,
        double logOdds,
        List<Point> curve,
        List<Frame> frames,
        Optional<Before> before) {
    /** @param done after how many images or steps */
    public record Point(long done, double logOdds) {
        public double probability() {
            return 1 / (1 + Math.exp(-logOdds));
        }
    }

    /** A picture on the way. */
    public record Frame(int step, float[] image) {}

    /**
     * The untouched picture.
     *
     * @param image pixels of 0..1 (C x H x W)
     */
    public record Before(float[] image, double[] probabilities) {}

    public DreamState {
        curve = List.copyOf(curve);
        frames = List.copyOf(frames);
    }

    /** {@code log(p / (1 - p))} of one class of many, exact also where its own probability rounds to 1. */
    public static double logOdds(double[] probabilities, int label) {
        double others = 0;
        for (int c = 0; c < probabilities.length; c++) {
            others += c == label ? 0 : probabilities[c];
        }
        return Math.log(Math.max(probabilities[label], Double.MIN_NORMAL))
                - Math.log(Math.max(others, Double.MIN_NORMAL));
    }
}
