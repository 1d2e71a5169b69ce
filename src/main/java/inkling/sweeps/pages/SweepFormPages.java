package inkling.sweeps.pages;

import static java.util.stream.Collectors.toMap;

import inkling.access.Visitor;
import inkling.archive.runs.Run;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.FormModel;
import inkling.runs.RunForm;
import inkling.runs.job.Runs;
import inkling.sweeps.Sweep;
import inkling.sweeps.Sweeps;
import inkling.sweeps.space.SweepForm;
import inkling.sweeps.space.SweepPlan;
import inkling.training.Shape;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The form of a new sweep, which shows what it would be before it starts. */
public final class SweepFormPages {
    /** The button that shows every run of a preview. */
    private static final String WHOLE = "whole";

    private final Sweeps sweeps;
    private final SweepForm form;
    private final Runs runs;
    private final FormModel forms;

    public SweepFormPages(Sweeps sweeps, SweepForm form, Runs runs) {
        this.sweeps = sweeps;
        this.form = form;
        this.runs = runs;
        this.forms = new FormModel(form.runs());
    }

    public void newSweep(Context context) {
        Map<String, String> query = FormInput.query(context, RunForm.choices());
        Map<String, Object> origin = new HashMap<>();
        Map<String, String> values = form.defaults();
        if (query.containsKey("from")) {
            Run run = run(query.get("from"));
            origin.put("run", run);
            values = form.fields(run.request());
        } else if (query.containsKey("again")) {
            Sweep again = sweeps.get(FormInput.id("sweep", query.get("again")));
            origin.put("again", again);
            values.putAll(RunForm.spelled(again.fields()));
        }
        render(context, RunForm.filled(values, query), Map.of(), origin);
    }

    /** What the browser posts: a box for each thing to choose, and for none of them a text that is empty. */
    private static Map<String, String> posted(Context context) {
        return FormInput.body(context, FormInput.MAX_CHARACTERS, RunForm.choices());
    }

    private Run run(String id) {
        return runs.get(FormInput.id("run", id));
    }

    public void preview(Context context) {
        Map<String, String> values = posted(context);
        try {
            form.readForm(values);
            render(context, values, Map.of(), Map.of());
        } catch (InvalidInput e) {
            refuse(context, values, e);
        }
    }

    /** What stands beside the form, anew while it is filled in. */
    public void livePreview(Context context) {
        context.render("sweeps/preview.html", previewOf(posted(context)));
    }

    public void start(Context context) {
        Map<String, String> values = posted(context);
        SweepPlan plan;
        try {
            plan = form.readForm(values);
        } catch (InvalidInput e) {
            refuse(context, values, e);
            return;
        }
        context.redirect(sweeps.start(plan, Visitor.of(context).name()).url(), HttpStatus.SEE_OTHER);
    }

    private void refuse(Context context, Map<String, String> values, InvalidInput e) {
        context.status(HttpStatus.BAD_REQUEST);
        render(context, values, e.messages(), Map.of());
    }

    private void render(
            Context context, Map<String, String> values, Map<String, String> errors, Map<String, Object> origin) {
        Map<String, String> shown = new HashMap<>(values);
        SweepForm.SETTINGS.stream()
                .filter(setting -> setting.shape() == Shape.TRUTH)
                .forEach(setting -> shown.computeIfPresent(setting.id(), (name, text) -> truths(text)));
        Map<String, Object> model = forms.of(shown, errors);
        model.put("swept", SweepForm.SETTINGS);
        model.put(
                "ticked", Arrays.stream(RunForm.choices()).collect(toMap(each -> each, each -> ticked(values, each))));
        model.putAll(origin);
        model.putAll(previewOf(values));
        context.render("sweeps/new.html", model);
    }

    private static Set<String> ticked(Map<String, String> values, String choice) {
        String typed = values.getOrDefault(choice, "").strip().toLowerCase(Locale.ROOT);
        return new HashSet<>(Arrays.asList(typed.split("[\\s,;]+")));
    }

    /** The choice of the form that a text is: yes, no, or both however they are separated. */
    private static String truths(String text) {
        return text.contains("true") && text.contains("false") ? "true, false" : text;
    }

    private Map<String, Object> previewOf(Map<String, String> values) {
        Map<String, Object> model = new HashMap<>();
        try {
            SweepPlan plan = form.readForm(values);
            model.put("plan", new PlanView(plan, sweeps.forecast(plan.requests()), values.containsKey(WHOLE)));
            model.put("seedOpen", values.getOrDefault("seed", "").isBlank());
        } catch (InvalidInput e) {
            model.put("wrong", e.messages());
        }
        return model;
    }
}
