package inkling.runs.job;

import inkling.archive.metrics.Cursor;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Run;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import java.util.List;
import java.util.stream.Stream;

/**
 * Is told what becomes of runs, after it is stored, mostly on the training's thread: so it must be quick, and never wait
 * for anybody.
 *
 * <p>A cursor says how much there is to know of the run once this is known.
 */
public interface RunListener {
    /** More steps are stored, and what was measured layer by layer in some of them. */
    default void onSteps(long run, List<StepWindow> steps, List<LayerNorms> norms, Cursor cursor) {}

    /** An epoch and its checkpoint are stored. */
    default void onEpoch(long run, EpochMetrics epoch, List<DeadUnits> units, int bestEpoch, Cursor cursor) {}

    /** The run itself changed: its status, or that its data set is known. */
    default void onRun(Run run, Cursor cursor) {}

    /** What it is doing just now; at most a few times a second. */
    default void onProgress(RunProgress progress) {}

    /** Tells several listeners, one after the other. */
    static RunListener all(RunListener first, RunListener... others) {
        List<RunListener> listeners =
                Stream.concat(Stream.of(first), Stream.of(others)).toList();
        return new RunListener() {
            @Override
            public void onSteps(long run, List<StepWindow> steps, List<LayerNorms> norms, Cursor cursor) {
                listeners.forEach(listener -> listener.onSteps(run, steps, norms, cursor));
            }

            @Override
            public void onEpoch(long run, EpochMetrics epoch, List<DeadUnits> units, int bestEpoch, Cursor cursor) {
                listeners.forEach(listener -> listener.onEpoch(run, epoch, units, bestEpoch, cursor));
            }

            @Override
            public void onRun(Run run, Cursor cursor) {
                listeners.forEach(listener -> listener.onRun(run, cursor));
            }

            @Override
            public void onProgress(RunProgress progress) {
                listeners.forEach(listener -> listener.onProgress(progress));
            }
        };
    }
}
