package inkling.dataset.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.converter.TypedArgumentConverter;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gradient of a batch's loss by its logits, as targets and shares make it, against PyTorch's (1.13), from
 *
 * <pre>{@code
 * import torch
 * z = torch.tensor([[1., 2, -1, .5], [0, -2, 3, 1], [.2, .1, 0, -4]], requires_grad=True)
 * for weight in (None, torch.tensor([.5, 2., 1., 4.])):
 *     for e in (0, .1):
 *         z.grad = None
 *         torch.nn.CrossEntropyLoss(weight=weight, label_smoothing=e)(z, torch.tensor([1, 3, 0])).backward()
 *         print(weight is not None, e, ["%.7g" % g for g in z.grad.reshape(-1)])
 * }</pre>
 */
class TargetsTest {
    private static final float[] LOGITS = {1, 2, -1, .5f, 0, -2, 3, 1, .2f, .1f, 0, -4};
    private static final byte[] LABELS = {1, 3, 0};

    @ParameterizedTest(name = "weights of classes {0}, label smoothing {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 1 1 1  | 0  | .07473594 -.13018    .01011441  .04532964 .01392419  .001884435  .2796748 -.2954835 -.211615   .1101353  .09965451 .001825236",
                "1 1 1 1  | .1 | .06640259 -.10518    .001781075 .03699629 .005590854 -.006448899 .2713415 -.2704834 -.186615   .1018019  .09132116 -.006508098",
                ".5 2 1 4 | 0  | .06898703 -.1201661  .009336379 .04184274 .0257062   .003478956  .5163228 -.545508  -.04883424 .02541583 .02299719 .0004212083",
                ".5 2 1 4 | .1 | .06663278 -.09826123 .005431873 .02619661 .02241747  -.004398171 .4850469 -.5030662 -.03534058 .02471288 .02547527 -.01484757",
            })
    void softmax_less_targets_times_shares_is_pytorchs_gradient(
            @ConvertWith(Numbers.class) double[] weights,
            double smoothing,
            @ConvertWith(Numbers.class) double[] expected) {
        Batch batch = new Batch(3, 1, new Targets(smoothing, weights));
        batch.fill(LABELS, 3, (first, count, into) -> {});

        double[] gradient = IntStream.range(0, 12)
                .mapToDouble(i -> (softmax(i) - batch.targets(i / 4, 1).getFloat(i % 4 * Float.BYTES))
                        * batch.shares(i / 4, 1).getFloat())
                .toArray();

        assertThat(gradient).containsExactly(expected, within(2e-7));
    }

    private static double softmax(int i) {
        int row = i / 4 * 4;
        double sum = IntStream.range(row, row + 4)
                .mapToDouble(at -> Math.exp(LOGITS[at]))
                .sum();
        return Math.exp(LOGITS[i]) / sum;
    }

    private static final class Numbers extends TypedArgumentConverter<String, double[]> {
        Numbers() {
            super(String.class, double[].class);
        }

        @Override
        protected double[] convert(String text) {
            return Arrays.stream(text.split(" +"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }
}
