package inkling.imagine;

import inkling.archive.runs.RunStatus;
import inkling.database.Database;
import inkling.dreaming.Adversarial;
import inkling.dreaming.GradientAscent;
import inkling.dreaming.GradientAscent.Objective;
import inkling.dreaming.GradientAscent.Start;
import inkling.dreaming.NoiseSearch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The dreams in the database; what changes a dream's status returns when the change is on the disk. */
public final class DreamRepository {
    private static final int LONGEST_FAILURE = 2_000;
    private static final String SELECT = """
            select id, run_id, revision, status, epoch, method, digit, images, mean, deviation, objective, start,
                learning_rate, total_variation, l2, image, technique, epsilon, step_size, steps, seed, created_at,
                started_at, ended_at, device, failure, done, log_odds
            from dream
            """;
    private static final List<String> SETTINGS = List.of(
            "images",
            "mean",
            "deviation",
            "objective",
            "start",
            "learning_rate",
            "total_variation",
            "l2",
            "image",
            "technique",
            "epsilon",
            "step_size",
            "steps",
            "seed");

    private final Database database;
    private final Jdbi jdbi;

    public DreamRepository(Database database) {
        this.database = database;
        this.jdbi = database.jdbi();
    }

    /** Adds a dream that waits for its device; it is on the disk when its job is in the queue. */
    Dream create(long run, int epoch, DreamRequest request, Instant now) {
        return jdbi.inTransaction(handle -> {
            Update insert = handle.createUpdate("""
                            insert into dream (run_id, status, epoch, method, digit, images, mean, deviation, objective,
                                start, learning_rate, total_variation, l2, image, technique, epsilon, step_size, steps,
                                seed, created_at)
                            values (:run, 'QUEUED', :epoch, :method, :digit, :images, :mean, :deviation, :objective,
                                :start, :learning_rate, :total_variation, :l2, :image, :technique, :epsilon, :step_size,
                                :steps, :seed, :now)
                            """)
                    .bind("run", run)
                    .bind("epoch", epoch)
                    .bind("method", request.method().name())
                    .bind("digit", request.digit())
                    .bind("now", now);
            Map<String, Object> settings = settings(request);
            SETTINGS.forEach(name -> insert.bind(name, settings.get(name)));
            long id =
                    insert.executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
            return find(handle, id).orElseThrow();
        });
    }

    private static Map<String, Object> settings(DreamRequest request) {
        Map<String, Object> settings = new HashMap<>();
        if (request instanceof DreamRequest.Noise noise) {
            settings.put("images", noise.query().images());
            settings.put("mean", noise.query().mean());
            settings.put("deviation", noise.query().deviation());
            settings.put("seed", noise.query().seed());
        } else if (request instanceof DreamRequest.Ascent ascent) {
            settings.put("objective", ascent.plan().objective().name());
            settings.put("start", ascent.plan().start().name());
            settings.put("steps", ascent.plan().steps());
            settings.put("learning_rate", ascent.plan().learningRate());
            settings.put("total_variation", ascent.plan().totalVariation());
            settings.put("l2", ascent.plan().l2());
            settings.put("seed", ascent.plan().seed());
        } else if (request instanceof DreamRequest.Change change) {
            settings.put("image", change.image());
            settings.put("technique", change.plan().method().name());
            settings.put("epsilon", change.plan().epsilon());
            settings.put("steps", change.plan().steps());
            settings.put("step_size", change.plan().stepSize());
        }
        return settings;
    }

