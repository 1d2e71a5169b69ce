package inkling.runs;

import inkling.http.FormInput;
import inkling.http.UserError.NotFound;
import inkling.http.WebServer;
import inkling.runs.job.RunJson;
import inkling.runs.job.Runs;
import inkling.runs.metrics.CheckpointFiles;
import inkling.runs.metrics.CheckpointInfo;
import inkling.runs.metrics.MetricsRepository;
import inkling.runs.metrics.RunSnapshot;
import inkling.runs.store.Run;
import inkling.runs.store.RunRepository;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Runs for programs: the same as the pages, in JSON. */
public final class RunApi implements WebServer.Routes {
    private final Runs runs;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;
    private final RunForm form;

    public RunApi(Runs runs, MetricsRepository metrics, CheckpointFiles files, RunForm form) {
        this.runs = runs;
        this.metrics = metrics;
        this.files = files;
        this.form = form;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/runs", this::start);
        routes.get("/api/runs/{id}", context -> context.json(RunJson.run(run(context))));
        routes.post("/api/runs/{id}/cancel", this::cancel);
        routes.post("/api/runs/{id}/resume", this::resume);
        routes.post("/api/runs/{id}/test", this::test);
        routes.get("/api/runs/{id}/metrics", context -> context.json(RunJson.metrics(snapshot(context))));
        routes.get("/api/runs/{id}/metrics.csv", this::csv);
        routes.get("/api/runs/{id}/checkpoints/{epoch}", this::checkpoint);
    }

    private void start(Context context) {
        Run run = runs.start(form.read(FormInput.body(context)));
        context.status(HttpStatus.CREATED);
        context.header("Location", "/api" + run.url());
        context.json(RunJson.run(run));
    }

    private void cancel(Context context) {
        Run run = run(context);
        runs.cancel(run.id());
        // A running one stops at its next step only, so this may well say that it is running still.
        accept(context, runs.get(run.id()));
    }

    /** A body is only needed to ask for more epochs. */
    private void resume(Context context) {
        OptionalInt epochs = RunForm.epochs(FormInput.bodyIfAny(context));
        accept(context, runs.resume(run(context).id(), epochs));
    }

    private void test(Context context) {
        accept(context, runs.test(run(context).id()));
    }

    private static void accept(Context context, Run run) {
        context.status(HttpStatus.ACCEPTED);
        context.json(RunJson.run(run));
    }

    private void csv(Context context) {
        RunSnapshot snapshot = snapshot(context);
        MetricsCsv csv = new MetricsCsv(false);
        csv.add(snapshot.run().id(), snapshot.epochs(), snapshot.steps());
        csv.send(context, "run-%d-metrics.csv".formatted(snapshot.run().id()));
    }

    private void checkpoint(Context context) throws IOException {
        Run run = run(context);
        String epoch = context.pathParam("epoch");
        CheckpointInfo checkpoint = metrics.checkpoints(run.id()).stream()
                .filter(each -> String.valueOf(each.epoch()).equals(epoch))
                .findFirst()
                .orElseThrow(() -> new NotFound("Run %d has no checkpoint of epoch %s.".formatted(run.id(), epoch)));
        Path file = files.path(run.id(), checkpoint.epoch());
        try {
            context.result(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw new NotFound("The file %s is gone.".formatted(file));
        }
        context.header(
                "Content-Disposition", "attachment; filename=\"run-%d-%s\"".formatted(run.id(), checkpoint.fileName()));
        context.contentType("application/octet-stream");
    }

    private Run run(Context context) {
        return runs.get(RunRepository.number(context.pathParam("id")));
    }

    private RunSnapshot snapshot(Context context) {
        Run run = run(context);
        return metrics.snapshot(run.id()).orElseThrow(() -> Runs.notFound(run.id()));
    }
}
