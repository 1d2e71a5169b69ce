package inkling.runlist;

import static java.util.stream.Collectors.toMap;

import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.runlist.filter.Field;
import inkling.runlist.filter.Where;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.worker.JobStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.TemplateEngine;

/** Finds, sorts and counts runs in the database, where thousands of them stay. */
public final class RunList {
    private final Jdbi jdbi;
    private final RunRepository runs;

    public RunList(Database database, RunRepository runs) {
        this.jdbi = database.jdbi();
        this.runs = runs;
    }

    /** How many runs there are, by all that can be chosen by a click. */
    public Counts count(RunSelection selection) {
        Where where = new Where(selection.condition());
        String sql = Text.of("""
                select status, dataset, archived, count(*) as runs from (
                    select job.status, coalesce(run.dataset, run.requested_dataset) as dataset,
                        run.archived_at is not null as archived
                    %s where run.deleted_at is null and %s
                ) found
                group by status, dataset, archived
                """, Field.from(where.fields()), where.sql());
        return new Counts(
                selection,
                jdbi.withHandle(handle -> query(handle, sql, where.binds())
                        .map((row, context) -> new Counts.Group(
                                JobStatus.valueOf(row.getString("status")),
                                DatasetKind.valueOf(row.getString("dataset")),
                                row.getBoolean("archived"),
                                row.getLong("runs")))
                        .list()));
    }

    /** The runs of a page, in order; of equals the newer first, and those without a value last. */
    public List<ListedRun> page(RunSelection selection, Sort sort, int limit, long offset) {
        List<Long> ids = ids(selection, sort, limit, offset);
        Map<Long, Map<String, EpochMetrics>> metrics = metrics(ids);
        return runs.findAll(ids).stream()
                .map(run -> new ListedRun(
                        run,
                        Optional.ofNullable(metrics.get(run.id()).get("best")),
                        Optional.ofNullable(metrics.get(run.id()).get("last"))))
                .toList();
    }

    private List<Long> ids(RunSelection selection, Sort sort, int limit, long offset) {
        Where where = new Where(selection.condition());
        Set<Field> fields = new HashSet<>(where.fields());
        fields.add(sort.field());
        Map<String, Object> binds = new LinkedHashMap<>(where.binds());
        binds.put("limit", limit);
        binds.put("offset", offset);
        String sql = Text.of(
                """
                select run.id %s
                where run.deleted_at is null and %s and %s
                order by %s, run.id desc
                offset :offset rows fetch next :limit rows only
                """,
                Field.from(fields),
                where.sql(),
                chosen(selection, binds),
                sort.field().order(sort.descending()));
        return jdbi.withHandle(
                handle -> query(handle, sql, binds).mapTo(Long.class).list());
    }

    private static String chosen(RunSelection selection, Map<String, Object> binds) {
        StringBuilder sql = new StringBuilder(
                switch (selection.archived()) {
                    case HIDDEN -> "run.archived_at is null";
                    case SHOWN -> "true";
                    case ONLY -> "run.archived_at is not null";
                });
        oneOf(sql, "job.status", "status", selection.statuses(), binds);
        oneOf(sql, "coalesce(run.dataset, run.requested_dataset)", "dataset", selection.datasets(), binds);
        return sql.toString();
    }

    private static void oneOf(
            StringBuilder sql, String column, String name, Set<? extends Enum<?>> wanted, Map<String, Object> binds) {
        if (wanted.isEmpty()) {
            return;
        }
        StringBuilder names = new StringBuilder();
        for (Enum<?> each : wanted) {
            names.append(names.isEmpty() ? ":" : ", :").append(name).append(each.ordinal());
            binds.put(name + each.ordinal(), each.name());
        }
        sql.append(" and ").append(column).append(" in (").append(names).append(")");
    }

    /** By the run's number and by "best" and "last". */
    private Map<Long, Map<String, EpochMetrics>> metrics(List<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select run.id, at_best.epoch as best_epoch, at_best.seconds as best_seconds,
                            at_best.train_loss as best_train_loss, at_best.train_accuracy as best_train_accuracy,
                            at_best.valid_loss as best_valid_loss, at_best.valid_accuracy as best_valid_accuracy,
                            at_last.epoch as last_epoch, at_last.seconds as last_seconds,
                            at_last.train_loss as last_train_loss, at_last.train_accuracy as last_train_accuracy,
                            at_last.valid_loss as last_valid_loss, at_last.valid_accuracy as last_valid_accuracy
                        from run
                        left join epoch at_best on at_best.run_id = run.id and at_best.epoch = run.best_epoch
                        left join epoch at_last on at_last.run_id = run.id and at_last.epoch = run.last_epoch
                        where run.id in (<ids>)
                        """)
                .bindList("ids", ids)
                .map((row, context) -> Map.entry(row.getLong("id"), both(row)))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map<String, EpochMetrics> both(ResultSet row) throws SQLException {
        Map<String, EpochMetrics> metrics = new LinkedHashMap<>();
        for (String which : List.of("best", "last")) {
            if (row.getObject(which + "_epoch") != null) {
                metrics.put(which, epoch(row, which));
            }
        }
        return metrics;
    }

    private static EpochMetrics epoch(ResultSet row, String which) throws SQLException {
        return new EpochMetrics(
                row.getInt(which + "_epoch"),
                row.getDouble(which + "_seconds"),
                row.getDouble(which + "_train_loss"),
                row.getDouble(which + "_train_accuracy"),
                row.getDouble(which + "_valid_loss"),
                row.getDouble(which + "_valid_accuracy"));
    }

    /** The statement's own signs {@code <} and {@code >} are no places of a template. */
    private static Query query(Handle handle, String sql, Map<String, ?> binds) {
        return handle.createQuery(sql).setTemplateEngine(TemplateEngine.NOP).bindMap(binds);
    }
}
