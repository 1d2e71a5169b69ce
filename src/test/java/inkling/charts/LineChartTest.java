package inkling.charts;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.charts.Curve.Point;
import inkling.charts.LineChart.Dot;
import inkling.charts.LineChart.Line;
import inkling.charts.LineChart.Tick;
import inkling.text.Figures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static LineChart over(Axis x, Axis y, Point... points) {
        return new LineChart(100, 50, x, y, List.of(new Curve("loss", "", List.of(points), true)));
    }

    private static Axis places(int count) {
        return Axis.places(IntStream.range(0, count).mapToObj(i -> "h" + i).toList());
    }

    private static Axis linear(double least, double most) {
        return Axis.linear(least, most, 5, Figures::brief);
    }

    @Test
    void a_point_stands_between_the_ends_of_both_axes_and_says_its_numbers() {
        Line line = over(linear(0, 10), linear(0, 2), new Point(0, 2), new Point(5, 0.5))
                .lines()
                .get(0);

        assertThat(line.path()).isEqualTo("M0.0 0.0L50.0 37.5");
        assertThat(line.dots())
                .containsExactly(new Dot("0.0", "0.0", "loss, 0: 2"), new Dot("50.0", "37.5", "loss, 5: 0.5"));
    }

    @Test
    void equal_ratios_are_equally_long_on_a_logarithmic_axis() {
        LineChart chart =
                over(Axis.logarithmic(0.01, 100, Figures::brief), linear(0, 1), new Point(0.1, 1), new Point(1, 0));

        assertThat(chart.lines().get(0).path()).isEqualTo("M25.0 0.0L50.0 50.0");
        assertThat(chart.xs()).extracting(Tick::text).containsExactly("0.01", "0.1", "1", "10", "100");
    }

    @Test
    void a_short_logarithmic_axis_has_more_ticks_than_powers_of_ten() {
        assertThat(Axis.logarithmic(0.015, 0.8, Figures::brief).ticks()).containsExactly(0.02, 0.05, 0.1, 0.2, 0.5);
    }

    @Test
    void a_line_is_broken_where_there_is_no_number() {
        LineChart gap = over(
                places(4), linear(0, 1), new Point(0, 1), new Point(1, Double.NaN), new Point(2, 0), new Point(3, 1));

        assertThat(gap.lines().get(0).path()).isEqualTo("M0.0 0.0M66.7 50.0L100.0 0.0");
        assertThat(gap.lines().get(0).dots()).hasSize(3);
        assertThat(over(places(1), linear(0, 1), new Point(0, Double.NaN)).drawn())
                .isFalse();
    }

    @Test
    void what_is_far_beyond_an_axis_does_not_make_long_numbers() {
        assertThat(over(places(2), linear(0, 1), new Point(0, 1e30), new Point(1, -1e30))
                        .lines()
                        .get(0)
                        .path())
                .isEqualTo("M0.0 -50.0L100.0 100.0");
    }

    @Test
    void a_wide_chart_reaches_to_the_round_numbers_around_all_that_it_shows() {
        LineChart wide = LineChart.wide(
                List.of("1", "2"),
                List.of(Curve.overPlaces("h1", "", new double[] {0.31, 0.93})),
                0.5,
                0.5,
                Figures::brief);

        assertThat(wide.ys()).extracting(Tick::text).containsExactly("0.2", "0.4", "0.6", "0.8", "1");
        assertThat(wide.ys()).first().isEqualTo(new Tick("220.0", "0.2"));
        assertThat(wide.tilted()).isFalse();
    }

    @Test
    void of_many_places_only_some_are_named_and_a_single_one_stands_in_the_middle() {
        assertThat(places(30).ticks()).startsWith(0, 3).endsWith(27).hasSize(10);
        assertThat(over(places(1), linear(0, 1), new Point(0, 1)).lines().get(0).path())
                .isEqualTo("M50.0 0.0");
    }
}
