package inkling.maps.job;

import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.database.Database;
import inkling.database.Rows;
import inkling.deletion.DeletableRows;
import inkling.deletion.Deleted;
import inkling.maps.job.Projection.Explained;
import inkling.maps.job.Projection.Quality;
import inkling.maps.job.Projection.Search;
import inkling.maps.job.Projection.Status;
import inkling.maps.job.Projection.What;
import inkling.text.Text;
import inkling.worker.JobRecord;
import inkling.worker.JobRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The maps in the database; those that are deleted one by one, and those of a deleted run with it. Used on any thread. */
public final class ProjectionRepository extends DeletableRows {
    static final String KIND = "map";

    private static final String SELECT =
            """
            select projection.id, run_id, epoch, split, layer, method, points, perplexity, seed, iterations, iteration,
                started_from, kl, explained_1, explained_2, trustworthiness, trusted_points, neighbour_agreement,
                projection.deleted_at,
            """ + JobRecord.COLUMNS + " from projection join job on job.id = projection.job_id ";

    private static final String THERE = SELECT + "where projection.deleted_at is null and ";

    private final JobRepository jobs;

    public ProjectionRepository(Database database) {
        super(database, KIND, "maps", "projection");
        this.jobs = new JobRepository(database);
    }

    /** Adds maps that one job is to make, with that job; they are on the disk when it is in the queue. */
    List<Projection> create(
            String kind, List<What> maps, Optional<Long> startedFrom, Optional<String> askedBy, Instant now) {
        return jdbi.inTransaction(handle -> {
            long job = add(handle, kind, maps.get(0).run(), askedBy, 1, now);
            return maps.stream()
                    .map(what -> insert(handle, what, startedFrom, job))
                    .map(id -> find(handle, id).orElseThrow())
                    .toList();
        });
    }

    private static long add(Handle handle, String kind, long run, Optional<String> askedBy, int revision, Instant now) {
        var job = new JobRepository.New(kind, Run.owner(run), askedBy, Maps.DEVICE, revision);
        return JobRepository.add(handle, List.of(job), now).get(0);
    }

    private static long insert(Handle handle, What what, Optional<Long> startedFrom, long job) {
        return handle.createUpdate("""
                        insert into projection (run_id, job_id, epoch, split, layer, method, points, perplexity, seed,
                            iterations, started_from)
                        values (:run, :job, :epoch, :split, :layer, :method, :points, :perplexity, :seed, :iterations,
                            :startedFrom)
                        """)
                .bindMethods(what)
                .bind("job", job)
                .bind("perplexity", what.search().map(Search::perplexity))
                .bind("seed", what.search().map(Search::seed))
                .bind("iterations", what.search().map(Search::iterations))
                .bind("startedFrom", startedFrom)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    public Optional<Projection> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    private static Optional<Projection> find(Handle handle, long id) {
        return handle.createQuery(THERE + "projection.id = :id")
                .bind("id", id)
                .map(ProjectionRepository::projection)
                .findOne();
    }

    /** All maps of a run, the newest first. */
    public List<Projection> of(long run) {
        return jdbi.withHandle(handle -> handle.createQuery(THERE + "run_id = :run order by projection.id desc")
                .bind("run", run)
                .map(ProjectionRepository::projection)
                .list());
    }

    /** The maps of all epochs that belong with this one, in the order of the epochs, of each the newest. */
    public List<Projection> series(What what) {
        Map<Integer, Projection> newest = new TreeMap<>();
        for (Projection map : of(what.run())) {
            if (map.what().kind().equals(what.kind())) {
                newest.putIfAbsent(map.what().epoch(), map);
            }
        }
        return List.copyOf(newest.values());
    }

    /** The maps that a job makes, in the order in which it makes them; none if their run is deleted. */
    List<Projection> madeBy(long job) {
        return jdbi.withHandle(handle -> handle.createQuery(THERE + """
                        projection.job_id = :job
                            and not exists (select 1 from run where run.id = run_id and run.deleted_at is not null)
                        order by projection.id
                        """)
                .bind("job", job)
                .map(ProjectionRepository::projection)
                .list());
    }

    /** Gives a stopped or failed map a new job; empty if it is neither. */
    Optional<Projection> requeue(Projection map, String kind, Optional<String> askedBy, Instant now) {
        if (map.status() != Status.STOPPED && map.status() != Status.FAILED) {
            return Optional.empty();
        }
        return jdbi.inTransaction(handle -> {
            int revision = JobRepository.revisionAfter(handle, map.job().id());
            int changed = handle.createUpdate("update projection set job_id = :next where id = :id and job_id = :job")
                    .bind("next", add(handle, kind, map.what().run(), askedBy, revision, now))
                    .bind("id", map.id())
                    .bind("job", map.job().id())
                    .execute();
            if (changed == 0) {
                handle.rollback();
                return Optional.empty();
            }
            return find(handle, map.id());
        });
    }

    /** What a job had made is lost; one that is still at it may make it again. */
    Optional<Projection> lose(Projection map, String reason, Instant now) {
        if (map.job().status().active()) {
            return Optional.empty();
        }
        update("set explained_1 = null, explained_2 = null", map.id(), update -> update);
        jobs.lose(map.job().id(), reason, now);
        return find(map.id());
    }

    /** Keeps how far t-SNE is. */
    void keep(long id, int iteration, double kl) {
        update(
                "set iteration = :iteration, kl = :kl",
                id,
                update -> update.bind("iteration", iteration).bind("kl", Double.isFinite(kl) ? kl : null));
    }

    void keep(long id, Explained explained) {
        update(
                "set explained_1 = :first, explained_2 = :second",
                id,
                update -> update.bind("first", explained.first()).bind("second", explained.second()));
    }

    void keep(long id, Quality quality) {
        String columns = "set trustworthiness = :trust, trusted_points = :of, neighbour_agreement = :agreement";
        update(
                columns,
                id,
                update -> update.bind("trust", quality.trustworthiness())
                        .bind("of", quality.of())
                        .bind("agreement", quality.neighbourAgreement()));
    }

    /** Forgets a map at once. */
    void forget(long id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from projection where id = :id")
                .bind("id", id)
                .execute());
    }

