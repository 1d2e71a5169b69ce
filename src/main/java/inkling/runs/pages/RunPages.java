package inkling.runs.pages;

import inkling.http.FormInput;
import inkling.http.UserError.InvalidInput;
import inkling.http.UserError.NotFound;
import inkling.http.WebServer.Routes;
import inkling.runs.RunForm;
import inkling.runs.store.CheckpointInfo;
import inkling.runs.store.MetricsRepository;
import inkling.runs.store.Run;
import inkling.runs.store.RunRepository;
import inkling.runs.store.RunRequest;
import inkling.runs.store.RunSnapshot;
import inkling.worker.JobStatus;
import inkling.worker.Progress;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The list of runs, the form of a new one, and each run's page. */
public final class RunPages implements Routes {
    private static final int MOST_RUNS = 200;

    private final RunRepository runs;
    private final MetricsRepository metrics;
    private final FormModel forms;
    private final RunForm form;
    private final Launcher launcher;
    private final Supplier<List<JobStatus>> jobs;
    private final Clock clock;

    /** Starts and stops runs. */
    public interface Launcher {
        /** Queues a run. */
        Run start(RunRequest request);

        /** Takes a run out of the queue, or stops it at its next step. */
        void cancel(long run);

        /** The folder of a run's checkpoints. */
        Path folder(long run);
    }

    /** @param jobs what runs and what waits, by which a run's page knows how far it is */
    public RunPages(
            RunRepository runs,
            MetricsRepository metrics,
            RunForm form,
            Launcher launcher,
            Supplier<List<JobStatus>> jobs,
            Clock clock) {
        this.runs = runs;
        this.metrics = metrics;
        this.form = form;
        this.forms = new FormModel(form);
        this.launcher = launcher;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/", this::list);
        routes.get("/runs", context -> context.redirect("/", HttpStatus.SEE_OTHER));
        routes.post("/runs", this::create);
        routes.get("/runs/rows", this::rows);
        routes.get("/runs/new", this::newRun);
        routes.get("/runs/{id}", this::run);
        routes.get("/runs/{id}/parts", this::parts);
        routes.get("/runs/{id}/steps", this::steps);
        routes.get("/runs/{id}/epochs.csv", context -> csv(context, "epochs", MetricsCsv::epochs));
        routes.get("/runs/{id}/steps.csv", context -> csv(context, "steps", MetricsCsv::steps));
        routes.get("/runs/{id}/checkpoints/{epoch}", this::checkpoint);
        routes.post("/runs/{id}/cancel", this::cancel);
    }

    private void list(Context context) {
        Map<String, Object> model = forms.of(form.defaults(), Map.of());
        model.put("runs", views());
        context.render("runs/list.html", model);
    }

    private void rows(Context context) {
        context.render("runs/rows.html", Map.of("runs", views()));
    }

    private List<RunView> views() {
        return runs.list(MOST_RUNS, 0).stream()
                .map(run -> view(run, metrics.epochs(run.id())))
                .toList();
    }

    private RunView view(Run run, List<inkling.training.EpochMetrics> epochs) {
        Optional<Progress> progress = jobs.get().stream()
                .filter(job -> job.url().equals(run.url()))
                .map(JobStatus::progress)
                .findFirst();
        return new RunView(run, epochs, progress, clock.instant());
    }

    private void newRun(Context context) {
        Optional<Run> again = Optional.ofNullable(context.queryParam("from")).map(this::find);
        Map<String, String> values =
                again.map(run -> form.fields(run.request())).orElseGet(form::defaults);
        Map<String, Object> model = forms.of(values, Map.of());
        again.ifPresent(run -> model.put("again", run));
        context.render("runs/new.html", model);
    }

    private void create(Context context) {
        Map<String, String> values = FormInput.body(context);
        try {
            Run run = launcher.start(form.readForm(values));
            context.redirect(run.url(), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            context.render("runs/new.html", forms.of(values, e.messages()));
        }
    }

    private void run(Context context) {
        RunSnapshot snapshot = snapshot(context);
        Map<String, Object> model = model(snapshot);
        model.put("settings", RunDetails.settings(snapshot.run()).entrySet());
        model.put("curves", RunDetails.curves(snapshot));
        model.put("cursor", snapshot.cursor().toString());
        context.render("runs/run.html", model);
    }

    private void parts(Context context) {
        context.render("runs/update.html", model(snapshot(context)));
    }

    private void steps(Context context) {
        RunSnapshot snapshot = snapshot(context);
        Map<String, Object> model = model(snapshot);
        model.put("steps", RunDetails.steps(snapshot));
        context.render("runs/steps.html", model);
    }

    private Map<String, Object> model(RunSnapshot snapshot) {
        Map<String, Object> model = new HashMap<>();
        model.put("run", view(snapshot.run(), snapshot.epochs()));
        model.put("epochs", RunDetails.epochs(snapshot));
        model.put("checkpoints", RunDetails.checkpoints(snapshot));
        return model;
    }

    private void csv(Context context, String what, Function<RunSnapshot, String> table) {
        RunSnapshot snapshot = snapshot(context);
        download(context, "run-%d-%s.csv".formatted(snapshot.run().id(), what));
        context.contentType("text/csv; charset=utf-8").result(table.apply(snapshot));
    }

    private void checkpoint(Context context) throws java.io.IOException {
        Run run = find(context.pathParam("id"));
        long epoch =
                number(context.pathParam("epoch"), each -> "Run %d has no checkpoint %s.".formatted(run.id(), each));
        CheckpointInfo checkpoint = metrics.checkpoints(run.id()).stream()
                .filter(each -> each.epoch() == epoch)
                .findFirst()
                .orElseThrow(() -> new NotFound("Run %d has no checkpoint of epoch %d.".formatted(run.id(), epoch)));
        Path file = launcher.folder(run.id()).resolve(checkpoint.fileName());
        if (!Files.isRegularFile(file)) {
            throw new NotFound("The file of this checkpoint is gone: " + file);
        }
        download(context, "run-%d-%s".formatted(run.id(), checkpoint.fileName()));
        context.contentType("application/octet-stream").result(Files.newInputStream(file));
    }

    private static void download(Context context, String name) {
        context.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    private void cancel(Context context) {
        Run run = find(context.pathParam("id"));
        launcher.cancel(run.id());
        context.redirect(run.url(), HttpStatus.SEE_OTHER);
    }

    private Run find(String id) {
        LongFunction<NotFound> none = number -> new NotFound("There is no run " + number + ".");
        long number = number(id, "There is no run %s."::formatted);
        return runs.find(number).orElseThrow(() -> none.apply(number));
    }

    private RunSnapshot snapshot(Context context) {
        Run run = find(context.pathParam("id"));
        return metrics.snapshot(run.id()).orElseThrow(() -> new NotFound("There is no run " + run.id() + "."));
    }

    private static long number(String text, Function<String, String> none) {
        if (!text.matches("\\d{1,18}")) {
            throw new NotFound(none.apply(text));
        }
        return Long.parseLong(text);
    }
}