    public Optional<Dream> find(long id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    private static Optional<Dream> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "where id = :id")
                .bind("id", id)
                .map(DreamRepository::dream)
                .findOne();
    }

    /** A run's dreams, the newest first. */
    public List<Dream> list(long run, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        SELECT + "where run_id = :run order by id desc fetch next :limit rows only")
                .bind("run", run)
                .bind("limit", limit)
                .map(DreamRepository::dream)
                .list());
    }

    /** The surest picture of each digit that a method found with an epoch of a run. */
    public List<Dream> surest(long run, int epoch, DreamRequest.Method method) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where run_id = :run and epoch = :epoch and method = :method and log_odds is not null
                            and not exists (select 1 from dream other
                                where other.run_id = dream.run_id and other.epoch = dream.epoch
                                    and other.method = dream.method and other.digit = dream.digit
                                    and (other.log_odds > dream.log_odds
                                        or (other.log_odds = dream.log_odds and other.id < dream.id)))
                        order by digit
                        """)
                .bind("run", run)
                .bind("epoch", epoch)
                .bind("method", method.name())
                .map(DreamRepository::dream)
                .list());
    }

    /** A seed that the run has not had, as short as those that people choose. */
    long nextSeed(long run) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select coalesce(max(seed), 0) + 1 from dream where run_id = :run and seed between 0 and 999999
                        """).bind("run", run).mapTo(Long.class).one());
    }

    /** The dreams that wait for their device, in the order in which they were asked for. */
    List<Dream> queued() {
        return jdbi.withHandle(handle ->
                handle.createQuery(SELECT + """
                        where status = 'QUEUED'
                            and not exists (select 1 from run where run.id = run_id and run.deleted_at is not null)
                        order by id
                        """).map(DreamRepository::dream).list());
    }

    /** The dreams that ended last, the latest first. */
    List<Dream> ended(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where ended_at is not null
                            and not exists (select 1 from run where run.id = run_id and run.deleted_at is not null)
                        order by ended_at desc, id desc fetch next :limit rows only
                        """)
                .bind("limit", limit)
                .map(DreamRepository::dream)
                .list());
    }

    /** @return empty if it was not waiting any more, so that it must not be begun */
    Optional<Dream> start(long id, String device, Instant now) {
        return changed(id, """
                update dream set status = 'RUNNING', revision = revision + 1, started_at = :now, device = :device
                where id = :id and status = 'QUEUED'
                """, update -> update.bind("now", now).bind("device", device));
    }

    /** Keeps how far a running dream is; its picture lies in its file already. */
    void keep(long id, DreamState state) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update dream set done = :done, log_odds = :logOdds where id = :id and status = 'RUNNING'")
                .bind("id", id)
                .bind("done", state.done())
                .bind("logOdds", state.logOdds())
                .execute());
    }

    /**
     * @param status how it ended
     * @return empty if it had ended already
     */
    Optional<Dream> end(long id, RunStatus status, @Nullable String failure, Instant now) {
        String reason = failure == null || failure.length() <= LONGEST_FAILURE
                ? failure
                : failure.substring(0, LONGEST_FAILURE - 1) + "…";
        return changed(
                id,
                """
                update dream set status = :status, revision = revision + 1, ended_at = :now, failure = :failure
                where id = :id and status in ('QUEUED', 'RUNNING')
                """,
                update -> update.bind("status", status.name())
                        .bind("failure", reason)
                        .bind("now", now));
    }

    /** Marks the dreams that were going when an earlier process died. */
    int interruptAll(Instant now) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("""
                        update dream set status = 'INTERRUPTED', revision = revision + 1, ended_at = :now
                        where status = 'RUNNING'
                        """).bind("now", now).execute());
    }

    /** Gives a statement its values. */
    private interface Binding {
        Update of(Update update);
    }

    /** Changes the status by compare-and-set, so that of two who would end a dream only one does. */
    private Optional<Dream> changed(long id, String sql, Binding binding) {
        Optional<Dream> after = jdbi.inTransaction(handle -> {
            int changed = binding.of(handle.createUpdate(sql).bind("id", id)).execute();
            return changed == 0 ? Optional.empty() : find(handle, id);
        });
        database.checkpointSync();
        return after;
    }

    private static Dream dream(ResultSet row, StatementContext context) throws SQLException {
        return new Dream(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getInt("revision"),
                RunStatus.valueOf(row.getString("status")),
                row.getInt("epoch"),
                request(row),
                instant(row, "created_at").orElseThrow(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                Optional.ofNullable(row.getString("device")),
                row.getLong("done"),
                row.getObject("log_odds") == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(row.getDouble("log_odds")),
                Optional.ofNullable(row.getString("failure")));
    }

    private static DreamRequest request(ResultSet row) throws SQLException {
        int digit = row.getInt("digit");
        return switch (DreamRequest.Method.valueOf(row.getString("method"))) {
            case NOISE ->
                new DreamRequest.Noise(new NoiseSearch.Query(
                        digit,
                        row.getLong("images"),
                        row.getDouble("mean"),
                        row.getDouble("deviation"),
                        row.getLong("seed")));
            case ASCENT ->
                new DreamRequest.Ascent(new GradientAscent.Plan(
                        digit,
                        Objective.valueOf(row.getString("objective")),
                        Start.valueOf(row.getString("start")),
                        row.getInt("steps"),
                        row.getDouble("learning_rate"),
                        row.getDouble("total_variation"),
                        row.getDouble("l2"),
                        row.getLong("seed")));
            case ADVERSARIAL ->
                new DreamRequest.Change(
                        row.getInt("image"),
                        new Adversarial.Plan(
                                Adversarial.Method.valueOf(row.getString("technique")),
                                digit,
                                row.getDouble("epsilon"),
                                row.getInt("steps"),
                                row.getDouble("step_size")));
        };
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, java.time.OffsetDateTime.class))
                .map(java.time.OffsetDateTime::toInstant);
    }
}
