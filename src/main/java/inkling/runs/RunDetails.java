package inkling.runs;

import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.runs.Run;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables and the curves of a run's page. */
final class RunDetails {
    private RunDetails() {}

    /** An epoch's line in the table. */
    record EpochRow(int epoch, boolean best, List<String> figures, String took) {}

    /** A window of steps' line in the table. */
    record StepRow(String step, int epoch, String loss, String accuracy, String learningRate, String took) {}

    /**
     * A checkpoint that can be downloaded.
     *
     * @param temperature that is kept with it, in words; null if none is
     */
    record CheckpointRow(
            String title,
            String url,
            boolean best,
            String about,
            @Nullable String temperature) {}

    static List<EpochRow> epochs(RunSnapshot snapshot) {
        return snapshot.epochs().stream()
                .map(epoch -> new EpochRow(
                        epoch.epoch(),
                        isBest(snapshot.run(), epoch.epoch()),
                        EpochMetrics.METRICS.stream()
                                .map(metric -> metric.text(epoch.value(metric)))
                                .toList(),
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
                        Figures.brief(step.learningRate()),
                        Figures.seconds(step.seconds())))
                .toList();
    }

    static List<CheckpointRow> checkpoints(RunSnapshot snapshot) {
        return snapshot.checkpoints().stream()
                .map(checkpoint -> row(snapshot.run(), checkpoint))
                .toList();
    }

    /** What the run's files take; empty if nobody has looked yet, or there are none. */
    static Optional<String> takes(RunSnapshot snapshot) {
        long checkpoints =
                snapshot.checkpoints().stream().mapToLong(CheckpointInfo::bytes).sum();
        return snapshot.run()
                .fileBytes()
                .filter(all -> all > 0)
                .map(all -> Text.of(
                        "This run takes %s: its checkpoints %s, what its views worked out %s.",
                        Figures.bytes(Math.max(all, checkpoints)),
                        Figures.bytes(checkpoints),
                        Figures.bytes(Math.max(0, all - checkpoints))));
    }

    private static CheckpointRow row(Run run, CheckpointInfo checkpoint) {
        int epoch = checkpoint.epoch();
        return new CheckpointRow(
                epoch == 0 ? Text.capitalised(new RunHead(run).beginning()) : "Epoch " + epoch,
                Text.of("/api%s/checkpoints/%d", run.url(), epoch),
                isBest(run, epoch),
                Text.of("step %s, %s", Figures.count(checkpoint.step()), Figures.bytes(checkpoint.bytes())),
                checkpoint.temperature().map(Figures::temperature).orElse(null));
    }

    private static boolean isBest(Run run, int epoch) {
        return run.bestEpoch().filter(best -> best == epoch).isPresent();
    }

    /** What was asked for and what it ran on, by title. */
    static Map<String, String> settings(Run run) {
        Map<String, String> settings = new LinkedHashMap<>();
        RunFact.ALL.forEach(fact -> fact.text().apply(run).ifPresent(text -> settings.put(fact.title(), text)));
        if (run.trainingTime().resumes() > 0) {
            settings.put("Resumed", Figures.plural(run.trainingTime().resumes(), "time"));
        }
        return settings;
    }
}
