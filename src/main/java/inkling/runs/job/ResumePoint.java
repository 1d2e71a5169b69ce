package inkling.runs.job;

import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointFiles.Pause;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.OpenWindow;
import inkling.archive.runs.Run;
import inkling.network.Blueprint;
import inkling.network.SafetensorsException;
import inkling.training.Checkpoint;
import inkling.training.EpochMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a run's training begins, and what it measured up to there.
 *
 * @param checkpoint empty if it begins with the first step
 * @param window the steps before it whose window was not full
 * @param epochs finished before it, in order
 */
record ResumePoint(Optional<Checkpoint> checkpoint, OpenWindow window, List<EpochMetrics> epochs) {
    private static final Logger log = LoggerFactory.getLogger(ResumePoint.class);

    ResumePoint {
        epochs = List.copyOf(epochs);
    }

    /** How far the epoch under way is. */
    Checkpoint.Within within() {
        return checkpoint.map(Checkpoint::within).orElse(Checkpoint.Within.NOTHING);
    }

    /**
     * Finds the latest point that is whole, and has the database forget what was measured after it.
     *
     * <p>That is where the run stood within an epoch, if that epoch is the one after the last that the database knows;
     * else the last epoch whose checkpoint can be read. What comes after it is trained again, to the same numbers.
     */
    static ResumePoint find(Run run, TrainingParts parts) {
        Blueprint blueprint = run.blueprint();
        List<EpochMetrics> epochs = parts.metrics().epochs(run.id());
        List<CheckpointInfo> checkpoints = parts.metrics().checkpoints(run.id());
        Optional<CheckpointInfo> unreadable = unreadableBest(run, checkpoints, blueprint, parts.files());
        if (unreadable.isPresent()) {
            return from(run, before(unreadable.get(), checkpoints), epochs, blueprint, parts);
        }
        if (!epochs.isEmpty() && run.isTrained(epochs)) {
            // Only the test is left; what there is of a later epoch stays for whoever trains on.
            return new ResumePoint(Optional.empty(), OpenWindow.EMPTY, epochs);
        }
        Optional<Pause> pause = parts.files()
                .pause(run.id(), blueprint)
                .filter(each -> each.checkpoint().epoch() == epochs.size()
                        && each.checkpoint().continues(run.hyperparameters(), blueprint));
        return pause.isPresent()
                ? from(run, pause.get(), epochs, parts)
                : from(run, checkpoints, epochs, blueprint, parts);
    }

    /** The best epoch's checkpoint is tested in the end, so that epoch is trained again if it cannot be read. */
    private static Optional<CheckpointInfo> unreadableBest(
            Run run, List<CheckpointInfo> checkpoints, Blueprint blueprint, CheckpointFiles files) {
        return checkpoints.stream()
                .filter(info ->
                        run.bestEpoch().filter(best -> best == info.epoch()).isPresent())
                .filter(info -> read(run, info, blueprint, files).isEmpty())
                .findFirst();
    }

    private static List<CheckpointInfo> before(CheckpointInfo end, List<CheckpointInfo> checkpoints) {
        return checkpoints.stream().filter(info -> info.epoch() < end.epoch()).toList();
    }

    private static ResumePoint from(Run run, Pause pause, List<EpochMetrics> epochs, TrainingParts parts) {
        Checkpoint checkpoint = pause.checkpoint();
        OpenWindow window = pause.window();
        parts.metrics().rewind(run.id(), checkpoint.epoch(), checkpoint.step() - window.steps(), checkpoint.step());
        return new ResumePoint(Optional.of(checkpoint), window, epochs);
    }

    private static ResumePoint from(
            Run run,
            List<CheckpointInfo> candidates,
            List<EpochMetrics> epochs,
            Blueprint blueprint,
            TrainingParts parts) {
        Optional<Checkpoint> last = lastWhole(run, candidates, blueprint, parts.files());
        int done = last.map(Checkpoint::epoch).orElse(-1);
        // It belongs to an epoch that is trained again; after another kill it could be taken for a newer one.
        parts.files().deletePause(run.id());
        long step = last.map(Checkpoint::step).orElse(0L);
        parts.metrics().rewind(run.id(), done, step, step);
        return new ResumePoint(last, OpenWindow.EMPTY, epochs.subList(0, Math.max(0, done)));
    }

    private static Optional<Checkpoint> lastWhole(
            Run run, List<CheckpointInfo> candidates, Blueprint blueprint, CheckpointFiles files) {
        return candidates.stream()
                .sorted(Comparator.comparing(CheckpointInfo::epoch).reversed())
                .flatMap(info -> read(run, info, blueprint, files).stream())
                .findFirst();
    }

    private static Optional<Checkpoint> read(Run run, CheckpointInfo info, Blueprint blueprint, CheckpointFiles files) {
        try {
            Checkpoint checkpoint = files.read(run.id(), info, blueprint);
            return Optional.of(checkpoint)
                    .filter(read -> read.step() == info.step() && read.epoch() == info.epoch())
                    .filter(read -> read.continues(run.hyperparameters(), blueprint));
        } catch (SafetensorsException e) {
            log.warn("Run {} goes on from an earlier epoch than {}: {}", run.id(), info.epoch(), e.getMessage());
            return Optional.empty();
        }
    }
}
