package inkling.dreaming;

import inkling.text.Named;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What a change of a picture costs, and the cheapest change of a picture by which a linear function rises. */
public enum Distance implements Named {
    /**
     * The sum of the changes, each divided by how much its pixel varies in the training images (Wachter et al., section
     * IV.A): few pixels change, and those where images differ anyway. What never varies does not change.
     */
    L1 {
        /** Infinite if something changes that never varies. */
        @Override
        double of(double[] change, double[] spread) {
            double sum = 0;
            for (int i = 0; i < change.length; i++) {
                sum += change[i] == 0 ? 0 : Math.abs(change[i]) / spread[i];
            }
            return sum;
        }

        /** What raises it most at its cost goes all the way to black or white first; the last one part of the way. */
        @Override
        double[] towards(double[] from, double[] slope, double rise, double[] spread) {
            double[] to = from.clone();
            int[] cheapest = IntStream.range(0, from.length)
                    .filter(i -> slope[i] != 0 && spread[i] > 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -Math.abs(slope[i]) * spread[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double missing = rise;
            for (int n = 0; n < cheapest.length && missing > 0; n++) {
                int i = cheapest[n];
                double most = end(slope[i]) - from[i];
                double change = slope[i] * most > missing ? missing / slope[i] : most;
                to[i] += change;
                missing -= slope[i] * change;
            }
            return to;
        }
    },
    /** The root of the sum of the squares: many pixels change a little. */
    L2 {
        @Override
        double of(double[] change, double[] spread) {
            double sum = 0;
            for (double each : change) {
                sum += each * each;
            }
            return Math.sqrt(sum);
        }

        /** Along the slope, as far as each pixel can go. */
        @Override
        double[] towards(double[] from, double[] slope, double rise, double[] spread) {
            double[] to = from.clone();
            double largest = 0;
            for (double each : slope) {
                largest = Math.max(largest, Math.abs(each));
            }
            if (rise <= 0 || largest == 0) {
                return to;
            }
            double little = 0;
            double much = 1 / largest;
            while (along(from, slope, much, to) < rise && much < FARTHEST / largest) {
                little = much;
                much *= 2;
            }
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (little + much) / 2;
                boolean enough = along(from, slope, middle, to) >= rise;
                much = enough ? middle : much;
                little = enough ? little : middle;
            }
            along(from, slope, much, to);
            return to;
        }
    };

    private static final int HALVINGS = 40;
    /** So many times as far as it takes the steepest pixel to go from black to white: then most have arrived. */
    private static final double FARTHEST = 1e9;

    /** @param spread of each number */
    abstract double of(double[] change, double[] spread);

    /**
     * The point nearest to another at which a linear function has risen, within 0..1; where it cannot rise so much, the
     * highest there is.
     *
     * @param slope of the function
     * @param rise by how much; where it is not above 0, the point stays where it is
     */
    abstract double[] towards(double[] from, double[] slope, double rise, double[] spread);

    private static double end(double slope) {
        return slope > 0 ? 1 : 0;
    }

    /** Moves to {@code from + length * slope} within 0..1, and says by how much the function rises. */
    private static double along(double[] from, double[] slope, double length, double[] to) {
        double rise = 0;
        for (int i = 0; i < from.length; i++) {
            to[i] = Math.min(1, Math.max(0, from[i] + length * slope[i]));
            rise += slope[i] * (to[i] - from[i]);
        }
        return rise;
    }
}
