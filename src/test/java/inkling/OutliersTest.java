package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Which values a loss axis leaves out, for charts of every kind; the browser is there to run the modules only. */
class OutliersTest {
    private static final String MODULE = "charts/outliers.js";

    @AutoClose
    private final Chromium chromium = Chromium.start();

    private final Map<String, List<Object>> cases = new LinkedHashMap<>();
    private final List<Number> expected = new ArrayList<>();

    @Test
    void what_would_take_most_of_the_room_is_left_out_and_nothing_else() throws IOException {
        List<Double> usual = falling(2.3, 0.07, 1000);
        add("an ordinary curve keeps its start", null, Map.of(), usual);
        add("so does one of a hundred classes", null, Map.of(), falling(4.7, 0.03, 1000));
        add("so does one that has long been learnt", null, Map.of(), falling(2.3, 0.001, 100_000));
        add("so do few epochs", null, Map.of(), List.of(2.3, 0.5, 0.2, 0.1));
        add("a curve that is twice as far up", null, Map.of(), with(usual, 500, 5));
        add("a spike", 2.3, Map.of(), with(usual, 500, 40));
        add("a bad start", 0.9, Map.of(), with(constant(0.9, 500), 0, 211));
        add("a spike where the start is not in sight", 0.13, Map.of("begins", false), with(constant(0.13, 300), 7, 2));
        add("one epoch of five", 0.12, Map.of(), List.of(60.0, 0.12, 0.1, 0.09, 0.09));
        add("half of the only run", null, Map.of(), with(constant(0.3, 50), constant(90, 50)));
        add("what is not a number", null, Map.of(), Arrays.asList(Double.NaN, 0.3, null, Double.POSITIVE_INFINITY));
        add("nothing", null, Map.of(), List.of());
        add("losses of 0", null, Map.of(), constant(0, 100), constant(0.2, 100));

        add("a whole line", 0.1, Map.of(), constant(0.1, 5), constant(0.1, 5), constant(0.09, 5), constant(100, 5));
        add("most of all lines", 0.1, Map.of(), constant(0.1, 5), constant(100, 5), constant(120, 5));
        add("a line that is much worse", null, Map.of(), constant(0.5, 3), constant(0.07, 5), constant(2.31, 3));
        add("the end of a line", 2.3, Map.of(), usual, with(falling(2.3, 0.3, 400), constant(100, 600)));

        add("a logarithmic axis has room", null, Map.of("log", true), with(usual, 500, 40));
        add("but not for everything", 2.3, Map.of("log", true), with(usual, 500, 1e30));
        add("zeros have no place on it", null, Map.of("log", true), List.of(0.0, 0.5, 0.4, 0.0));

        addRuns("one run of many", 0.56, 0.12, 0.13, 0.15, 0.17, 0.27, 0.51, 0.56, 2.31);
        addRuns("two of many", 0.27, 0.12, 0.13, 0.15, 0.17, 0.2, 0.21, 0.27, 1.7, 2.3);
        addRuns("a run that is twice as bad", null, 0.12, 0.13, 0.15, 0.17, 0.27, 0.51, 0.56, 1.304);

        List<Object> ends = chromium.results(MODULE, "axisEnd", List.copyOf(cases.values()));

        assertThat(named(ends)).isEqualTo(named(expected));
    }

    @Test
    void what_is_left_out_is_said_in_a_sentence() throws IOException {
        var low = line("run 1, Adam", 0.2, 0.1);
        var spiked = line("run 2, Adam", 0.2, 9);
        var high = line("run 3, Adam 0.1", Double.NaN, 100, 90);
        var zeros = line("run 5, on a logarithmic axis", Double.NaN, Double.NaN);
        List<List<Object>> asked = List.of(
                List.of(List.of(low, spiked, zeros), 2.6, "2.6"),
                List.of(List.of(low, high), 2.6, "2.6"),
                List.of(List.of(spiked, spiked, high, line("run 4, SGD", 99, 98)), 2.6, "2.6"));

        assertThat(chromium.results(MODULE, "aboveText", asked))
                .containsExactly(
                        "1 point above 2.6 is not shown.",
                        "Run 3, Adam 0.1, lies above 2.6.",
                        "2 points above 2.6 are not shown. Run 3, Adam 0.1, and run 4, SGD, lie above 2.6.");
    }

    private void add(String name, Number end, Map<String, Object> options, List<?>... lines) {
        cases.put(name, List.of(List.of(lines), options));
        expected.add(end);
    }

    private Map<String, Double> named(List<?> ends) {
        Map<String, Double> all = new LinkedHashMap<>();
        int i = 0;
        for (String name : cases.keySet()) {
            all.put(name, ends.get(i) == null ? null : ((Number) ends.get(i)).doubleValue());
            i++;
        }
        return all;
    }

    /** Of a sweep, whose runs have a value each. */
    private void addRuns(String name, Number end, double... losses) {
        cases.put(
                name,
                List.of(DoubleStream.of(losses).mapToObj(List::of).toList(), Map.of("share", 0.25, "begins", false)));
        expected.add(end);
    }

    /** From a start towards an end, as a loss falls. */
    private static List<Double> falling(double from, double to, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> to + (from - to) * Math.exp(-i / (0.02 * Math.min(count, 1000))))
                .toList();
    }

    private static List<Double> constant(double value, int count) {
        return Collections.nCopies(count, value);
    }

    private static List<Double> with(List<Double> values, int index, double value) {
        List<Double> changed = new ArrayList<>(values);
        changed.set(index, value);
        return changed;
    }

    private static List<Double> with(List<Double> values, List<Double> after) {
        List<Double> both = new ArrayList<>(values);
        both.addAll(after);
        return both;
    }

    private static Map<String, Object> line(String name, double... values) {
        List<Map<String, Object>> points = IntStream.range(0, values.length)
                .mapToObj(x -> Map.<String, Object>of("x", x, "y", values[x]))
                .toList();
        return Map.of("name", name, "points", points);
    }
}
