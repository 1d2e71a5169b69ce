package inkling.runs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.archive.metrics.StepWindow;
import inkling.training.StepMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StepWindowsTest {
    @Test
    void a_short_run_keeps_every_step() {
        StepWindows windows = new StepWindows(2_000);

        windows.add(new StepMetrics(1, 1, 2.5, 0.25, 0.01), 0.1);
        windows.add(new StepMetrics(2, 1, 1.5, 0.75, 0.02), 0.2);

        assertThat(windows.take())
                .containsExactly(
                        new StepWindow(1, 1, 1, 2.5, 0.25, 0.1, 0.01), new StepWindow(2, 1, 1, 1.5, 0.75, 0.2, 0.02));
        assertThat(windows.take()).isEmpty();
    }

    @Test
    void a_long_run_is_thinned_to_the_means_a_plain_loop_gives() {
        int epochs = 7;
        int stepsAnEpoch = 1_013;
        StepWindows windows = new StepWindows((long) epochs * stepsAnEpoch);
        List<StepMetrics> steps = steps(epochs, stepsAnEpoch);
        List<StepWindow> taken = new ArrayList<>();

        for (StepMetrics step : steps) {
            windows.add(step, step.step());
            if (step.step() % stepsAnEpoch == 0) {
                windows.end();
            }
            if (step.step() % 37 == 0) {
                taken.addAll(windows.take());
            }
        }
        taken.addAll(windows.take());

        // ceil(7091 / 2000) = 4 steps a window; 1013 = 253 x 4 + 1.
        assertThat(taken).hasSize(epochs * 254);
        int next = 0;
        for (StepWindow window : taken) {
            double loss = 0;
            double accuracy = 0;
            for (int i = 0; i < window.steps(); i++) {
                assertThat(steps.get(next).epoch()).isEqualTo(window.epoch());
                loss += steps.get(next).loss();
                accuracy += steps.get(next).accuracy();
                next++;
            }
            assertThat(window.step()).isEqualTo(next);
            assertThat(window.seconds()).isEqualTo(next);
            assertThat(window.loss()).isCloseTo(loss / window.steps(), within(1e-12));
            assertThat(window.accuracy()).isCloseTo(accuracy / window.steps(), within(1e-12));
        }
        assertThat(next).isEqualTo(steps.size());
    }

    private static List<StepMetrics> steps(int epochs, int stepsAnEpoch) {
        SplittableRandom random = new SplittableRandom(1);
        List<StepMetrics> steps = new ArrayList<>();
        for (int step = 1; step <= epochs * stepsAnEpoch; step++) {
            steps.add(new StepMetrics(
                    step, (step - 1) / stepsAnEpoch + 1, random.nextDouble(), random.nextDouble(), 0.1 / step));
        }
        return steps;
    }
}
