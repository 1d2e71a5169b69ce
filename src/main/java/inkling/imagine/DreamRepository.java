package inkling.imagine;

import static java.util.stream.Collectors.joining;

import inkling.archive.runs.Run;
import inkling.database.Database;
import inkling.database.Rows;
import inkling.deletion.DeletableRows;
import inkling.deletion.Deleted;
import inkling.dreaming.Adversarial;
import inkling.dreaming.GradientAscent;
import inkling.dreaming.GradientAscent.Objective;
import inkling.dreaming.GradientAscent.Start;
import inkling.dreaming.NoiseSearch;
import inkling.text.Text;
import inkling.worker.JobRecord;
import inkling.worker.JobRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The dreams in the database; where each stands, its job says. */
public final class DreamRepository extends DeletableRows {
    private static final String SELECT = """
            select dream.id, run_id, epoch, method, label, images, mean, deviation, objective, start, learning_rate,
                total_variation, l2, image, technique, epsilon, step_size, steps, seed, done, log_odds, dream.deleted_at,
            """ + JobRecord.COLUMNS + " from dream join job on job.id = dream.job_id ";

    private static final String THERE = SELECT + "where dream.deleted_at is null and ";

    public DreamRepository(Database database) {
        super(database, "picture", "pictures", "dream");
    }

    /** Adds a dream that waits for its device, with its job; it is on the disk when that is in the queue. */
    Dream create(long run, int epoch, DreamRequest request, Optional<String> askedBy, String device, Instant now) {
        Map<String, Object> settings = settings(request);
        String columns = String.join(", ", settings.keySet());
        String values = settings.keySet().stream().map(name -> ":" + name).collect(joining(", "));
        return jdbi.inTransaction(handle -> {
            var job = new JobRepository.New(Dreams.KIND, Run.owner(run), askedBy, device, 1);
            long id = handle.createUpdate("insert into dream (run_id, job_id, epoch, method, label, " + columns
                            + ") values (:run, :job, :epoch, :method, :label, " + values + ")")
                    .bind("run", run)
                    .bind("job", JobRepository.add(handle, List.of(job), now).get(0))
                    .bind("epoch", epoch)
                    .bind("method", request.method().name())
                    .bind("label", request.label())
                    .bindMap(settings)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
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
        return handle.createQuery(THERE + "dream.id = :id")
                .bind("id", id)
                .map(DreamRepository::dream)
                .findOne();
    }

    /** The dream that a job finds; empty if its run is deleted. */
    Optional<Dream> foundBy(long job) {
        return jdbi.withHandle(handle -> handle.createQuery(THERE + """
                        dream.job_id = :job
                            and not exists (select 1 from run where run.id = run_id and run.deleted_at is not null)
                        """)
                .bind("job", job)
                .map(DreamRepository::dream)
                .findOne());
    }

    /** A run's dreams, the newest first. */
    public List<Dream> list(long run, int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery(THERE + "run_id = :run order by dream.id desc fetch next :limit rows only")
                        .bind("run", run)
                        .bind("limit", limit)
                        .map(DreamRepository::dream)
                        .list());
    }

    /** The surest picture of each class that a method found with an epoch of a run. */
    public List<Dream> surest(long run, int epoch, DreamRequest.Method method) {
        return jdbi.withHandle(handle -> handle.createQuery(THERE + """
                        run_id = :run and epoch = :epoch and method = :method and log_odds is not null
                            and not exists (select 1 from dream other
                                where other.deleted_at is null and other.run_id = dream.run_id and other.epoch = dream.epoch
                                    and other.method = dream.method and other.label = dream.label
                                    and (other.log_odds > dream.log_odds
                                        or (other.log_odds = dream.log_odds and other.id < dream.id)))
                        order by label
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

    /** Keeps how far a running dream is; its picture lies in its file already. */
    void keep(long id, DreamState state) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update dream set done = :done, log_odds = :logOdds where id = :id")
                        .bind("id", id)
                        .bind("done", state.done())
                        .bind("logOdds", state.logOdds())
                        .execute());
    }

    @Override
    public List<Deleted> deletedAfter(Instant moment) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where dream.deleted_at > :moment
                            and not exists (select 1 from run where run.id = run_id and run.deleted_at is not null)
                        order by dream.deleted_at desc, dream.id desc
                        """)
                .bind("moment", moment)
                .map((row, context) -> deleted(
                        dream(row, context), Rows.instant(row, "deleted_at").orElseThrow()))
                .list());
    }

    private static Deleted deleted(Dream dream, Instant at) {
        return new Deleted(
                String.valueOf(dream.id()),
                Text.of("Picture %d of run %d", dream.id(), dream.run()),
                Text.of("%s, epoch %d", dream.request().method().title(), dream.epoch()),
                at);
    }

    @Override
    protected List<String> files(Handle handle, long dream) {
        return handle.createQuery("select run_id from dream where id = :id")
                .bind("id", dream)
                .mapTo(Long.class)
                .map(run -> Text.of("runs/%d/%s", run, DreamFiles.name(dream)))
                .list();
    }

    private static Dream dream(ResultSet row, StatementContext context) throws SQLException {
        return new Dream(
                row.getLong("id"),
                row.getLong("run_id"),
                JobRecord.read(row),
                row.getInt("epoch"),
                request(row),
                row.getLong("done"),
                row.getObject("log_odds") == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(row.getDouble("log_odds")));
    }

    private static DreamRequest request(ResultSet row) throws SQLException {
        int label = row.getInt("label");
        return switch (DreamRequest.Method.valueOf(row.getString("method"))) {
            case NOISE ->
                new DreamRequest.Noise(new NoiseSearch.Query(
                        label,
                        row.getLong("images"),
                        row.getDouble("mean"),
                        row.getDouble("deviation"),
                        row.getLong("seed")));
            case ASCENT ->
                new DreamRequest.Ascent(new GradientAscent.Plan(
                        label,
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
                                label,
                                row.getDouble("epsilon"),
                                row.getInt("steps"),
                                row.getDouble("step_size")));
        };
    }
}
