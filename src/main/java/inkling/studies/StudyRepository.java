package inkling.studies;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import inkling.archive.runs.Run;
import inkling.database.Database;
import inkling.worker.JobRecord;
import inkling.worker.JobRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The studies in the database; where each stands, its job says. */
final class StudyRepository {
    private static final Gson GSON = new Gson();
    private static final TypeToken<Map<String, String>> TEXTS = new TypeToken<>() {};
    private static final String SELECT = "select study.id, study.run_id, study.kind, study.asked, " + JobRecord.COLUMNS
            + " from study join job on job.id = study.job_id ";

    private final Jdbi jdbi;

    StudyRepository(Database database) {
        jdbi = database.jdbi();
    }

    /** Adds a study that waits for its device, with its job; it is on the disk when that is in the queue. */
    Study create(
            long run, String kind, Map<String, String> asked, Optional<String> askedBy, String device, Instant now) {
        return jdbi.inTransaction(handle -> {
            var job = new JobRepository.New(kind, Run.owner(run), askedBy, device, 1);
            long id = handle.createUpdate(
                            "insert into study (run_id, job_id, kind, asked) values (:run, :job, :kind, :asked)")
                    .bind("run", run)
                    .bind("job", JobRepository.add(handle, List.of(job), now).get(0))
                    .bind("kind", kind)
                    .bind("asked", text(asked))
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            return list(handle.createQuery(SELECT + "where study.id = :id").bind("id", id))
                    .get(0);
        });
    }

    Optional<Study> find(long id) {
        return one("where study.id = :key", id);
    }

    /** The study that a job does; empty if its run is deleted. */
    Optional<Study> doneBy(long job) {
        return one("where study.job_id = :key", job);
    }

    private Optional<Study> one(String where, long key) {
        return jdbi.withHandle(handle -> list(handle.createQuery(SELECT + where).bind("key", key)).stream()
                .findFirst());
    }

    /** The studies of a kind of a run, the latest first. */
    List<Study> of(long run, String kind) {
        return jdbi.withHandle(handle -> list(
                handle.createQuery(SELECT + "where study.run_id = :run and study.kind = :kind order by study.id desc")
                        .bind("run", run)
                        .bind("kind", kind)));
    }

    void delete(long id) {
        jdbi.useHandle(handle -> handle.execute("delete from study where id = ?", id));
    }

    private static List<Study> list(Query query) {
        return query.map((row, context) -> study(row)).list();
    }

    private static Study study(ResultSet row) throws SQLException {
        return new Study(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getString("kind"),
                GSON.fromJson(row.getString("asked"), TEXTS),
                JobRecord.read(row));
    }

    private static String text(Map<String, String> asked) {
        return GSON.toJson(new TreeMap<>(asked));
    }
}
