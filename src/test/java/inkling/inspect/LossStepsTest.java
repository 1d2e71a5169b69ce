package inkling.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.LabelledPredictions;
import inkling.text.Figures;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Types what is shown into a calculator. */
class LossStepsTest {
    private static final List<String> NAMES =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();
    private static final String N = "\\(?([0-9.e-]+)\\)?";

    @Test
    void every_step_comes_out_of_the_numbers_shown_before_it() {
        SplittableRandom random = new SplittableRandom(1);
        for (double scale : new double[] {0.1, 1, 5, 20, 80}) {
            for (int i = 0; i < 200; i++) {
                float[] logits = new float[10];
                for (int c = 0; c < 10; c++) {
                    logits[c] = (float) (scale * (random.nextDouble() - 0.5));
                }
                assertComesOut(new LabelledPredictions(10, new byte[] {(byte) random.nextInt(10)}, logits));
            }
        }
    }

    private static void assertComesOut(LabelledPredictions image) {
        LossSteps steps = LossSteps.of(image);
        List<String> lines = steps.lines(NAMES).stream()
                .map(line -> line.replace('\u2212', '-'))
                .toList();
        String all = String.join("\n", lines);
        double[] sum = numbers("S = .* = 1 \\+ " + N + ",", lines.get(1));
        double[] p =
                numbers("exp\\(" + N + " - " + N + "\\) / S = " + N + " / \\(1 \\+ " + N + "\\) = " + N, lines.get(2));
        double[] loss = numbers(
                "= " + N + " - " + N + " \\+ ln\\(1 \\+ " + N + "\\) = " + N + " - " + N + " \\+ " + N + " = " + N,
                lines.get(3));

        double table = 0;
        for (int c = 0; c < 10; c++) {
            table += Double.parseDouble(steps.exponentialText(c).replace('\u2212', '-'));
        }
        assertShown(table - 1, sum[0], all);
        assertShown(Math.exp(p[0] - p[1]), p[2], all);
        assertShown(p[2] / (1 + p[3]), p[4], all);
        assertThat(p[3]).isEqualTo(sum[0]).isEqualTo(loss[2]);
        assertShown(Math.log1p(loss[2]), loss[5], all);
        assertThat(Figures.loss(loss[0] - loss[1] + loss[5])).as(all).isEqualTo(Figures.loss(loss[6]));
        assertThat(Figures.loss(loss[6])).as("as on the other pages").isEqualTo(Figures.loss(image.loss(0)));
    }

    /** Within half a unit of the sixth significant digit, and the last bits of a double. */
    private static void assertShown(double typed, double shown, String lines) {
        double unit = shown == 0 ? 0 : Math.pow(10, Math.floor(Math.log10(Math.abs(shown))) - 5);
        assertThat(typed).as(lines).isCloseTo(shown, within(0.501 * unit + 1e-15));
    }

    private static double[] numbers(String pattern, String line) {
        Matcher matcher = Pattern.compile(pattern).matcher(line);
        assertThat(matcher.find()).as(line + " like " + pattern).isTrue();
        return IntStream.rangeClosed(1, matcher.groupCount())
                .mapToDouble(i -> Double.parseDouble(matcher.group(i)))
                .toArray();
    }
}
