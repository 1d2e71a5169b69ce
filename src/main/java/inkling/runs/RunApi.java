package inkling.runs;

import inkling.access.Visitor;
import inkling.analysis.Temperature;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.Cursor;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.runs.Run;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.files.RegularFile;
import inkling.http.FormInput;
import inkling.http.Json.Flat;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.runs.job.RunEvents;
import inkling.runs.job.RunJson;
import inkling.runs.job.RunProgress;
import inkling.runs.job.Runs;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs for programs: the same as the pages, in JSON. */
public final class RunApi {
    private final Runs runs;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;
    private final RunForm form;
    private final RunEvents events;

    public RunApi(Runs runs, MetricsRepository metrics, CheckpointFiles files, RunForm form, RunEvents events) {
        this.runs = runs;
        this.metrics = metrics;
        this.files = files;
        this.form = form;
        this.events = events;
    }

    public void start(Context context) {
        Run run = runs.start(
                form.read(FormInput.body(context)).askedBy(Visitor.of(context).name()));
        context.status(HttpStatus.CREATED);
        context.header("Location", "/api" + run.url());
        context.json(new RunJson(run));
    }

    public void run(Context context) {
        Run run = asked(context);
        context.json(new RunWithProgress(new RunJson(run), events.progress(run.id())));
    }

    private record RunWithProgress(@Flat RunJson run, Optional<RunProgress> progress) {}

    /** With {@code after} and the cursor of an earlier answer only what is new since then. */
    public void metrics(Context context) {
        Cursor seen = Optional.ofNullable(FormInput.query(context).get("after"))
                .map(RunEvents::cursor)
                .orElse(Cursor.START);
        context.json(new RunJson.Metrics(snapshot(context, seen)));
    }

    public void cancel(Context context) {
        Run run = asked(context);
        runs.cancel(run.id());
        // A running one stops at its next step only, so this may well say that it is running still.
        accept(context, runs.get(run.id()));
    }

    /** A body is only needed to ask for more epochs. */
    public void resume(Context context) {
        OptionalInt epochs = RunForm.epochs(FormInput.bodyIfAny(context));
        accept(
                context,
                runs.resume(asked(context).id(), epochs, Visitor.of(context).name()));
    }

    public void test(Context context) {
        accept(context, runs.test(asked(context).id(), Visitor.of(context).name()));
    }

    private static void accept(Context context, Run run) {
        context.status(HttpStatus.ACCEPTED);
        context.json(new RunJson(run));
    }

    public void csv(Context context) {
        RunSnapshot snapshot = snapshot(context, Cursor.START);
        MetricsCsv csv = new MetricsCsv(false);
        csv.add(snapshot.run().id(), snapshot.epochs(), snapshot.steps());
        csv.send(context, Text.of("run-%d-metrics.csv", snapshot.run().id()));
    }

    public void checkpoint(Context context) {
        Run run = asked(context);
        String epoch = context.pathParam("epoch");
        CheckpointInfo checkpoint = metrics.checkpoints(run.id()).stream()
                .filter(each -> String.valueOf(each.epoch()).equals(epoch))
                .findFirst()
                .orElseThrow(() -> new NotFound(Text.of("Run %d has no checkpoint of epoch %s.", run.id(), epoch)));
        boolean calibrated = FormInput.choose(
                        "temperature",
                        List.of("yes", "no"),
                        word -> word,
                        FormInput.query(context).getOrDefault("temperature", "no"))
                .equals("yes");
        context.result(calibrated ? calibrated(run, checkpoint) : asItIs(run, checkpoint));
        String name = calibrated
                ? checkpoint.fileName().replace(".safetensors", "-calibrated.safetensors")
                : checkpoint.fileName();
        context.header("Content-Disposition", Text.of("attachment; filename=\"run-%d-%s\"", run.id(), name));
        context.contentType("application/octet-stream");
    }

    /** The network's tensors with its temperature within them, for use elsewhere: training does not go on from it. */
    private InputStream calibrated(Run run, CheckpointInfo checkpoint) {
        double temperature = checkpoint
                .temperature()
                .orElseThrow(() -> new Conflict(Text.of(
                        "No temperature of epoch %d of run %d is kept; the page Calibration finds one, and keeps it.",
                        checkpoint.epoch(), run.id())));
        try {
            List<Tensor> tensors =
                    files.read(run.id(), checkpoint, run.blueprint()).parameters();
            return Safetensors.stream(
                    Temperature.within(run.blueprint(), tensors, temperature),
                    Map.of(
                            "format",
                            "pt",
                            "inkling.run",
                            String.valueOf(run.id()),
                            "inkling.epoch",
                            String.valueOf(checkpoint.epoch()),
                            "inkling.temperature",
                            String.valueOf(temperature)));
        } catch (SafetensorsException e) {
            throw new Conflict(Text.of("%s.", e.getMessage()));
        }
    }

    private InputStream asItIs(Run run, CheckpointInfo checkpoint) {
        Path file = files.path(run.id(), checkpoint.epoch());
        try {
            long bytes = RegularFile.attributes(file).size();
            if (bytes != checkpoint.bytes()) {
                throw new Conflict(Text.of(
                        "The file %s is damaged: it has %d bytes, and was written with %d.",
                        file, bytes, checkpoint.bytes()));
            }
            return RegularFile.stream(file);
        } catch (NoSuchFileException e) {
            throw new NotFound(Text.of("The file %s is gone.", file));
        } catch (IOException e) {
            throw new Conflict(Text.of("The file %s cannot be read: %s.", file, RegularFile.reason(e)));
        }
    }

    private Run asked(Context context) {
        return runs.get(FormInput.id("run", context.pathParam("id")));
    }

    private RunSnapshot snapshot(Context context, Cursor seen) {
        Run run = asked(context);
        return metrics.since(run.id(), seen).orElseThrow(() -> Runs.notFound(run.id()));
    }
}
