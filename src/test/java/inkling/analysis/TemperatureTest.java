package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TemperatureTest {
    /**
     * {@code scipy.optimize.minimize_scalar(lambda T: F.cross_entropy(z / T, y).item(), bounds=(0.05, 20),
     * method="bounded", options=dict(xatol=1e-12))}; PyTorch's LBFGS ends at 2.055638185328793.
     */
    @Test
    void it_is_the_one_that_scipy_and_pytorch_find() {
        Temperature fitted = Temperature.fitted(Examples.predictions());

        assertThat(fitted.value()).isCloseTo(2.0556383784566115, within(1e-6));
        assertThat(fitted.lossBefore()).isCloseTo(2.0254962562806607, within(1e-12));
        assertThat(fitted.lossAfter()).isCloseTo(1.777820697598019, within(1e-7));
        assertThat(fitted.images()).isEqualTo(200);
        assertThat(fitted.atLimit()).isFalse();
    }

    /** The same script: {@code ((P - Y) ** 2).sum(1).mean()}, and the error of the bins of {@code softmax(z / T)}. */
    @Test
    void what_it_does_to_the_figures_is_what_numpy_finds() {
        LabelledPredictions predictions = Examples.predictions();
        LabelledPredictions scaled =
                predictions.scaled(Temperature.fitted(predictions).value());

        assertThat(predictions.brierScore()).isCloseTo(0.6412508152623079, within(1e-12));
        assertThat(scaled.brierScore()).isCloseTo(0.7154165866293696, within(1e-6));
        assertThat(Calibration.of(scaled).expectedError()).isCloseTo(0.3637982404029421, within(1e-6));
        for (int image = 0; image < predictions.size(); image++) {
            assertThat(scaled.predicted(image)).isEqualTo(predictions.predicted(image));
        }
    }

    @Property(tries = 50)
    void no_other_temperature_has_a_lower_loss(@ForAll @DoubleRange(min = 0.05, max = 20) double other) {
        Temperature fitted = Temperature.fitted(Examples.predictions());

        assertThat(Examples.predictions().scaled(other).score().loss()).isGreaterThan(fitted.lossAfter() - 1e-9);
    }

    /** Scaled by what it found, a network needs no temperature any more: the new one is 1. */
    @Property(tries = 20)
    void a_network_that_is_too_sure_by_a_factor_gets_that_factor_more(
            @ForAll @DoubleRange(min = 0.2, max = 5) double factor) {
        double before = Temperature.fitted(Examples.predictions()).value();

        double after =
                Temperature.fitted(Examples.predictions().scaled(1 / factor)).value();

        assertThat(after / before).isCloseTo(factor, within(1e-5));
    }

    /** All right: the loss falls to 0 as T does. All wrong, and with the true logit the lowest: it falls as T rises. */
    @Test
    void where_surer_or_less_sure_is_always_better_it_says_that_none_is_the_best() {
        Temperature right = Temperature.fitted(new LabelledPredictions(2, new byte[] {0, 1}, new float[] {3, 0, 0, 1}));
        Temperature wrong = Temperature.fitted(new LabelledPredictions(2, new byte[] {1, 0}, new float[] {3, 0, 0, 1}));

        assertThat(right.value()).isEqualTo(Temperature.LOWEST);
        assertThat(wrong.value()).isEqualTo(Temperature.HIGHEST);
        assertThat(right.atLimit()).isTrue();
        assertThat(wrong.atLimit()).isTrue();
    }
}
