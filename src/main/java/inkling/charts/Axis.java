package inkling.charts;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An axis of a chart: which numbers it holds, and at which of them there is a tick.
 *
 * @param logarithmic whether equal ratios are equally long; else equal differences
 * @param ticks at these numbers, the least first
 * @param words how a number of it is written
 */
public record Axis(double least, double most, boolean logarithmic, double[] ticks, DoubleFunction<String> words) {
    private static final int MOST_PLACES_NAMED = 12;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final int[] ROUND_RATIOS = {1, 2, 5};
    /** What rounding may have done to a number. */
    private static final double SLACK = 1e-9;

    /** Places side by side, numbered from 0; of many, only some are named. */
    public static Axis places(List<String> names) {
        int every = Math.max(1, (names.size() + MOST_PLACES_NAMED - 1) / MOST_PLACES_NAMED);
        boolean alone = names.size() == 1; // It stands in the middle.
        return new Axis(
                alone ? -1 : 0,
                alone ? 1 : names.size() - 1,
                false,
                IntStream.range(0, names.size())
                        .filter(place -> place % every == 0)
                        .asDoubleStream()
                        .toArray(),
                place -> names.get((int) place));
    }

    /**
     * From one number to another, with ticks at round numbers.
     *
     * @param most more than {@code least}
     * @param steps from tick to tick, at most
     */
    public static Axis linear(double least, double most, int steps, DoubleFunction<String> words) {
        return ruled(least, most, step((most - least) / steps), words);
    }

    /** The same, let out to the round numbers before and after; {@code most} may be {@code least}. */
    public static Axis round(double least, double most, int steps, DoubleFunction<String> words) {
        double step = step((most - least) / steps);
        double bottom = Math.floor(least / step + SLACK) * step;
        return ruled(bottom, Math.max(bottom + step, Math.ceil(most / step - SLACK) * step), step, words);
    }

    /** With ticks at powers of ten; at 1, 2 and 5 times these, where there are fewer than two. */
    public static Axis logarithmic(double least, double most, DoubleFunction<String> words) {
        double[] powers = ratios(least, most, 1);
        return new Axis(
                least, most, true, powers.length >= 2 ? powers : ratios(least, most, ROUND_RATIOS.length), words);
    }

    private static Axis ruled(double least, double most, double step, DoubleFunction<String> words) {
        double[] ticks = LongStream.rangeClosed(
                        (long) Math.ceil(least / step - SLACK), (long) Math.floor(most / step + SLACK))
                .mapToDouble(times -> times * step)
                .toArray();
        return new Axis(least, most, false, ticks, words);
    }

    /** The next of 1, 2, 2.5 and 5 times a power of ten. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-6))));
        return power
                * Arrays.stream(ROUND)
                        .filter(round -> round * power >= least * (1 - SLACK))
                        .findFirst()
                        .orElse(10);
    }

    private static double[] ratios(double least, double most, int each) {
        return IntStream.rangeClosed((int) Math.floor(Math.log10(least)), (int) Math.ceil(Math.log10(most)))
                .boxed()
                .flatMapToDouble(power -> Arrays.stream(ROUND_RATIOS, 0, each)
                        .mapToDouble(ratio -> power < 0 ? ratio / Math.pow(10, -power) : ratio * Math.pow(10, power)))
                .filter(number -> number >= least * (1 - SLACK) && number <= most * (1 + SLACK))
                .toArray();
    }

    /** Whether a number has a place on it or beyond its ends. */
    public boolean holds(double number) {
        return Double.isFinite(number) && (!logarithmic || number > 0);
    }

    /** How far along it a number stands: 0 at its beginning, 1 at its end. */
    double share(double number) {
        return logarithmic ? Math.log(number / least) / Math.log(most / least) : (number - least) / (most - least);
    }
}
