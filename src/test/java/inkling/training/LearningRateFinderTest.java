package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.training.RateCurve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateFinderTest {
    private static final double UNTRAINED = Math.log(10);

    @Test
    void the_rate_grows_by_the_same_factor_at_each_step() {
        assertThat(LearningRateFinder.rate(1)).isEqualTo(1e-6);
        assertThat(LearningRateFinder.rate(LearningRateFinder.STEPS)).isCloseTo(10, within(1e-12));
        assertThat(IntStream.range(1, LearningRateFinder.STEPS)
                        .mapToDouble(step -> LearningRateFinder.rate(step + 1) / LearningRateFinder.rate(step)))
                .allSatisfy(factor -> assertThat(factor).isCloseTo(Math.pow(1e7, 1 / 139.0), within(1e-12)));
    }

    @Test
    void losses_are_smoothed_with_the_start_at_zero_taken_out() {
        var smoothed = new LearningRateFinder.Smoothed();

        // 0.1 x 3 = 0.3, over 1 - 0.9; then 0.9 x 0.3 + 0.1 x 1 = 0.37, over 1 - 0.81; then 0.9 x 0.37 + 0.1 x 2 =
        // 0.533.
        assertThat(smoothed.add(3)).isCloseTo(3, within(1e-12));
        assertThat(smoothed.add(1)).isCloseTo(0.37 / 0.19, within(1e-12));
        assertThat(smoothed.add(2)).isCloseTo(0.533 / 0.271, within(1e-12));
        assertThat(smoothed.lowest()).isCloseTo(0.37 / 0.19, within(1e-12));
    }

    @Test
    void a_tenth_of_the_rate_with_the_lowest_loss_is_suggested_if_the_loss_fell_at_all() {
        assertThat(curve(2, 1.9, 1.2, 0.8, 1.4).suggestion()).contains(0.0001);
        assertThat(curve(2, 1.99, 1.985, 3).suggestion()).isEmpty();
        assertThat(curve(2, Double.NaN).suggestion()).isEmpty();
    }

    private static RateCurve curve(double... smoothed) {
        return new RateCurve(
                IntStream.range(0, smoothed.length)
                        .mapToObj(i -> new Point(i + 1, 1e-6 * Math.pow(10, i), smoothed[i], smoothed[i]))
                        .toList(),
                true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"optimizer=sgd", "optimizer=adam", "optimizer=rmsprop", "arch=conv|4x3,|batchnorm,|relu"})
    void a_network_trains_at_the_rate_that_is_suggested(String settings) {
        RateCurve found = new LearningRateFinder(plan(settings)).find(done -> {});

        Hyperparameters chosen =
                hyperparameters(settings).with(Setting.LR, found.suggestion().orElseThrow());
        assertThat(lastLoss(chosen)).isLessThan(UNTRAINED / 2);
    }

    @Test
    void a_network_diverges_at_ten_times_the_rate_at_which_the_loss_blew_up() {
        RateCurve found = new LearningRateFinder(plan("optimizer=adam")).find(done -> {});

        assertThat(found.blewUp()).isTrue();
        assertThat(found.highest()).isLessThan(1);
        assertThat(lastLoss(hyperparameters("optimizer=adam").with(Setting.LR, 10 * found.highest())))
                .isGreaterThan(UNTRAINED);
    }

    @Test
    void the_same_settings_find_the_same_curve() {
        RateCurve once = new LearningRateFinder(plan("optimizer=sgd")).find(done -> {});

        assertThat(new LearningRateFinder(plan("optimizer=sgd epochs=1 lr=5 schedule=cosine")).find(done -> {}))
                .isEqualTo(once);
    }

    @Test
    void who_is_told_of_the_steps_can_end_it() {
        List<Integer> told = new ArrayList<>();

        assertThatThrownBy(() -> new LearningRateFinder(plan("")).find(done -> {
                    told.add(done);
                    if (done == 3) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(told).containsExactly(1, 2, 3);
    }

    private static double lastLoss(Hyperparameters settings) {
        Recording recording = new Recording();
        new Training(new TrainingPlan(settings, TinyData.dataset(439, 0), "cpu")).run(recording);
        return recording.epochs.get(recording.epochs.size() - 1).trainLoss();
    }

    private static TrainingPlan plan(String settings) {
        return new TrainingPlan(hyperparameters(settings), TinyData.dataset(439, 0), "cpu");
    }

    private static Hyperparameters hyperparameters(String settings) {
        String network = settings.contains("arch=") ? "" : "hidden=20,15 ";
        Hyperparameters chosen = Chosen.of((network + "batch_size=16 augment=none seed=5 epochs=12").replace("|", " "));
        Hyperparameters own = chosen;
        for (String each : settings.isEmpty() ? new String[0] : settings.split(" ")) {
            Setting setting = Setting.of(each.split("=")[0]).orElseThrow();
            own = own.with(setting, setting.read(each.split("=")[1].replace("|", " ")));
        }
        return own;
    }
}
