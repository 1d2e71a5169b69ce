package inkling.sweeps;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.google.gson.Gson;
import inkling.database.Database;
import inkling.database.Rows;
import inkling.deletion.DeletableRows;
import inkling.deletion.Deleted;
import inkling.http.Json;
import inkling.text.Text;
import inkling.worker.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/** The sweeps in the database, and what their runs came to. */
public final class SweepRepository extends DeletableRows {
    private static final Gson GSON = new Gson();
    private static final GenericType<Map<String, String>> FIELDS = new GenericType<>() {};

    private final Database database;

    public SweepRepository(Database database) {
        super(database, "sweep", "sweeps", "sweep");
        this.database = database;
        jdbi.registerColumnMapper(
                FIELDS, (row, column, context) -> GSON.fromJson(row.getString(column), FIELDS.getType()));
    }

    /**
     * The best run of a sweep.
     *
     * @param validLoss of its best epoch, the lowest of all finished runs
     * @param testAccuracy of the same epoch, by which it is not chosen
     */
    public record Best(long run, double validLoss, double testAccuracy) {}

    /** A sweep with how its runs stand; the best one is empty before a run is finished. */
    public record Summary(Sweep sweep, SweepCounts counts, Optional<Best> best) {}

    /** Adds a sweep without runs, in the transaction of the handle. */
    public long insert(Handle handle, String name, Map<String, String> fields, Optional<String> askedBy, Instant now) {
        return handle.createUpdate("""
                        insert into sweep (name, fields, asked_by, created_at) values (:name, :fields, :askedBy, :now)
                        """)
                .bind("name", name)
                .bind("fields", Json.write(fields))
                .bind("askedBy", askedBy)
                .bind("now", now)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    Optional<Sweep> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, name, fields, asked_by, created_at from sweep where deleted_at is null and id = :id")
                .bind("id", id)
                .mapTo(Sweep.class)
                .findOne());
    }

    public long count() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from sweep where deleted_at is null")
                .mapTo(Long.class)
                .one());
    }

    /** The newest sweeps first, each with how its runs stand. */
    public List<Summary> list(int limit, long offset) {
        List<Sweep> sweeps = jdbi.withHandle(handle -> handle.createQuery("""
                        select id, name, fields, asked_by, created_at from sweep
                        where deleted_at is null order by id desc offset :offset rows fetch next :limit rows only
                        """)
                .bind("limit", limit)
                .bind("offset", offset)
                .mapTo(Sweep.class)
                .list());
        List<Long> ids = sweeps.stream().map(Sweep::id).toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, SweepCounts> counts = counts(ids);
        Map<Long, Best> best = best(ids);
        return sweeps.stream()
                .map(sweep -> new Summary(
                        sweep,
                        counts.getOrDefault(sweep.id(), new SweepCounts(Map.of())),
                        Optional.ofNullable(best.get(sweep.id()))))
                .toList();
    }

    private Map<Long, SweepCounts> counts(List<Long> sweeps) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select sweep_id, status, count(*) as runs from run join job on job.id = run.job_id
                        where sweep_id in (<sweeps>) and deleted_at is null group by sweep_id, status
                        """)
                .bindList("sweeps", sweeps)
                .collectRows(groupingBy(
                        row -> row.getColumn("sweep_id", Long.class),
                        collectingAndThen(
                                toMap(
                                        row -> row.getColumn("status", JobStatus.class),
                                        row -> row.getColumn("runs", Integer.class)),
                                SweepCounts::new))));
    }

    private Map<Long, Best> best(List<Long> sweeps) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select sweep_id, id as run, best_valid_loss as valid_loss, test_accuracy from (
                            select run.sweep_id, run.id, run.best_valid_loss, run.test_accuracy, row_number() over (
                                partition by run.sweep_id order by run.best_valid_loss, run.id) as place
                            from run join job on job.id = run.job_id
                            where run.sweep_id in (<sweeps>) and job.status = 'FINISHED' and run.deleted_at is null
                                and run.best_epoch is not null) ranked
                        where place = 1
                        """)
                .bindList("sweeps", sweeps)
                .collectRows(toMap(row -> row.getColumn("sweep_id", Long.class), row -> row.getRow(Best.class))));
    }

    /** The numbers of a sweep's runs, in the order in which they were asked for. */
    public List<Long> runs(long sweep) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id from run where sweep_id = :sweep and deleted_at is null order by id")
                .bind("sweep", sweep)
                .mapTo(Long.class)
                .list());
    }

    /** @return false if there is no such sweep */
    public boolean rename(long id, String name) {
        int changed = jdbi.withHandle(
                handle -> handle.createUpdate("update sweep set name = :name where deleted_at is null and id = :id")
                        .bind("name", name)
                        .bind("id", id)
                        .execute());
        database.checkpointSync();
        return changed > 0;
    }

    @Override
    public List<Deleted> deletedAfter(Instant moment) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, name, deleted_at, (select count(*) from run where deleted_sweep_id = sweep.id) as runs
                        from sweep where deleted_at > :moment order by deleted_at desc, id desc
                        """)
                .bind("moment", moment)
                .map((row, context) -> new Deleted(
                        row.getString("id"),
                        Text.of("Sweep %d, %s", row.getLong("id"), row.getString("name")),
                        row.getInt("runs") == 1 ? "its run stayed" : Text.of("its %d runs stayed", row.getInt("runs")),
                        Rows.instant(row, "deleted_at").orElseThrow()))
                .list());
    }

    /** That runs belong together is forgotten; they stay. */
    @Override
    protected void deleted(Handle handle, long sweep) {
        handle.execute("update run set deleted_sweep_id = sweep_id, sweep_id = null where sweep_id = ?", sweep);
    }

    @Override
    protected void restored(Handle handle, long sweep) {
        handle.execute(
                "update run set sweep_id = deleted_sweep_id, deleted_sweep_id = null where deleted_sweep_id = ?",
                sweep);
    }
}
