package inkling.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "5e-2, 0.05", ".05, 0.05", "+1., 1", "-2E3, -2000"})
    void a_decimal_is_read_however_it_is_written(String text, BigDecimal value) {
        assertThat(Numbers.decimal(text).orElseThrow()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1,5", "0x10", "NaN", "Infinity", "1e", "1e1234", "1d", " 1", "١"})
    void what_is_no_number_is_empty(String text) {
        assertThat(Numbers.decimal(text)).isEmpty();
        assertThat(Numbers.integer(text)).isEmpty();
        assertThat(Numbers.id(text)).isEmpty();
    }

    @Test
    void a_whole_number_has_a_range_to_keep() {
        String beyond = "9223372036854775808";

        assertThat(Numbers.integer(beyond)).contains(new BigInteger(beyond));
        assertThat(Numbers.whole(beyond)).isEmpty();
        assertThat(Numbers.whole("-" + beyond)).hasValue(Long.MIN_VALUE);
        assertThat(Numbers.whole("9", 0, 9)).hasValue(9);
        assertThat(Numbers.whole("10", 0, 9)).isEmpty();
        assertThat(Numbers.whole("4294967297", 0, 9)).isEmpty();
    }

    @Test
    void ids_are_taken_all_or_none_and_each_once() {
        assertThat(Numbers.ids("3,7,3")).contains(List.of(3L, 7L));
        assertThat(Numbers.ids("3,,7")).isEmpty();
        assertThat(Numbers.ids("3,-7")).isEmpty();
        assertThat(Numbers.ids("")).isEmpty();
        assertThat(Numbers.id("1000000000000000000")).isEmpty();
    }
}
