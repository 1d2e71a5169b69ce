package inkling.analysis;

/**
 * How the values of an array are spread: what it takes to draw its histogram on any scale, without the array.
 *
 * <p>The bins reach from {@code -limit} to {@code limit}, a power of two, so that the bins of one array are whole
 * numbers of another's, and histograms of different arrays on one scale are still exact.
 *
 * @param size how many values there are
 * @param min the smallest
 * @param max the largest
 * @param mean of all
 * @param standardDeviation of all (divided by N)
 * @param zeros how many are exactly 0
 * @param fine 2,048 bins over +-limit
 */
public record Distribution(
        int size, double min, double max, double mean, double standardDeviation, int zeros, Histogram fine) {
    private static final int BINS = 2_048;

    /** Of at least one value, all of them finite. */
    public static Distribution of(float[] values) {
        double sum = 0;
        double min = values[0];
        double max = values[0];
        int zeros = 0;
        for (float value : values) {
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
            zeros += value == 0 ? 1 : 0;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        double limit = powerOfTwo(Math.max(Math.abs(min), Math.abs(max)));
        return new Distribution(
                values.length,
                min,
                max,
                mean,
                Math.sqrt(squares / values.length),
                zeros,
                Histogram.of(values, BINS, -limit, limit));
    }

    /** The least power of two that is no smaller; 1 for 0. */
    private static double powerOfTwo(double size) {
        double power = size == 0 ? 1 : Math.scalb(1.0, Math.getExponent(size));
        return power < size ? 2 * power : power;
    }

    public double limit() {
        return fine.max();
    }

    /** How far from 0 one must go for this share of the values: the edge of a bin. */
    public double reach(double share) {
        long within = 0;
        int half = BINS / 2;
        for (int i = 0; i < half; i++) {
            within += fine.counts()[half + i] + fine.counts()[half - 1 - i];
            if (within >= share * size) {
                return (i + 1) * fine.binWidth();
            }
        }
        return limit();
    }

    /**
     * The histogram over {@code -range} to {@code range}; what lies beyond is counted in the outermost bins. It is exact
     * where the range, and the width of a bin, are multiples of this distribution's own bins.
     */
    public long[] counts(double range, int bins) {
        long[] counts = new long[bins];
        double perUnit = bins / (2 * range);
        for (int i = 0; i < BINS; i++) {
            double centre = (i + 0.5) * fine.binWidth() - limit();
            int bin = (int) Math.floor((centre + range) * perUnit);
            counts[Math.max(0, Math.min(bins - 1, bin))] += fine.counts()[i];
        }
        return counts;
    }
}
