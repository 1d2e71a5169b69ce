package inkling;

import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.RunRequest;
import inkling.archive.runs.TrainedOn;
import inkling.database.Database;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import inkling.network.Architecture;
import inkling.text.Text;
import inkling.training.Checkpoint;
import inkling.training.Hyperparameters;
import inkling.training.OptimizerKind;
import inkling.training.Score;
import inkling.training.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * A home folder with as many runs as a busy year leaves: curves that fall as such curves do, some runs failed, cancelled
 * or put away, tags, notes, a sweep. The first ten have the checkpoint of their best epoch, so that the views open.
 */
final class FilledStore {
    static final int WITH_CHECKPOINT = 10;

    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
    private static final String[] TAGS = {"paper", "try", "wide", "slow", "keep"};
    private static final double[] RATES = {0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03};
    private static final int[] BATCHES = {32, 64, 128, 256};
    private static final int IN_A_BATCH = 5_000;
    private static final int SWEEP = 500;
    /** So many runs are made one by one, as the program makes them; more are copies of these. */
    private static final int WHOLE = 1_000;

    private final int epochs;
    private final int windows;
    private final RunRepository runs;
    private final RunLife life;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;
    private final Database database;
    private final SplittableRandom random = new SplittableRandom(5);
    private final TrainedOn data;

    private FilledStore(Path home, Database database, int epochs, int windows) {
        this.epochs = epochs;
        this.windows = windows;
        this.database = database;
        runs = new RunRepository(database);
        life = new RunLife(database);
        metrics = new MetricsRepository(database);
        files = new CheckpointFiles(new RunFolders(home), Clock.systemUTC());
        Dataset digits = BuiltinDigits.dataset(LoadProgress.NONE);
        data = TrainedOn.of(digits, digits.split(0.1, 1), Optional.empty());
    }

    /**
     * Makes the store.
     *
     * @param home an empty folder
     * @param runs how many
     * @param epochs of each run
     * @param windows of steps of each run, at least as many as epochs
     */
    static void fill(Path home, int runs, int epochs, int windows) {
        try (Database database = new Database(home)) {
            FilledStore store = new FilledStore(home, database, epochs, windows);
            int whole = Math.min(runs, WHOLE);
            store.fill(whole);
            for (int before = whole; before < runs; before += whole) {
                store.copy(before, Math.min(whole, runs - before));
            }
        }
    }

    /** The first runs once more, after those that there are; each for itself would take an hour. */
    private void copy(int before, int count) {
        database.jdbi().useTransaction(handle -> {
            for (String table : List.of("job", "run", "epoch", "step_metric", "tag")) {
                List<String> columns = handle.createQuery("""
                                select lower(column_name) from information_schema.columns
                                where lower(table_name) = ? and is_generated = 'NEVER'
                                """)
                        .bind(0, table)
                        .mapTo(String.class)
                        .list();
                String key = columns.contains("run_id") ? "run_id" : "id";
                handle.execute(Text.of(
                        "insert into %s (%s) select %s from %1$s where %s <= %d",
                        table,
                        String.join(", ", columns),
                        columns.stream().map(column -> copied(column, before)).collect(Collectors.joining(", ")),
                        key,
                        count));
            }
            handle.execute(Text.of("alter table run alter column id restart with %d", before + count + 1));
            handle.execute(Text.of("alter table job alter column id restart with %d", before + count + 1));
        });
    }

    private static String copied(String column, int before) {
        return switch (column) {
            case "id", "run_id", "job_id", "place" -> Text.of("%s + %d", column, before);
            case "owner" -> Text.of("'run ' || (id + %d)", before);
            case "baseline" -> "false";
            case "sweep_id" -> "null";
            default -> column.endsWith("_at") ? Text.of("dateadd(second, %d, %s)", 600L * before, column) : column;
        };
    }

