package inkling.maps.job;

import inkling.archive.ImageSplit;
import inkling.database.Database;
import inkling.maps.job.Projection.Explained;
import inkling.maps.job.Projection.Quality;
import inkling.maps.job.Projection.Search;
import inkling.maps.job.Projection.Status;
import inkling.maps.job.Projection.What;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The maps in the database. Used on any thread. */
public final class ProjectionRepository {
    private static final int LONGEST_FAILURE = 2_000;
    private static final String SELECT = """
            select id, run_id, epoch, split, layer, method, points, status, perplexity, seed, iterations, iteration,
                started_from, kl, explained_1, explained_2, trustworthiness, trusted_points, neighbour_agreement,
                failure, created_at, ended_at
            from projection
            """;

    private final Database database;
    private final Jdbi jdbi;

    public ProjectionRepository(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    /** Adds a map that waits for the device. */
    public Projection create(What what, Optional<Long> startedFrom, Instant now) {
        long id = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into projection (run_id, epoch, split, layer, method, points, status, perplexity, seed,
                            iterations, started_from, created_at)
                        values (:run, :epoch, :split, :layer, :method, :points, 'QUEUED', :perplexity, :seed,
                            :iterations, :startedFrom, :now)
                        """)
                .bind("run", what.run())
                .bind("epoch", what.epoch())
                .bind("split", what.split().name())
                .bind("layer", what.layer().name())
                .bind("method", what.method().name())
                .bind("points", what.points())
                .bind("perplexity", what.search().map(Search::perplexity).orElse(null))
                .bind("seed", what.search().map(Search::seed).orElse(null))
                .bind("iterations", what.search().map(Search::iterations).orElse(null))
                .bind("startedFrom", startedFrom.orElse(null))
                .bind("now", now)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
        return find(id).orElseThrow();
    }

    public Optional<Projection> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "where id = :id")
                .bind("id", id)
                .map(ProjectionRepository::projection)
                .findOne());
    }

    /** All maps of a run, the newest first. */
    public List<Projection> of(long run) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "where run_id = :run order by id desc")
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

    /** The maps that wait for the device, in the order in which they were asked for. */
    List<Projection> queued(Method method) {
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT + "where method = :method and status = 'QUEUED' order by id")
                        .bind("method", method.name())
                        .map(ProjectionRepository::projection)
                        .list());
    }

    /** The maps that ended last, the latest first. */
    List<Projection> ended(Method method, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where method = :method and ended_at is not null
                            and not exists (select 1 from run where run.id = run_id and run.deleted_at is not null)
                        order by ended_at desc, id desc fetch next :limit rows only
                        """)
                .bind("method", method.name())
                .bind("limit", limit)
                .map(ProjectionRepository::projection)
                .list());
    }

    /** Marks a waiting map as being made; empty if it does not wait any more. */
    Optional<Projection> start(long id) {
        return change(id, Status.RUNNING, "ended_at = null", List.of(Status.QUEUED), update -> update);
    }

    /** Lets a stopped map wait for the device again; empty if it was not stopped. */
    Optional<Projection> requeue(long id) {
        List<Status> before = List.of(Status.STOPPED, Status.FAILED);
        return change(id, Status.QUEUED, "ended_at = null, failure = null", before, update -> update);
    }

    Optional<Projection> stop(long id, Instant now) {
        List<Status> before = List.of(Status.QUEUED, Status.RUNNING);
        return change(id, Status.STOPPED, "ended_at = :now", before, update -> update.bind("now", now));
    }

    Optional<Projection> finish(long id, Instant now) {
        return change(id, Status.FINISHED, "ended_at = :now", List.of(Status.RUNNING), u -> u.bind("now", now));
    }

    /** What was made is lost. */
    Optional<Projection> lose(long id, String reason) {
        List<Status> before = List.of(Status.STOPPED, Status.FINISHED);
        return change(
                id, Status.FAILED, "failure = :failure", before, update -> update.bind("failure", clipped(reason)));
    }

    private static String clipped(String reason) {
        return reason.length() <= LONGEST_FAILURE ? reason : reason.substring(0, LONGEST_FAILURE);
    }

    Optional<Projection> fail(long id, String reason, Instant now) {
        List<Status> before = List.of(Status.QUEUED, Status.RUNNING);
        return change(
                id,
                Status.FAILED,
                "ended_at = :now, failure = :failure",
                before,
                update -> update.bind("now", now).bind("failure", clipped(reason)));
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

    public void delete(long id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from projection where id = :id")
                .bind("id", id)
                .execute());
    }

    /** What was going when an earlier process died: a t-SNE can go on, PCA is as if never asked for. */
    public void recover(Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from projection where method = 'PCA' and status = 'RUNNING'")
                    .execute();
            handle.createUpdate("update projection set status = 'STOPPED', ended_at = :now where status = 'RUNNING'")
                    .bind("now", now)
                    .execute();
        });
    }

    private Optional<Projection> change(long id, Status status, String columns, List<Status> before, Binding binding) {
        String statuses =
                String.join(", ", before.stream().map(from -> "'" + from + "'").toList());
        int changed = jdbi.withHandle(handle -> binding.of(handle.createUpdate("update projection set status = '"
                                + status + "', " + columns + " where id = :id and status in (" + statuses + ")")
                        .bind("id", id))
                .execute());
        database.checkpointSync();
        return changed == 0 ? Optional.empty() : find(id);
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
                Layer.valueOf(row.getString("layer")),
                method,
                row.getInt("points"),
                search);
        return new Projection(
                row.getLong("id"),
                what,
                Status.valueOf(row.getString("status")),
                row.getInt("iteration"),
                Optional.ofNullable(row.getObject("started_from", Long.class)),
                Optional.ofNullable(row.getObject("kl", Double.class)),
                explained(row),
                quality(row),
                Optional.ofNullable(row.getString("failure")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
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
