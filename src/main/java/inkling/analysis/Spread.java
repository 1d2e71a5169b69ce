package inkling.analysis;

/**
 * How a few numbers lie: of several seeds of one setting, say.
 *
 * @param mean arithmetic
 * @param deviation standard deviation of the sample, with n - 1 below the line; 0 of one number
 * @param count at least 1
 */
public record Spread(double mean, double deviation, double min, double max, int count) {
    /**
     * Of these numbers.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a spread needs a number");
        }
        double sum = 0;
        double min = values[0];
        double max = values[0];
        for (double value : values) {
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
        return new Spread(mean, deviation, min, max, values.length);
    }
}
