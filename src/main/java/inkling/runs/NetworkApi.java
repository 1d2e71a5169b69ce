package inkling.runs;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.job.Runs;
import inkling.text.Text;
import inkling.training.Setting;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/** Networks layer by layer: one that somebody types, for the images that are asked for, and a run's. */
public final class NetworkApi {
    private final Runs runs;
    private final RunForm form;

    public NetworkApi(Runs runs, RunForm form) {
        this.runs = runs;
        this.form = form;
    }

    public void typed(Context context) {
        Map<String, String> query = new HashMap<>(RunForm.spelled(FormInput.query(context)));
        String arch = query.getOrDefault(Setting.ARCH.id(), Setting.ARCH.usualText());
        query.keySet().retainAll(RunForm.DATA);
        context.json(NetworkSummary.of(arch, images(query)::fit));
    }

    /** Those like MNIST's as long as the fields that say which are wrong. */
    private ExpectedImages images(Map<String, String> fields) {
        try {
            RunRequest request = form.read(fields);
            return ExpectedImages.of(request.data());
        } catch (InvalidInput e) {
            return ExpectedImages.UNKNOWN;
        }
    }

    public void ofRun(Context context) {
        Run run = runs.get(FormInput.id("run", context.pathParam("id")));
        if (run.data().isEmpty()) {
            throw new Conflict(
                    Text.of("Run %d has not loaded its images, so the shapes of its layers are not known.", run.id()));
        }
        context.json(NetworkSummary.of(run.blueprint()));
    }
}
