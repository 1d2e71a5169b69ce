package inkling.compare;

import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.RunHead;
import inkling.text.Numbers;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a page of a comparison looks at: {@code /compare...?runs=3,7,9&baseline=7}.
 *
 * @param runs one or more, each once, in the order of the address
 * @param query everything that the address says, by name
 * @param best the run with the lowest validation loss; empty as long as none has finished an epoch
 * @param others the newest runs that could be added
 */
public record ComparisonRequest(List<Run> runs, Map<String, String> query, Optional<Run> best, List<RunHead> others) {
    /** More can be told apart neither by colour nor by eye. */
    public static final int MOST_RUNS = 24;

    private static final int OFFERED = 50;

    /** What goes along from view to view; everything else belongs to one view. */
    private static final List<String> ALONG = List.of("baseline", "group", "band", "epoch");

    public ComparisonRequest {
        runs = List.copyOf(runs);
        query = Map.copyOf(query);
        others = List.copyOf(others);
    }

    /**
     * A run as the head of the pages shows it.
     *
     * @param without the query of the same comparison without it; empty if it is the only one
     */
    record Chip(RunHead run, boolean baseline, boolean best, String without) {}

    /**
     * Reads the address; {@code runs} may be given several times.
     *
     * @throws InvalidInput if {@code runs} is no list of runs' numbers, or {@code baseline} is not among them
     * @throws inkling.errors.UserError.NotFound if there is no such run
     */
    public static ComparisonRequest of(RunArchive archive, Context context) {
        return of(archive, FormInput.query(context, "runs"));
    }

    static ComparisonRequest of(RunArchive archive, Map<String, String> query) {
        return of(
                archive,
                ids(query.getOrDefault("runs", "")).stream().map(archive::run).toList(),
                query);
    }

    static ComparisonRequest of(RunArchive archive, List<Run> runs, Map<String, String> query) {
        List<RunHead> others = archive.newest(OFFERED).stream()
                .filter(run -> !runs.contains(run))
                .map(RunHead::new)
                .toList();
        ComparisonRequest compared = new ComparisonRequest(runs, query, archive.best(runs), others);
        compared.asked("baseline").ifPresent(asked -> compared.among("baseline", asked));
        return compared;
    }

    /** @throws InvalidInput if the text is no list of runs' numbers, or a list of too many */
    static List<Long> ids(String text) {
        String plain = text.replaceAll("\\s*,\\s*", ",");
        List<Long> ids = Numbers.ids(plain)
                .orElseThrow(() -> new InvalidInput(
                        "runs",
                        Text.wrong("runs must be runs' numbers such as 3,7,9", text)
                                + (text.isEmpty() ? "; tick runs in the list to compare them" : "")));
        if (ids.size() > MOST_RUNS) {
            throw new InvalidInput("runs", Text.of("runs must be at most %d, were %d", MOST_RUNS, ids.size()));
        }
        return ids;
    }

    /**
     * The run that a field of the query names.
     *
     * @throws InvalidInput if it is not one of those that are compared
     */
    public Run among(String field, String id) {
        return runs.stream()
                .filter(run -> String.valueOf(run.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        field, Text.of("%s must be one of the runs compared, %s, was %s", field, ids(), id)));
    }

    /** The query's text of that name; empty if there is none. */
    public Optional<String> asked(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    /** The runs' numbers as an address has them: {@code 3,7,9}. */
    public String ids() {
        return ids(runs);
    }

    private static String ids(List<Run> runs) {
        return runs.stream().map(run -> String.valueOf(run.id())).collect(Collectors.joining(","));
    }

    /** The one that the others are compared with: the one asked for, else the pinned one among them, else the first. */
    public Run baseline() {
        return asked("baseline")
                .map(asked -> among("baseline", asked))
                .orElseGet(() -> runs.stream()
                        .filter(run -> run.annotations().baseline())
                        .findFirst()
                        .orElse(runs.get(0)));
    }

    /** The same with another word for something that goes along. */
    ComparisonRequest with(String name, String value) {
        Map<String, String> changed = new HashMap<>(query);
        changed.put(name, value);
        return new ComparisonRequest(runs, changed, best, others);
    }

    /** Where another view of this comparison is, with what goes along: {@code /compare?runs=3,7,9&baseline=7}. */
    public String url(String path) {
        return path + address(runs, along());
    }

    /** What goes along from view to view, apart from the runs: the baseline, how seeds are grouped, and which epoch is looked at. */
    public Map<String, String> along() {
        Map<String, String> along = new HashMap<>();
        // Only words and numbers, which an address can hold as they are.
        ALONG.forEach(name ->
                asked(name).filter(text -> text.matches("[a-z0-9]{1,18}")).ifPresent(text -> along.put(name, text)));
        return along;
    }

    private static String address(List<Run> runs, Map<String, String> along) {
        return "?runs=" + ids(runs)
                + ALONG.stream()
                        .filter(along::containsKey)
                        .map(name -> "&" + name + "=" + along.get(name))
                        .collect(Collectors.joining());
    }

    /** The runs as the head shows them. */
    List<Chip> chips() {
        return runs.stream()
                .map(run -> new Chip(
                        new RunHead(run),
                        run.equals(baseline()),
                        runs.size() > 1 && best.filter(run::equals).isPresent(),
                        without(run)))
                .toList();
    }

    private String without(Run run) {
        List<Run> rest = runs.stream().filter(each -> !each.equals(run)).toList();
        Map<String, String> along = along();
        along.remove("baseline", String.valueOf(run.id()));
        return rest.isEmpty() ? "" : address(rest, along);
    }

    /**
     * What the templates of every page of a comparison need: {@code compared}, {@code chips} and {@code tabs}, and
     * {@code along} for forms.
     */
    public Map<String, Object> model() {
        Map<String, Object> model = new HashMap<>();
        model.put("compared", this);
        model.put("chips", chips());
        model.put("along", along());
        model.put("tabs", CompareTab.of(this));
        return model;
    }
}
