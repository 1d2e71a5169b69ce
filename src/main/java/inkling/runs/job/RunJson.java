package inkling.runs.job;

import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.Fingerprint;
import inkling.text.Isolated;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.worker.LiveJob;
import inkling.worker.QueueState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Runs in JSON as the API, the event stream and the command line write them; to be given to {@code Json.write}. */
public final class RunJson {
    private RunJson() {}

    /** All that is known of a run, its metrics apart. */
    public static Map<String, Object> run(Run run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("name", run.request().name());
        json.put("status", run.status());
        json.put("revision", run.revision());
        json.put("url", run.url());
        json.put("dataset", run.data().map(TrainedOn::kind));
        json.put("dataset_reason", run.data().map(TrainedOn::reason));
        Optional<Fingerprint> fingerprint = run.data().map(TrainedOn::fingerprint);
        json.put("dataset_fingerprint", fingerprint.map(Fingerprint::whole));
        json.put("train_fingerprint", fingerprint.flatMap(Fingerprint::train));
        json.put("test_fingerprint", fingerprint.flatMap(Fingerprint::test));
        json.put("train_images", run.data().map(TrainedOn::trainImages));
        json.put("validation_images", run.data().map(TrainedOn::validationImages));
        json.put("test_images", run.data().map(TrainedOn::testImages));
        json.put(
                "class_names",
                run.data()
                        .map(data ->
                                data.classNames().stream().map(Isolated::bare).toList()));
        json.put("device", run.device());
        json.put("requested", requested(run));
        json.put("hyperparameters", hyperparameters(run.hyperparameters()));
        json.put("program_version", run.programVersion());
        json.put("created_at", run.createdAt());
        json.put("started_at", run.startedAt());
        json.put("ended_at", run.endedAt());
        json.put("best_epoch", run.bestEpoch());
        json.put("test", run.test());
        json.put("epochs_over_batches", run.overBatches().epochs());
        json.put("test_over_batches", run.overBatches().test());
        json.put("failure", run.failure());
        json.put("notes", run.annotations().notes());
        json.put("tags", run.annotations().tags());
        json.put("baseline", run.annotations().baseline());
        json.put("archived_at", run.annotations().archivedAt());
        json.put("sweep", run.sweep());
        return json;
    }

    private static Map<String, Object> requested(Run run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dataset", run.request().dataset());
        json.put("data", run.request().folder());
        json.put("device", run.request().device());
        return json;
    }

    private static Map<String, Object> hyperparameters(Hyperparameters chosen) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("epochs", chosen.epochs());
        json.put("batch_size", chosen.batchSize());
        json.put("optimizer", chosen.optimizer());
        json.put("lr", chosen.learningRate());
        json.put("momentum", chosen.momentum());
        json.put("nesterov", chosen.nesterov());
        json.put("weight_decay", chosen.weightDecay());
        json.put("hidden", chosen.hidden());
        json.put("augment", chosen.augment());
        json.put("seed", chosen.seed());
        json.put("validation_share", chosen.validationShare());
        return json;
    }

    /** What a run has measured, and the cursor from which its event stream goes on. */
    public static Map<String, Object> metrics(RunSnapshot snapshot) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", snapshot.run().id());
        json.put("status", snapshot.run().status());
        json.put("best_epoch", snapshot.run().bestEpoch());
        json.put("cursor", snapshot.cursor().toString());
        json.put("epochs", snapshot.epochs());
        json.put("steps", snapshot.steps());
        json.put(
                "checkpoints",
                snapshot.checkpoints().stream().map(CheckpointInfo::epoch).toList());
        return json;
    }

    /** The data of an event {@code steps}. */
    public static Map<String, Object> steps(List<StepWindow> steps) {
        return Map.of("steps", steps);
    }

    /** The data of an event {@code epoch}. */
    public static Map<String, Object> epoch(EpochMetrics epoch, int bestEpoch) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("epoch", epoch.epoch());
        json.put("seconds", epoch.seconds());
        json.put("train_loss", epoch.trainLoss());
        json.put("train_accuracy", epoch.trainAccuracy());
        json.put("valid_loss", epoch.validLoss());
        json.put("valid_accuracy", epoch.validAccuracy());
        json.put("best", epoch.epoch() == bestEpoch);
        json.put("best_epoch", bestEpoch);
        return json;
    }

    /** The data of an event {@code jobs}: what runs, what is next, and how many wait in all. */
    public static Map<String, Object> jobs(QueueState state) {
        return Map.of("jobs", state.jobs().stream().map(RunJson::job).toList(), "waiting", state.waiting());
    }

    /** A job in the queue. */
    public static Map<String, Object> job(LiveJob job) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", job.id());
        json.put("kind", job.kind());
        json.put("title", job.title());
        json.put("url", job.url());
        json.put("device", job.device());
        json.put("state", job.state());
        json.put("activity", job.progress().activity());
        json.put("share", job.progress().share());
        json.put("per_second", job.progress().perSecond());
        json.put("unit", job.progress().unit());
        Optional<Double> left = job.progress().left().map(Duration::toMillis).map(millis -> millis / 1000.0);
        json.put("seconds_left", left);
        return json;
    }

    /** What the curves of a run are drawn from: columns of numbers, null where a number is none. */
    public static Map<String, Object> curves(Run run, List<EpochMetrics> epochs, List<StepWindow> steps) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("status", run.status());
        json.put("steps_per_epoch", stepsPerEpoch(run));
        json.put(
                "steps",
                columns(
                        steps,
                        Map.of(
                                "step", StepWindow::step,
                                "loss", StepWindow::loss,
                                "accuracy", StepWindow::accuracy,
                                "seconds", StepWindow::seconds)));
        json.put(
                "epochs",
                columns(
                        epochs,
                        Map.of(
                                "epoch", EpochMetrics::epoch,
                                "seconds", EpochMetrics::seconds,
                                "train_loss", EpochMetrics::trainLoss,
                                "train_accuracy", EpochMetrics::trainAccuracy,
                                "valid_loss", EpochMetrics::validLoss,
                                "valid_accuracy", EpochMetrics::validAccuracy)));
        return json;
    }

    /** 0 as long as the data set is not loaded. */
    private static long stepsPerEpoch(Run run) {
        int batch = run.hyperparameters().batchSize();
        return run.data().map(data -> (data.trainImages() + batch - 1) / batch).orElse(0);
    }

    private static <T> Map<String, List<@Nullable Number>> columns(
            List<T> rows, Map<String, ToDoubleFunction<T>> columns) {
        Map<String, List<@Nullable Number>> values = new LinkedHashMap<>();
        columns.forEach((name, column) -> values.put(
                name,
                rows.stream()
                        .map(column::applyAsDouble)
                        .<@Nullable Number>map(RunJson::drawn)
                        .toList()));
        return values;
    }

    /** With no more digits than can be drawn: half as long to send. */
    private static @Nullable Number drawn(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        return value == Math.rint(value) ? (Number) (long) value : (Number) (float) value;
    }
}