    private void fill(int count) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("insert into sweep (name, fields, created_at) values (?, '{}', ?)", "Learning rates", START);
        });
        for (int i = 0; i < count; i++) {
            Run run = life.create(request(i), "0.1.0", START.plusSeconds(600L * i));
            life.start(run.id(), "cpu", run.createdAt().plusSeconds(1));
            runs.use(run.id(), data);
        }
        database.jdbi().useTransaction(this::addEpochs);
        // Has nothing to forget, but keeps which of these epochs is the best one.
        database.jdbi().withHandle(FilledStore::ids).forEach(run -> metrics.rewind(run, epochs, 0, 0));
        database.jdbi().useTransaction(this::addSteps);
        database.jdbi().useTransaction(FilledStore::organise);
        for (int i = 0; i < count; i++) {
            end(i + 1, i);
        }
        keepBest();
    }

    private RunRequest request(int i) {
        Hyperparameters hyperparameters = Hyperparameters.DEFAULT
                .with(Setting.OPTIMIZER, OptimizerKind.values()[i % 5])
                .with(Setting.LR, RATES[i / 5 % RATES.length])
                .with(Setting.WEIGHT_DECAY, i % 7 == 0 ? 0.01 : 0)
                .with(Setting.BATCH_SIZE, BATCHES[i / 30 % BATCHES.length])
                .with(Setting.EPOCHS, epochs)
                .with(Setting.ARCH, Architecture.perceptron(List.of(16 + 8 * (i % 4), 12)))
                .with(Setting.AUGMENT, i % 2 == 0)
                .with(Setting.SEED, i % 3);
        return new RunRequest("Run of day " + i / 40, DatasetKind.BUILTIN, Optional.empty(), hyperparameters, "cpu");
    }

    private void addEpochs(Handle handle) {
        PreparedBatch batch = handle.prepareBatch("insert into epoch values (?, ?, ?, ?, ?, ?, ?)");
        for (long run : ids(handle)) {
            double floor = 0.05 + 0.3 * random.nextDouble();
            for (int epoch = 1; epoch <= epochs; epoch++) {
                double loss = floor + Math.exp(-epoch / 5.0) + 0.02 * random.nextDouble();
                double overfit = loss + 0.002 * epoch;
                batch.add(run, epoch, 1.5, loss, Math.exp(-loss), overfit, Math.exp(-overfit));
                flush(batch);
            }
        }
        batch.execute();
    }

    private void addSteps(Handle handle) {
        PreparedBatch batch = handle.prepareBatch("insert into step_metric values (?, ?, ?, ?, ?, ?, ?, ?)");
        for (long run : ids(handle)) {
            // The ones that are compared have as many as a long run can have.
            int many = run <= WITH_CHECKPOINT ? Math.max(windows, 2_000 / epochs * epochs) : windows;
            for (int window = 1; window <= many; window++) {
                int epoch = 1 + (window - 1) * epochs / many;
                double loss = 0.1 + Math.exp(-5.0 * window / many) + 0.1 * random.nextDouble();
                batch.add(run, 10L * window, epoch, 10, loss, Math.exp(-loss), 1.5 * epochs * window / many, 0.001);
                flush(batch);
            }
        }
        batch.execute();
    }

    private static void flush(PreparedBatch batch) {
        if (batch.size() >= IN_A_BATCH) {
            batch.execute();
        }
    }

    private static List<Long> ids(Handle handle) {
        return handle.createQuery("select id from run order by id")
                .mapTo(Long.class)
                .list();
    }

    private static void organise(Handle handle) {
        for (int i = 0; i < TAGS.length; i++) {
            handle.execute("insert into tag select id, ? from run where mod(id, ?) = ?", TAGS[i], 5 + i, i);
        }
        handle.execute("update run set notes = 'Looks **good**, to be repeated.' where mod(id, 13) = 0");
        handle.execute("update run set archived_at = created_at where mod(id, 17) = 0");
        handle.execute("update run set sweep_id = 1 where id <= ?", SWEEP);
        handle.execute("update run set baseline = true where id = 3");
    }

    private void end(long run, int i) {
        Instant end = START.plusSeconds(600L * i + 75);
        switch (i % 20) {
            case 11 -> life.fail(run, "Training diverged: the loss was NaN at step 120.", end);
            case 12 -> life.cancel(run, end);
            case 13 -> life.interrupt(run, end);
            default -> life.finish(run, new Score(0.05 + random.nextDouble(), random.nextDouble()), end);
        }
    }

    private void keepBest() {
        for (long id = 1; id <= WITH_CHECKPOINT; id++) {
            Run run = runs.find(id).orElseThrow();
            int best = run.bestEpoch().orElseThrow();
            var parameters = run.blueprint().initial(id);
            CheckpointInfo info = files.write(id, new Checkpoint(best, 10L * best, parameters, List.of()));
            metrics.addCheckpoint(id, info);
        }
    }
}
