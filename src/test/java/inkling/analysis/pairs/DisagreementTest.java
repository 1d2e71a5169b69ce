package inkling.analysis.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.analysis.ConfusionMatrix;
import inkling.analysis.LabelledPredictions;
import inkling.analysis.McNemar;
import inkling.analysis.pairs.Disagreement.Filter;
import inkling.analysis.pairs.Disagreement.Kind;
import inkling.analysis.pairs.Disagreement.Order;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DisagreementTest {
    private static final int IMAGES = 400;
    private static final int CLASSES = 4;

    /** Wrong as often as right, so that all kinds come up. */
    private final LabelledPredictions first = random(1);

    private final LabelledPredictions second = random(2);
    private final Disagreement disagreement = new Disagreement(first, second);

    private static LabelledPredictions random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] labels = new byte[IMAGES];
        float[] logits = new float[IMAGES * CLASSES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) (i % CLASSES);
            for (int c = 0; c < CLASSES; c++) {
                logits[i * CLASSES + c] = (float) (3 * random.nextDouble() + (c == labels[i] ? 1 : 0));
            }
        }
        return new LabelledPredictions(CLASSES, labels, logits);
    }

    private static int said(LabelledPredictions network, int image) {
        int said = 0;
        for (int c = 1; c < CLASSES; c++) {
            said = network.logits()[image * CLASSES + c] > network.logits()[image * CLASSES + said] ? c : said;
        }
        return said;
    }

    private static double p(LabelledPredictions network, int image, int label) {
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            sum += Math.exp(network.logits()[image * CLASSES + c]);
        }
        return Math.exp(network.logits()[image * CLASSES + label]) / sum;
    }

    @Test
    void each_image_is_of_the_kind_that_a_loop_over_the_logits_gives_it() {
        int[] counts = new int[5];
        for (int i = 0; i < IMAGES; i++) {
            boolean one = said(first, i) == i % CLASSES;
            boolean other = said(second, i) == i % CLASSES;
            Kind kind = one && other
                    ? Kind.BOTH_RIGHT
                    : one
                            ? Kind.ONLY_FIRST
                            : other
                                    ? Kind.ONLY_SECOND
                                    : said(first, i) == said(second, i) ? Kind.WRONG_ALIKE : Kind.WRONG_DIFFERENTLY;
            assertThat(disagreement.kind(i)).as("image %d", i).isEqualTo(kind);
            counts[kind.ordinal()]++;
        }

        for (Kind kind : Kind.values()) {
            assertThat(disagreement.count(kind))
                    .isEqualTo(counts[kind.ordinal()])
                    .isPositive();
        }
        assertThat(disagreement.test()).isEqualTo(McNemar.of(first, second));
    }

    @Test
    void a_cells_images_are_those_of_its_label_that_one_of_the_two_gives_its_prediction() {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            if (i % CLASSES == 2
                    && said(first, i) != said(second, i)
                    && (said(first, i) == 1 || said(second, i) == 1)) {
                expected.add(i);
            }
        }

        Filter cell = new Filter(OptionalInt.of(2), OptionalInt.of(1));

        assertThat(disagreement.select(Kind.DIFFERENT, cell, Order.INDEX))
                .containsExactly(expected.stream().mapToInt(i -> i).toArray())
                .isNotEmpty();
    }

    @Test
    void images_stand_by_how_sure_the_wrong_network_is_or_by_how_far_the_two_lie_apart() {
        int[] surest = disagreement.select(Set.of(Kind.ONLY_SECOND), Filter.ALL, Order.SUREST_WRONG);
        int[] farthest = disagreement.select(EnumSet.allOf(Kind.class), Filter.ALL, Order.GAP);

        assertThat(surest).hasSize(disagreement.count(Kind.ONLY_SECOND));
        for (int k = 1; k < surest.length; k++) {
            assertThat(p(first, surest[k - 1], said(first, surest[k - 1])))
                    .isGreaterThanOrEqualTo(p(first, surest[k], said(first, surest[k])));
        }
        assertThat(farthest).hasSize(IMAGES);
        for (int k = 1; k < farthest.length; k++) {
            assertThat(gap(farthest[k - 1])).isGreaterThanOrEqualTo(gap(farthest[k]) - 1e-12);
        }
    }

    private double gap(int image) {
        return Math.abs(p(first, image, image % CLASSES) - p(second, image, image % CLASSES));
    }

    @Test
    void a_confusion_difference_is_what_a_loop_counts() {
        int[][] counts = new int[CLASSES][CLASSES];
        int right = 0;
        for (int i = 0; i < IMAGES; i++) {
            counts[i % CLASSES][said(second, i)]++;
            counts[i % CLASSES][said(first, i)]--;
            right += said(second, i) == i % CLASSES ? 1 : 0;
            right -= said(first, i) == i % CLASSES ? 1 : 0;
        }

        ConfusionDifference difference = new ConfusionDifference(ConfusionMatrix.of(first), ConfusionMatrix.of(second));

        for (int label = 0; label < CLASSES; label++) {
            for (int c = 0; c < CLASSES; c++) {
                assertThat(difference.count(label, c)).isEqualTo(counts[label][c]);
                assertThat(difference.share(label, c)).isEqualTo(counts[label][c] / 100.0);
                int better = label == c ? counts[label][c] : -counts[label][c];
                assertThat(difference.better(label, c)).isEqualTo(Integer.signum(better));
            }
        }
        assertThat(difference.right()).isEqualTo(right).isNotZero();
    }

    @Test
    void every_pair_of_networks_is_tested_as_it_would_be_alone() {
        LabelledPredictions third = random(3);

        PairTests tests = PairTests.of(List.of(first, second, third));

        assertThat(tests.pairs()).hasSize(3);
        assertThat(tests.of(2, 0).test()).isEqualTo(McNemar.of(first, third));
        assertThat(tests.of(1, 2).test()).isEqualTo(McNemar.of(second, third));
        double[] alone =
                tests.pairs().stream().mapToDouble(each -> each.test().pValue()).toArray();
        assertThat(tests.pairs().stream().mapToDouble(PairTests.Pair::corrected).toArray())
                .containsExactly(Holm.corrected(alone));
        assertThatThrownBy(() -> PairTests.of(List.of(first, new LabelledPredictions(2, new byte[1], new float[2]))))
                .hasMessage("all networks must answer the same images");
    }
}