    @Override
    public List<Deleted> deletedAfter(Instant moment) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where projection.deleted_at > :moment
                            and not exists (select 1 from run where run.id = run_id and run.deleted_at is not null)
                        order by projection.deleted_at desc, projection.id desc
                        """)
                .bind("moment", moment)
                .map((row, context) -> deleted(
                        projection(row, context),
                        Rows.instant(row, "deleted_at").orElseThrow()))
                .list());
    }

    private static Deleted deleted(Projection map, Instant at) {
        What what = map.what();
        return new Deleted(
                String.valueOf(map.id()),
                Text.of("Map %d of run %d", map.id(), what.run()),
                Text.of(
                        "%s of %s, epoch %d, %,d %s images",
                        what.method().title(),
                        what.layer(),
                        what.epoch(),
                        what.points(),
                        what.split().title()),
                at);
    }

    @Override
    protected List<String> files(Handle handle, long map) {
        return handle.createQuery("select run_id from projection where id = :id")
                .bind("id", map)
                .mapTo(Long.class)
                .map(run -> Text.of("runs/%d/%s", run, MapFiles.name(map)))
                .list();
    }

    /** Forgets the maps of a job that it has not made. */
    void deleteUnmade(long job) {
        jdbi.useHandle(
                handle -> handle.createUpdate("delete from projection where job_id = :job and explained_1 is null")
                        .bind("job", job)
                        .execute());
    }

    private void update(String columns, long id, Binding binding) {
        jdbi.useHandle(handle -> binding.of(handle.createUpdate("update projection " + columns + " where id = :id")
                        .bind("id", id))
                .execute());
    }

    /** Gives a statement its values. */
    private interface Binding {
        Update of(Update update);
    }

    private static Projection projection(ResultSet row, StatementContext context) throws SQLException {
        Method method = Method.valueOf(row.getString("method"));
        Optional<Search> search = method == Method.PCA
                ? Optional.empty()
                : Optional.of(new Search(row.getDouble("perplexity"), row.getLong("seed"), row.getInt("iterations")));
        What what = new What(
                row.getLong("run_id"),
                row.getInt("epoch"),
                ImageSplit.valueOf(row.getString("split")),
                row.getString("layer"),
                method,
                row.getInt("points"),
                search);
        return new Projection(
                row.getLong("id"),
                what,
                JobRecord.read(row),
                row.getInt("iteration"),
                Optional.ofNullable(row.getObject("started_from", Long.class)),
                Optional.ofNullable(row.getObject("kl", Double.class)),
                explained(row),
                quality(row));
    }

    private static Optional<Explained> explained(ResultSet row) throws SQLException {
        return row.getObject("explained_1") == null
                ? Optional.empty()
                : Optional.of(new Explained(row.getDouble("explained_1"), row.getDouble("explained_2")));
    }

    private static Optional<Quality> quality(ResultSet row) throws SQLException {
        return row.getObject("trustworthiness") == null
                ? Optional.empty()
                : Optional.of(new Quality(
                        row.getDouble("trustworthiness"),
                        row.getInt("trusted_points"),
                        row.getDouble("neighbour_agreement")));
    }
}
