package inkling.runlist;

import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MeasuredEpoch;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Imported;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.RunRequest;
import inkling.archive.runs.TrainedOn;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.training.Chosen;
import inkling.training.Measured;
import inkling.training.OptimizerKind;
import inkling.training.Score;
import inkling.training.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Runs of all kinds, drawn from few values, so that comparisons hit and miss. */
final class RandomRuns {
    static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    static final List<Double> RATES = List.of(0.001, 0.01, 0.1);
    static final List<String> NAMES = List.of("Day 3", "wide \"net\"", "naïve", "it's 100%_done", "DAY 30");
    static final List<String> TAGS = List.of("paper", "Paper", "try.2", "naïve");
    static final List<String> NOTES = List.of("", "Repeat **day 3**", "a 'quote' and a \\ too");

    private final SplittableRandom random;
    private final Database database;
    private final RunRepository runs;
    private final RunLife life;
    private final MetricsRepository metrics;

    RandomRuns(Database database, long seed) {
        this.database = database;
        this.random = new SplittableRandom(seed);
        this.runs = new RunRepository(database);
        this.life = new RunLife(database);
        this.metrics = new MetricsRepository(database);
    }

    void make(int count) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into sweep (name, fields, created_at) values ('Rates', '{}', ?)", START));
        for (String name : List.of("corrected", "without doubles")) {
            database.jdbi().useHandle(handle -> handle.execute("""
                            insert into data_version (name, fingerprint, created_at, requested_dataset, fit)
                            values (?, 'a', ?, 'BUILTIN', 'PAD')
                            """, name, START));
        }
        for (int i = 0; i < count; i++) {
            Run run = life.create(request(), "0.1.0", START.plusSeconds(21_600L * random.nextInt(20)));
            if (random.nextInt(8) > 0) {
                train(run);
            }
            organise(run.id());
        }
    }

    private RunRequest request() {
        OptimizerKind optimizer = any(List.of(OptimizerKind.ADAM, OptimizerKind.SGD));
        var hyperparameters = Chosen.of("epochs=3")
                .with(Setting.OPTIMIZER, optimizer)
                .with(Setting.LR, any(RATES))
                .with(Setting.MOMENTUM, any(List.of(0.0, 0.9)))
                .with(Setting.WEIGHT_DECAY, any(List.of(0.0, 0.01)))
                .with(Setting.BATCH_SIZE, any(List.of(32, 64)))
                .with(Setting.ARCH, Architecture.perceptron(List.of(any(List.of(16, 250)), any(List.of(12, 100)))))
                .with(Setting.AUGMENT, random.nextBoolean())
                .with(Setting.SEED, any(List.of(1L, -7L, Long.MAX_VALUE)))
                .with(Setting.VALIDATION_SHARE, any(List.of(0.1, 0.2)));
        RunRequest request = new RunRequest(
                any(NAMES),
                any(List.of(DatasetKind.BUILTIN, DatasetKind.AUTO)),
                Optional.empty(),
                hyperparameters,
                "auto");
        return random.nextInt(6) > 0 ? request : request.importing(new Imported("/models/day 3", Optional.empty()));
    }

    private void train(Run run) {
        long id = run.id();
        life.start(id, any(List.of("cpu", "gpu0")), run.createdAt().plusSeconds(60));
        if (random.nextInt(5) > 0) {
            runs.use(
                    id,
                    new TrainedOn(
                            any(List.of(DatasetKind.MNIST, DatasetKind.BUILTIN)),
                            "There.",
                            Fingerprint.ofWhole("a".repeat(64)),
                            ImageShape.MNIST,
                            900,
                            100,
                            100,
                            List.of("0", "1"),
                            10,
                            List.of()));
        }
        int epochs = random.nextInt(4);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            metrics.addEpoch(
                    id,
                    new MeasuredEpoch(Measured.epoch(epoch, 1.5, share(), share(), share(), share()), List.of()),
                    new CheckpointInfo(epoch, 10L * epoch, "checkpoint", 1_000, START, Optional.empty()));
        }
        Instant end = run.createdAt().plusSeconds(60 + 30L * random.nextInt(6));
        switch (random.nextInt(5)) {
            case 0 -> life.fail(id, "The loss is no longer a number.", end);
            case 1 -> life.cancel(id, end);
            case 2 -> {}
            default -> life.finish(id, new Score(share(), share()), end);
        }
    }

    private void organise(long id) {
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "update run set notes = ?, sweep_id = ?, version_id = ? where id = ?",
                    any(NOTES),
                    any(List.of(true, false)) ? 1L : null,
                    any(List.of(true, false)) ? any(List.of(1L, 2L)) : null,
                    id);
            for (String tag : TAGS) {
                if (random.nextInt(3) == 0) {
                    handle.execute("insert into tag (run_id, name) values (?, ?)", id, tag);
                }
            }
            if (random.nextInt(4) == 0) {
                handle.execute("update run set archived_at = ? where id = ?", START, id);
            }
            if (random.nextInt(5) > 0) {
                handle.execute(
                        "update run set file_bytes = ? where id = ?", any(List.of(0, 900, 2_000, 1_500_000)), id);
            }
            if (random.nextInt(9) == 0) {
                handle.execute("update run set deleted_at = ? where id = ?", START, id);
            }
        });
    }

    /** Of few, so that equality is met. */
    private double share() {
        return random.nextInt(5) / 4.0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
