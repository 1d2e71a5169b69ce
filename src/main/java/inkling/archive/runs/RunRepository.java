package inkling.archive.runs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import inkling.database.Database;
import inkling.errors.UserError.Link;
import inkling.errors.UserError.NotFound;
import inkling.text.Text;
import inkling.training.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** The runs in the database; what changes a run's status returns when the change is on the disk. */
public final class RunRepository {
    /** Of why a run failed, and of why it got its data set. */
    private static final int LONGEST_REASON = 2_000;

    private static final String DELETED_RUNS = "/runs/deleted";

    private final Database database;
    private final Jdbi jdbi;

    public RunRepository(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    /** Adds a run that waits for its device; it is on the disk when its job is in the queue. */
    public Run create(RunRequest request, String programVersion, Instant now) {
        return create(List.of(request), handle -> Optional.empty(), programVersion, now)
                .get(0);
    }

    /**
     * Adds runs that wait for their device, all or none; they are on the disk when their jobs are in the queue.
     *
     * @param sweep adds the sweep that they belong to, in the same transaction, and gives its number; empty for none
     * @return in the order of the requests
     */
    public List<Run> create(
            List<RunRequest> requests, Function<Handle, Optional<Long>> sweep, String programVersion, Instant now) {
        return jdbi.inTransaction(handle -> {
            Optional<Long> id = sweep.apply(handle);
            return findAll(handle, ManyRuns.insert(handle, requests, id, programVersion, now));
        });
    }

    /** @return empty if there is no such run, or if it is deleted */
    public Optional<Run> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    /**
     * A run that is there.
     *
     * @throws NotFound if there is no such run, or if it is deleted, with the way to take that back
     */
    public Run get(long id) {
        return find(id).orElseThrow(() -> notFound(id));
    }

    /**
     * The number that an address has for a run.
     *
     * @throws NotFound if it is no number, so that there is no such run
     */
    public static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new NotFound("There is no run " + text + ".");
        }
        return Long.parseLong(text);
    }

    private NotFound notFound(long id) {
        boolean deleted = jdbi.withHandle(handle -> handle.createQuery("select count(*) from run where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one()
                .equals(1));
        return deleted
                ? new NotFound(
                        Text.of(
                                "Run %1$d was deleted. For a while it can be taken back: among the deleted runs, or by POST /api/runs/%1$d/restore.",
                                id),
                        new Link(DELETED_RUNS, "Deleted runs"))
                : new NotFound(Text.of("There is no run %d.", id));
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

    /** The runs that were deleted later than this, the latest first. */
    public List<Run> deletedAfter(Instant moment) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        RunRow.SELECT + "where run.deleted_at > :moment order by run.deleted_at desc, run.id desc")
                .bind("moment", moment)
                .map(RunRow::read)
                .list());
    }

    /** How many runs there are, deleted ones left out. */
    public long count() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from run where deleted_at is null")
                .mapTo(Long.class)
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

    /** The runs that wait for their device, in the order in which they were asked for. */
    public List<Run> queued() {
        return jdbi.withHandle(
                handle -> handle.createQuery(RunRow.SELECT + "where run.status = 'QUEUED' order by run.id")
                        .map(RunRow::read)
                        .list());
    }

    /** The runs that ended last, the latest first. */
    public List<Run> ended(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(RunRow.SELECT + """
                        where run.ended_at is not null and run.status not in ('QUEUED', 'RUNNING')
                            and run.deleted_at is null
                        order by run.ended_at desc, run.id desc fetch next :limit rows only
                        """)
                .bind("limit", limit)
                .map(RunRow::read)
                .list());
    }

    /**
     * Marks a waiting run as running.
     *
     * @return empty if it was not waiting any more, so that it must not be run
     */
    public Optional<Run> start(long id, String device, Instant now) {
        return change(
                id,
                RunStatus.RUNNING,
                "started_at = coalesce(started_at, :now), resumed_at = :now, device = :device, test_loss = null, "
                        + "test_accuracy = null, test_over_batches = false",
                update -> update.bind("device", device).bind("now", now));
    }

    /**
     * Lets a run that has ended wait again; its test result stands until it starts.
     *
     * @param epochs how many it is to have in all
     * @return empty if it waits or runs
     */
    public Optional<Run> requeue(Run run, int epochs) {
        Duration took = run.took().orElse(Duration.ZERO);
        return change(
                run.id(),
                RunStatus.QUEUED,
                "ended_at = null, failure = null, epochs = :epochs, resumed_at = null, seconds_before = :seconds, "
                        + "resumes = case when started_at is null then resumes else resumes + 1 end",
                update -> update.bind("epochs", epochs).bind("seconds", took.toMillis() / 1000.0));
    }

    /** Keeps which data set the run got; returns when that is on the disk, so that no revision is given twice after a kill. */
    public Run use(long id, TrainedOn data) {
        Run run = jdbi.inTransaction(handle -> {
            handle.createUpdate("""
                            update run set revision = revision + 1, dataset = :dataset, dataset_reason = :reason,
                                dataset_fingerprint = :fingerprint, train_fingerprint = :trainFingerprint,
                                test_fingerprint = :testFingerprint, train_images = :trainImages,
                                validation_images = :validationImages, test_images = :testImages,
                                class_names = :classNames
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
                    .bind("classNames", String.join("\n", data.classNames()))
                    .execute();
            completeFingerprints(handle, id);
            return find(handle, id).orElseThrow();
        });
        database.checkpointSync();
        return run;
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

    /** @return empty if the run was not running */
    public Optional<Run> finish(long id, Score test, Instant now) {
        return change(
                id,
                RunStatus.FINISHED,
                "ended_at = :now, test_loss = :loss, test_accuracy = :accuracy",
                update -> update.bind("loss", test.loss())
                        .bind("accuracy", test.accuracy())
                        .bind("now", now));
    }

    private static String clipped(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }

    /** @return empty if the run had ended already */
    public Optional<Run> fail(long id, String reason, Instant now) {
        String failure = clipped(reason);
        return change(
                id,
                RunStatus.FAILED,
                "ended_at = :now, failure = :failure",
                update -> update.bind("failure", failure).bind("now", now));
    }

    /** @return empty if the run had ended already */
    public Optional<Run> cancel(long id, Instant now) {
        return change(id, RunStatus.CANCELLED, "ended_at = :now", update -> update.bind("now", now));
    }

    /**
     * Cancels those of some runs that wait, all at once.
     *
     * @return the ones that waited
     */
    public List<Run> cancelWaiting(List<Long> ids, Instant now) {
        List<Run> cancelled = jdbi.inTransaction(handle -> findAll(handle, ManyRuns.cancelWaiting(handle, ids, now)));
        database.checkpointSync();
        return cancelled;
    }

    /** @return empty if the run was not running */
    public Optional<Run> interrupt(long id, Instant now) {
        return change(id, RunStatus.INTERRUPTED, "ended_at = :now", update -> update.bind("now", now));
    }

    /**
     * Marks the runs that were going when an earlier process died, which only a process that has opened the database
     * alone may do. They ended when they last gave a sign of life, as far as anybody knows.
     *
     * @return how many there were
     */
    public int interruptAll(Instant now) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("""
                        update run set status = 'INTERRUPTED', revision = revision + 1,
                            ended_at = coalesce(
                                (select max(checkpoint.created_at) from checkpoint where checkpoint.run_id = run.id
                                    and checkpoint.created_at >= run.resumed_at),
                                resumed_at, :now)
                        where status = 'RUNNING'
                        """).bind("now", now).execute());
    }

    /** Changes the status by compare-and-set, so that of two who would end a run only one does. */
    private Optional<Run> change(long id, RunStatus status, String columns, Binding binding) {
        String before = status.before().stream().map(from -> "'" + from + "'").collect(joining(", "));
        Optional<Run> after = jdbi.inTransaction(handle -> {
            Update update = handle.createUpdate("update run set status = '" + status + "', revision = revision + 1, "
                    + columns + " where id = :id and deleted_at is null and status in (" + before + ")");
            int changed = binding.of(update.bind("id", id)).execute();
            return changed == 0 ? Optional.empty() : find(handle, id);
        });
        if (after.isPresent()) {
            database.checkpointSync();
        }
        return after;
    }

    /** Gives a statement its values. */
    private interface Binding {
        Update of(Update update);
    }
}
