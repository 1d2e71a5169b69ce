package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.analysis.Mistakes.Filter;
import inkling.analysis.Mistakes.Order;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MistakesTest {
    private static final OptionalInt ANY = OptionalInt.empty();

    private final LabelledPredictions predictions = Examples.predictions();

    /** {@code wrong[np.lexsort((wrong, -P.max(1)[wrong]))]}. */
    @Test
    void the_surest_mistakes_come_first() {
        int[] mistakes = Mistakes.select(predictions, Filter.ALL, Order.CONFIDENCE);

        assertThat(mistakes).hasSize(61).startsWith(153, 117, 150, 198, 99, 189, 132, 105, 66, 168);
        assertThat(Mistakes.surest(predictions)).hasValue(153);
        assertThat(Mistakes.surest(new LabelledPredictions(2, new byte[] {1}, new float[] {0, 1})))
                .isEmpty();
    }

    /** {@code wrong[np.lexsort((wrong, -F.cross_entropy(L, label, reduction='none')[wrong]))]}. */
    @Test
    void or_those_that_cost_the_most() {
        int[] mistakes = Mistakes.select(predictions, Filter.ALL, Order.LOSS);

        assertThat(mistakes).hasSize(61).startsWith(63, 171, 111, 105, 69, 3, 147, 168, 129, 36);
    }

    @Test
    void or_as_the_data_set_has_them() {
        int[] mistakes = Mistakes.select(predictions, Filter.ALL, Order.INDEX);

        assertThat(mistakes).isSorted().startsWith(0, 3, 6, 9, 12, 15);
    }

    @Test
    void a_label_alone_means_its_mistakes() {
        Filter four = new Filter(OptionalInt.of(4), ANY);

        assertThat(Mistakes.select(predictions, four, Order.INDEX))
                .containsExactly(6, 21, 36, 66, 81, 96, 111, 126, 141, 156, 171, 186);
    }

    @Test
    void a_cell_of_the_diagonal_means_the_right_answers_in_it() {
        Filter cell = new Filter(OptionalInt.of(4), OptionalInt.of(4));

        assertThat(Mistakes.select(predictions, cell, Order.INDEX))
                .containsExactly(16, 28, 51, 88, 100, 113, 125, 136, 148, 160, 172, 184, 185, 197);
    }

    @Test
    void the_cells_of_the_matrix_hold_as_many_images_as_it_says() {
        int[][] counts = ConfusionMatrix.of(predictions).counts();

        for (int label = 0; label < 10; label++) {
            for (int predicted = 0; predicted < 10; predicted++) {
                Filter cell = new Filter(OptionalInt.of(label), OptionalInt.of(predicted));
                assertThat(Mistakes.select(predictions, cell, Order.LOSS)).hasSize(counts[label][predicted]);
            }
        }
        int[] predictedTwo = Mistakes.select(predictions, new Filter(ANY, OptionalInt.of(2)), Order.INDEX);
        assertThat(predictedTwo).hasSize(6);
        assertThat(Arrays.stream(predictedTwo).map(predictions::label)).doesNotContain(2);
    }

    @Test
    void equally_sure_mistakes_stand_by_index() {
        float[] logits = new float[40];
        for (int image = 0; image < 20; image++) {
            logits[image * 2 + 1] = image % 2;
        }
        byte[] labels = new byte[20];
        Arrays.fill(labels, (byte) 0);

        int[] mistakes = Mistakes.select(new LabelledPredictions(2, labels, logits), Filter.ALL, Order.CONFIDENCE);

        assertThat(mistakes).containsExactly(1, 3, 5, 7, 9, 11, 13, 15, 17, 19);
    }

    @Test
    void an_order_is_known_by_its_name() {
        assertThat(Order.of(" Loss ")).isEqualTo(Order.LOSS);
        assertThatThrownBy(() -> Order.of("size")).hasMessage("order must be one of confidence, loss, index, was size");
    }
}
