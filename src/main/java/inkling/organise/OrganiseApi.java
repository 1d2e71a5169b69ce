package inkling.organise;

import inkling.archive.runs.Annotations;
import inkling.http.FormInput;
import inkling.runs.job.RunJson;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person makes of runs, for programs. */
public final class OrganiseApi {
    private static final int LONGEST_BODY_FIELD = 2 * Annotations.LONGEST_NOTES + 1_000;

    private final OrganisedRuns organised;

    public OrganiseApi(OrganisedRuns organised) {
        this.organised = organised;
    }

    public void change(Context context) {
        Change change = Change.read(FormInput.body(context, LONGEST_BODY_FIELD));
        context.json(RunJson.run(organised.change(id(context), change)));
    }

    public void delete(Context context) {
        context.json(delete(id(context)));
    }

    /** Throws a run away, and says until when it can be taken back. */
    public Map<String, Object> delete(long id) {
        organised.delete(List.of(id));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", id);
        json.put("restore", Text.of("/api/runs/%d/restore", id));
        organised.deleted().stream()
                .filter(deleted -> deleted.run().id() == id)
                .forEach(deleted -> json.put("restorable_until", deleted.goesAt()));
        return json;
    }

    public void restore(Context context) {
        long id = id(context);
        organised.restore(List.of(id));
        context.json(RunJson.run(organised.get(id)));
    }

    private static long id(Context context) {
        return FormInput.id("run", context.pathParam("id"));
    }
}
