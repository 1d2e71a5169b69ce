package inkling.analysis.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.AveragePrecision;
import inkling.analysis.LabelledPredictions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfidentLearningTest {
    /**
     * 60 images of 3 classes by a formula. What is expected of them is from numpy and scikit-learn:
     *
     * <pre>{@code
     * i = np.arange(60)[:, None]; c = np.arange(3)[None, :]
     * logits = ((i * 37 + c * 101 + i * c * 13) % 97).astype(np.float32) / np.float32(20) - np.float32(2)
     * i = np.arange(60); pred = logits.argmax(1); wrong = i % 4 == 0
     * labels = np.where(wrong, (pred + 1 + i // 4 % 2) % 3, np.where(i % 7 == 3, np.argsort(logits)[:, 1], pred))
     * p = np.exp(logits.astype(np.float64)); p /= p.sum(1, keepdims=True)
     * t = np.array([p[labels == j, j].mean() for j in range(3)])
     * C = np.zeros((3, 3), int)
     * for x, given in zip(p, labels):
     *     over = [j for j in range(3) if x[j] >= t[j]]
     *     if over: C[given, max(over, key=lambda j: x[j])] += 1
     * Q = C / C.sum(1, keepdims=True) * np.bincount(labels)[:, None]; Q /= Q.sum()
     * noise = Q / Q.sum(0)
     * issues = set()
     * for given in range(3):
     *     of = np.flatnonzero(labels == given)
     *     for j in range(3):
     *         n = int(np.floor(60 * Q[given, j] + .5))
     *         if given != j and n:
     *             margin = p[of, j] - p[of, given]
     *             issues |= set(of[np.argsort(-margin, kind="stable")[:n]].tolist())
     * issues = sorted((x for x in issues if pred[x] != labels[x]), key=lambda x: p[x, labels[x]])
     * average_precision_score(wrong, -p[i, labels])
     * }</pre>
     */
    private static LabelledPredictions byFormula() {
        float[] logits = new float[180];
        byte[] labels = new byte[60];
        for (int i = 0; i < 60; i++) {
            for (int c = 0; c < 3; c++) {
                logits[i * 3 + c] = ((i * 37 + c * 101 + i * c * 13) % 97) / 20f - 2f;
            }
        }
        var unlabelled = new LabelledPredictions(3, labels, logits);
        for (int i = 0; i < 60; i++) {
            int predicted = unlabelled.predicted(i);
            int second = unlabelled.likeliestBut(i, predicted);
            labels[i] = (byte) (i % 4 == 0 ? (predicted + 1 + i / 4 % 2) % 3 : i % 7 == 3 ? second : predicted);
        }
        return new LabelledPredictions(3, labels, logits);
    }

    @Test
    void thresholds_joint_and_noise_are_numpys() {
        ConfidentJoint joint = ConfidentJoint.of(byFormula());

        assertThat(joint.thresholds()).containsExactly(new double[] {0.48098396, 0.56483393, 0.40497966}, within(1e-7));
        assertThat(joint.counts()).isDeepEqualTo(new int[][] {{12, 2, 4}, {0, 11, 4}, {5, 3, 11}});
        assertThat(joint.labelled()).containsExactly(23, 17, 20);
        assertClose(joint.joint(), new double[][] {
            {0.25555556, 0.04259259, 0.08518519}, {0, 0.20777778, 0.07555556}, {0.0877193, 0.05263158, 0.19298246}
        });
        assertClose(joint.noise(), new double[][] {
            {0.74446337, 0.14056871, 0.24082442}, {0, 0.68573083, 0.21360079}, {0.25553663, 0.17370046, 0.54557478}
        });
    }

    private static void assertClose(double[][] actual, double[][] expected) {
        for (int row = 0; row < expected.length; row++) {
            assertThat(actual[row]).containsExactly(expected[row], within(1e-7));
        }
    }

    @Test
    void the_ranking_is_numpys_and_so_is_its_average_precision() {
        LabelledPredictions predictions = byFormula();

        List<LabelIssue> issues = LabelIssues.of(predictions, ConfidentJoint.of(predictions));

        assertThat(issues)
                .extracting(LabelIssue::index)
                .containsExactly(32, 12, 4, 40, 31, 20, 24, 48, 28, 56, 3, 16, 36, 17, 8, 10, 0, 38, 45, 52);
        LabelIssue first = issues.get(0);
        assertThat(List.of(first.given(), first.suggested())).containsExactly(0, 2);
        assertThat(first.pGiven()).isCloseTo(0.03280242, within(1e-7));
        assertThat(first.pSuggested()).isCloseTo(0.80472616, within(1e-7));
        double[] scores = IntStream.range(0, 60)
                .mapToDouble(image -> LabelIssues.score(predictions, image))
                .toArray();
        boolean[] wrong = new boolean[60];
        for (int i = 0; i < 60; i += 4) {
            wrong[i] = true;
        }
        assertThat(AveragePrecision.of(scores, wrong)).isCloseTo(0.8705436067200772, within(1e-12));
    }

    /** Figure 1 of the paper: dogs, foxes and cows, whose confident joint becomes their estimated joint distribution. */
    @Test
    void the_papers_confident_joint_becomes_the_papers_joint() {
        int[][] counts = {{100, 40, 20}, {56, 60, 0}, {32, 12, 80}};
        int[] labelled =
                Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).sum()).toArray();

        ConfidentJoint joint = new ConfidentJoint(new double[] {0.7, 0.7, 0.9}, counts, labelled);

        assertClose(joint.joint(), new double[][] {{0.25, 0.1, 0.05}, {0.14, 0.15, 0}, {0.08, 0.03, 0.2}});
        assertThat(joint.wrong()).isDeepEqualTo(new int[][] {{0, 40, 20}, {56, 0, 0}, {32, 12, 0}});
    }

    /** By hand: thresholds 0.5, 0.35 and none, as no image is labelled 2. */
    @Test
    void of_two_classes_that_reach_their_thresholds_the_likelier_counts_and_a_class_without_images_never_does() {
        double[][] p = {{0.5, 0.4, 0.1}, {0.5, 0.3, 0.2}, {0.1, 0.2, 0.7}, {0.45, 0.5, 0.05}};
        byte[] labels = {0, 0, 1, 1};

        ConfidentJoint joint = ConfidentJoint.of(predictions(p, labels));

        assertThat(joint.thresholds()[0]).isCloseTo(0.5, within(1e-7));
        assertThat(joint.thresholds()[1]).isCloseTo(0.35, within(1e-7));
        assertThat(joint.thresholds()[2]).isInfinite();
        assertThat(joint.counts()[1]).containsExactly(0, 1, 0);
        assertThat(joint.counts()[2]).containsExactly(0, 0, 0);
        assertThat(joint.noise()[2]).containsExactly(0, 0, 0);
    }

    private static LabelledPredictions predictions(double[][] probabilities, byte[] labels) {
        float[] logits = new float[labels.length * 3];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i / 3][i % 3]);
        }
        return new LabelledPredictions(3, labels, logits);
    }

    @Test
    void an_image_that_is_taken_for_what_it_is_labelled_is_no_issue() {
        // All that is labelled 0 is confidently 1, so that all three are to be pruned; but one is likelier 0.
        ConfidentJoint all =
                new ConfidentJoint(new double[3], new int[][] {{0, 3, 0}, {0, 1, 0}, {0, 0, 1}}, new int[] {3, 1, 1});
        double[][] p = {{0.6, 0.3, 0.1}, {0.3, 0.6, 0.1}, {0.2, 0.7, 0.1}, {0.1, 0.8, 0.1}, {0.1, 0.1, 0.8}};

        assertThat(LabelIssues.of(predictions(p, new byte[] {0, 0, 0, 1, 2}), all))
                .extracting(LabelIssue::index)
                .containsExactly(2, 1);
    }
}
