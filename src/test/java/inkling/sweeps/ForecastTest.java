package inkling.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetKind;
import inkling.training.Hyperparameters;
import inkling.training.OptimizerKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
    /** 784 x 250 + 250 + 250 x 100 + 100 + 100 x 10 + 10 parameters. */
    private static final int PARAMETERS = 222_360;

    @Test
    void a_run_takes_its_epochs_and_what_an_earlier_one_took_besides_them() {
        var earlier = new EarlierRun(12, 64, PARAMETERS, true, 10, 3);

        Forecast forecast = Forecast.of(List.of(request(5, 64), request(20, 64)), List.of(earlier))
                .orElseThrow();

        assertThat(forecast.total()).isEqualTo(Duration.ofSeconds(3 + 50 + 3 + 200));
        assertThat(forecast.basis()).containsExactly(12L);
        assertThat(forecast.rough()).isFalse();
    }

    @Test
    void each_run_is_judged_by_the_one_most_like_it_and_the_newest_of_equals() {
        var small = new EarlierRun(9, 32, PARAMETERS, true, 20, 0);
        var large = new EarlierRun(8, 512, PARAMETERS, true, 4, 0);
        var olderLarge = new EarlierRun(7, 512, PARAMETERS, true, 400, 0);

        Forecast forecast = Forecast.of(List.of(request(1, 64), request(1, 256)), List.of(small, large, olderLarge))
                .orElseThrow();

        assertThat(forecast.total()).isEqualTo(Duration.ofSeconds(24));
        assertThat(forecast.basis()).containsExactly(9L, 8L);
    }

    @Test
    void what_is_unlike_everything_earlier_is_called_rough_and_without_any_nothing_is_said() {
        var other = new EarlierRun(1, 1_024, PARAMETERS, true, 1, 0);

        assertThat(Forecast.of(List.of(request(1, 64)), List.of(other))
                        .orElseThrow()
                        .rough())
                .isTrue();
        assertThat(Forecast.of(List.of(request(1, 64)), List.of())).isEmpty();
    }

    private static RunRequest request(int epochs, int batchSize) {
        var chosen = new Hyperparameters(
                OptimizerKind.ADAM, 0.001, 0.9, false, 0, batchSize, epochs, List.of(250, 100), true, 1, 0.1);
        return new RunRequest("Run", DatasetKind.BUILTIN, Optional.empty(), chosen, "cpu");
    }
}
