package inkling.organise;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.deletion.Undo;
import inkling.errors.UserError.Busy;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.text.Numbers;
import inkling.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Changes what a person makes of runs: the one way, whether a page or the API asks for it. What several runs are named
 * for happens to all of them or to none. Used on any thread.
 */
public final class OrganisedRuns {
    /** What the address of a list carries after some were put away, before their numbers. */
    static final String ARCHIVED = "archive:";

    private final Jdbi jdbi;
    private final RunRepository runs;
    private final Predicate<List<Long>> ender;
    private final Clock clock;

    /**
     * What a person does with runs.
     *
     * @param ender ends all that works on runs; false if something has not ended yet
     */
    public OrganisedRuns(Database database, RunRepository runs, Predicate<List<Long>> ender, Clock clock) {
        this.jdbi = database.jdbi();
        this.runs = runs;
        this.ender = ender;
        this.clock = clock;
    }

    /** @throws NotFound if there is no such run, or if it is deleted */
    public Run get(long id) {
        return runs.get(id);
    }

    /** @throws NotFound if there is no such run, or if it is deleted */
    synchronized Run change(long id, Change change) {
        runs.get(id);
        edit(change.baseline().isPresent() ? besideBaseline(id) : List.of(id), handle -> {
            change.name().ifPresent(name -> set(handle, List.of(id), "name = :value", name));
            change.notes().ifPresent(notes -> set(handle, List.of(id), "notes = :value", notes));
            change.tags().ifPresent(tags -> {
                handle.execute("delete from tag where run_id = ?", id);
                tags.forEach(tag -> addTag(handle, List.of(id), tag));
            });
            change.archived().ifPresent(archived -> archive(handle, List.of(id), archived));
            change.baseline().ifPresent(baseline -> pin(handle, id, baseline));
        });
        return runs.get(id);
    }

    /** Changes runs; their jobs first, since a job that ends writes to both in this order. */
    private void edit(List<Long> ids, Consumer<Handle> change) {
        jdbi.useTransaction(handle -> {
            RunRepository.touch(handle, ids);
            change.accept(handle);
        });
    }

    /** A run, and the one that is the baseline. */
    private List<Long> besideBaseline(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select id from run where baseline or id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .list());
    }

    /** Puts runs away, or takes them out again. */
    void archive(List<Long> ids, boolean archived) {
        ids.forEach(runs::get);
        edit(ids, handle -> archive(handle, ids, archived));
    }

    private void archive(Handle handle, List<Long> ids, boolean archived) {
        Optional<Instant> at = archived ? Optional.of(clock.instant()) : Optional.empty();
        set(handle, ids, "archived_at = :value", at.orElse(null));
    }

    /** Gives runs tags; one at a time, so that no run ever gets one twice. */
    synchronized void tag(List<Long> ids, List<String> tags) {
        ids.forEach(runs::get);
        edit(ids, handle -> {
            untag(handle, ids, tags);
            tags.forEach(tag -> addTag(handle, ids, tag));
        });
    }

    void untag(List<Long> ids, List<String> tags) {
        ids.forEach(runs::get);
        edit(ids, handle -> untag(handle, ids, tags));
    }

    private static void untag(Handle handle, List<Long> ids, List<String> tags) {
        handle.createUpdate("delete from tag where name in (<tags>) and run_id in (<ids>)")
                .bindList("tags", tags)
                .bindList("ids", ids)
                .execute();
    }

    /** Makes a run the baseline, and the one that was it none; or makes it none. */
    synchronized void pin(long id, boolean baseline) {
        runs.get(id);
        edit(besideBaseline(id), handle -> pin(handle, id, baseline));
    }

    /** One statement, so that nobody ever finds two; one at a time, so that there never are. */
    private static void pin(Handle handle, long id, boolean baseline) {
        String sql = baseline
                ? "update run set baseline = (id = :id) where baseline or id = :id"
                : "update run set baseline = false where baseline and id = :id";
        handle.createUpdate(sql).bind("id", id).execute();
    }

    /**
     * Throws runs away, once all that works on them has been cancelled; for a while they can be taken back.
     *
     * @throws Busy if something does not stop in time; then none is thrown away
     */
    void delete(List<Long> ids) {
        ids.forEach(runs::get);
        if (!ender.test(ids)) {
            throw new Busy("Something still works on these runs and is being stopped; nothing was deleted yet."
                    + " Try again in a moment.");
        }
        edit(ids, handle -> {
            int deleted = handle.createUpdate("""
                            update run set deleted_at = :now
                            where id in (<ids>) and deleted_at is null and not exists
                                (select 1 from job where job.id = run.job_id and job.status in ('QUEUED', 'RUNNING'))
                            """)
                    .bind("now", clock.instant())
                    .bindList("ids", ids)
                    .execute();
            if (deleted != ids.size()) {
                throw new Conflict("Something became of these runs just now; nothing was deleted. Look again.");
            }
        });
        ender.test(ids); // What was asked for meanwhile; from now on it fails by itself, since there is no such run.
    }

    /**
     * What a list says of runs that were put away just now, which its address tells as {@code archive:12,13}.
     *
     * @param back where the list is
     * @return empty if the address tells nothing, or nothing that still holds
     */
    public Optional<Undo> archivedJustNow(String did, String back) {
        if (!did.startsWith(ARCHIVED)) {
            return Optional.empty();
        }
        List<Run> put = archivedOf(Numbers.ids(did.substring(ARCHIVED.length())).orElse(List.of()));
        if (put.isEmpty()) {
            return Optional.empty();
        }
        String who = put.size() == 1
                ? Text.of("Run %d, %s, was", put.get(0).id(), put.get(0).name())
                : Text.of("%d runs were", put.size());
        return Optional.of(new Undo(
                who + " archived.",
                "/runs/picked/unarchive",
                "run",
                put.stream().map(run -> String.valueOf(run.id())).toList(),
                back));
    }

    private List<Run> archivedOf(List<Long> ids) {
        return runs.findAll(ids).stream()
                .filter(run -> run.annotations().archivedAt().isPresent())
                .toList();
    }

    /** All tags there are, in order. */
    public List<String> tagNames() {
        return jdbi.withHandle(handle -> handle.createQuery("select distinct name from tag order by name")
                .mapTo(String.class)
                .list());
    }

    private static void addTag(Handle handle, List<Long> ids, String tag) {
        PreparedBatch batch = handle.prepareBatch("insert into tag (run_id, name) values (:run, :tag)");
        ids.forEach(id -> batch.bind("run", id).bind("tag", tag).add());
        batch.execute();
    }

    private static void set(Handle handle, List<Long> ids, String assignment, @Nullable Object value) {
        handle.createUpdate("update run set " + assignment + " where id in (<ids>)")
                .bind("value", value)
                .bindList("ids", ids)
                .execute();
    }
}
