package inkling.sweeps.space;

import inkling.archive.runs.RunRequest;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.RunForm;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** One reading of one set of a sweep's fields. */
final class SweepReading {
    private static final int LONGEST_VALUES = 500;

    private final RunForm runs;
    private final Map<String, String> fields;
    private final Map<String, String> errors;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param fields every field
     * @param errors what is wrong already, by field
     */
    SweepReading(RunForm runs, Map<String, String> fields, Map<String, String> errors) {
        this.runs = runs;
        this.fields = fields;
        this.errors = errors;
    }

    /** @throws InvalidInput with a sentence for every wrong field */
    SweepPlan plan() {
        fields.forEach(this::requireShort);
        Optional<RunRequest> base = asked(SweepForm.ofEveryRun(fields));
        SearchSpace space = space();
        Optional<Search> search = search();
        List<Long> seeds = seeds(base);
        int wanted = search.equals(Optional.of(Search.RANDOM)) ? whole("settings", 1, SweepPlan.MOST_RUNS) : 0;
        refuseIfWrong();
        List<Map<Setting, String>> points = settings(space, search.orElseThrow(), wanted, seeds.size());
        refuseIfWrong();
        return plan(base.orElseThrow(), space.varied(), points, seeds);
    }

    /** Whatever is meant, so that what was asked for can be kept; a folder's path has a limit of its own. */
    private void requireShort(String field, String text) {
        if (text.length() > LONGEST_VALUES
                && !List.of("data", "test", Setting.ARCH.id()).contains(field)) {
            errors.put(field, Text.of("at most %d characters can be given here", LONGEST_VALUES));
        }
    }

    private void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw new InvalidInput(errors);
        }
    }

    /** Asks the form of a run, and takes over what it finds wrong. */
    private Optional<RunRequest> asked(Map<String, String> values) {
        try {
            return Optional.of(runs.read(values));
        } catch (InvalidInput e) {
            e.messages().forEach(errors::putIfAbsent);
            return Optional.empty();
        }
    }

    private SearchSpace space() {
        Map<Setting, Values> values = new EnumMap<>(Setting.class);
        for (Setting each : SweepForm.SETTINGS) {
            String text = fields.get(each.id());
            if (errors.containsKey(each.id())) {
                continue;
            }
            try {
                Values read = Values.parse(each, text);
                values.put(each, read);
                read.corners().forEach(corner -> asked(Map.of(each.id(), corner)));
            } catch (IllegalArgumentException e) {
                errors.put(each.id(), e.getMessage());
            }
        }
        return new SearchSpace(values);
    }

    private Optional<Search> search() {
        try {
            return Optional.of(Search.of(fields.get("search").strip()));
        } catch (IllegalArgumentException e) {
            errors.put("search", e.getMessage());
            return Optional.empty();
        }
    }

    /** So many, counted from the one that is given, or those that are listed. */
    private List<Long> seeds(Optional<RunRequest> base) {
        String text = fields.get("seeds").strip();
        if (!text.contains(",")) {
            int count = whole("seeds", 1, SweepPlan.MOST_RUNS);
            return base.map(run -> run.hyperparameters().seed()).stream()
                    .flatMapToLong(first -> LongStream.range(first, first + count))
                    .boxed()
                    .toList();
        }
        List<OptionalLong> listed = Arrays.stream(text.split(",", -1))
                .map(seed -> Numbers.whole(seed.strip()))
                .toList();
        if (listed.stream().anyMatch(OptionalLong::isEmpty)) {
            errors.put("seeds", "seeds each must be how many, or which, such as 1, 2, 7; was " + text);
        }
        return listed.stream()
                .flatMapToLong(OptionalLong::stream)
                .distinct()
                .boxed()
                .toList();
    }

    private int whole(String field, int least, int most) {
        try {
            String what = field.equals("seeds") ? "seeds each" : "number of settings";
            return FormInput.whole(field, what, fields.get(field).strip(), least, most);
        } catch (InvalidInput e) {
            errors.putAll(e.messages());
            return least;
        }
    }

    private List<Map<Setting, String>> settings(SearchSpace space, Search search, int wanted, int seeds) {
        if (search == Search.RANDOM) {
            List<Map<Setting, String>> drawn = space.random(
                            wanted, Numbers.whole(fields.get("seed").strip()).orElseThrow())
                    .settings();
            if (drawn.size() < wanted) {
                notes.add(Text.of(
                        "There are only %d different settings to draw, so it is these instead of %d.",
                        drawn.size(), wanted));
            }
            limit("settings", drawn.size(), seeds);
            return drawn;
        }
        space.values().forEach((each, values) -> {
            try {
                values.grid();
            } catch (IllegalArgumentException e) {
                errors.put(each.id(), e.getMessage());
            }
        });
        return errors.isEmpty() ? grid(space, seeds) : List.of();
    }

    private List<Map<Setting, String>> grid(SearchSpace space, int seeds) {
        try {
            SearchSpace.Settings grid = space.grid();
            if (grid.same() > 0) {
                notes.add(Text.of(
                        "%,d of %,d combinations are left out: they differ only in settings that make no difference to them.",
                        grid.same(), grid.same() + grid.settings().size()));
            }
            limit("search", grid.settings().size(), seeds);
            return grid.settings();
        } catch (IllegalArgumentException e) {
            errors.put("search", e.getMessage() + "; take fewer values, or draw some of them at random");
            return List.of();
        }
    }

    private void limit(String field, int settings, int seeds) {
        if (settings * seeds > SweepPlan.MOST_RUNS) {
            errors.put(
                    field,
                    Text.of(
                            "that would be %,d runs, %,d settings with %d seeds each; at most %d can be started at once",
                            settings * seeds, settings, seeds, SweepPlan.MOST_RUNS));
        }
    }

    private SweepPlan plan(RunRequest base, List<Setting> varied, List<Map<Setting, String>> points, List<Long> seeds) {
        List<Hyperparameters> settings = points.stream()
                .flatMap(point -> asked(texts(point)).stream())
                .map(request -> request.hyperparameters().with(Setting.SEED, seeds.get(0)))
                .toList();
        refuseIfWrong();
        List<RunRequest> requests = settings.stream()
                .flatMap(setting -> seeds.stream().map(seed -> setting.with(Setting.SEED, seed)))
                .map(chosen -> new RunRequest(
                        SweepPlan.runName(varied, chosen, seeds.size() > 1), base.data(), chosen, base.device()))
                .toList();
        String name =
                fields.get("name").isBlank() ? name(varied) : fields.get("name").strip();
        Map<String, String> kept = new LinkedHashMap<>(fields);
        kept.put("name", name);
        return new SweepPlan(name, kept, varied, settings, seeds, requests, notes);
    }

    private static Map<String, String> texts(Map<Setting, String> point) {
        return point.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().id(), Map.Entry::getValue));
    }

    /** What a sweep is called after what it varies: {@code Learning rate, batch size}. */
    private static String name(List<Setting> varied) {
        String words = varied.stream().map(Setting::words).collect(Collectors.joining(", "));
        return words.isEmpty() ? "Seeds" : Text.capitalised(words);
    }
}
