package inkling.compare;

import inkling.http.FormInput;
import inkling.http.UserError.InvalidInput;
import inkling.inspect.RunArchive;
import inkling.runs.store.Run;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a page of a comparison looks at: {@code /compare...?runs=3,7,9}.
 *
 * @param runs one or more, each once, in the order of the address
 * @param query everything that the address says, by name
 */
public record Compared(List<Run> runs, Map<String, String> query) {
    /** More can be told apart neither by colour nor by eye. */
    public static final int MOST_RUNS = 24;

    public Compared {
        runs = List.copyOf(runs);
        query = Map.copyOf(query);
    }

    /**
     * Reads the address.
     *
     * @throws InvalidInput if {@code runs} is no list of runs' numbers, or a run is named twice
     * @throws inkling.http.UserError.NotFound if there is no such run
     */
    public static Compared of(RunArchive archive, Context context) {
        Map<String, String> query = FormInput.query(context);
        List<Long> ids = ids(query.getOrDefault("runs", ""));
        return new Compared(ids.stream().map(archive::run).toList(), query);
    }

    private static List<Long> ids(String text) {
        if (!text.matches("\\d{1,18}(,\\d{1,18})*")) {
            throw new InvalidInput(
                    "runs",
                    "runs must be runs' numbers such as 3,7,9, was "
                            + (text.isEmpty() ? "empty; tick runs in the list to compare them" : text));
        }
        List<Long> ids =
                Arrays.stream(text.split(",")).map(Long::parseLong).distinct().toList();
        if (ids.size() > MOST_RUNS) {
            throw new InvalidInput("runs", "runs must be at most %d, were %d".formatted(MOST_RUNS, ids.size()));
        }
        return ids;
    }

    /** The query's text of that name; empty if there is none. */
    public Optional<String> asked(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    /** The runs' numbers as an address has them: {@code 3,7,9}. */
    public String ids() {
        return runs.stream().map(run -> String.valueOf(run.id())).collect(Collectors.joining(","));
    }

    /** The one that the others are compared with: the pinned one if it is among them, else the first. */
    public Run baseline() {
        return runs.stream().filter(run -> run.kept().baseline()).findFirst().orElse(runs.get(0));
    }

    /** What the templates of every page of a comparison need: {@code compared} and {@code tabs}. */
    public Map<String, Object> model() {
        Map<String, Object> model = new HashMap<>();
        model.put("compared", this);
        model.put("tabs", CompareTab.of(this));
        return model;
    }
}
