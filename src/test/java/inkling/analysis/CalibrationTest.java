package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.Calibration.Bin;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    /**
     * From the paper's formula in numpy, over {@code edges = np.linspace(0, 1, 16)}: {@code m = (conf > lo) & (conf <=
     * hi); ece += m.mean() * abs((label == pred)[m].mean() - conf[m].mean())}.
     */
    @Test
    void the_bins_and_the_error_are_those_of_the_papers_formula() {
        Calibration calibration = Calibration.of(Examples.predictions());

        assertThat(calibration.bins().stream().map(Bin::count))
                .containsExactly(0, 2, 4, 6, 8, 15, 39, 31, 26, 41, 20, 8, 0, 0, 0);
        assertThat(calibration.bins().stream().map(Bin::right))
                .containsExactly(0, 2, 4, 5, 5, 9, 24, 23, 18, 30, 14, 5, 0, 0, 0);
        assertThat(calibration.bins().get(6).confidence()).isCloseTo(0.43716077820843974, within(1e-14));
        assertThat(calibration.expectedError()).isCloseTo(0.1898211011538343, within(1e-14));
    }

    /** By hand: two answers of confidence 0.5, one right; the gap is 0. */
    @Test
    void a_network_that_is_right_as_often_as_it_says_has_no_error() {
        LabelledPredictions honest = new LabelledPredictions(2, new byte[] {0, 1}, new float[4]);

        assertThat(Calibration.of(honest).expectedError()).isZero();
    }

    /** By hand: confidence 1, always wrong; the gap is 1, and all of it lies in the last bin. */
    @Test
    void a_network_that_is_sure_and_wrong_has_an_error_of_one() {
        LabelledPredictions wrong = new LabelledPredictions(2, new byte[] {0}, new float[] {0, 900});

        Calibration calibration = Calibration.of(wrong);

        assertThat(calibration.expectedError()).isEqualTo(1);
        assertThat(calibration.bins().get(14)).isEqualTo(new Bin(14 / 15.0, 1, 0, 1, 1));
        assertThat(calibration.bins().get(14).overconfidence()).isEqualTo(1);
    }

    @Property(tries = 50)
    void every_image_falls_into_one_bin(@ForAll @Size(30) List<@IntRange(min = -400, max = 400) Integer> eighths) {
        float[] logits = new float[30];
        for (int i = 0; i < 30; i++) {
            logits[i] = eighths.get(i) / 8f;
        }
        LabelledPredictions predictions = new LabelledPredictions(3, new byte[10], logits);

        Calibration calibration = Calibration.of(predictions);

        assertThat(calibration.bins().stream().mapToInt(Bin::count).sum()).isEqualTo(10);
        assertThat(calibration.expectedError()).isBetween(0.0, 1.0);
        assertThat(calibration.bins())
                .filteredOn(bin -> bin.count() > 0)
                .allMatch(bin -> bin.confidence() > bin.low() - 1e-12 && bin.confidence() <= bin.high() + 1e-12);
    }
}
