package inkling.worker;

import inkling.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of a job as it stands in the database; what came of it stands with its feature.
 *
 * @param id counted from 1, over all kinds
 * @param kind the {@link JobKind#id} of its kind
 * @param owner the thing that it works on, and without which it makes no sense: {@code run 12}
 * @param askedBy the name of the person who asked for it; empty for whoever had none
 * @param device the one that is to do it, by its own name
 * @param place of two that wait for a device the one with the lower place starts first
 * @param revision counts the changes to it and to what points to it; never less than that of an earlier job of the same
 * @param startedAt when its device became free
 * @param failure why it failed, as a sentence; only of a failed one
 */
public record JobRecord(
        long id,
        String kind,
        String owner,
        Optional<String> askedBy,
        String device,
        long place,
        JobStatus status,
        int revision,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> failure) {
    /** What a query over the table {@code job} selects to {@link #read} it, among whatever else it selects. */
    public static final String COLUMNS = """
            job.id as job_id, job.kind as job_kind, job.owner as job_owner, job.asked_by as job_asked_by,
            job.device as job_device, coalesce(job.place, job.id) as job_place, job.status as job_status,
            job.revision as job_revision,
            job.created_at as job_created_at, job.started_at as job_started_at, job.ended_at as job_ended_at,
            job.failure as job_failure
            """;

    /** The job of a row with {@link #COLUMNS}. */
    public static JobRecord read(ResultSet row) throws SQLException {
        return new JobRecord(
                row.getLong("job_id"),
                row.getString("job_kind"),
                row.getString("job_owner"),
                Optional.ofNullable(row.getString("job_asked_by")),
                row.getString("job_device"),
                row.getLong("job_place"),
                JobStatus.valueOf(row.getString("job_status")),
                row.getInt("job_revision"),
                Rows.instant(row, "job_created_at").orElseThrow(),
                Rows.instant(row, "job_started_at"),
                Rows.instant(row, "job_ended_at"),
                Optional.ofNullable(row.getString("job_failure")));
    }

    /** How long it took from its start to its end; empty if it never started or has not ended. */
    public Optional<Duration> took() {
        return startedAt.flatMap(start -> endedAt.map(end -> Duration.between(start, end)));
    }
}
