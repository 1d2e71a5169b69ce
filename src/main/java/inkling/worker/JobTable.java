package inkling.worker;

import inkling.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The queue in the database. What it changes is on the disk after the next {@link #sync}. */
final class JobTable {
    private final Database database;
    private final Jdbi jdbi;

    JobTable(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    /** A job that waits. */
    record Row(long id, String kind, String subject, String device, long place) {}

    /** Adds jobs that wait behind all others, all or none. */
    List<Row> add(List<Job> jobs, String device, Instant now) {
        return jdbi.inTransaction(handle ->
                jobs.stream().map(job -> add(handle, job, device, now)).toList());
    }

    private static Row add(Handle handle, Job job, String device, Instant now) {
        return handle.createUpdate("""
                        insert into job (kind, subject, device, place, state, created_at)
                        values (:kind, :subject, :device, (select coalesce(max(place), 0) + 1 from job), 'WAITING', :now)
                        """)
                .bind("kind", job.kind())
                .bind("subject", job.subject())
                .bind("device", device)
                .bind("now", now)
                .executeAndReturnGeneratedKeys("id", "kind", "subject", "device", "place")
                .map(JobTable::row)
                .one();
    }

    /**
     * What an earlier process left waiting, in its order; what is not to be done any more is forgotten, and so is what was
     * running then, so that it does not run twice.
     */
    List<QueuedJob> takeOver(List<JobSource> sources, Clock clock, Consumer<JobStatus> changed) {
        jdbi.useHandle(handle -> handle.execute("delete from job where state = 'RUNNING'"));
        List<QueuedJob> left = new ArrayList<>();
        for (Row row : waiting()) {
            boolean again = left.stream().anyMatch(queued -> queued.is(row.kind(), row.subject()));
            sources.stream()
                    .filter(source -> source.kind().equals(row.kind()) && !again)
                    .findFirst()
                    .flatMap(source -> source.again(row.subject()))
                    .map(found -> new QueuedJob(row.id(), found.device(), row.place(), found.job(), clock, changed))
                    .ifPresentOrElse(left::add, () -> delete(row.id()));
        }
        place(left); // A device may have gone, and another taken its jobs.
        sync();
        return left;
    }

    private List<Row> waiting() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        select id, kind, subject, device, place from job where state = 'WAITING' order by place, id
                        """).map(JobTable::row).list());
    }

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("device"),
                row.getLong("place"));
    }

    void start(long id) {
        jdbi.useHandle(handle -> handle.createUpdate("update job set state = 'RUNNING' where id = :id")
                .bind("id", id)
                .execute());
    }

    /** Has the device and the places of some tickets as they are now. */
    void place(List<QueuedJob> queuedJobs) {
        jdbi.useTransaction(handle -> {
            for (QueuedJob queued : queuedJobs) {
                handle.createUpdate("update job set device = :device, place = :place where id = :id")
                        .bind("id", queued.id)
                        .bind("device", queued.device)
                        .bind("place", queued.place)
                        .execute();
            }
        });
    }

    void delete(long id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from job where id = :id")
                .bind("id", id)
                .execute());
    }

    void sync() {
        database.checkpointSync();
    }
}
