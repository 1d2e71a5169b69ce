package inkling.organise;

import inkling.archive.runs.Annotations;
import inkling.deletion.Deletions;
import inkling.http.FormInput;
import inkling.runs.job.RunJson;
import inkling.text.Text;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a person makes of runs, for programs. */
public final class OrganiseApi {
    private static final int LONGEST_BODY_FIELD = 2 * Annotations.LONGEST_NOTES + 1_000;

    private final OrganisedRuns organised;
    private final Deletions deletions;

    public OrganiseApi(OrganisedRuns organised, Deletions deletions) {
        this.organised = organised;
        this.deletions = deletions;
    }

    /** A run that was thrown away, and where and until when it can be taken back. */
    public record Deleted(long run, String restore, Optional<Instant> restorableUntil) {}

    public void change(Context context) {
        Change change = Change.read(FormInput.body(context, LONGEST_BODY_FIELD));
        context.json(new RunJson(organised.change(id(context), change)));
    }

    public void delete(Context context) {
        context.json(delete(id(context)));
    }

    /** Throws a run away, and says until when it can be taken back. */
    public Deleted delete(long id) {
        organised.delete(List.of(id));
        Optional<Instant> until = deletions.until(DeletedRuns.KIND, String.valueOf(id));
        return new Deleted(id, Text.of("/api/runs/%d/restore", id), until);
    }

    public void restore(Context context) {
        long id = id(context);
        deletions.restore(DeletedRuns.KIND, List.of(String.valueOf(id)));
        context.json(new RunJson(organised.get(id)));
    }

    private static long id(Context context) {
        return FormInput.id("run", context.pathParam("id"));
    }
}
