package inkling.analysis.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.Calibration;
import inkling.analysis.LabelledPredictions;
import inkling.corruption.Corrupter;
import inkling.corruption.Corruption;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A network that calls a picture of 28 x 28 bright (1) or dark (0) by its mean, which 0.1 of white divides. */
class StressTestTest {
    private static final int IMAGES = 6;
    private static final LabelledImages GREYS = greys();

    private static LabelledImages greys() {
        byte[] pixels = new byte[IMAGES * 784];
        byte[] labels = new byte[IMAGES];
        int[] levels = {0, 10, 20, 60, 200, 24}; // The last one is dark, and called bright.
        for (int image = 0; image < IMAGES; image++) {
            Arrays.fill(pixels, image * 784, (image + 1) * 784, (byte) levels[image]);
            labels[image] = (byte) (levels[image] > 25 ? 1 : 0);
        }
        labels[5] = 1;
        return new LabelledImages(ImageShape.MNIST, pixels, labels);
    }

    private static float[] logits(byte[] pixels, int count) {
        float[] logits = new float[2 * count];
        for (int image = 0; image < count; image++) {
            int from = image * 784;
            double mean = IntStream.range(from, from + 784)
                    .map(i -> pixels[i] & 0xff)
                    .average()
                    .orElseThrow();
            logits[2 * image + 1] = (float) (mean - 25.5) / 10;
        }
        return logits;
    }

    private static Robustness tested() {
        LabelledPredictions clean = new LabelledPredictions(2, GREYS.labels(), logits(GREYS.pixels(), IMAGES));
        return StressTest.run(GREYS, clean, StressTestTest::logits, (corruption, strength, done) -> {});
    }

    /** By hand: 25.5 brighter, every dark one is bright; the one that was called wrongly is called rightly. */
    @Test
    void what_the_network_makes_of_each_strength_is_measured() {
        Robustness result = tested();
        List<Damaged.Level> brighter =
                result.corruptions().get(Corruption.BRIGHTNESS.ordinal()).strengths();

        assertThat(result.clean().accuracy()).isEqualTo(5 / 6.0);
        assertThat(brighter.get(0).measured().accuracy()).isEqualTo(3 / 6.0);
        assertThat(brighter.get(0).fallen()).containsExactly(2, 1, 0); // The surest first.
        assertThat(brighter.get(0).taken()).containsExactly(1, 1, 1);
    }

    @Test
    void each_strength_has_the_figures_of_the_corrupted_images() {
        Robustness result = tested();

        for (Corruption corruption : Corruption.values()) {
            byte[] pixels = new byte[IMAGES * 784];
            new Corrupter(corruption, 4, StressTest.SEED).apply(GREYS, 0, IMAGES, pixels);
            LabelledPredictions said = new LabelledPredictions(2, GREYS.labels(), logits(pixels, IMAGES));

            Measured measured = result.corruptions()
                    .get(corruption.ordinal())
                    .strengths()
                    .get(3)
                    .measured();

            assertThat(measured.accuracy()).isEqualTo(said.score().accuracy());
            assertThat(measured.loss()).isEqualTo(said.score().loss());
            assertThat(measured.calibrationError())
                    .isEqualTo(Calibration.of(said).expectedError());
        }
    }

    /** By hand. */
    @Test
    void mean_corruption_error_is_the_mean_over_corruptions_and_strengths() {
        Robustness own = made(0.9, 0.8, 0.6);
        Robustness other = made(0.9, 0.6, 0.2);

        assertThat(own.meanError()).isCloseTo(0.3, within(1e-12));
        assertThat(own.rise()).isCloseTo(0.2, within(1e-12));
        assertThat(own.meanCalibrationError()).isCloseTo(0.05, within(1e-12));
        // Half of the errors at both: 0.2 / 0.4 and 0.4 / 0.8.
        assertThat(own.relativeTo(other)).isCloseTo(0.5, within(1e-12));
        assertThat(own.relativeTo(own)).isEqualTo(1);
        assertThat(made(1, 1, 0.5).relativeTo(made(1, 1, 1))).isInfinite();
    }

    /** Of two corruptions. */
    private static Robustness made(double clean, double one, double other) {
        List<Damaged> corruptions = new ArrayList<>();
        for (double accuracy : new double[] {one, other}) {
            Damaged.Level level = new Damaged.Level(new Measured(accuracy, 1, 0.05), new int[0], new int[0]);
            corruptions.add(new Damaged(Corruption.FOG, List.of(level, level, level, level, level)));
        }
        return new Robustness(10, new Measured(clean, 1, 0.01), corruptions, List.of());
    }

    @Test
    void the_images_that_fall_first_are_those_that_most_corruptions_bring_down_at_the_weakest_strength() {
        List<Fall> falls = tested().falls();

        assertThat(falls).isNotEmpty();
        assertThat(falls).noneMatch(fall -> fall.image() == 5); // It was wrong from the start.
        for (int i = 1; i < falls.size(); i++) {
            assertThat(falls.get(i).by(1)).isLessThanOrEqualTo(falls.get(i - 1).by(1));
        }
        Fall twenty =
                falls.stream().filter(fall -> fall.image() == 2).findFirst().orElseThrow();
        assertThat(twenty.strengths()[Corruption.BRIGHTNESS.ordinal()]).isEqualTo(1);
        assertThat(twenty.taken()[Corruption.BRIGHTNESS.ordinal()]).isEqualTo(1);
        assertThat(twenty.strengths()[Corruption.TRANSLATE.ordinal()]).isZero(); // Of one colour, it looks the same.
        assertThat(twenty.taken()[Corruption.TRANSLATE.ordinal()]).isEqualTo(-1);
    }

    @Test
    void cells_that_are_worked_out_apart_and_in_another_order_come_to_the_same() {
        LabelledPredictions clean = new LabelledPredictions(2, GREYS.labels(), logits(GREYS.pixels(), IMAGES));
        Cell[] cells = new Cell[StressTest.CELLS];
        for (int cell = StressTest.CELLS - 1; cell >= 0; cell--) {
            StressTest apart = new StressTest(
                    GREYS, StressTest.known(clean), 2, StressTestTest::logits, (corruption, strength, done) -> {});
            cells[cell] = apart.cell(cell);
        }

        assertThat(Robustness.of(clean, List.of(cells)))
                .usingRecursiveComparison()
                .isEqualTo(tested());
    }

    @Test
    void it_says_how_far_it_is_and_can_be_ended_there() {
        LabelledPredictions clean = new LabelledPredictions(2, GREYS.labels(), logits(GREYS.pixels(), IMAGES));
        List<Long> told = new ArrayList<>();
        StressTest.Listener listener = (corruption, strength, done) -> {
            told.add(done);
            if (corruption == Corruption.IMPULSE_NOISE) {
                throw new CancellationException();
            }
        };

        assertThatThrownBy(() -> StressTest.run(GREYS, clean, StressTestTest::logits, listener))
                .isInstanceOf(CancellationException.class);
        assertThat(told).containsExactly(0L, 6L, 12L, 18L, 24L, 30L);
        assertThat(StressTest.total(IMAGES)).isEqualTo(450);
    }
}
