package inkling.sweeps;

import inkling.archive.metrics.MeasuredRun;
import inkling.sweeps.space.Range;
import inkling.sweeps.space.SweepForm;
import inkling.sweeps.space.Values;
import inkling.training.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hyperparameter that differs between the runs of a sweep.
 *
 * @param scale how its values are to be laid out
 * @param values those that its runs have, in order: numbers by size, others as they were asked for
 */
public record Axis(Setting of, Scale scale, List<Object> values) {
    /** Numbers that reach over more than this factor are read by their logarithm, where nothing else was asked for. */
    private static final double WIDE = 20;

    public Axis {
        values = List.copyOf(values);
    }

    /** How the values of an axis are laid out. */
    enum Scale {
        LINEAR,
        LOG,
        /** One beside the other. */
        CATEGORY
    }

    /** Those of a sweep, in the order of the form. */
    public static List<Axis> of(Sweep sweep, List<MeasuredRun> results) {
        Map<Setting, Values> asked = SweepForm.values(sweep.fields());
        return SweepForm.SETTINGS.stream()
                .map(each -> of(each, Optional.ofNullable(asked.get(each)), results))
                .filter(axis -> axis.values().size() > 1)
                .toList();
    }

    private static Axis of(Setting each, Optional<Values> asked, List<MeasuredRun> results) {
        List<Object> values = results.stream()
                .flatMap(result -> each.value(result.run().hyperparameters()).stream())
                .distinct()
                .toList();
        if (!each.shape().numeric()) {
            return new Axis(each, Scale.CATEGORY, values);
        }
        List<Object> sorted = values.stream()
                .sorted((one, other) -> Double.compare(number(one), number(other)))
                .toList();
        boolean log = asked.filter(Range.class::isInstance)
                .map(range -> ((Range) range).log())
                .orElseGet(() -> wide(sorted));
        return new Axis(each, log ? Scale.LOG : Scale.LINEAR, sorted);
    }

    private static boolean wide(List<Object> sorted) {
        return !sorted.isEmpty()
                && number(sorted.get(0)) > 0
                && number(sorted.get(sorted.size() - 1)) / number(sorted.get(0)) > WIDE;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
