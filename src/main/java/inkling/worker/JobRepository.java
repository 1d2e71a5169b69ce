package inkling.worker;

import inkling.database.Database;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The jobs in the database: those that wait and run, and those that have ended. Used on any thread. */
public final class JobRepository {
    private static final String SELECT = "select " + JobRecord.COLUMNS + " from job ";
    private static final int LONGEST_FAILURE = 2_000;

    private final Database database;
    private final Jdbi jdbi;

    public JobRepository(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    /**
     * A job to be added.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     * @param revision 1, or more than that of the job whose work this one goes on with
     */
    public record New(String kind, String owner, Optional<String> askedBy, String device, int revision) {}

    /**
     * Adds jobs that wait behind all others, in the transaction that adds what they are about; they are on the disk once
     * they are {@linkplain Worker#submit submitted}.
     *
     * @return their numbers, in order
     */
    public static List<Long> add(Handle handle, List<New> jobs, Instant now) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into job (kind, owner, asked_by, device, status, revision, created_at)
                values (:kind, :owner, :askedBy, :device, 'QUEUED', :revision, :now)
                """);
        jobs.forEach(job -> batch.bindMethods(job).bind("now", now).add());
        return batch.executePreparedBatch("id").mapTo(Long.class).list();
    }

    private static Optional<JobRecord> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "where job.id = :id")
                .bind("id", id)
                .map((row, context) -> JobRecord.read(row))
                .findOne();
    }

    Optional<JobRecord> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    /** The jobs that wait, of all devices, in their order. */
    List<JobRecord> queued() {
        return list("where job.status = 'QUEUED' order by job_place, job.id");
    }

    /** Those of some jobs that wait, in their order. */
    List<JobRecord> queued(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery(
                        SELECT + "where job.id in (<ids>) and job.status = 'QUEUED' order by job_place, job.id")
                .bindList("ids", List.copyOf(ids))
                .map((row, context) -> JobRecord.read(row))
                .list());
    }

    /** The numbers of the jobs of some owners that wait. */
    List<Long> queuedOf(Collection<String> owners) {
        if (owners.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(
                handle -> handle.createQuery("select id from job where owner in (<owners>) and status = 'QUEUED'")
                        .bindList("owners", List.copyOf(owners))
                        .mapTo(Long.class)
                        .list());
    }

    /** Whether devices take turns between people. */
    boolean turns() {
        return jdbi.withHandle(handle -> handle.createQuery("select turns from queue")
                .mapTo(Boolean.class)
                .one());
    }

    void keepTurns(boolean turns) {
        jdbi.useHandle(handle -> handle.execute("update queue set turns = ?", turns));
    }

    /** Whom the devices have served, each device and person once, in the order in which they were served last. */
    List<Turns.Served> served() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select device, asked_by from job where started_at is not null
                        group by device, asked_by order by max(started_at), max(id)
                        """)
                .map((row, context) ->
                        new Turns.Served(row.getString("device"), Optional.ofNullable(row.getString("asked_by"))))
                .list());
    }

    /** The jobs that run, as far as the database knows. */
    List<JobRecord> running() {
        return list("where job.status = 'RUNNING' order by job.id");
    }

    private List<JobRecord> list(String where) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + where)
                .map((row, context) -> JobRecord.read(row))
                .list());
    }

    /** The jobs that have ended, the latest first. */
    public List<JobRecord> ended(int limit, int offset) {
        return list("where job.ended_at is not null order by job.ended_at desc, job.id desc offset " + offset
                + " rows fetch next " + limit + " rows only");
    }

    /** What a job had made is lost, so that it failed after all; empty if it has not ended, or had failed before. */
    public Optional<JobRecord> lose(long id, String sentence, Instant now) {
        return change(id, JobStatus.FAILED, JobStatus.mayHaveMade(), Optional.of(sentence), now, Job.DONE);
    }

    /**
     * Changes where a job stands by compare-and-set, so that of two who would end it only one does; returns when that is
     * on the disk.
     *
     * @param along what else belongs into the same transaction
     */
    public Optional<JobRecord> change(
            long id, JobStatus status, Optional<String> failure, Instant now, Consumer<Handle> along) {
        return change(id, status, status.before(), failure, now, along);
    }

    private Optional<JobRecord> change(
            long id,
            JobStatus status,
            Set<JobStatus> before,
            Optional<String> failure,
            Instant now,
            Consumer<Handle> along) {
        Optional<JobRecord> after = jdbi.inTransaction(handle -> {
            int changed = handle.createUpdate("""
                            update job set status = :status, revision = revision + 1, failure = :failure,
                                started_at = case when :starts then :now else started_at end,
                                ended_at = case when :starts then null else coalesce(ended_at, :now) end
                            where id = :id and status in (<before>)
                            """)
                    .bindList("before", List.copyOf(before))
                    .bind("status", status)
                    .bind("failure", failure.map(JobRepository::clipped))
                    .bind("starts", status == JobStatus.RUNNING)
                    .bind("now", now)
                    .bind("id", id)
                    .execute();
            if (changed == 1) {
                along.accept(handle);
            }
            return changed == 1 ? find(handle, id) : Optional.empty();
        });
        if (after.isPresent()) {
            sync();
        }
        return after;
    }

    private static String clipped(String sentence) {
        return sentence.length() <= LONGEST_FAILURE ? sentence : sentence.substring(0, LONGEST_FAILURE - 1) + "…";
    }

    /** Cancels those of some jobs that wait, all at once, and returns them when that is on the disk. */
    List<JobRecord> cancelQueued(List<Long> ids, Instant now) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<JobRecord> cancelled = jdbi.inTransaction(handle -> {
            List<Long> waiting = handle.createQuery(
                            "select id from job where id in (<ids>) and status = 'QUEUED' order by id for update")
                    .bindList("ids", ids)
                    .mapTo(Long.class)
                    .list();
            if (!waiting.isEmpty()) {
                handle.createUpdate("""
                                update job set status = 'CANCELLED', revision = revision + 1, ended_at = :now
                                where id in (<waiting>)
                                """)
                        .bindList("waiting", waiting)
                        .bind("now", now)
                        .execute();
            }
            return waiting.stream().flatMap(id -> find(handle, id).stream()).toList();
        });
        sync();
        return cancelled;
    }

    /** The revision of a job that goes on with another one's work, in the transaction that adds it. */
    public static int revisionAfter(Handle handle, long job) {
        return handle.createQuery("select revision + 1 from job where id = :job for update")
                .bind("job", job)
                .mapTo(Integer.class)
                .one();
    }

    /**
     * Counts a change to what some jobs are about, in the transaction that makes it, and before it does: a job that ends
     * writes to both in this order.
     */
    public static void touch(Handle handle, List<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        handle.createUpdate("update job set revision = revision + 1 where id in (<ids>)")
                .bindList("ids", ids)
                .execute();
    }

    /** Has the device and the places of some jobs as they are now. */
    void place(List<QueuedJob> jobs) {
        jdbi.useTransaction(handle -> {
            for (QueuedJob job : jobs) {
                handle.createUpdate("update job set device = :device, place = :place where id = :id")
                        .bind("id", job.id)
                        .bind("device", job.device)
                        .bind("place", job.place)
                        .execute();
            }
        });
    }

    /** Forgets the jobs of something that goes for good, in the transaction that removes it. */
    public static void deleteOf(Handle handle, String owner) {
        handle.createUpdate("delete from job where owner = :owner")
                .bind("owner", owner)
                .execute();
    }

    void sync() {
        database.checkpointSync();
    }
}
