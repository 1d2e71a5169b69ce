package inkling.overview;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.metrics.StepWindow;
import inkling.charts.LineChart;
import inkling.charts.LineChart.Dot;
import inkling.charts.LineChart.Line;
import inkling.charts.LineChart.Tick;
import inkling.training.EpochMetrics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossChartTest {
    private static StepWindow step(long step, int epoch, double loss) {
        return new StepWindow(step, epoch, 1, loss, 0.5, step, 0.001);
    }

    private static EpochMetrics epoch(int epoch, double validLoss) {
        return new EpochMetrics(epoch, 1, 1, 0.5, validLoss, 0.5);
    }

    @Test
    void training_runs_to_the_right_edge_and_validation_is_measured_where_its_epoch_ends() {
        LineChart chart = LossChart.of(
                List.of(step(10, 1, 1), step(20, 1, 0.1), step(30, 2, 0.1), step(40, 2, 0.01)),
                List.of(epoch(1, 0.1), epoch(2, 0.01)),
                Optional.of(2));

        // The axis reaches a tenth beyond the losses at either end: 0.1 is in its middle.
        assertThat(chart.lines())
                .extracting(Line::path)
                .startsWith("M60.0 2.6L120.0 65.0L180.0 65.0L240.0 127.4", "M120.0 65.0L240.0 127.4");
        Dot best = new Dot("240.0", "127.4", "best validation loss, step 40: 0.01");
        assertThat(chart.lines().get(2).dots()).containsExactly(best);
        assertThat(chart.ys()).extracting(Tick::text).containsExactly("0.01", "0.1", "1");
    }

    @Test
    void a_loss_that_has_no_place_on_the_axis_is_left_out() {
        LineChart chart = LossChart.of(
                List.of(step(1, 1, 2), step(2, 1, Double.NaN), step(3, 1, 0), step(4, 1, Double.POSITIVE_INFINITY)),
                List.of(epoch(1, 0)),
                Optional.of(1));

        assertThat(chart.lines().get(0).path()).matches("M60\\.0 [0-9.]+");
        assertThat(chart.lines().subList(1, 3))
                .allSatisfy(line -> assertThat(line.path()).isEmpty());
        assertThat(LossChart.of(List.of(), List.of(), Optional.empty()).drawn()).isFalse();
    }

    @Test
    void a_long_run_is_drawn_with_few_points() {
        List<StepWindow> steps = IntStream.rangeClosed(1, 6_000)
                .mapToObj(step -> step(step, 1 + step / 3_001, 1.0 / step))
                .toList();

        assertThat(LossChart.of(steps, List.of(), Optional.empty())
                        .curves()
                        .get(0)
                        .points())
                .hasSizeBetween(50, 70);
    }
}
