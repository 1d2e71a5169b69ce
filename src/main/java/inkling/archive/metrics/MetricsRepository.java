package inkling.archive.metrics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.text.Text;
import inkling.training.BestEpoch;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import inkling.training.Metric;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** What runs measured, step by step and epoch by epoch, and which checkpoints they left. */
public final class MetricsRepository {
    private static final List<String> REWIND = List.of(
            "delete from step_metric where run_id = :run and step > :step",
            "delete from layer_norm where run_id = :run and step > :done",
            "delete from epoch where run_id = :run and epoch > :epoch",
            "delete from dead_unit where run_id = :run and epoch > :epoch",
            "delete from checkpoint where run_id = :run and epoch > :epoch",
            "update run set epochs_over_batches = least(epochs_over_batches, greatest(:epoch, 0)) where id = :run");

    /** The columns of an epoch with commas between: each metric has that of its name. */
    private static final String EPOCH =
            "epoch, seconds, " + EpochMetrics.METRICS.stream().map(Metric::id).collect(joining(", "));

    private static final String KEEP_FIGURES = Text.of(
            "update run set %s where id = :run",
            Stream.of("best", "last").map(MetricsRepository::figures).collect(joining(", ")));

    private final Database database;
    private final Jdbi jdbi;

    public MetricsRepository(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    public void addSteps(long run, List<StepWindow> steps, List<LayerNorms> norms) {
        jdbi.useTransaction(handle -> {
            insertSteps(handle, run, steps);
            LayerRows.insertNorms(handle, run, norms);
        });
    }

    /** Returns when all steps that were added are on the disk. */
    public void sync() {
        database.checkpointSync();
    }

    /**
     * Forgets what a run measured after a point, because it goes on from there; returns when that is on the disk.
     *
     * @param epoch the last epoch to keep; -1 to keep no checkpoint either
     * @param step the last step whose window to keep
     * @param done the step from which it goes on, later where a window was not full
     */
    public void rewind(long run, int epoch, long step, long done) {
        jdbi.useTransaction(handle -> {
            for (String sql : REWIND) {
                handle.createUpdate(sql)
                        .bind("run", run)
                        .bind("epoch", epoch)
                        .bind("step", step)
                        .bind("done", done)
                        .execute();
            }
            keepBest(handle, run);
        });
        database.checkpointSync();
    }

    public void addCheckpoint(long run, CheckpointInfo checkpoint) {
        jdbi.useTransaction(handle -> insertCheckpoint(handle, run, checkpoint));
    }

    /**
     * Adds all that an epoch ends with at once, so that nobody finds half of it; returns when it is on the disk.
     *
     * @param last without the steps that are stored already
     */
    public void addEpoch(long run, MeasuredEpoch last, CheckpointInfo checkpoint) {
        jdbi.useTransaction(handle -> {
            insertSteps(handle, run, last.steps());
            LayerRows.insertNorms(handle, run, last.norms());
            insertEpoch(handle, run, last.epoch());
            LayerRows.insertUnits(handle, run, last.units());
            insertCheckpoint(handle, run, checkpoint);
        });
        database.checkpointSync();
    }

    /** A run and everything it has measured. */
    public Optional<RunSnapshot> snapshot(long run) {
        return since(run, Cursor.START);
    }

    /** A run, and what it has measured that somebody with this cursor has not seen yet; all its checkpoints. */
    public Optional<RunSnapshot> since(long run, Cursor seen) {
        // Serializable, since all of it must be of one moment; a plain transaction sees new rows between two queries.
        return jdbi.inTransaction(
                TransactionIsolationLevel.SERIALIZABLE,
                handle -> RunRepository.find(handle, run).map(found -> snapshot(handle, found, seen)));
    }

    /** What a run measured layer by layer behind a step, in order. */
    public List<LayerNorms> norms(long run, long after) {
        return jdbi.withHandle(handle -> LayerRows.norms(handle, run, after));
    }

    /** What a run measured last layer by layer; empty if it has not. */
    public List<LayerNorms> lastNorms(long run) {
        return jdbi.withHandle(handle -> LayerRows.lastNorms(handle, run));
    }

    /** Which units were dead after the epochs behind one, in order. */
    public List<DeadUnits> deadUnits(long run, int after) {
        return jdbi.withHandle(handle -> LayerRows.units(handle, run, after));
    }

    /** The last step and the last epoch that a run has measured. */
    public Cursor last(long run) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce((select max(step) from step_metric where run_id = :run), 0) as step,
                            coalesce((select max(epoch) from epoch where run_id = :run), 0) as epoch
                        """)
                .bind("run", run)
                .map((row, context) -> new Cursor(row.getLong("step"), row.getInt("epoch"), 0))
                .one());
    }

    /** All epochs' metrics, in order. */
    public List<EpochMetrics> epochs(long run) {
        return jdbi.withHandle(handle -> epochs(handle, run, 0));
    }

    /** All epochs' metrics of several runs, by the run's number, in order; a run without any has an empty list. */
    public Map<Long, List<EpochMetrics>> epochs(List<Long> runs) {
        String sql = "select run_id, " + EPOCH + " from epoch where run_id in (<runs>) order by run_id, epoch";
        return byRun(runs, sql, EpochMetrics.class);
    }

    /** The runs with their best and their last epoch, in the same order. */
    public List<MeasuredRun> measured(List<Run> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        List<Long> ids = runs.stream().map(Run::id).toList();
        Map<Long, EpochMetrics> best = jdbi.withHandle(handle -> epochs(handle, ids, "best_epoch"));
        Map<Long, EpochMetrics> last = jdbi.withHandle(handle -> epochs(handle, ids, "last_epoch"));
        return runs.stream()
                .map(run -> new MeasuredRun(
                        run, Optional.ofNullable(best.get(run.id())), Optional.ofNullable(last.get(run.id()))))
                .toList();
    }

    /**
     * One epoch of each run, by the run's number; without those that have none.
     *
     * @param which the column that names it
     */
    private static Map<Long, EpochMetrics> epochs(Handle handle, List<Long> ids, String which) {
        return handle.createQuery(Text.of(
                        "select run_id, %s from run join epoch on run_id = run.id and epoch = run.%s where run.id in (<ids>)",
                        EPOCH, which))
                .bindList("ids", ids)
                .collectRows(toMap(row -> row.getColumn("run_id", Long.class), row -> row.getRow(EpochMetrics.class)));
    }

    /** All windows of steps of several runs, by the run's number, in order; a run without any has an empty list. */
    public Map<Long, List<StepWindow>> steps(List<Long> runs) {
        return byRun(runs, """
                select run_id, step, epoch, steps, loss, accuracy, seconds, learning_rate
                from step_metric where run_id in (<runs>) order by run_id, step
                """, StepWindow.class);
    }

    /** The windows of steps of one epoch that are stored, in order. */
    public List<StepWindow> steps(long run, int epoch) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select step, epoch, steps, loss, accuracy, seconds, learning_rate
                        from step_metric where run_id = :run and epoch = :epoch order by step
                        """)
                .bind("run", run)
                .bind("epoch", epoch)
                .mapTo(StepWindow.class)
                .list());
    }

    private <T> Map<Long, List<T>> byRun(List<Long> runs, String sql, Class<T> type) {
        Map<Long, List<T>> found = jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindList("runs", runs)
                .map(new OfRun<>(ConstructorMapper.of(type)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList()))));
        runs.forEach(run -> found.putIfAbsent(run, List.of()));
        return found;
    }

    /** A record beside the number of its run; there are thousands of rows, so the columns are looked up once. */
    private record OfRun<T>(RowMapper<T> value) implements RowMapper<Map.Entry<Long, T>> {
        @Override
        public Map.Entry<Long, T> map(ResultSet row, StatementContext context) throws SQLException {
            return Map.entry(row.getLong("run_id"), value.map(row, context));
        }

        @Override
        public RowMapper<Map.Entry<Long, T>> specialize(ResultSet rows, StatementContext context) throws SQLException {
            return new OfRun<>(value.specialize(rows, context));
        }
    }

    /** All checkpoints, in order. */
    public List<CheckpointInfo> checkpoints(long run) {
        return jdbi.withHandle(handle -> checkpoints(handle, run));
    }

    /** Keeps by what a checkpoint's logits are divided; empty to forget it. */
    public void keepTemperature(long run, int epoch, Optional<Double> temperature) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update checkpoint set temperature = :temperature where run_id = :run and epoch = :epoch")
                .bind("temperature", temperature)
                .bind("run", run)
                .bind("epoch", epoch)
                .execute());
    }

    /** Keeps how a checkpoint does on corrupted test images, in the transaction that finishes its stress test. */
    public static void keepCorruptionError(Handle handle, long run, int epoch, double error) {
        handle.createUpdate(
                        "update checkpoint set mean_corruption_error = :error where run_id = :run and epoch = :epoch")
                .bind("error", error)
                .bind("run", run)
                .bind("epoch", epoch)
                .execute();
    }

    private static RunSnapshot snapshot(Handle handle, Run run, Cursor seen) {
        List<EpochMetrics> epochs = epochs(handle, run.id(), seen.epoch());
        List<StepWindow> steps = steps(handle, run.id(), seen.step());
        Cursor cursor = new Cursor(
                steps.isEmpty() ? seen.step() : steps.get(steps.size() - 1).step(),
                epochs.isEmpty() ? seen.epoch() : epochs.get(epochs.size() - 1).epoch(),
                run.revision());
        return new RunSnapshot(run, epochs, steps, checkpoints(handle, run.id()), cursor);
    }

    private static void insertSteps(Handle handle, long run, List<StepWindow> steps) {
        if (steps.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into step_metric (run_id, step, epoch, steps, loss, accuracy, seconds, learning_rate)
                values (:run, :step, :epoch, :steps, :loss, :accuracy, :seconds, :learningRate)
                """);
        steps.forEach(window -> batch.bind("run", run).bindMethods(window).add());
        batch.execute();
    }

    private static void insertEpoch(Handle handle, long run, EpochMetrics epoch) {
        Update insert = handle.createUpdate(
                        Text.of("insert into epoch (run_id, %s) values (:run, :%s)", EPOCH, EPOCH.replace(", ", ", :")))
                .bind("run", run)
                .bindMethods(epoch);
        EpochMetrics.METRICS.forEach(metric -> insert.bind(metric.id(), epoch.value(metric)));
        insert.execute();
        keepBest(handle, run);
    }

    /** Keeps with a run which epochs are its best and its last, and what they measured, by which lists sort. */
    private static void keepBest(Handle handle, long run) {
        List<EpochMetrics> epochs = epochs(handle, run, 0);
        BestEpoch best = new BestEpoch();
        epochs.forEach(best::add);
        handle.createUpdate("""
                        update run set last_epoch = :last, best_epoch = nullif(:best, 0) where id = :run
                        """)
                .bind(
                        "last",
                        epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch())
                .bind("best", best.epoch())
                .bind("run", run)
                .execute();
        handle.createUpdate(KEEP_FIGURES).bind("run", run).execute();
    }

    /**
     * Sets a run's columns such as {@code best_valid_loss} from the row of that epoch; to null where there is none.
     *
     * @param which the best one or the last one, as its columns begin
     */
    private static String figures(String which) {
        List<String> figures = EpochMetrics.METRICS.stream().map(Metric::id).toList();
        return Text.of(
                "(%s) = (select %s from epoch where epoch.run_id = run.id and epoch.epoch = run.%s_epoch)",
                figures.stream().map(figure -> which + "_" + figure).collect(joining(", ")),
                String.join(", ", figures),
                which);
    }

    private static void insertCheckpoint(Handle handle, long run, CheckpointInfo checkpoint) {
        handle.createUpdate("""
                        insert into checkpoint (run_id, epoch, step, file_name, bytes, created_at)
                        values (:run, :epoch, :step, :fileName, :bytes, :createdAt)
                        """).bind("run", run).bindMethods(checkpoint).execute();
    }

    private static List<EpochMetrics> epochs(Handle handle, long run, int after) {
        return handle.createQuery(
                        "select " + EPOCH + " from epoch where run_id = :run and epoch > :after order by epoch")
                .bind("run", run)
                .bind("after", after)
                .mapTo(EpochMetrics.class)
                .list();
    }

    private static List<StepWindow> steps(Handle handle, long run, long after) {
        return handle.createQuery("""
                        select step, epoch, steps, loss, accuracy, seconds, learning_rate
                        from step_metric where run_id = :run and step > :after order by step
                        """)
                .bind("run", run)
                .bind("after", after)
                .mapTo(StepWindow.class)
                .list();
    }

    private static List<CheckpointInfo> checkpoints(Handle handle, long run) {
        return handle.createQuery("""
                        select epoch, step, file_name, bytes, created_at, temperature
                        from checkpoint where run_id = :run order by epoch
                        """)
                .bind("run", run)
                .mapTo(CheckpointInfo.class)
                .list();
    }
}
