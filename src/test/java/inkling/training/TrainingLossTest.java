package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.batch.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Smoothed labels and weights of classes against PyTorch's (1.13) and scikit-learn's, from
 *
 * <pre>{@code
 * import numpy as np, torch
 * from sklearn.utils.class_weight import compute_class_weight
 * z = torch.tensor([[1., 2, -1, .5], [0, -2, 3, 1], [.2, .1, 0, -4]])
 * for weight in (None, torch.tensor([.5, 2., 1., 4.])):
 *     for e in (0, .1):
 *         loss = torch.nn.CrossEntropyLoss(weight=weight, label_smoothing=e)(z, torch.tensor([1, 3, 0]))
 *         print(weight is not None, e, "%.8g" % loss)
 * print(compute_class_weight("balanced", classes=np.array([0, 1, 2]), y=np.array([0, 0, 0, 0, 1, 2, 2])))
 * }</pre>
 */
class TrainingLossTest {
    private static final float[] LOGITS = {1, 2, -1, .5f, 0, -2, 3, 1, .2f, .1f, 0, -4};
    private static final byte[] LABELS = {1, 3, 0};
    private static final double[] ALIKE = {1, 1, 1, 1};
    private static final double[] WEIGHTS = {.5, 2, 1, 4};

    @ParameterizedTest(name = "weights of classes {0}, label smoothing {1}")
    @CsvSource({"false, 0, 1.2260436", "false, .1, 1.3260436", "true, 0, 1.5686373", "true, .1, 1.6378734"})
    void the_loss_of_training_is_pytorchs(boolean weighted, double smoothing, double loss) {
        Targets targets = new Targets(smoothing, weighted ? WEIGHTS : ALIKE);

        Score score = Score.of(targets, LOGITS, 0, 3, LABELS, 0);

        assertThat(score.loss()).isCloseTo(loss, within(1e-7));
        assertThat(score.accuracy()).isEqualTo(2.0 / 3);
    }

    @Test
    void a_plain_loss_is_the_same_to_the_last_bit() {
        assertThat(Score.of(new Targets(0, ALIKE), LOGITS, 0, 3, LABELS, 0))
                .isEqualTo(Score.of(LOGITS, 0, 3, 4, LABELS, 0));
    }

    @Test
    void balanced_weights_are_scikit_learns_and_those_of_an_output_without_images_are_0() {
        byte[] labels = {0, 0, 0, 0, 1, 2, 2};

        assertThat(ClassWeights.BALANCED.of(labels, 4))
                .containsExactly(new double[] {.58333333, 2.33333333, 1.16666667, 0}, within(1e-8));
        assertThat(ClassWeights.NONE.of(labels, 4)).containsExactly(1, 1, 1, 1);
    }
}
