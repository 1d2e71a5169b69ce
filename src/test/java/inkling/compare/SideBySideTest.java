package inkling.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.Spread;
import inkling.compare.MetricRow.Aspect;
import inkling.compare.MetricRow.Cell;
import inkling.compare.MetricRow.Verdict;
import inkling.errors.UserError.InvalidInput;
import inkling.training.Metric;
import inkling.training.Score;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {
    @TempDir
    private Path home;

    @AutoClose
    private StoredRuns store;

    @BeforeEach
    void open() {
        store = new StoredRuns(home);
    }

    /** Runs 1, 2 and 4 differ only in their seed; run 3 learns ten times as fast. */
    private void threeSeedsAndAnother() {
        store.finished("Slow", StoredRuns.settings(0.001, 1), new Score(0.081, 0.9741), 0.5, 0.2, 0.3);
        store.finished("Slow", StoredRuns.settings(0.001, 2), new Score(0.0712, 0.9791), 0.5, 0.4, 0.1);
        store.finished("Fast", StoredRuns.settings(0.01, 1), new Score(0.09, 0.9741), 0.3, 0.3, 0.25);
        store.finished("Slow", StoredRuns.settings(0.001, 3), new Score(0.0744, 0.9787), 0.5, 0.4, 0.15);
    }

    @Test
    void seeds_of_one_setting_have_the_mean_and_the_deviation_that_python_gives() {
        threeSeedsAndAnother();

        List<Column> columns = store.sideBySide(Map.of("runs", "1,2,3,4")).columns();

        assertThat(columns).extracting(Column::numbers).containsExactly("runs 1, 2 and 4", "run 3");
        // statistics.mean and statistics.stdev of [0.9741, 0.9791, 0.9787], then of [0.081, 0.0712, 0.0744]
        Spread accuracy =
                columns.get(0).figure(Metric.TEST_ACCURACY, true).orElseThrow().spread();
        assertThat(accuracy.mean()).isCloseTo(0.9773, within(1e-12));
        assertThat(accuracy.deviation()).isCloseTo(0.0027784887978899745, within(1e-12));
        assertThat(accuracy.count()).isEqualTo(3);
        Spread loss =
                columns.get(0).figure(Metric.TEST_LOSS, true).orElseThrow().spread();
        assertThat(loss.mean()).isCloseTo(0.07553333333333333, within(1e-12));
        assertThat(loss.deviation()).isCloseTo(0.004997332621842712, within(1e-12));
        assertThat(loss.min()).isEqualTo(0.0712);
        assertThat(loss.max()).isEqualTo(0.081);
    }

    @Test
    void the_best_and_the_last_of_several_seeds_are_said_with_the_epochs_that_had_them() {
        threeSeedsAndAnother();

        Column seeds = store.sideBySide(Map.of("runs", "1,2,4,3")).columns().get(0);

        Column.Figure best = seeds.figure(Metric.VALID_LOSS, true).orElseThrow();
        Column.Figure last = seeds.figure(Metric.VALID_LOSS, false).orElseThrow();
        assertThat(best.spread().mean()).as("0.2, 0.1 and 0.15").isCloseTo(0.15, within(1e-12));
        assertThat(best.epochs()).containsExactly(2, 3);
        assertThat(last.spread().mean()).as("0.3, 0.1 and 0.15").isCloseTo(0.55 / 3, within(1e-12));
        assertThat(last.epochs()).containsExactly(3);
    }

    @Test
    void how_long_a_run_took_that_did_not_get_to_its_end_is_shown_but_is_neither_best_nor_better() {
        store.finished("Ten seconds", StoredRuns.settings(0.001, 1), new Score(0.081, 0.9741), 0.5);
        store.failed("Half a second", StoredRuns.settings(0.01, 1));
        store.finished("Ten more", StoredRuns.settings(0.02, 1), new Score(0.081, 0.9741), 0.5);

        List<Cell> cells = row(store.sideBySide(Map.of("runs", "1,2,3")).metrics(), Metric.TOTAL_SECONDS, Aspect.ONLY)
                .cells();

        assertThat(cells).extracting(Cell::text).containsExactly("10 s", "0.5 s", "10 s");
        assertThat(cells).extracting(Cell::best).containsExactly(true, false, true);
        assertThat(cells.get(1).verdict()).isNull();
        assertThat(cells.get(2).verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void seeds_are_grouped_unless_told_otherwise_only_where_there_is_another_setting_to_compare_them_with() {
        threeSeedsAndAnother();

        assertThat(store.sideBySide(Map.of("runs", "1,2,3")).columns()).hasSize(2);
        assertThat(store.sideBySide(Map.of("runs", "1,2,3", "group", "none")).columns())
                .hasSize(3);
        assertThat(store.sideBySide(Map.of("runs", "1,2,4")).columns())
                .as("who compares seeds of one setting wants to see each")
                .hasSize(3);
        assertThat(store.sideBySide(Map.of("runs", "1,2,4", "group", "seeds")).columns())
                .hasSize(1);
        assertThat(store.sideBySide(Map.of("runs", "1,3")).grouping().possible())
                .isFalse();
        assertThatThrownBy(() -> store.sideBySide(Map.of("runs", "1,2", "group", "colour")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("group must be seeds or none, was colour");
        assertThatThrownBy(() -> store.sideBySide(Map.of("runs", "1,2", "band", "wide")))
                .hasMessage("band must be range or deviation, was wide");
    }

    @Test
    void a_difference_has_its_sign_and_says_whether_it_is_better_by_the_metric_s_own_direction() {
        threeSeedsAndAnother();

        List<MetricRow> rows =
                store.sideBySide(Map.of("runs", "1,2", "baseline", "1")).metrics();

        Cell accuracy = row(rows, Metric.TEST_ACCURACY, Aspect.ONLY).cells().get(1);
        assertThat(accuracy.difference().orElseThrow()).isCloseTo(0.005, within(1e-12));
        assertThat(accuracy.differenceText()).isEqualTo("+0.50\u2009pp");
        assertThat(accuracy.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(accuracy.best()).isTrue();
        Cell loss = row(rows, Metric.TEST_LOSS, Aspect.ONLY).cells().get(1);
        assertThat(loss.differenceText()).isEqualTo("−0.0098");
        assertThat(loss.verdict()).isEqualTo(Verdict.BETTER);
        Cell trained = row(rows, Metric.TRAIN_LOSS, Aspect.BEST).cells().get(1);
        assertThat(trained.of()).isEqualTo("epoch 3");
        Cell baseline = row(rows, Metric.TEST_LOSS, Aspect.ONLY).cells().get(0);
        assertThat(baseline.difference()).isEmpty();
        assertThat(baseline.best()).isFalse();
    }

    @Test
    void with_another_baseline_the_differences_turn_round() {
        threeSeedsAndAnother();

        Cell loss = row(
                        store.sideBySide(Map.of("runs", "1,2", "baseline", "2")).metrics(),
                        Metric.TEST_LOSS,
                        Aspect.ONLY)
                .cells()
                .get(0);

        assertThat(loss.differenceText()).isEqualTo("+0.0098");
        assertThat(loss.verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void what_reads_the_same_is_tied_and_no_difference() {
        threeSeedsAndAnother();

        MetricRow row = row(store.sideBySide(Map.of("runs", "1,3")).metrics(), Metric.TEST_ACCURACY, Aspect.ONLY);

        assertThat(row.cells()).extracting(Cell::best).containsExactly(true, true);
        assertThat(row.cells()).extracting(Cell::mark).containsOnly("best, tied");
        assertThat(row.cells().get(1).verdict()).isEqualTo(Verdict.SAME);
        assertThat(row.cells().get(1).differenceText()).isNull();
    }

    @Test
    void a_run_without_a_value_has_a_dash_and_is_neither_better_nor_worse() {
        threeSeedsAndAnother();
        store.begin("Just begun", StoredRuns.settings(0.02, 1));

        MetricRow row = row(store.sideBySide(Map.of("runs", "1,5")).metrics(), Metric.VALID_LOSS, Aspect.BEST);
        MetricRow other = row(store.sideBySide(Map.of("runs", "5,1")).metrics(), Metric.VALID_LOSS, Aspect.BEST);

        assertThat(row.cells().get(1).text()).isEqualTo("–");
        assertThat(row.cells().get(1).verdict()).isNull();
        assertThat(row.cells().get(0).best())
                .as("it is the only one that has a value")
                .isFalse();
        assertThat(other.cells().get(1).verdict())
                .as("the baseline has no value")
                .isNull();
    }

    @Test
    void the_settings_that_differ_are_told_from_those_that_do_not() {
        threeSeedsAndAnother();

        List<SettingRow> rows = store.sideBySide(Map.of("runs", "1,2,3")).settings();

        assertThat(rows.stream()
                        .filter(SettingRow::differs)
                        .map(row -> row.setting().title()))
                .containsExactly("Learning rate", "Seed");
        assertThat(rows.stream()
                        .filter(row -> row.setting().title().equals("Seed"))
                        .findFirst()
                        .orElseThrow()
                        .texts())
                .containsExactly("1, 2", "1");
        assertThat(rows)
                .extracting(row -> row.setting().title())
                .contains("Parameters", "Device", "Inkling", "Data, SHA-256");
    }

    private static MetricRow row(List<MetricRow> rows, Metric metric, Aspect aspect) {
        return rows.stream()
                .filter(row -> row.metric() == metric && row.aspect() == aspect)
                .findFirst()
                .orElseThrow();
    }
}
