package inkling.archive.runs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import inkling.database.Database;
import inkling.errors.UserError.NotFound;
import inkling.network.Architecture;
import inkling.text.Text;
import inkling.training.Score;
import inkling.worker.JobRepository;
import inkling.worker.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The runs in the database; where each stands, its job says. */
public final class RunRepository {
    /**
     * The share of wrong answers under corruptions of the checkpoint that a run is judged by; null unless that one is
     * stress-tested.
     */
    public static final String CORRUPTION_ERROR = """
            (select checkpoint.mean_corruption_error from checkpoint where checkpoint.run_id = run.id
                and checkpoint.epoch = coalesce(run.best_epoch, case when run.epochs = 0 then 0 end))""";

    /** Of why a run got its data set. */
    private static final int LONGEST_REASON = 2_000;

    private final Database database;
    private final Jdbi jdbi;

    public RunRepository(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    private record Counted(JobStatus status, long runs) {}

    /** How many runs there are of each status that any has; deleted ones do not count. */
    public Map<JobStatus, Long> countByStatus() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        select job.status, count(*) as runs from run join job on job.id = run.job_id
                        where run.deleted_at is null group by job.status
                        """).mapTo(Counted.class).collect(toMap(Counted::status, Counted::runs)));
    }

    /**
     * Adds runs that wait for their device, all or none, each with its job; they are on the disk when their jobs are in
     * the queue.
     *
     * @param device chooses the device of a request
     * @param sweep adds the sweep that they belong to, in the same transaction, and gives its number; empty for none
     * @return in the order of the requests
     */
    public List<Run> create(
            List<RunRequest> requests,
            Function<RunRequest, String> device,
            Function<Handle, Optional<Long>> sweep,
            String programVersion,
            Instant now) {
        return jdbi.inTransaction(handle -> {
            List<Long> ids = ManyRuns.insert(handle, requests, sweep.apply(handle), programVersion, now);
            List<JobRepository.New> jobs = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                RunRequest request = requests.get(i);
                jobs.add(new JobRepository.New(
                        Run.TRAINING, Run.owner(ids.get(i)), request.askedBy(), device.apply(request), 1));
            }
            ManyRuns.point(handle, ids, JobRepository.add(handle, jobs, now));
            return findAll(handle, ids);
        });
    }

    /** @return empty if there is no such run, or if it is deleted */
    public Optional<Run> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    /**
     * A run that is there.
     *
     * @throws NotFound if there is no such run
     * @throws RunDeleted if it is deleted
     */
    public Run get(long id) {
        return find(id).orElseThrow(() -> notFound(id));
    }

    private NotFound notFound(long id) {
        boolean deleted = jdbi.withHandle(handle -> handle.createQuery("select count(*) from run where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one()
                .equals(1));
        return deleted ? new RunDeleted(id) : new NotFound(Text.of("There is no run %d.", id));
    }

    /** The same within somebody's transaction. */
    public static Optional<Run> find(Handle handle, long id) {
        return handle.createQuery(RunRow.SELECT + "where run.id = :id and run.deleted_at is null")
                .bind("id", id)
                .map(RunRow::read)
                .findOne();
    }

    /** The runs of these numbers that are there, in the order of the numbers. */
    public List<Run> findAll(List<Long> ids) {
        return jdbi.withHandle(handle -> findAll(handle, ids));
    }

    private static List<Run> findAll(Handle handle, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Run> found = handle.createQuery(RunRow.SELECT + "where run.id in (<ids>) and run.deleted_at is null")
                .bindList("ids", ids)
                .map(RunRow::read)
                .collect(toMap(Run::id, run -> run));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /** The newest runs first, without those that were put away. */
    public List<Run> newest(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(RunRow.SELECT + """
                        where run.deleted_at is null and run.archived_at is null
                        order by run.id desc fetch next :limit rows only
                        """)
                .bind("limit", limit)
                .map(RunRow::read)
                .list());
    }

    /** What was asked for with this optimiser and learning rate, by no sweep, the newest first; deleted runs left out. */
    public List<RunRequest> alike(RunRequest request, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(RunRow.SELECT + """
                        where run.deleted_at is null and run.sweep_id is null and run.imported_file is null
                            and run.optimizer = :optimizer and run.learning_rate = :lr
                        order by run.id desc fetch next :limit rows only
                        """)
                .bind("optimizer", request.hyperparameters().optimizer())
                .bind("lr", request.hyperparameters().learningRate())
                .bind("limit", limit)
                .map(RunRow::read)
                .map(Run::request)
                .list());
    }

    /** The newest run that was trained here to its end, without those that were put away. */
    public Optional<Run> newestFinished() {
        return jdbi.withHandle(handle ->
                handle.createQuery(RunRow.SELECT + """
                        where run.deleted_at is null and run.archived_at is null and job.status = 'FINISHED'
                            and run.epochs > 0
                        order by run.id desc fetch first 1 row only
                        """).map(RunRow::read).findOne());
    }

    /** The runs that were deleted later than this, the latest first. */
    public List<Run> deletedAfter(Instant moment) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        RunRow.SELECT + "where run.deleted_at > :moment order by run.deleted_at desc, run.id desc")
                .bind("moment", moment)
                .map(RunRow::read)
                .list());
    }

    /** Whether there is none but deleted ones. */
    public boolean isEmpty() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select not exists (select 1 from run where deleted_at is null)")
                        .mapTo(Boolean.class)
                        .one());
    }

    /** The last epoch that each run has finished, 0 for none, by the run's number; of those that could have more. */
    public Map<Long, Integer> lastEpochs() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, last_epoch from run where last_epoch < epochs and deleted_at is null")
                .reduceRows(new HashMap<>(), (last, row) -> {
                    last.put(row.getColumn("id", Long.class), row.getColumn("last_epoch", Integer.class));
                    return last;
                }));
    }

    /** Never gives a number up to this one to a new run, because files of a run with it are there. */
    public void keepNumber(long number) {
        jdbi.useHandle(handle -> {
            // Not the largest number that is there: the runs after it may have been deleted.
            long next = handle.createQuery("""
                            select identity_base from information_schema.columns
                            where table_name = 'RUN' and column_name = 'ID'
                            """).mapTo(Long.class).one();
            if (next <= number) {
                handle.execute("alter table run alter column id restart with " + (number + 1));
            }
        });
    }

    /** The run that a job trains; empty if a later job does by now, or if the run is deleted. */
    public Optional<Run> trainedBy(long job) {
        return jdbi.withHandle(
                handle -> handle.createQuery(RunRow.SELECT + "where run.job_id = :job and run.deleted_at is null")
                        .bind("job", job)
                        .map(RunRow::read)
                        .findOne());
    }

    /**
     * Gives a run that has ended a new job, which goes on from where the last one ended; its test result stands until it
     * begins. Returns when that is on the disk.
     *
     * @param askedBy the name of the person who has it go on; empty for whoever has none
     * @param epochs how many it is to have in all
     * @param patienceFrom the epoch after which its patience counts
     * @return empty if it waits or runs, or if something became of it meanwhile
     */
    public Optional<Run> requeue(
            Run run, Optional<String> askedBy, int epochs, int patienceFrom, String device, Instant now) {
        if (run.status().active()) {
            return Optional.empty();
        }
        Optional<Run> waiting = jdbi.inTransaction(handle -> {
            int revision = JobRepository.revisionAfter(handle, run.job().id());
            var next = new JobRepository.New(Run.TRAINING, Run.owner(run.id()), askedBy, device, revision);
            int changed = handle.createUpdate("""
                            update run set job_id = :next, epochs = :epochs, seconds_before = :seconds,
                                started_at = :startedAt, resumes = :resumes, patience_from = :patienceFrom
                            where id = :id and job_id = :job and deleted_at is null
                            """)
                    .bind("next", JobRepository.add(handle, List.of(next), now).get(0))
                    .bind("epochs", epochs)
                    .bind("patienceFrom", patienceFrom)
                    .bind("seconds", run.took().orElse(Duration.ZERO).toMillis() / 1000.0)
                    .bind("startedAt", run.startedAt().orElse(null))
                    .bind(
                            "resumes",
                            run.trainingTime().resumes() + (run.startedAt().isPresent() ? 1 : 0))
                    .bind("id", run.id())
                    .bind("job", run.job().id())
                    .execute();
            if (changed == 0) {
                handle.rollback();
                return Optional.empty();
            }
            return find(handle, run.id());
        });
        database.checkpointSync();
        return waiting;
    }

    /** Forgets what an earlier test came to, in the transaction that begins the job that goes on from there. */
    public static void begin(Handle handle, long job) {
        handle.createUpdate("""
                        update run set test_loss = null, test_accuracy = null, test_over_batches = false
                        where job_id = :job
                        """).bind("job", job).execute();
    }

    /** Keeps which data set the run got; returns when that is on the disk, so that no revision is given twice after a kill. */
    public Run use(long id, TrainedOn data) {
        Run run = jdbi.inTransaction(handle -> {
            touch(handle, List.of(id));
            handle.createUpdate("""
                            update run set dataset = :dataset, dataset_reason = :reason,
                                dataset_fingerprint = :fingerprint, train_fingerprint = :trainFingerprint,
                                test_fingerprint = :testFingerprint, train_images = :trainImages,
                                validation_images = :validationImages, test_images = :testImages,
                                class_names = :classNames, parameters = :parameters, dataset_notes = :notes,
                                image_channels = :channels, image_height = :height, image_width = :width,
                                outputs = :outputs
                            where id = :id
                            """)
                    .bind("id", id)
                    .bind("dataset", data.kind().name())
                    .bind("reason", clipped(data.reason()))
                    .bind("fingerprint", data.fingerprint().whole())
                    .bind("trainFingerprint", data.fingerprint().train())
                    .bind("testFingerprint", data.fingerprint().test())
                    .bind("trainImages", data.trainImages())
                    .bind("validationImages", data.validationImages())
                    .bind("testImages", data.testImages())
                    .bind("parameters", parameters(handle, id, data))
                    .bind("classNames", String.join("\n", data.classNames()))
                    .bind(
                            "notes",
                            data.notes().stream().map(RunRepository::clipped).collect(joining("\n")))
                    .bind("channels", data.shape().channels())
                    .bind("height", data.shape().height())
                    .bind("width", data.shape().width())
                    .bind("outputs", data.outputs())
                    .execute();
            completeFingerprints(handle, id);
            return find(handle, id).orElseThrow();
        });
        database.checkpointSync();
        return run;
    }

    private static int parameters(Handle handle, long id, TrainedOn data) {
        Architecture architecture =
                find(handle, id).orElseThrow().hyperparameters().architecture();
        return architecture.on(data.shape(), data.outputs()).parameterCount();
    }

    /** What a run knows of its splits, earlier runs on the same images learn from it. */
    private static void completeFingerprints(Handle handle, long id) {
        handle.createUpdate("""
                        merge into run using
                            (select dataset_fingerprint as whole, train_fingerprint as train, test_fingerprint as test
                             from run where id = :id and test_fingerprint is not null) known
                        on run.dataset_fingerprint = known.whole and run.test_fingerprint is null
                        when matched then update set train_fingerprint = known.train, test_fingerprint = known.test
                        """).bind("id", id).execute();
    }

    /** Keeps how the best epoch does on the test images, in the transaction that finishes the run. */
    public static void keepTest(Handle handle, long id, Score test) {
        handle.createUpdate("update run set test_loss = :loss, test_accuracy = :accuracy where id = :id")
                .bindMethods(test)
                .bind("id", id)
                .execute();
    }

    /** Counts a change to some runs, in the transaction that makes it. */
    public static void touch(Handle handle, List<Long> ids) {
        JobRepository.touch(
                handle,
                handle.createQuery("select job_id from run where id in (<ids>)")
                        .bindList("ids", ids)
                        .mapTo(Long.class)
                        .list());
    }

    /** When a run last left a checkpoint; empty if it left none since a moment. */
    public Optional<Instant> lastCheckpoint(long id, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select created_at from checkpoint where run_id = :id and created_at >= :since
                        order by created_at desc fetch first 1 row only
                        """)
                .bind("id", id)
                .bind("since", since)
                .mapTo(Instant.class)
                .findOne());
    }

    private static String clipped(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }
}
