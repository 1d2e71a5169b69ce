package inkling.runlist;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.runlist.RunSelection.Archived;
import inkling.runlist.filter.Condition;
import inkling.runlist.filter.Field;
import inkling.runlist.filter.FieldType;
import inkling.runlist.filter.FilterParser;
import inkling.runlist.filter.Operator;
import inkling.training.EpochMetrics;
import inkling.training.Option;
import inkling.training.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any filter finds in the database what going through the runs one by one finds. */
class FilterPropertyTest {
    private static final int RUNS = 120;

    private static Path home;
    private static Database database;
    private static RunList list;
    private static List<MeasuredRun> all;

    @BeforeContainer
    static void open() throws IOException {
        home = Files.createTempDirectory("inkling-filter");
        database = new Database(home);
        new RandomRuns(database, 7).make(RUNS);
        var runs = new RunRepository(database);
        var metrics = new MetricsRepository(database);
        list = new RunList(database, runs, metrics);
        all = LongStream.rangeClosed(1, RUNS)
                .mapToObj(runs::find)
                .flatMap(Optional::stream)
                .map(run -> listed(run, metrics.epochs(run.id())))
                .toList();
    }

    private static MeasuredRun listed(Run run, List<EpochMetrics> epochs) {
        Optional<EpochMetrics> best = epochs.stream().min(Comparator.comparingDouble(EpochMetrics::validLoss));
        return new MeasuredRun(
                run, best, epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1)));
    }

    @AfterContainer
    static void close() throws IOException {
        database.close();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
    void a_filter_finds_what_it_means(@ForAll("filters") String filter) throws Exception {
        Condition condition = FilterParser.parse(filter);
        var selection = new RunSelection(condition, Set.of(), Set.of(), Archived.SHOWN);

        Set<Long> found = list.page(selection, Sort.NEWEST, RUNS, 0).stream()
                .map(listed -> listed.run().id())
                .collect(Collectors.toSet());

        Set<Long> expected = all.stream()
                .filter(listed -> BruteForce.holds(condition, listed))
                .map(listed -> listed.run().id())
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(expected);
        assertThat(list.count(selection).total()).isEqualTo(expected.size());
    }

    @Property(tries = 100)
    void runs_come_in_order_with_those_without_a_value_last(
            @ForAll("fields") Field field, @ForAll boolean descending, @ForAll Archived archived) {
        Assume.that(field.kind() != FieldType.TAG);
        var selection = new RunSelection(Condition.ALWAYS, Set.of(), Set.of(), archived);

        List<MeasuredRun> found = list.page(selection, new Sort(field, descending), RUNS, 0);

        Comparator<Comparable<?>> order = descending ? FilterPropertyTest.<Comparable<?>>reversed(RANK) : RANK;
        List<Long> expected = all.stream()
                .filter(listed -> selection.hasArchived(
                        listed.run().annotations().archivedAt().isPresent()))
                .sorted(Comparator.<MeasuredRun, Comparable<?>>comparing(
                                listed -> BruteForce.value(field, listed).orElse(null), Comparator.nullsLast(order))
                        .thenComparing(listed -> -listed.run().id()))
                .map(listed -> listed.run().id())
                .toList();
        assertThat(found.stream().map(listed -> listed.run().id()).toList()).isEqualTo(expected);
        assertThat(list.page(selection, new Sort(field, descending), 10, 15))
                .isEqualTo(found.stream().skip(15).limit(10).toList());
    }

    /** As the database compares; texts without regard to case where only names differ in it. */
    @SuppressWarnings("unchecked")
    private static final Comparator<Comparable<?>> RANK = (a, b) -> a instanceof String text
            ? text.toLowerCase(Locale.ROOT).compareTo(((String) b).toLowerCase(Locale.ROOT))
            : ((Comparable<Object>) a).compareTo(b);

    private static <T> Comparator<T> reversed(Comparator<T> order) {
        return order.reversed();
    }

    @Provide
    Arbitrary<Field> fields() {
        return Arbitraries.of(Field.values());
    }

    @Provide
    Arbitrary<String> filters() {
        return filters(3);
    }

    private static Arbitrary<String> filters(int depth) {
        Arbitrary<String> one = Arbitraries.oneOf(comparisons(), comparisons(), words());
        if (depth == 0) {
            return one;
        }
        Arbitrary<String> part = filters(depth - 1);
        return Arbitraries.oneOf(
                one,
                part.map(text -> "not (" + text + ")"),
                several(part, " and "),
                several(part, " or "),
                several(part, " ").map(text -> "(" + text + ")"));
    }

    private static Arbitrary<String> several(Arbitrary<String> part, String between) {
        return part.list()
                .ofMinSize(2)
                .ofMaxSize(3)
                .map(parts -> String.join(between, parts))
                .filter(text -> text.length() <= FilterParser.LONGEST);
    }

    private static Arbitrary<String> words() {
        return Arbitraries.of(texts()).map(FilterPropertyTest::quoted);
    }

    private static Arbitrary<String> comparisons() {
        return Arbitraries.of(Field.values())
                .flatMap(field -> Arbitraries.of(operators(field.kind()))
                        .flatMap(operator ->
                                Arbitraries.of(values(field)).map(value -> field.id() + operator.sign() + value)));
    }

    private static List<Operator> operators(FieldType kind) {
        return switch (kind) {
            case TEXT, TAG, WRITTEN -> List.of(Operator.EQUAL, Operator.UNEQUAL, Operator.CONTAINS);
            case TRUTH, STATUS, DATASET, OPTION -> List.of(Operator.EQUAL, Operator.UNEQUAL);
            default ->
                List.of(
                        Operator.EQUAL,
                        Operator.UNEQUAL,
                        Operator.LESS,
                        Operator.AT_MOST,
                        Operator.MORE,
                        Operator.AT_LEAST);
        };
    }

    private static List<String> values(Field field) {
        return switch (field.kind()) {
            case WHOLE -> List.of("1", "2", "12", "16", "32", "-7", "100", String.valueOf(Long.MAX_VALUE));
            case DECIMAL, SHARE -> List.of("0", "0.001", "1e-2", "0.1", "0.25", "0.5", "0.75", "1");
            case SIZE -> List.of("0", "900", "2kB", "1.5 MB", "1GB");
            case SECONDS -> List.of("0", "30", "1min", "90s", "2min", "1h");
            case MOMENT -> List.of("2026-11-21", "2026-11-22T12:00", "2026-11-22T12:01", "2026-11-24");
            case TRUTH -> List.of("true", "no");
            case STATUS -> List.of("queued", "running", "Finished", "failed");
            case DATASET -> List.of("mnist", "BUILTIN", "auto");
            case OPTION ->
                Setting.of(field.id()).orElseThrow().options().stream()
                        .map(Option::id)
                        .toList();
            case WRITTEN ->
                List.of("on", "none", "rotate", "\"shift 2\"", "mlp", "relu", "\"Dense 16,RELU,dense 12,relu\"");
            case TEXT, TAG -> texts().stream().map(FilterPropertyTest::quoted).toList();
        };
    }

    private static List<String> texts() {
        return List.of(
                "day",
                "Day 3",
                "paper",
                "NAÏVE",
                "100%_done",
                "%",
                "_",
                "'",
                "\"net\"",
                "\\",
                "16,12",
                "250",
                "cpu",
                "no longer",
                "'; drop table run; --",
                "' or 1=1 --",
                ":filter0",
                "<ids>",
                "\u0000",
                "");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
