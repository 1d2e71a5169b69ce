package inkling.runs.pages;

import inkling.runs.store.CheckpointInfo;
import inkling.runs.store.Run;
import inkling.runs.store.RunSnapshot;
import inkling.runs.store.StepWindow;
import inkling.runs.store.TrainedOn;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.OptimizerKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The tables and the curves of a run's page. */
final class RunDetails {
    private RunDetails() {}

    /** An epoch's line in the table. */
    record EpochRow(
            int epoch,
            boolean best,
            String trainLoss,
            String trainAccuracy,
            String validLoss,
            String validAccuracy,
            String took) {}

    /** A window of steps' line in the table. */
    record StepRow(String step, int epoch, String loss, String accuracy, String took) {}

    /** A checkpoint that can be downloaded. */
    record CheckpointRow(String title, String url, boolean best, String about) {}

    static List<EpochRow> epochs(RunSnapshot snapshot) {
        return snapshot.epochs().stream()
                .map(epoch -> new EpochRow(
                        epoch.epoch(),
                        isBest(snapshot.run(), epoch.epoch()),
                        Figures.loss(epoch.trainLoss()),
                        Figures.percent(epoch.trainAccuracy()),
                        Figures.loss(epoch.validLoss()),
                        Figures.percent(epoch.validAccuracy()),
                        Figures.seconds(epoch.seconds())))
                .toList();
    }

    static List<StepRow> steps(RunSnapshot snapshot) {
        return snapshot.steps().stream()
                .map(step -> new StepRow(
                        Figures.count(step.step()),
                        step.epoch(),
                        Figures.loss(step.loss()),
                        Figures.percent(step.accuracy()),
                        Figures.seconds(step.seconds())))
                .toList();
    }

    static List<CheckpointRow> checkpoints(RunSnapshot snapshot) {
        return snapshot.checkpoints().stream()
                .map(checkpoint -> row(snapshot.run(), checkpoint))
                .toList();
    }

    private static CheckpointRow row(Run run, CheckpointInfo checkpoint) {
        int epoch = checkpoint.epoch();
        return new CheckpointRow(
                epoch == 0 ? "Untrained" : "Epoch " + epoch,
                "/api%s/checkpoints/%d".formatted(run.url(), epoch),
                isBest(run, epoch),
                "step %s, %s".formatted(Figures.count(checkpoint.step()), Figures.bytes(checkpoint.bytes())));
    }

    private static boolean isBest(Run run, int epoch) {
        return run.bestEpoch().filter(best -> best == epoch).isPresent();
    }

    /** What was asked for and what it ran on, in the order of the form. */
    static Map<String, String> settings(Run run) {
        Hyperparameters chosen = run.hyperparameters();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("Epochs", Figures.count(chosen.epochs()));
        settings.put("Batch size", Figures.count(chosen.batchSize()));
        settings.put("Optimizer", chosen.optimizer().title());
        settings.put("Learning rate", Figures.plain(chosen.learningRate()));
        if (chosen.optimizer() == OptimizerKind.SGD) {
            settings.put("Momentum", Figures.plain(chosen.momentum()) + (chosen.nesterov() ? ", Nesterov" : ""));
        }
        settings.put("Weight decay", Figures.plain(chosen.weightDecay()));
        settings.put("Network", network(chosen.hidden()));
        settings.put("Augmentation", chosen.augment() ? "up to 5° and 2 pixels" : "none");
        settings.put("Seed", String.valueOf(chosen.seed()));
        settings.put("Validation share", Figures.plain(chosen.validationShare()));
        settings.put("Device", run.device().orElse(run.request().device()));
        run.request().folder().ifPresent(folder -> settings.put("Folder", folder.toString()));
        run.data().map(TrainedOn::fingerprint).ifPresent(print -> settings.put("Data, SHA-256", print));
        settings.put("Inkling", run.programVersion());
        return settings;
    }

    private static String network(List<Integer> hidden) {
        int first = hidden.get(0);
        int second = hidden.get(1);
        long parameters = 785L * first + (first + 1L) * second + (second + 1L) * 10;
        return "784 → %d → %d → 10, %s parameters".formatted(first, second, Figures.count(parameters));
    }

    /** What run.js draws first: columns of numbers, null where a number is none. */
    static Map<String, Object> curves(RunSnapshot snapshot) {
        Map<String, Object> curves = new LinkedHashMap<>();
        curves.put("run", snapshot.run().id());
        curves.put("steps_per_epoch", stepsPerEpoch(snapshot));
        curves.put(
                "steps",
                columns(
                        snapshot.steps(),
                        Map.of(
                                "step", StepWindow::step,
                                "epoch", StepWindow::epoch,
                                "loss", StepWindow::loss,
                                "accuracy", StepWindow::accuracy,
                                "seconds", StepWindow::seconds)));
        curves.put(
                "epochs",
                columns(
                        snapshot.epochs(),
                        Map.of(
                                "epoch", EpochMetrics::epoch,
                                "seconds", EpochMetrics::seconds,
                                "train_loss", EpochMetrics::trainLoss,
                                "train_accuracy", EpochMetrics::trainAccuracy,
                                "valid_loss", EpochMetrics::validLoss,
                                "valid_accuracy", EpochMetrics::validAccuracy)));
        return curves;
    }

    /** 0 as long as the data set is not loaded. */
    private static long stepsPerEpoch(RunSnapshot snapshot) {
        int batch = snapshot.run().hyperparameters().batchSize();
        return snapshot.run()
                .data()
                .map(data -> (data.trainImages() + batch - 1) / batch)
                .orElse(0);
    }

    private static <T> Map<String, List<@Nullable Double>> columns(
            List<T> rows, Map<String, ToDoubleFunction<T>> columns) {
        Map<String, List<@Nullable Double>> values = new LinkedHashMap<>();
        columns.forEach((name, column) -> values.put(
                name,
                rows.stream()
                        .map(column::applyAsDouble)
                        .<@Nullable Double>map(value -> Double.isFinite(value) ? value : null)
                        .toList()));
        return values;
    }
}
