package inkling.text;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.Chromium;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void losses_have_the_digits_that_are_read() {
        assertThat(Figures.loss(0.06296)).isEqualTo("0.0630");
        assertThat(Figures.loss(0.000123)).isEqualTo("1.23e-4");
        assertThat(Figures.loss(Double.NaN)).isEqualTo("not a number");
    }

    @Test
    void accuracies_are_percentages_with_two_digits() {
        assertThat(Figures.percent(0.9791)).isEqualTo("97.91\u2009%");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("–");
    }

    @Test
    void the_browser_writes_numbers_as_the_server_does() throws IOException {
        try (Chromium chromium = Chromium.start()) {
            List<Double> shares = List.of(0.0, 0.00004, 0.1, 0.97915, 0.979166667, 0.10005, 0.99999, 1.0, Double.NaN);
            assertSame(chromium, "percent", shares, Figures::percent);
            List<Double> losses = List.of(0.0, 1e-12, 0.000123, 0.0009999, 0.001, 0.06296, 0.09995, 2.302585, 123.0);
            assertSame(chromium, "loss", losses, Figures::loss);
            List<Double> counts = List.of(1.0, 7.0, 100.0, 999.0, 4_220.0, 54_000.0, 1_600_000.0, 1e12);
            assertSame(chromium, "count", counts, count -> Figures.count(count.longValue()));
            List<Double> seconds =
                    List.of(0.0, 0.04, 1.94, 9.94, 9.97, 10.0, 48.0, 59.4, 59.6, 185.0, 3599.6, 7_620.0, 1e6);
            assertSame(chromium, "duration", seconds, Figures::seconds);
        }
    }

    private static void assertSame(
            Chromium chromium, String function, List<Double> numbers, Function<Double, String> server)
            throws IOException {
        assertThat(chromium.results(
                        "shell/format.js",
                        function,
                        numbers.stream().map(List::<Object>of).toList()))
                .as(function)
                .isEqualTo(numbers.stream().map(server).toList());
    }

    @Test
    void lengths_of_time_are_less_exact_the_longer_they_are() {
        assertThat(Figures.duration(Duration.ofMillis(1_940))).isEqualTo("1.9 s");
        assertThat(Figures.duration(Duration.ofSeconds(48))).isEqualTo("48 s");
        assertThat(Figures.duration(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(Figures.duration(Duration.ofMinutes(127))).isEqualTo("2 h 7 min");
    }

    @Test
    void numbers_are_written_as_a_person_would_type_them() {
        assertThat(Figures.plain(0.001)).isEqualTo("0.001");
        assertThat(Figures.plain(10)).isEqualTo("10");
        assertThat(Figures.plain(1e-30)).isEqualTo("1.0E-30");
        assertThat(Figures.count(222_360)).isEqualTo("222,360");
        assertThat(Figures.bytes(2_669_123)).isEqualTo("2.7 MB");
        assertThat(Figures.bytes(125_829_120_000L)).isEqualTo("125.8 GB");
        assertThat(Figures.plural(1, "epoch")).isEqualTo("1 epoch");
    }

    @Test
    void weights_and_gradients_are_written_with_three_digits() {
        assertThat(List.of(0.0, 0.1234, -1.2345, -0.00004, 12.345, 0.0099, 123.0, 0.99961).stream()
                        .map(Figures::signed))
                .containsExactly("0", "0.123", "−1.23", "−4.00e-5", "12.3", "0.010", "123", "1.00");
    }
}
