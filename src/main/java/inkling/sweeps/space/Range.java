package inkling.sweeps.space;

import inkling.text.Numbers;
import inkling.text.Text;
import inkling.training.Setting;
import inkling.training.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * All numbers from one to another.
 *
 * @param low its lower end, which belongs to it
 * @param high its upper end, which belongs to it; above the lower one
 * @param log whether it is even in the logarithm; then it begins above 0
 * @param count how many values a grid takes of it, 2 to {@value #MOST}; empty if that was not said
 * @param whole whether only whole numbers count
 */
public record Range(BigDecimal low, BigDecimal high, boolean log, OptionalInt count, boolean whole) implements Values {
    static final int MOST = 500;

    /** Digits of a value between the ends: enough to tell settings apart, few enough to read. */
    private static final MathContext READABLE = new MathContext(4);

    /** Reads the ends; {@code from} and {@code to} as they were typed. */
    static Range of(Setting of, String from, String to, boolean log, OptionalInt count) {
        String was = ", was " + from + ".." + to;
        BigDecimal low = end(from, was);
        BigDecimal high = end(to, was);
        require(low.compareTo(high) < 0, "a range goes from a lower to a higher number" + was);
        require(!log || low.signum() > 0, "a logarithmic range begins above 0" + was);
        require(
                count.isEmpty() || (count.getAsInt() >= 2 && count.getAsInt() <= MOST),
                Text.of("a grid takes 2 to %d values of a range, was %d", MOST, count.orElse(0)));
        return new Range(low, high, log, count, of.shape() == Shape.WHOLE);
    }

    private static BigDecimal end(String text, String was) {
        return Numbers.decimal(text)
                .orElseThrow(() -> new IllegalArgumentException("a range is written as 0.0001..0.1 log 4" + was));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /**
     * From end to end in even steps; of whole numbers each once, so there may be fewer.
     *
     * @throws IllegalArgumentException if it was not said how many
     */
    @Override
    public List<String> grid() {
        int values = count.orElseThrow(() -> new IllegalArgumentException(Text.of(
                "a grid needs to know how many values to take of a range: write %s..%s %s 4",
                Values.plain(low), Values.plain(high), log ? "log" : "linear")));
        return IntStream.range(0, values)
                .mapToObj(i -> at((double) i / (values - 1)))
                .distinct()
                .toList();
    }

    /** Uniform, or uniform in the logarithm. */
    @Override
    public String draw(RandomGenerator random) {
        return at(random.nextDouble());
    }

    /** @param share how far from the lower end to the upper one, 0 to 1 */
    private String at(double share) {
        double from = low.doubleValue();
        double to = high.doubleValue();
        double value = log ? from * Math.pow(to / from, share) : from + (to - from) * share;
        BigDecimal rounded =
                whole ? new BigDecimal(value).setScale(0, RoundingMode.HALF_UP) : new BigDecimal(value).round(READABLE);
        return Values.plain(
                share == 1 ? high : share == 0 ? low : rounded.max(low).min(high));
    }

    @Override
    public List<String> corners() {
        return List.of(Values.plain(low), Values.plain(high));
    }

    @Override
    public boolean varied() {
        return true;
    }
}
