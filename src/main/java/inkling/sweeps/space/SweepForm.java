package inkling.sweeps.space;

import inkling.archive.runs.RunRequest;
import inkling.errors.UserError.InvalidInput;
import inkling.runs.RunForm;
import inkling.training.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Reads what a person asks of a sweep: the fields of a run's form, each of which may hold one value, a list or a range,
 * and how settings are taken from them. What is right for a run is asked of the run's own form.
 */
public final class SweepForm {
    /** What can be varied, in the order of a run's form; seeds are counted instead. */
    public static final List<Setting> SETTINGS = Arrays.stream(Setting.values())
            .filter(setting -> setting != Setting.SEED)
            .toList();

    /** What a sweep has besides the fields of a run. */
    public static final List<String> OWN_FIELDS = List.of("search", "settings", "seeds");

    /** The fields' names, in the order of the form. */
    public static final List<String> FIELDS =
            Stream.concat(RunForm.FIELDS.stream(), OWN_FIELDS.stream()).toList();

    private final RunForm runs;
    private final LongSupplier seeds;

    /** @param seeds gives the first seed of a sweep that leaves it open */
    public SweepForm(RunForm runs, LongSupplier seeds) {
        this.runs = runs;
        this.seeds = seeds;
    }

    /** The form of a single run, whose rules hold here. */
    public RunForm runs() {
        return runs;
    }

    /** What a new form holds: some learning rates around the notebook's, with everything else as it has it. */
    public Map<String, String> defaults() {
        Map<String, String> fields = runs.defaults();
        fields.put("lr", "0.0003, 0.001, 0.003");
        fields.put("seed", String.valueOf(seeds.getAsLong()));
        return withOwn(fields);
    }

    /** What the form holds around the settings of a run. */
    public Map<String, String> fields(RunRequest request) {
        return withOwn(runs.fields(request));
    }

    private static Map<String, String> withOwn(Map<String, String> fields) {
        fields.put("search", Search.GRID.id());
        fields.put("settings", "20");
        fields.put("seeds", "1");
        return fields;
    }

    /**
     * Reads a form as a browser posts it; fields of no meaning here are passed over.
     *
     * @throws InvalidInput with a sentence for every wrong field
     */
    public SweepPlan readForm(Map<String, String> values) {
        Map<String, String> known = new LinkedHashMap<>(values);
        known.keySet().retainAll(FIELDS);
        return read(known);
    }

    /**
     * Reads what the API was given; an absent field has the notebook's value.
     *
     * @throws InvalidInput with a sentence for every wrong field, and for every one that does not exist
     */
    public SweepPlan read(Map<String, String> values) {
        Map<String, String> errors = new LinkedHashMap<>();
        values.keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .forEach(
                        field -> errors.put(field, "there is no such field; a sweep has " + String.join(", ", FIELDS)));
        Map<String, String> fields = withOwn(runs.defaults());
        try {
            fields.putAll(RunForm.spelled(values));
        } catch (InvalidInput e) {
            errors.putAll(e.messages());
        }
        if (fields.get("seed").isBlank() || !values.containsKey("seed")) {
            fields.put("seed", String.valueOf(seeds.getAsLong()));
        }
        return new SweepReading(runs, fields, errors).plan();
    }

    /** Those of some fields that a single run has besides its hyperparameters, and its seed. */
    static Map<String, String> ofEveryRun(Map<String, String> fields) {
        Map<String, String> own = new LinkedHashMap<>(fields);
        own.keySet().retainAll(RunForm.FIELDS);
        SETTINGS.forEach(setting -> own.remove(setting.id()));
        return own;
    }

    /** The values that some fields ask for of a sweep that has been started. */
    public static Map<Setting, Values> values(Map<String, String> fields) {
        Map<Setting, Values> values = new LinkedHashMap<>();
        for (Setting each : SETTINGS) {
            Optional.ofNullable(fields.get(each.id())).ifPresent(text -> values.put(each, Values.parse(each, text)));
        }
        return values;
    }
}
