package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.text.Figures;
import inkling.text.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The loss of one image worked out step by step, with the digits that it takes: every number is the rounded result of
 * the numbers that are shown before it, so that it comes out on a calculator; loss-steps.js does the same.
 *
 * @param digits significant ones of everything but the logits and the loss
 * @param z the logits as they are shown
 */
public record LossSteps(int digits, List<BigDecimal> z, int label, int largest) {
    private static final String MINUS = "\u2212";
    private static final int FEWEST = 6;
    private static final int MOST = 15;

    /** Of a network's logits, with the fewest digits from which the loss is the one that the other pages show. */
    static LossSteps of(LabelledPredictions image) {
        return fewest(
                image.loss(0),
                digits -> IntStream.range(0, image.classes())
                        .mapToObj(c -> new BigDecimal(image.logits()[c]).setScale(digits, RoundingMode.HALF_EVEN))
                        .toList(),
                image.label(0));
    }

    /** Of logits that are shown as they are. */
    public static LossSteps of(List<BigDecimal> z, int label) {
        BigDecimal m = Collections.max(z);
        double others = IntStream.range(0, z.size())
                .filter(c -> c != z.indexOf(m))
                .mapToDouble(c -> Math.exp(z.get(c).subtract(m).doubleValue()))
                .sum();
        return fewest(m.subtract(z.get(label)).doubleValue() + Math.log1p(others), digits -> z, label);
    }

    private static LossSteps fewest(double loss, IntFunction<List<BigDecimal>> z, int label) {
        String shown = Figures.loss(loss);
        return IntStream.rangeClosed(FEWEST, MOST)
                .mapToObj(digits -> new LossSteps(digits, z.apply(digits), label))
                .filter(steps ->
                        steps.digits == MOST || Figures.loss(steps.loss()).equals(shown))
                .findFirst()
                .orElseThrow();
    }

    private LossSteps(int digits, List<BigDecimal> z, int label) {
        this(digits, z, label, z.indexOf(Collections.max(z)));
    }

    /** {@code exp(z - m)} of a class, as it is shown. */
    private double exponential(int c) {
        return rounded(Math.exp(z.get(c).subtract(z.get(largest)).doubleValue()));
    }

    /** The exponentials of all classes but the likeliest, whose own is 1; added up in order, as the browser does. */
    private double others() {
        return rounded(IntStream.range(0, z.size())
                .filter(c -> c != largest)
                .mapToDouble(this::exponential)
                .reduce(0, Double::sum));
    }

    /** {@code ln S}, which the other exponentials give more exactly than S would. */
    private double logSum() {
        return rounded(Math.log1p(others()));
    }

    /** As it comes out of the steps. */
    public double loss() {
        return z.get(largest).subtract(z.get(label)).doubleValue() + logSum();
    }

    /** Of a class, as it comes out of the numbers shown. */
    public double probability(int c) {
        return rounded(exponential(c) / (1 + others()));
    }

    /** The sum of all exponentials. */
    public String sumText() {
        return text(rounded(1 + others()));
    }

    private double rounded(double number) {
        return new BigDecimal(number).round(new MathContext(digits)).doubleValue();
    }

    public String logit(int c) {
        return z.get(c).toPlainString().replace("-", MINUS);
    }

    public String exponentialText(int c) {
        return c == largest ? "1" : text(exponential(c));
    }

    /** The same with the logits to drag. */
    String example() {
        return Text.of(
                "/words/loss?z=%s&true=%d",
                z.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(",")), label);
    }

    /** @param names of all outputs */
    public List<String> lines(List<String> names) {
        String name = names.get(label);
        return List.of(
                Text.of(
                        "m = max z = %s, that of %s; taken out of every logit, so that nothing overflows",
                        logit(largest), names.get(largest)),
                Text.of(
                        "S = Σ exp(z %s m) = 1 + %s, where the 1 is that of %s itself",
                        MINUS, text(others()), names.get(largest)),
                Text.of(
                        "p(%s) = exp(%s %s %s) / S = %s / (1 + %s) = %s",
                        name,
                        logit(label),
                        MINUS,
                        bracketed(largest),
                        exponentialText(label),
                        text(others()),
                        text(probability(label))),
                Text.of(
                        "loss = %sln p(%s) = m %s z + ln S = %s %s %s + ln(1 + %s) = %s %s %s + %s = %s",
                        MINUS,
                        name,
                        MINUS,
                        logit(largest),
                        MINUS,
                        bracketed(label),
                        text(others()),
                        logit(largest),
                        MINUS,
                        bracketed(label),
                        text(logSum()),
                        Figures.loss(loss()).replace("-", MINUS)));
    }

    private String bracketed(int c) {
        return z.get(c).signum() < 0 ? "(" + logit(c) + ")" : logit(c);
    }

    /** All significant digits but noughts at the end, and a power of ten where there would be many noughts. */
    private String text(double number) {
        if (number != 0 && Math.abs(number) < 0.0001) {
            return Text.of("%." + (digits - 1) + "e", number)
                    .replace("e-0", "e-")
                    .replace("-", MINUS);
        }
        return new BigDecimal(number)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString();
    }
}
