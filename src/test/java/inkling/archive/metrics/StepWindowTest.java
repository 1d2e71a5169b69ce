package inkling.archive.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StepWindowTest {
    private static final List<StepWindow> WINDOWS = List.of(
            new StepWindow(10, 1, 10, 2, 0.1, 1, 0.1),
            new StepWindow(20, 1, 10, 1, 0.3, 2, 0.1),
            new StepWindow(25, 1, 5, 0.5, 0.5, 2.5, 0.1),
            new StepWindow(35, 2, 10, 0.4, 0.6, 3, 0.1),
            new StepWindow(40, 2, 5, 0.1, 0.9, 3.5, 0.1));

    @Test
    void wider_windows_have_the_mean_of_their_steps_and_end_with_their_epoch() {
        assertThat(StepWindow.widened(WINDOWS, 2))
                .containsExactly(
                        new StepWindow(20, 1, 20, 1.5, 0.2, 2, 0.1),
                        new StepWindow(25, 1, 5, 0.5, 0.5, 2.5, 0.1),
                        // (10 * 0.4 + 5 * 0.1) / 15 and (10 * 0.6 + 5 * 0.9) / 15
                        new StepWindow(40, 2, 15, 0.3, 0.7, 3.5, 0.1));
    }

    @Test
    void windows_of_one_stay_as_they_are() {
        assertThat(StepWindow.widened(WINDOWS, 1)).isEqualTo(WINDOWS);
        assertThat(StepWindow.widened(List.of(), 3)).isEmpty();
    }
}
