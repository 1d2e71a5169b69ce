package inkling.sweeps.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.sweeps.space.SearchSpace.Settings;
import inkling.training.Setting;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LR               | 0.001                    | 0.001
            LR               | 0.1, 0.01 0.001          | 0.1;0.01;0.001
            LR               | 0.1, 1e-1, .10           | 0.1
            LR               | 0.0001..0.1 log 4        | 0.0001;0.001;0.01;0.1
            LR               | 0.0001..0.1 4 LOG        | 0.0001;0.001;0.01;0.1
            LR               | 0.1 .. 0.5 linear 5      | 0.1;0.2;0.3;0.4;0.5
            LR               | 0.1..0.5 4               | 0.1;0.2333;0.3667;0.5
            EPOCHS           | 1..8 log 4               | 1;2;4;8
            EPOCHS           | 1..3 linear 9            | 1;2;3
            BATCH_SIZE       | 32; 64                   | 32;64
            OPTIMIZER        | Adam, sgd, ADAM          | adam;sgd
            NESTEROV         | on, off                  | true;false
            ARCH             | dense 9, relu            | dense 9, relu
            ARCH             | Dense 9;dense  9; conv 4x3 stride 1, relu | dense 9;conv 4x3, relu
            ARCH             | conv 4 by 3              | conv 4 by 3
            AUGMENT          | digits, none             | rotate 5, shift 2;none
            AUGMENT          | true, false              | rotate 5, shift 2;none
            AUGMENT          | rotate 5 , flip;erase .5 | rotate 5, flip;erase 0.5
            MOMENTUM         | nothing                  | nothing
            """)
    void a_field_holds_one_value_a_list_or_a_range(Setting of, String text, String values) {
        assertThat(Values.parse(of, text).grid()).containsExactly(values.split(";"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LR        | 0.1..0.01 log 4   | a range goes from a lower to a higher number, was 0.1..0.01
            LR        | 0..0.1 log 4      | a logarithmic range begins above 0, was 0..0.1
            LR        | 0.01..            | a range is written as 0.0001..0.1 log 4, was 0.01..
            LR        | 0.01..0.1 cubic 4 | a range ends with log or linear, and how many values a grid takes of it, was cubic
            LR        | 0.01..0.1 log 1   | a grid takes 2 to 500 values of a range, was 1
            OPTIMIZER | adam..sgd         | optimizer can be a list, but not a range, was adam..sgd
            """)
    void a_wrong_range_is_said_in_a_sentence(Setting of, String text, String sentence) {
        assertThatThrownBy(() -> Values.parse(of, text)).hasMessage(sentence);
    }

    @Test
    void a_grid_of_a_range_needs_a_number() {
        assertThatThrownBy(() -> Values.parse(Setting.LR, "0.0001..0.1 log").grid())
                .hasMessage("a grid needs to know how many values to take of a range: write 0.0001..0.1 log 4");
    }

    @Test
    void a_grid_is_every_combination_with_the_last_changing_fastest() {
        var space = space(Map.of(
                Setting.OPTIMIZER, "adam",
                Setting.LR, "0.1, 0.01",
                Setting.ARCH, "dense 20\ndense 40\ndense 80, relu"));

        Settings settings = space.grid();

        assertThat(settings.same()).isZero();
        assertThat(settings.settings())
                .extracting(point -> point.get(Setting.LR) + " " + point.get(Setting.ARCH))
                .containsExactly(
                        "0.1 dense 20",
                        "0.1 dense 40",
                        "0.1 dense 80, relu",
                        "0.01 dense 20",
                        "0.01 dense 40",
                        "0.01 dense 80, relu");
    }

    @Test
    void what_makes_no_difference_is_left_out() {
        // SGD: 3 momenta x 2 rates; Adam heeds no momentum, so its 3 x 2 points are 2 settings.
        var space = space(Map.of(
                Setting.OPTIMIZER, "adam, sgd",
                Setting.LR, "0.1, 0.01",
                Setting.MOMENTUM, "0, 0.5, 0.9"));

        Settings settings = space.grid();

        assertThat(settings.settings()).hasSize(8);
        assertThat(settings.same()).isEqualTo(4);
    }

    @Test
    void a_grid_that_is_far_too_large_is_refused_before_it_is_made() {
        var space = space(Map.of(
                Setting.LR, "0.0001..1 log 500",
                Setting.WEIGHT_DECAY, "0..1 linear 500",
                Setting.EPOCHS, "1..1000 linear 500"));

        assertThatThrownBy(space::grid).hasMessage("the grid has more than 5,000 points");
    }

    @Test
    void what_can_only_differ_six_times_is_drawn_six_times() {
        var space = space(Map.of(Setting.LR, "0.1, 0.01, 0.001", Setting.EPOCHS, "1..2"));

        Settings settings = space.random(500, 3);

        assertThat(settings.settings()).hasSize(6);
    }

    @Test
    void half_of_a_logarithmic_range_lies_below_its_geometric_middle() {
        Values range = Values.parse(Setting.LR, "0.0001..1 log");
        SplittableRandom random = new SplittableRandom(1);

        long below = IntStream.range(0, 10_000)
                .filter(i -> Double.parseDouble(range.draw(random)) < 0.01)
                .count();

        // Binomial: 5,000 with a standard deviation of 50.
        assertThat(below).isBetween(4_800L, 5_200L);
    }

    @Test
    void half_of_a_linear_range_lies_below_its_middle() {
        Values range = Values.parse(Setting.LR, "0.0001..1 linear");
        SplittableRandom random = new SplittableRandom(1);

        long below = IntStream.range(0, 10_000)
                .filter(i -> Double.parseDouble(range.draw(random)) < 0.50005)
                .count();

        assertThat(below).isBetween(4_800L, 5_200L);
    }

    @Property(tries = 200)
    void a_logarithmic_grid_has_even_steps_in_the_logarithm(
            @ForAll @DoubleRange(min = -6, max = 0) double exponent,
            @ForAll @DoubleRange(min = 0.5, max = 4) double decades,
            @ForAll @IntRange(min = 2, max = 20) int count) {
        double low = Math.pow(10, exponent);
        double high = low * Math.pow(10, decades);
        var range = new Range(BigDecimal.valueOf(low), BigDecimal.valueOf(high), true, OptionalInt.of(count), false);

        List<Double> values = range.grid().stream().map(Double::parseDouble).toList();

        assertThat(values).hasSize(count).startsWith(low).endsWith(high);
        double step = decades / (count - 1);
        for (int i = 1; i < count; i++) {
            // Four digits are kept, so each value is right to 0.05 %: 0.0005 / ln 10 of a decade.
            assertThat(Math.log10(values.get(i) / values.get(i - 1))).isCloseTo(step, within(0.0005));
        }
    }

    @Property(tries = 200)
    void what_is_drawn_lies_within_its_bounds_and_whole_numbers_are_whole(
            @ForAll @IntRange(min = 1, max = 900) int low,
            @ForAll @IntRange(min = 1, max = 100) int width,
            @ForAll boolean log,
            @ForAll long seed) {
        Values epochs = Values.parse(Setting.EPOCHS, low + ".." + (low + width) + (log ? " log" : " linear"));

        int drawn = Integer.parseInt(epochs.draw(new SplittableRandom(seed)));

        assertThat(drawn).isBetween(low, low + width);
    }

    @Property(tries = 50)
    void the_same_seed_draws_the_same_settings_and_no_two_are_equal(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
        var space = space(Map.of(
                Setting.OPTIMIZER, "adam, sgd",
                Setting.LR, "0.0001..0.1 log",
                Setting.MOMENTUM, "0..0.99"));

        List<Map<Setting, String>> drawn = space.random(count, seed).settings();

        assertThat(drawn).hasSize(count).isEqualTo(space.random(count, seed).settings());
        assertThat(new HashSet<>(drawn)).hasSize(count);
        assertThat(space.random(2 * count, seed).settings().subList(0, count))
                .as("more of them begin with the same ones")
                .isEqualTo(drawn);
    }

    @Property(tries = 50)
    void a_grid_has_as_many_settings_as_its_lists_multiply_to(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 999) Integer> epochs,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 999) Integer> batches) {
        var space = space(Map.of(Setting.EPOCHS, join(epochs), Setting.BATCH_SIZE, join(batches)));

        Settings settings = space.grid();

        assertThat(settings.settings()).hasSize(new HashSet<>(epochs).size() * new HashSet<>(batches).size());
    }

    private static String join(List<Integer> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    private static SearchSpace space(Map<Setting, String> texts) {
        Map<Setting, Values> values = new EnumMap<>(Setting.class);
        texts.forEach((each, text) -> values.put(each, Values.parse(each, text)));
        return new SearchSpace(values);
    }
}
