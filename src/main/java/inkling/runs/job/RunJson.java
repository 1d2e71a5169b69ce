package inkling.runs.job;

import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Imported;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Fingerprint;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.http.Json.Flat;
import inkling.text.Isolated;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.LayerNorms;
import inkling.training.Score;
import inkling.training.Setting;
import inkling.worker.JobStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All that is known of a run, its metrics apart, in JSON as the API, the event stream and the command line write it. */
public record RunJson(
        long run,
        String name,
        JobStatus status,
        int revision,
        String url,
        Optional<String> askedBy,
        Optional<DatasetKind> dataset,
        Optional<String> datasetReason,
        Optional<String> datasetFingerprint,
        Optional<String> trainFingerprint,
        Optional<String> testFingerprint,
        Optional<Integer> trainImages,
        Optional<Integer> validationImages,
        Optional<Integer> testImages,
        Optional<ImageShape> image,
        Optional<List<String>> classNames,
        Optional<List<String>> datasetNotes,
        Optional<String> device,
        Requested requested,
        Map<String, Object> hyperparameters,
        String programVersion,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Integer> bestEpoch,
        Optional<Score> test,
        Optional<Double> meanCorruptionError,
        int epochsOverBatches,
        boolean testOverBatches,
        Optional<String> failure,
        String notes,
        List<String> tags,
        boolean baseline,
        Optional<Instant> archivedAt,
        Optional<Long> sweep,
        Optional<Long> fileBytes) {
    public RunJson(Run run) {
        this(
                run.id(),
                run.request().name(),
                run.status(),
                run.revision(),
                run.url(),
                run.request().askedBy(),
                run.data().map(TrainedOn::kind),
                run.data().map(TrainedOn::reason),
                run.data().map(TrainedOn::fingerprint).map(Fingerprint::whole),
                run.data().map(TrainedOn::fingerprint).flatMap(Fingerprint::train),
                run.data().map(TrainedOn::fingerprint).flatMap(Fingerprint::test),
                run.data().map(TrainedOn::trainImages),
                run.data().map(TrainedOn::validationImages),
                run.data().map(TrainedOn::testImages),
                run.data().map(TrainedOn::shape),
                run.data()
                        .map(data ->
                                data.classNames().stream().map(Isolated::bare).toList()),
                run.data().map(TrainedOn::notes),
                run.device(),
                new Requested(run.request()),
                hyperparameters(run.hyperparameters()),
                run.programVersion(),
                run.createdAt(),
                run.startedAt(),
                run.endedAt(),
                run.bestEpoch(),
                run.test(),
                run.corruptionError(),
                run.overBatches().epochs(),
                run.overBatches().test(),
                run.failure(),
                run.annotations().notes(),
                run.annotations().tags(),
                run.annotations().baseline(),
                run.annotations().archivedAt(),
                run.sweep(),
                run.fileBytes());
    }

    /** Every setting, and the widths of a perceptron's layers in short. */
    private static Map<String, Object> hyperparameters(Hyperparameters chosen) {
        Map<String, Object> values = new LinkedHashMap<>();
        chosen.values().forEach((setting, value) -> {
            values.put(setting.id(), value);
            if (setting == Setting.ARCH) {
                chosen.architecture().widths().ifPresent(widths -> values.put("hidden", widths));
            }
        });
        return values;
    }

    private record Requested(
            DatasetKind dataset,
            Optional<String> data,
            Optional<String> test,
            Optional<String> dataVersion,
            Optional<String> imageSize,
            Optional<Integer> channels,
            Framing.Fit fit,
            String device,
            Optional<String> imported) {
        Requested(RunRequest request) {
            this(
                    request.data().kind(),
                    request.data().path(),
                    request.data().test(),
                    request.data().version().map(DatasetRequest.Version::name),
                    request.data().framing().size().map(Framing.Size::toString),
                    request.data().framing().channels(),
                    request.data().framing().fit(),
                    request.device(),
                    request.imported().map(Imported::file));
        }
    }

    /** What a run has measured, and the cursor from which its event stream goes on. */
    public record Metrics(
            long run,
            JobStatus status,
            Optional<Integer> bestEpoch,
            String cursor,
            List<EpochMetrics> epochs,
            List<StepWindow> steps,
            List<Integer> checkpoints,
            Map<Integer, Double> temperatures) {
        public Metrics(RunSnapshot snapshot) {
            this(
                    snapshot.run().id(),
                    snapshot.run().status(),
                    snapshot.run().bestEpoch(),
                    snapshot.cursor().toString(),
                    snapshot.epochs(),
                    snapshot.steps(),
                    snapshot.checkpoints().stream().map(CheckpointInfo::epoch).toList(),
                    kept(snapshot.checkpoints()));
        }
    }

    /** Those that are kept, by their epochs. */
    private static Map<Integer, Double> kept(List<CheckpointInfo> checkpoints) {
        Map<Integer, Double> temperatures = new TreeMap<>();
        checkpoints.forEach(each -> each.temperature().ifPresent(kept -> temperatures.put(each.epoch(), kept)));
        return temperatures;
    }

    /** The data of an event {@code steps}. */
    record Steps(List<StepWindow> steps, List<LayerNorms> norms) {}

    /** The data of an event {@code epoch}. */
    record Epoch(@Flat EpochMetrics metrics, List<DeadUnits> deadUnits, boolean best, int bestEpoch) {
        Epoch(EpochMetrics metrics, List<DeadUnits> deadUnits, int bestEpoch) {
            this(metrics, deadUnits, metrics.epoch() == bestEpoch, bestEpoch);
        }
    }

    /** What the curves of a run are drawn from: columns of numbers, null where a number is none. */
    public record Curves(
            long run,
            JobStatus status,
            long stepsPerEpoch,
            Map<String, List<@Nullable Number>> steps,
            Map<String, List<@Nullable Number>> epochs) {
        public Curves(Run run, List<EpochMetrics> epochs, List<StepWindow> steps) {
            this(run.id(), run.status(), RunJson.stepsPerEpoch(run), stepColumns(steps), epochColumns(epochs));
        }
    }

    private static Map<String, List<@Nullable Number>> stepColumns(List<StepWindow> steps) {
        return columns(
                steps,
                Map.of(
                        "step", StepWindow::step,
                        "loss", StepWindow::loss,
                        "accuracy", StepWindow::accuracy,
                        "seconds", StepWindow::seconds,
                        "learning_rate", StepWindow::learningRate));
    }

    private static Map<String, List<@Nullable Number>> epochColumns(List<EpochMetrics> epochs) {
        Map<String, ToDoubleFunction<EpochMetrics>> columns = new LinkedHashMap<>();
        columns.put("epoch", EpochMetrics::epoch);
        columns.put("seconds", EpochMetrics::seconds);
        EpochMetrics.METRICS.forEach(metric -> columns.put(metric.id(), epoch -> epoch.value(metric)));
        return columns(epochs, columns);
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
