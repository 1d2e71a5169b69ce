package inkling.organise;

import inkling.archive.runs.Annotations;
import inkling.archive.runs.RunRepository;
import inkling.http.FormInput;
import inkling.http.WebServer.Routes;
import inkling.runs.job.RunJson;
import inkling.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person makes of runs, for programs. */
public final class OrganiseApi implements Routes {
    private static final int LONGEST_BODY_FIELD = 2 * Annotations.LONGEST_NOTES + 1_000;

    private final OrganisedRuns organised;

    public OrganiseApi(OrganisedRuns organised) {
        this.organised = organised;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.patch("/api/runs/{id}", this::change);
        routes.delete("/api/runs/{id}", context -> context.json(delete(id(context))));
        routes.post("/api/runs/{id}/restore", this::restore);
    }

    private void change(Context context) {
        Change change = Change.read(FormInput.body(context, LONGEST_BODY_FIELD));
        context.json(RunJson.run(organised.change(id(context), change)));
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

    private void restore(Context context) {
        long id = id(context);
        organised.restore(List.of(id));
        context.json(RunJson.run(organised.get(id)));
    }

    private static long id(Context context) {
        return RunRepository.number(context.pathParam("id"));
    }
}
