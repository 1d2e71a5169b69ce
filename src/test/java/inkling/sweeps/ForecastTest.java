package inkling.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetKind;
import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Preset;
import inkling.network.Waves;
import inkling.training.Chosen;
import inkling.training.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Blueprint NETWORK = Waves.perceptron(List.of(250, 100));

    @Test
    void a_run_takes_its_epochs_and_what_an_earlier_one_took_besides_them() {
        var earlier = new EarlierRun(12, 64, NETWORK, true, 10, 3);

        Forecast forecast = Forecast.of(List.of(request(5, 64), request(20, 64)), List.of(earlier))
                .orElseThrow();

        assertThat(forecast.total()).isEqualTo(Duration.ofSeconds(3 + 50 + 3 + 200));
        assertThat(forecast.basis()).containsExactly(12L);
        assertThat(forecast.rough()).isFalse();
    }

    @Test
    void each_run_is_judged_by_the_one_most_like_it_and_the_newest_of_equals() {
        var small = new EarlierRun(9, 32, NETWORK, true, 20, 0);
        var large = new EarlierRun(8, 512, NETWORK, true, 4, 0);
        var olderLarge = new EarlierRun(7, 512, NETWORK, true, 400, 0);

        Forecast forecast = Forecast.of(List.of(request(1, 64), request(1, 256)), List.of(small, large, olderLarge))
                .orElseThrow();

        assertThat(forecast.total()).isEqualTo(Duration.ofSeconds(24));
        assertThat(forecast.basis()).containsExactly(9L, 8L);
    }

    @Test
    void what_is_unlike_everything_earlier_is_called_rough_and_without_any_nothing_is_said() {
        var other = new EarlierRun(1, 1_024, NETWORK, true, 1, 0);

        assertThat(Forecast.of(List.of(request(1, 64)), List.of(other))
                        .orElseThrow()
                        .rough())
                .isTrue();
        assertThat(Forecast.of(List.of(request(1, 64)), List.of())).isEmpty();
    }

    @Test
    void a_network_is_judged_by_its_multiply_adds_since_a_convolution_uses_each_weight_many_times() {
        var dense = new EarlierRun(1, 64, NETWORK, true, 2, 0); // 222,000 multiply-adds, 222,360 parameters
        var lenet = Preset.LENET5.architecture(); // 416,520 multiply-adds, 61,706 parameters
        var convolution = new EarlierRun(2, 64, lenet.on(ImageShape.MNIST, 10), true, 9, 0);
        var chosen = Chosen.of("seed=1 epochs=1").with(Setting.ARCH, Architecture.parse("conv 6x5 pad 2, dense 400"));

        assertThat(convolution.distance(chosen)).isGreaterThan(dense.distance(Chosen.of("seed=1")));
        assertThat(convolution.distance(chosen.with(Setting.ARCH, lenet))).isZero();
        assertThat(dense.distance(chosen.with(Setting.ARCH, lenet))).isLessThan(Math.log(2));
    }

    private static RunRequest request(int epochs, int batchSize) {
        var chosen = Chosen.of("seed=1").with(Setting.BATCH_SIZE, batchSize).with(Setting.EPOCHS, epochs);
        return new RunRequest("Run", DatasetKind.BUILTIN, Optional.empty(), chosen, "cpu");
    }
}
