package inkling.runlist;

import inkling.dataset.DatasetKind;
import inkling.runlist.RunSelection.Archived;
import inkling.runlist.filter.Field;
import inkling.runlist.filter.FilterException;
import inkling.runs.EarlierFigures;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.worker.JobStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The list around its rows: what is chosen, what could be, and the way to the other pages.
 *
 * @param query what was asked for
 * @param wrong what is wrong with the filter, if anything is
 * @param columns what is shown, in order
 * @param named whether there are runs with the name of who asked for them
 */
record ListView(
        ListQuery query,
        Optional<FilterException> wrong,
        Counts counts,
        List<Field> columns,
        List<RowView> rows,
        boolean named) {
    /** How many runs a page has. */
    static final int PAGE = 50;

    private static final String BY_EXAMPLE = "by=anna";
    private static final Map<String, String> EXAMPLES = examples(
            "lr<0.01 and optimizer=adam",
            "Adam with a learning rate below 0.01",
            "test_accuracy>97.5%",
            "tested, and right more often than that",
            "arch=lenet5 or parameters>500000",
            "LeNet-5, and networks of that many parameters",
            "tag=paper and not archive",
            "tagged so, and mentioning “archive” nowhere",
            "name~\"day 3\"",
            "with that in its name",
            "created>=2026-11-01 and took<10min",
            "of November on, and quick",
            "best_valid_loss<0.1 and status!=failed",
            "by its best epoch",
            "sweep=none",
            "started by themselves, not by a sweep",
            BY_EXAMPLE,
            "started by Anna, who has logged in");

    private static Map<String, String> examples(String... pairs) {
        Map<String, String> examples = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            examples.put(pairs[i], pairs[i + 1]);
        }
        return examples;
    }

    /** Something to choose by a click, or to take back by another. */
    record Choice(String title, String count, String url, boolean chosen) {}

    /** A column's head. */
    record Head(
            Field field, String title, String url, @Nullable String order, boolean number) {}

    /** A group of columns to choose from. */
    record Offer(String title, List<Box> boxes) {}

    /** A column to choose. */
    record Box(String id, String title, boolean chosen) {}

    /** A filter that is wrong: what stands before, in and after the place. */
    record Mistake(String sentence, String before, String place, String after) {}

    ListView {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    public @Nullable Mistake mistake() {
        return wrong.map(e -> new Mistake(
                        e.sentence(),
                        query.q().substring(0, e.start()),
                        query.q().substring(e.start(), e.end()),
                        query.q().substring(e.end())))
                .orElse(null);
    }

    /** {@code 51–100 of 4,812 runs}. */
    public String range() {
        long total = counts.total();
        if (total == 0) {
            return "No run";
        }
        long first = 1L + (query.page() - 1L) * PAGE;
        String all = Figures.plural(total, "run");
        return total <= PAGE
                ? all
                : Text.of("%s–%s of %s", Figures.count(first), Figures.count(first + rows.size() - 1), all);
    }

    /** Which of the rows are not counted as the others; null if none. */
    public @Nullable String earlier() {
        return EarlierFigures.among(rows.stream().map(row -> row.head().run()).toList());
    }

    public List<Choice> statuses() {
        return Arrays.stream(JobStatus.values())
                .filter(status -> counts.of(status) > 0 || query.statuses().contains(status))
                .map(status -> new Choice(
                        status.title(),
                        Figures.count(counts.of(status)),
                        query.with(toggled(JobStatus.class, query.statuses(), status))
                                .address(),
                        query.statuses().contains(status)))
                .toList();
    }

    /** None where all runs have the same data set. */
    public List<Choice> datasets() {
        List<DatasetKind> there = Arrays.stream(DatasetKind.values())
                .filter(kind -> counts.of(kind) > 0 || query.datasets().contains(kind))
                .toList();
        return there.size() < 2 && query.datasets().isEmpty()
                ? List.of()
                : there.stream().map(this::choice).toList();
    }

    private Choice choice(DatasetKind kind) {
        return new Choice(
                kind.title(),
                Figures.count(counts.of(kind)),
                query.withDatasets(toggled(DatasetKind.class, query.datasets(), kind))
                        .address(),
                query.datasets().contains(kind));
    }

    /** Archived runs are hidden, or shown alone; none where there are none. */
    public @Nullable Choice archived() {
        boolean chosen = query.archived() != Archived.HIDDEN;
        return counts.archived() == 0 && !chosen
                ? null
                : new Choice(
                        "Archived",
                        Figures.count(counts.archived()),
                        query.with(chosen ? Archived.HIDDEN : Archived.ONLY).address(),
                        chosen);
    }

    /** Whether there can be archived runs among the rows. */
    public boolean archivedShown() {
        return query.archived() != Archived.HIDDEN;
    }

    private static <E extends Enum<E>> Set<E> toggled(Class<E> type, Set<E> chosen, E one) {
        Set<E> others = EnumSet.noneOf(type);
        others.addAll(chosen);
        if (!others.remove(one)) {
            others.add(one);
        }
        return others;
    }

    public Head runHead() {
        return head(Field.NAME);
    }

    public List<Head> heads() {
        return columns.stream().map(this::head).toList();
    }

    private Head head(Field field) {
        boolean sorted = query.sort().field() == field;
        String order = query.sort().descending() ? "descending" : "ascending";
        return new Head(
                field,
                field == Field.NAME ? "Run" : Text.capitalised(field.title()),
                query.with(query.sort().clicked(field)).address(),
                sorted ? order : null,
                Cell.isNumber(field));
    }

    public List<Offer> offers() {
        return Columns.offered(named).entrySet().stream()
                .map(entry -> new Offer(
                        entry.getKey().title(),
                        entry.getValue().stream()
                                .map(field ->
                                        new Box(field.id(), Text.capitalised(field.title()), columns.contains(field)))
                                .toList()))
                .toList();
    }

    /** What can be typed, by example. */
    public List<Choice> examples() {
        return EXAMPLES.entrySet().stream()
                .filter(example -> named || !example.getKey().equals(BY_EXAMPLE))
                .map(example -> new Choice(
                        example.getKey(),
                        example.getValue(),
                        query.withFilter(example.getKey()).address(),
                        false))
                .toList();
    }

    /** All that can be typed. */
    public List<Offer> fields() {
        return Arrays.stream(Field.Group.values())
                .map(group -> new Offer(
                        group.title(),
                        Field.values(named).stream()
                                .filter(field -> field.group() == group)
                                .map(field -> new Box(field.id(), field.title(), false))
                                .toList()))
                .toList();
    }

    /** What a form of the list sends along, that another field's own value apart. */
    public Map<String, String> along(String field) {
        Map<String, String> parameters = query.onPage(1).parameters();
        parameters.remove(field);
        return parameters;
    }

    private long pages() {
        return Math.max(1, (counts.total() + PAGE - 1) / PAGE);
    }

    public @Nullable String previous() {
        return query.page() > 1 ? query.onPage(query.page() - 1).address() : null;
    }

    public @Nullable String next() {
        return query.page() < pages() ? query.onPage(query.page() + 1).address() : null;
    }

    /** {@code Page 2 of 97}; null if there is one only. */
    public @Nullable String place() {
        return pages() == 1 ? null : Text.of("Page %s of %s", Figures.count(query.page()), Figures.count(pages()));
    }

    /** Forgets which columns were chosen. */
    public String usualColumns() {
        String address = query.withColumns(List.of()).address();
        return address + (address.contains("?") ? "&" : "?") + "keep=yes";
    }

    public String address() {
        return query.address();
    }

    /** Where the rows alone are. */
    public String rowsUrl() {
        return "/runs/rows" + query.query();
    }

    /** Everything, whatever was asked for. */
    public String wide() {
        return query.wide().address();
    }
}
