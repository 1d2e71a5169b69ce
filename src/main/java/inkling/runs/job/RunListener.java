package inkling.runs.job;

import inkling.runs.store.Cursor;
import inkling.runs.store.Run;
import inkling.runs.store.StepWindow;
import inkling.training.EpochMetrics;
import java.util.List;

/**
 * Is told what becomes of runs, after it is stored, mostly on the training's thread: so it must be quick, and never wait
 * for anybody.
 *
 * <p>A cursor says how much there is to know of the run once this is known.
 */
public interface RunListener {
    /** More steps are stored. */
    default void onSteps(long run, List<StepWindow> steps, Cursor cursor) {}

    /** An epoch and its checkpoint are stored. */
    default void onEpoch(long run, EpochMetrics epoch, int bestEpoch, Cursor cursor) {}

    /** The run itself changed: its status, or that its data set is known. */
    default void onRun(Run run, Cursor cursor) {}

    /** What it is doing just now; at most a few times a second. */
    default void onProgress(RunProgress progress) {}
}
