package inkling.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.layers.Relief.Band;
import inkling.text.Figures;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReliefTest {
    private static final int PLACES = 25;
    private static final Pattern SQUARE = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
    private static final Pattern LINE = Pattern.compile("M([\\d.]+) ([\\d.]+)L([\\d.]+) ([\\d.]+)");

    /** A slope that rises to the right, from 0 to 24. */
    private static double[][] slope() {
        double[][] values = new double[PLACES][PLACES];
        for (double[] row : values) {
            for (int x = 0; x < PLACES; x++) {
                row[x] = x;
            }
        }
        return values;
    }

    private static List<MatchResult> squares(Band band) {
        return SQUARE.matcher(band.path()).results().toList();
    }

    private static int area(Band band) {
        return squares(band).stream()
                .mapToInt(each -> Integer.parseInt(each.group(3)))
                .sum();
    }

    @Test
    void the_bands_of_a_slope_are_strips_of_one_width_and_a_line_parts_any_two() {
        Relief relief = Relief.of(slope(), false, Figures::brief);

        assertThat(relief.bands()).hasSize(Relief.LEVELS);
        assertThat(relief.bands().get(1).range()).isEqualTo("2.4 to 4.8");
        assertThat(relief.bands().stream().mapToInt(ReliefTest::area).sum()).isEqualTo(Relief.SIZE * Relief.SIZE);
        assertThat(relief.bands())
                .allSatisfy(
                        band -> assertThat(area(band) / (double) Relief.SIZE).isCloseTo(9.6, within(1.0)));
        assertThat(LINE.matcher(relief.lines()).results().toList())
                .hasSize((Relief.LEVELS - 1) * (PLACES - 1))
                .allSatisfy(line -> {
                    double x = Double.parseDouble(line.group(1));
                    assertThat(Double.parseDouble(line.group(3))).isEqualTo(x);
                    assertThat(Math.IEEEremainder(x, 9.6)).isCloseTo(0, within(0.06));
                });
    }

    @Test
    void the_first_row_lies_at_the_bottom_and_what_is_no_number_in_a_band_of_its_own() {
        double[][] values = slope();
        values[0][0] = Double.NaN;
        values[PLACES - 1][PLACES - 1] = Double.POSITIVE_INFINITY;

        Relief relief = Relief.of(values, true, Figures::brief);

        Band none = relief.bands().get(Relief.LEVELS);
        assertThat(none.range()).isEqualTo("not a number");
        assertThat(squares(none))
                .extracting(each -> each.group(1) + " " + each.group(2))
                .contains("0 95", "92 0");
        assertThat(area(none)).isEqualTo(2 * 4 * 4);
    }

    @Test
    void a_plain_of_one_height_is_one_band_without_lines() {
        Relief relief = Relief.of(new double[PLACES][PLACES], true, Figures::brief);

        assertThat(area(relief.bands().get(0))).isEqualTo(Relief.SIZE * Relief.SIZE);
        assertThat(relief.lines()).isEmpty();
    }
}
