package inkling.words;

import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.inspect.LossSteps;
import inkling.text.Figures;
import inkling.text.Numbers;
import inkling.text.Text;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Some logits of one's own, the probabilities that the softmax makes of them, and the loss. */
public final class LossExample {
    private static final String FIVE_AND_NINE_ONES = "5,1,1,1,1,1,1,1,1,1";
    private static final int MOST_CLASSES = 100;
    private static final BigDecimal MOST = BigDecimal.valueOf(300);
    /** As many as an image's page shows. */
    private static final int DECIMALS = 6;

    /**
     * A class.
     *
     * @param z as its field holds it
     * @param share its probability in hundredths
     */
    record Row(int output, String z, String exponential, String probability, double share, boolean label) {}

    public void page(Context context) {
        Map<String, String> query = FormInput.query(context, "z");
        List<BigDecimal> z = logits(query.getOrDefault("z", FIVE_AND_NINE_ONES));
        int label = FormInput.whole("true", "true", query.getOrDefault("true", "0"), 0, z.size() - 1);
        LossSteps steps = LossSteps.of(z, label);
        context.render(
                "words/loss.html",
                Map.of(
                        "rows", rows(steps),
                        "sum", steps.sumText(),
                        "probability", Figures.loss(steps.probability(label)),
                        "loss", Figures.loss(steps.loss()),
                        "lines", steps.lines(names(z.size())),
                        "most", MOST));
    }

    private static List<BigDecimal> logits(String text) {
        List<String> texts = Arrays.asList(text.split(",", -1));
        if (texts.size() < 2 || texts.size() > MOST_CLASSES) {
            throw new InvalidInput(
                    "z", Text.of("An example has 2 to %d logits; these are %d.", MOST_CLASSES, texts.size()));
        }
        return texts.stream().map(LossExample::logit).toList();
    }

    private static BigDecimal logit(String text) {
        return Numbers.decimal(text.strip())
                .filter(z -> z.abs().compareTo(MOST) <= 0)
                .map(z -> z.signum() == 0 ? BigDecimal.ZERO : z.stripTrailingZeros())
                .filter(z -> z.scale() <= DECIMALS)
                .orElseThrow(() -> new InvalidInput(
                        "z",
                        Text.wrong(
                                Text.of(
                                        "a logit must be a number from −%s to %s, with at most %d decimals",
                                        MOST, MOST, DECIMALS),
                                text)));
    }

    private static List<Row> rows(LossSteps steps) {
        return IntStream.range(0, steps.z().size())
                .mapToObj(output -> new Row(
                        output,
                        steps.z().get(output).toPlainString(),
                        steps.exponentialText(output),
                        Figures.loss(steps.probability(output)),
                        100 * steps.probability(output),
                        output == steps.label()))
                .toList();
    }

    private static List<String> names(int classes) {
        return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }
}
