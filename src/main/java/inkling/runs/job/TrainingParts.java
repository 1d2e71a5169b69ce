package inkling.runs.job;

import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.RunRepository;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import java.time.Clock;

/** What the training of any run works with. */
public record TrainingParts(
        RunRepository runs,
        MetricsRepository metrics,
        CheckpointFiles files,
        DatasetSource datasets,
        RunListener listener,
        Clock clock) {
    /** Where data sets come from. */
    @FunctionalInterface
    public interface DatasetSource {
        /** @throws inkling.dataset.DatasetException with a sentence if it cannot be had */
        Dataset open(DatasetRequest request, LoadProgress progress);
    }
}
