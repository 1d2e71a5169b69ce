package inkling.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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
        assertThat(Figures.plural(1, "epoch")).isEqualTo("1 epoch");
    }

    @Test
    void weights_and_gradients_are_written_with_three_digits() {
        assertThat(List.of(0.0, 0.1234, -1.2345, -0.00004, 12.345, 0.0099, 123.0, 0.99961).stream()
                        .map(Figures::signed))
                .containsExactly("0", "0.123", "−1.23", "−4.00e-5", "12.3", "0.010", "123", "1.00");
    }
}
