package inkling.analysis;

import inkling.text.Text;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * How each training image was learnt: what the network gave its label after each epoch (Swayamdipta et al., "Dataset
 * Cartography", 2020, arXiv 2009.10795, section 2), how often it was forgotten (Toneva et al., "An Empirical Study of
 * Example Forgetting", 2019, arXiv 1812.05159), and by how much it stood out (Pleiss et al., "Identifying Mislabeled Data
 * using the Area Under the Margin Ranking", 2020, arXiv 2001.10528).
 *
 * <p>The papers look at an image as it was trained on, within the epoch; here every network is asked after its epoch, of the
 * image as it is, so that all images are judged by the same networks. The arrays are shared, not copied: N each.
 *
 * @param epochs after how many of them the images were looked at
 * @param confidence the mean of the label's probability over the epochs, 0 to 1
 * @param variability the standard deviation of that probability, with the number of epochs below the line: 0 to 0.5
 * @param margin the mean of the label's logit less the largest other one
 * @param right after how many epochs the label had the largest logit; {@code right / epochs} is the correctness
 * @param forgotten how often it had it after one epoch and no more after the next
 */
public record TrainingDynamics(
        int epochs, float[] confidence, float[] variability, float[] margin, byte[] right, byte[] forgotten) {
    /** Of more epochs, as many are looked at, evenly spaced. */
    public static final int MOST_EPOCHS = 60;

    /** The parts of the map that the paper names, each the share of the images that lies farthest to one side. */
    public enum Region {
        /** Those of the lowest confidence; the labels among them that are wrong lie here. */
        HARD,
        /** Those of the highest variability. */
        AMBIGUOUS,
        /** Those of the highest confidence. */
        EASY
    }

    public int size() {
        return confidence.length;
    }

    /** After which share of the epochs the label had the largest logit. */
    public double correctness(int image) {
        return right[image] / (double) epochs;
    }

    /** The images of a region, the most typical first; of two alike the lower index. */
    public int[] of(Region region, int count) {
        return switch (region) {
            case HARD -> sorted(count, image -> Float.floatToRawIntBits(confidence[image]));
            case AMBIGUOUS -> sorted(count, image -> -Float.floatToRawIntBits(variability[image]));
            case EASY -> sorted(count, image -> -Float.floatToRawIntBits(confidence[image]));
        };
    }

    /** By the bits of numbers that are none below 0, which are ordered as the numbers are. */
    private int[] sorted(int count, IntUnaryOperator bits) {
        return IntStream.range(0, size())
                .mapToLong(image -> (long) bits.applyAsInt(image) << 32 | image)
                .sorted()
                .limit(count)
                .mapToInt(key -> (int) key)
                .toArray();
    }

    /** The images that were forgotten at least once, the most often first, then those of the lowest confidence. */
    public int[] forgettable() {
        return some(
                image -> forgotten[image] > 0,
                Comparator.<Integer>comparingInt(image -> -forgotten[image]).thenComparing(image -> confidence[image]));
    }

    /** The images whose label never had the largest logit, the least confident first. */
    public int[] neverLearnt() {
        return some(image -> right[image] == 0, Comparator.comparing(image -> confidence[image]));
    }

    private int[] some(IntPredicate wanted, Comparator<Integer> order) {
        return IntStream.range(0, size())
                .filter(wanted)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Takes in the answers of one epoch after the other, and keeps a few numbers an image. */
    public static final class Collector {
        private final double[] mean;
        private final double[] squares;
        private final double[] margins;
        private final byte[] right;
        private final byte[] forgotten;
        private final boolean[] before;
        private int epochs;

        /** @param images N */
        public Collector(int images) {
            mean = new double[images];
            squares = new double[images];
            margins = new double[images];
            right = new byte[images];
            forgotten = new byte[images];
            before = new boolean[images];
        }

        /**
         * Takes in what an epoch's network gave the labels of all images.
         *
         * @return how many epochs there are with this one, at most {@value #MOST_EPOCHS}
         */
        public int add(AfterEpoch after) {
            epochs++;
            if (epochs > MOST_EPOCHS) {
                throw new IllegalArgumentException(Text.of("epochs must be 1 to %d, were %d", MOST_EPOCHS, epochs));
            }
            for (int image = 0; image < mean.length; image++) {
                // Welford's way, which loses nothing where the probabilities lie close together.
                double off = after.probability()[image] - mean[image];
                mean[image] += off / epochs;
                squares[image] += off * (after.probability()[image] - mean[image]);
                margins[image] += after.margin()[image];
                boolean now = after.right()[image];
                right[image] += now ? 1 : 0;
                forgotten[image] += before[image] && !now ? 1 : 0;
                before[image] = now;
            }
            return epochs;
        }

        /** What came of the epochs that were given. */
        public TrainingDynamics dynamics() {
            float[] confidence = new float[mean.length];
            float[] variability = new float[mean.length];
            float[] margin = new float[mean.length];
            for (int i = 0; i < mean.length; i++) {
                confidence[i] = (float) mean[i];
                variability[i] = (float) Math.sqrt(squares[i] / epochs);
                margin[i] = (float) (margins[i] / epochs);
            }
            return new TrainingDynamics(epochs, confidence, variability, margin, right.clone(), forgotten.clone());
        }
    }
}
