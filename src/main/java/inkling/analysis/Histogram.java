package inkling.analysis;

import inkling.text.Text;

/**
 * How often values fall into bins of equal width.
 *
 * @param min where the first bin begins
 * @param max where the last bin ends
 * @param counts one a bin; a bin holds its lower edge, and the last one its upper edge as well
 */
record Histogram(double min, double max, long[] counts) {
    /**
     * Over a given range, so that epochs or layers compare.
     *
     * @throws IllegalArgumentException if a value lies outside it: a histogram that leaves values out would lie
     */
    public static Histogram of(float[] values, int bins, double min, double max) {
        if (bins < 1 || !(min < max)) {
            throw new IllegalArgumentException(
                    Text.of("a histogram needs bins and a range, was %d bins over %s to %s", bins, min, max));
        }
        long[] counts = new long[bins];
        double perUnit = bins / (max - min);
        for (float value : values) {
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(Text.of("%s lies outside %s to %s", value, min, max));
            }
            counts[Math.min(bins - 1, (int) ((value - min) * perUnit))]++;
        }
        return new Histogram(min, max, counts);
    }

    double binWidth() {
        return (max - min) / counts.length;
    }
}
