package inkling.runs;

import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.runs.job.RunProgress;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Score;
import inkling.training.Setting;
import inkling.training.Training;
import inkling.worker.JobStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run in the words of the pages; the templates read its methods as properties.
 *
 * @param head of all its pages
 * @param metrics of its epochs, in order
 * @param progress what it does just now; empty unless it is running
 * @param now the moment at which the page is made
 */
record RunView(RunHead head, List<EpochMetrics> metrics, Optional<RunProgress> progress, Instant now) {
    private static final String NONE = "–";

    private Run run() {
        return head.run();
    }

    public boolean active() {
        return run().status().active();
    }

    /** Which data set it is and why, as far as that is known. */
    public String datasetReason() {
        String asked = "Data set: " + head.datasetTitle();
        String unknown = active() ? asked + ", loaded when the run starts." : asked + "; it was not loaded.";
        return run().data().map(TrainedOn::reason).orElse(unknown);
    }

    /** How the images are divided; null as long as nobody knows. */
    public @Nullable String split() {
        return run().data()
                .map(data -> Text.of(
                        "%s images to train on, %s to choose the best epoch, %s to test it.",
                        Figures.count(data.trainImages()),
                        Figures.count(data.validationImages()),
                        Figures.count(data.testImages())))
                .orElse(null);
    }

    public int epochs() {
        return run().hyperparameters().epochs();
    }

    public String bestEpoch() {
        return run().bestEpoch().map(String::valueOf).orElse(NONE);
    }

    public String bestValidLoss() {
        return run().bestEpoch()
                .flatMap(best ->
                        metrics.stream().filter(epoch -> epoch.epoch() == best).findFirst())
                .map(epoch -> Figures.loss(epoch.validLoss()))
                .orElse(NONE);
    }

    /** What is drawn over the steps, by its name in the JSON: a learning rate that stays the same needs no curve. */
    public Map<String, String> curves() {
        Map<String, String> curves = new LinkedHashMap<>(Map.of("loss", "Loss"));
        curves.put("accuracy", "Accuracy");
        if (run().hyperparameters().movesLearningRate()) {
            curves.put("learning_rate", Setting.LR.title());
        }
        return curves;
    }

    /** What its loss of training has that of validation has not; null if nothing. */
    public @Nullable String ofTrainingLossAlone() {
        Hyperparameters chosen = run().hyperparameters();
        String parts = Stream.of(Setting.LABEL_SMOOTHING, Setting.CLASS_WEIGHTS)
                .filter(each -> !chosen.values().get(each).equals(each.usual()))
                .map(Setting::words)
                .collect(Collectors.joining(" and "));
        return parts.isEmpty() ? null : parts;
    }

    /** Whether it was trained elsewhere, and not yet here. */
    public boolean onlyTested() {
        return run().isOnlyTested();
    }

    public boolean tested() {
        return run().test().isPresent();
    }

    /** Whether there is no test image that it got wrong. */
    public boolean flawless() {
        return TourStop.flawless(run());
    }

    public String testAccuracy() {
        return run().test().map(Score::accuracy).map(Figures::percent).orElse(NONE);
    }

    public String testLoss() {
        return run().test().map(Score::loss).map(Figures::loss).orElse(NONE);
    }

    /** How it is counted, where that is not as all others are; else null. */
    public @Nullable String earlier() {
        return EarlierFigures.among(List.of(run()));
    }

    /** Since when it would be running had there been no pauses, if it is still going; null otherwise. */
    public @Nullable String runningSince() {
        return run().trainingTime()
                .startWithoutPauses()
                .filter(since -> run().status() == JobStatus.RUNNING)
                .map(Instant::toString)
                .orElse(null);
    }

    /** How long it has taken, or takes so far. */
    public String took() {
        return run().trainingTime()
                .took(run().endedAt().orElse(now))
                .map(Figures::duration)
                .orElse(NONE);
    }

    /** What it does just now, in words. */
    public String activity() {
        String otherwise = run().status() == JobStatus.QUEUED ? "Waiting for its device" : "Under way";
        return progress.map(RunProgress::activity).orElse(otherwise);
    }

    /** The part of the whole that is done, 0 to 1. */
    public double share() {
        return progress.map(RunProgress::share).orElse(0.0);
    }

    public String epochNow() {
        return progress.filter(now -> now.epoch() > 0)
                .map(now -> Text.of("%d of %d", now.epoch(), now.epochs()))
                .orElse(NONE);
    }

    public String stepNow() {
        return progress.filter(now -> now.steps() > 0)
                .map(now -> Text.of("%s of %s", Figures.count(now.step()), Figures.count(now.steps())))
                .orElse(NONE);
    }

    public String speed() {
        return progress.filter(now -> now.imagesPerSecond() > 0)
                .map(now -> Figures.count(Math.round(now.imagesPerSecond())))
                .orElse(NONE);
    }

    public String left() {
        return progress.flatMap(RunProgress::secondsLeft)
                .map(seconds -> Figures.seconds(Math.ceil(seconds)))
                .orElse(NONE);
    }

    /** The learning rate to try after a run that diverged; null for every other. */
    public @Nullable String lowerRate() {
        double rate = run().hyperparameters().learningRate();
        return run().failure()
                .flatMap(failure -> Training.DivergedException.lowerRate(failure, rate))
                .map(Figures::plain)
                .orElse(null);
    }

    /** What to know about a run that ended before its last epoch; null for every other. */
    public @Nullable String ending() {
        String kept = metrics.isEmpty()
                ? "No epoch was finished."
                : "Kept: " + Figures.plural(metrics.size(), "epoch") + ", with "
                        + (metrics.size() == 1 ? "its checkpoint." : "their checkpoints.");
        return switch (run().status()) {
            case CANCELLED -> "It was cancelled, so it was not tested. " + kept;
            case INTERRUPTED -> "Inkling ended while this run was going, so it was not tested. " + kept;
            case FINISHED ->
                metrics.size() < epochs()
                        ? Text.of(
                                "Stopped early, after epoch %d of %d: %s brought no lower validation loss.",
                                metrics.size(),
                                epochs(),
                                Figures.plural(run().hyperparameters().patience(), "epoch"))
                        : null;
            default -> null;
        };
    }
}
