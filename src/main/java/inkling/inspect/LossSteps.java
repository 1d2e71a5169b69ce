package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.text.Figures;
import inkling.text.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss of one image worked out step by step, with the digits that it takes: every number is the rounded result of
 * the numbers that are shown before it, so that it comes out on a calculator.
 *
 * @param digits behind the point of a logit, and significant ones of everything else but the loss
 * @param z the logits as they are shown
 */
record LossSteps(int digits, BigDecimal[] z, int label, int largest) {
    private static final String MINUS = "\u2212";
    private static final int FEWEST = 6;
    private static final int MOST = 15;

    /** With the fewest digits from which the loss is the one that the other pages show. */
    static LossSteps of(LabelledPredictions image) {
        String loss = Figures.loss(image.loss(0));
        return IntStream.rangeClosed(FEWEST, MOST)
                .mapToObj(digits -> of(image, digits))
                .filter(steps ->
                        steps.digits == MOST || Figures.loss(steps.loss()).equals(loss))
                .findFirst()
                .orElseThrow();
    }

    private static LossSteps of(LabelledPredictions image, int digits) {
        BigDecimal[] z = IntStream.range(0, image.classes())
                .mapToObj(c -> new BigDecimal(image.logits()[c]).setScale(digits, RoundingMode.HALF_EVEN))
                .toArray(BigDecimal[]::new);
        return new LossSteps(digits, z, image.label(0), image.predicted(0));
    }

    /** {@code exp(z - m)} of a class, as it is shown. */
    private double exponential(int c) {
        return rounded(Math.exp(z[c].subtract(z[largest]).doubleValue()));
    }

    /** The exponentials of all classes but the likeliest, whose own is 1. */
    private double others() {
        return rounded(IntStream.range(0, z.length)
                .filter(c -> c != largest)
                .mapToDouble(this::exponential)
                .sum());
    }

    /** {@code log S}, which the other exponentials give more exactly than S would. */
    private double logSum() {
        return rounded(Math.log1p(others()));
    }

    private double loss() {
        return z[largest].subtract(z[label]).doubleValue() + logSum();
    }

    private double rounded(double number) {
        return new BigDecimal(number).round(new MathContext(digits)).doubleValue();
    }

    String logit(int c) {
        return z[c].toPlainString().replace("-", MINUS);
    }

    String exponentialText(int c) {
        return c == largest ? "1" : text(exponential(c));
    }

    /** @param names of all outputs */
    List<String> lines(List<String> names) {
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
                        text(rounded(exponential(label) / (1 + others())))),
                Text.of(
                        "loss = %slog p(%s) = m %s z + log S = %s %s %s + log(1 + %s) = %s %s %s + %s = %s",
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
        return z[c].signum() < 0 ? "(" + logit(c) + ")" : logit(c);
    }

    /** All significant digits, and a power of ten where there would be many noughts. */
    private String text(double number) {
        if (number != 0 && Math.abs(number) < 0.0001) {
            return Text.of("%." + (digits - 1) + "e", number).replace("-", MINUS);
        }
        return new BigDecimal(number).round(new MathContext(digits)).toPlainString();
    }
}
