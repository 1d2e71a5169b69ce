package inkling.runs;

import inkling.access.Visitor;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.archive.versions.DataVersion;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.job.RunEvents;
import inkling.runs.job.RunJson;
import inkling.runs.job.Runs;
import inkling.training.EpochMetrics;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of a new run, and each run's page. */
public final class RunPages {
    private final Runs runs;
    private final MetricsRepository metrics;
    private final RunEvents events;
    private final RunForm form;
    private final FormModel forms;
    private final Clock clock;

    /** @param events knows what a run is doing just now */
    public RunPages(Runs runs, MetricsRepository metrics, RunEvents events, RunForm form, Clock clock) {
        this.runs = runs;
        this.metrics = metrics;
        this.events = events;
        this.form = form;
        this.forms = new FormModel(form);
        this.clock = clock;
    }

    private RunView view(Run run, List<EpochMetrics> epochs) {
        return new RunView(new RunHead(run), epochs, events.progress(run.id()), clock.instant());
    }

    public void newRun(Context context) {
        Map<String, String> query = FormInput.query(context);
        Optional<Run> again = Optional.ofNullable(query.get("from")).map(this::run);
        Map<String, String> values =
                RunForm.filled(again.map(run -> form.fields(run.request())).orElseGet(form::defaults), query);
        Map<String, Object> model = forms.of(values, Map.of());
        again.ifPresent(run -> model.put("again", run));
        render(context, values, model);
    }

    private void render(Context context, Map<String, String> values, Map<String, Object> model) {
        model.put("plan", RunPlan.of(values, form, runs::name));
        context.render("runs/new.html", model);
    }

    /** What stands beside the form, anew while it is filled in. */
    public void plan(Context context) {
        context.render("runs/plan.html", Map.of("plan", RunPlan.of(FormInput.query(context), form, runs::name)));
    }

    public void create(Context context) {
        Map<String, String> values = FormInput.body(context);
        try {
            Run run =
                    runs.start(form.readForm(values).askedBy(Visitor.of(context).name()));
            context.redirect(run.url(), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            refuse(context, values, e);
        }
    }

    /** Shows the form with what is wrong at its fields. */
    public void refuse(Context context, Map<String, String> values, InvalidInput wrong) {
        context.status(HttpStatus.BAD_REQUEST);
        render(context, values, forms.of(values, wrong.messages()));
    }

    public void page(Context context) {
        RunSnapshot snapshot = snapshot(context);
        page(context, snapshot, model(snapshot, context));
    }

    private void page(Context context, RunSnapshot snapshot, Map<String, Object> model) {
        version(snapshot.run()).ifPresent(version -> model.put("learntFrom", version));
        model.put("settings", RunDetails.settings(snapshot.run()).entrySet());
        model.put("dataNotes", snapshot.run().data().map(TrainedOn::notes).orElse(List.of()));
        model.put("curves", new RunJson.Curves(snapshot.run(), snapshot.epochs(), snapshot.steps()));
        if (snapshot.run().data().isPresent()) {
            model.put("network", NetworkSummary.of(snapshot.run().blueprint()));
        }
        model.put("cursor", snapshot.cursor().toString());
        context.render("runs/run.html", model);
    }

    /** The corrections that it learnt from. */
    private Optional<DataVersion> version(Run run) {
        return run.request()
                .data()
                .version()
                .flatMap(asked -> form.versions().stream()
                        .filter(each -> each.id() == asked.id())
                        .findFirst());
    }

    public void parts(Context context) {
        context.render("runs/update.html", model(snapshot(context), context));
    }

    public void steps(Context context) {
        RunSnapshot snapshot = snapshot(context);
        Map<String, Object> model = model(snapshot, context);
        model.put("steps", RunDetails.steps(snapshot));
        context.render("runs/steps.html", model);
    }

    private Map<String, Object> model(RunSnapshot snapshot, Context context) {
        boolean checkpoints = !snapshot.checkpoints().isEmpty();
        Map<String, Object> model = new HashMap<>();
        model.put("tabs", RunTab.of(snapshot.run(), checkpoints, FormInput.query(context)));
        model.put("tour", TourStop.of(snapshot.run(), FormInput.query(context)));
        model.put("run", view(snapshot.run(), snapshot.epochs()));
        model.put("annotations", new AnnotationsView(snapshot.run()));
        model.put("epochs", RunDetails.epochs(snapshot));
        model.put("epochMetrics", EpochMetrics.METRICS);
        model.put("checkpoints", RunDetails.checkpoints(snapshot));
        RunDetails.takes(snapshot).ifPresent(takes -> model.put("takes", takes));
        model.put(
                "course",
                new CourseView(snapshot.epochs(), !snapshot.run().status().active()));
        long id = snapshot.run().id();
        int last = snapshot.epochs().size() - 1;
        model.put("layers", LayerRow.of(snapshot.run(), metrics.lastNorms(id), metrics.deadUnits(id, last)));
        if (!snapshot.run().status().active()) {
            int done = snapshot.epochs().size();
            ResumeView goOn = ResumeView.of(snapshot.run(), snapshot.epochs(), runs.stepsWithin(snapshot.run(), done));
            model.put("goOn", goOn);
            model.put("values", Map.of("epochs", goOn.epochs()));
        }
        model.put("errors", Map.of());
        return model;
    }

    public void cancel(Context context) {
        Run run = run(context.pathParam("id"));
        runs.cancel(run.id());
        context.redirect(run.url(), HttpStatus.SEE_OTHER);
    }

    public void resume(Context context) {
        Run run = run(context.pathParam("id"));
        Map<String, String> values = FormInput.body(context);
        try {
            Run waiting = runs.resume(
                    run.id(), RunForm.epochs(values), Visitor.of(context).name());
            context.redirect(waiting.url(), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            RunSnapshot snapshot = snapshot(context);
            Map<String, Object> model = model(snapshot, context);
            model.put("values", values);
            model.put("errors", e.messages());
            page(context, snapshot, model);
        }
    }

    public void test(Context context) {
        Run waiting =
                runs.test(run(context.pathParam("id")).id(), Visitor.of(context).name());
        context.redirect(waiting.url(), HttpStatus.SEE_OTHER);
    }

    private Run run(String id) {
        return runs.get(FormInput.id("run", id));
    }

    private RunSnapshot snapshot(Context context) {
        Run run = run(context.pathParam("id"));
        return metrics.snapshot(run.id()).orElseThrow(() -> Runs.notFound(run.id()));
    }
}
