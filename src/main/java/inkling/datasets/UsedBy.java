package inkling.datasets;

import inkling.archive.runs.Run;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import inkling.text.Isolated;
import inkling.text.Text;
import inkling.worker.JobStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** Which runs learnt from a data set, and from which others any did; runs that are deleted do not count. */
public final class UsedBy {
    private static final int SHOWN = 20;
    private static final int MOST_ELSEWHERE = 50;
    private static final Set<JobStatus> ACTIVE = Set.of(JobStatus.QUEUED, JobStatus.RUNNING);

    private static final String THERE = " from run join job on job.id = run.job_id where run.deleted_at is null and ";
    private static final String AT_PATH = "run.data_folder = :path";
    private static final String OF_KIND =
            "run.data_folder is null and coalesce(run.dataset, run.requested_dataset) = :kind";

    private final Database database;

    /** A run as a list of them has it. */
    record User(long run, String name, JobStatus status) {
        public String url() {
            return Run.url(run);
        }
    }

    /**
     * All of a set.
     *
     * @param newest some of them, the newest first
     */
    record Users(int count, List<User> newest, List<User> active) {}

    public UsedBy(Database database) {
        this.database = database;
    }

    Users of(KnownSet set) {
        String where = THERE + (set.request().path().isPresent() ? AT_PATH : OF_KIND);
        return database.jdbi().withHandle(handle -> {
            int count = bound(handle.createQuery("select count(*)" + where), set)
                    .mapTo(Integer.class)
                    .one();
            List<User> newest = users(bound(
                    handle.createQuery(Text.of(
                            "select run.id, run.name, job.status%s order by run.id desc fetch next %d rows only",
                            where, SHOWN)),
                    set));
            List<User> active = users(bound(
                    handle.createQuery(Text.of(
                                    "select run.id, run.name, job.status%s and job.status in (<active>) order by run.id",
                                    where))
                            .bindList("active", ACTIVE.stream().map(Enum::name).collect(Collectors.toList())),
                    set));
            return new Users(count, newest, active);
        });
    }

    private static Query bound(Query query, KnownSet set) {
        Optional<String> path = set.request().path();
        return path.isPresent()
                ? query.bind("path", path.get())
                : query.bind("kind", set.request().kind().name());
    }

    private static List<User> users(Query query) {
        return query.map((row, context) -> new User(
                        row.getLong("id"),
                        Isolated.of(row.getString("name")),
                        JobStatus.valueOf(row.getString("status"))))
                .list();
    }

    /** What lies elsewhere on this machine and runs learnt from, the one that was used last first. */
    List<DatasetRequest> elsewhere(String home) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select run.data_folder, run.test_folder, max(run.id) as latest from run
                        where run.deleted_at is null and run.data_folder is not null
                            and position(:home in run.data_folder) <> 1
                        group by run.data_folder, run.test_folder
                        order by latest desc fetch next :most rows only
                        """)
                        .bind("home", home)
                        .bind("most", MOST_ELSEWHERE)
                        .map((row, context) -> new DatasetRequest(
                                DatasetKind.AUTO,
                                Optional.of(row.getString("data_folder")),
                                Optional.ofNullable(row.getString("test_folder")),
                                Framing.USUAL))
                        .list());
    }
}
