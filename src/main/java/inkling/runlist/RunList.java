package inkling.runlist;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.runlist.filter.Field;
import inkling.runlist.filter.Where;
import inkling.text.Text;
import inkling.worker.JobStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.TemplateEngine;

/** Finds, sorts and counts runs in the database, where thousands of them stay. */
public final class RunList {
    /** Outer, so that H2 takes the runs first, and looks up the jobs of those alone for which all else holds. */
    private static final String RUNS_FIRST = "from run left join job on job.id = run.job_id";

    /** H2 may take the jobs of a status first, and look up their runs. */
    private static final String JOBS_OR_RUNS_FIRST = "from run join job on job.id = run.job_id";

    private final Jdbi jdbi;
    private final RunRepository runs;
    private final MetricsRepository metrics;

    public RunList(Database database, RunRepository runs, MetricsRepository metrics) {
        this.jdbi = database.jdbi();
        this.runs = runs;
        this.metrics = metrics;
    }

    /** Whether any run has the name of the person who asked for it. */
    boolean namesAnybody() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select 1 from run where asked_by >= '')") // By its index.
                        .mapTo(Boolean.class)
                        .one());
    }

    /** How many runs there are, by all that can be chosen by a click. */
    public Counts count(RunSelection selection) {
        Where where = new Where(selection.condition());
        String sql = Text.of("""
                select status, dataset, archived, count(*) as runs from (
                    select job.status as status, coalesce(run.dataset, run.requested_dataset) as dataset,
                        run.archived_at is not null as archived
                    %s where run.deleted_at is null and %s
                ) found
                group by status, dataset, archived
                """, Field.needJobs(where.fields()) ? JOBS_OR_RUNS_FIRST : RUNS_FIRST, where.sql());
        return new Counts(
                selection,
                jdbi.withHandle(handle -> query(handle, sql, where.binds())
                        .mapTo(Counts.Group.class)
                        .list()));
    }

    /** The runs of a page, in order; of equals the newer first, and those without a value last. */
    public List<MeasuredRun> page(RunSelection selection, Sort sort, int limit, long offset) {
        return metrics.measured(runs.findAll(ids(selection, sort, limit, offset)));
    }

    private List<Long> ids(RunSelection selection, Sort sort, int limit, long offset) {
        Where where = new Where(selection.condition());
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
                from(where, selection.statuses(), sort),
                where.sql(),
                chosen(selection, binds),
                sort.field().order(sort.descending()));
        return jdbi.withHandle(
                handle -> query(handle, sql, binds).mapTo(Long.class).list());
    }

    /** Most runs are finished, so that it is quicker to take the runs in order and to pass over the others. */
    private static String from(Where where, Set<JobStatus> statuses, Sort sort) {
        boolean few = !statuses.isEmpty() && !statuses.contains(JobStatus.FINISHED);
        if (few || Field.needJobs(where.fields())) {
            return JOBS_OR_RUNS_FIRST;
        }
        return statuses.isEmpty() && !Field.needJobs(Set.of(sort.field())) ? "from run" : RUNS_FIRST;
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

    /** The statement's own signs {@code <} and {@code >} are no places of a template. */
    private static Query query(Handle handle, String sql, Map<String, ?> binds) {
        return handle.createQuery(sql).setTemplateEngine(TemplateEngine.NOP).bindMap(binds);
    }
}
