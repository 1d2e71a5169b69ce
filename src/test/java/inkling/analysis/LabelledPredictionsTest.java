package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelledPredictionsTest {
    /** {@code (np.argsort(-logits, 1, kind="stable")[:, :2] == label[:, None]).any(1).mean()} and {@code F.cross_entropy(logits.double(), label)}. */
    @Test
    void the_overall_figures_are_those_of_scikit_learn_and_pytorch() {
        LabelledPredictions predictions = Examples.predictions();

        assertThat(predictions.score().accuracy()).isEqualTo(0.695);
        assertThat(predictions.topTwoAccuracy()).isEqualTo(0.725);
        assertThat(predictions.score().loss()).isCloseTo(2.0254962562806607, within(1e-13));
    }

    /** By hand: softmax(2, 1, -0.5) = (7.389, 2.718, 0.607) / 10.714; and PyTorch to more digits. */
    @Test
    void one_image_has_its_probabilities_its_loss_and_its_answer() {
        LabelledPredictions one = new LabelledPredictions(3, new byte[] {1}, new float[] {2, 1, -0.5f});

        assertThat(one.probabilities(0))
                .containsExactly(
                        new double[] {0.6896720861245036, 0.25371618163502524, 0.056611732240471294}, within(1e-15));
        assertThat(one.loss(0)).isCloseTo(1.3715390318526828, within(1e-15));
        assertThat(one.predicted(0)).isZero();
        assertThat(one.right(0)).isFalse();
        assertThat(one.confidence(0)).isCloseTo(0.6896720861245036, within(1e-15));
        assertThat(one.topTwoAccuracy()).isEqualTo(1);
    }

    @Test
    void of_equal_logits_the_lower_class_is_predicted() {
        LabelledPredictions tied = new LabelledPredictions(3, new byte[] {2}, new float[] {1, 5, 5});

        assertThat(tied.predicted(0)).isEqualTo(1);
        assertThat(tied.topTwoAccuracy()).isEqualTo(1);
    }

    @Test
    void the_surest_image_of_a_label_is_found_even_where_probabilities_round_to_one() {
        LabelledPredictions sure = new LabelledPredictions(2, new byte[] {0, 0, 1}, new float[] {30, 0, 33, 0, 99, 0});

        assertThat(sure.surest(0)).isEqualTo(1);
        assertThat(sure.surest(1)).isEqualTo(2);
        assertThat(Examples.predictions().surest(3)).isBetween(0, 199);
        assertThat(new LabelledPredictions(2, new byte[] {0}, new float[2]).surest(1))
                .isEqualTo(-1);
    }

    @Test
    void logits_that_do_not_match_the_labels_are_refused() {
        assertThatThrownBy(() -> new LabelledPredictions(10, new byte[2], new float[19]))
                .hasMessage("2 labels of 10 classes need 20 logits, were 19");
    }
}
