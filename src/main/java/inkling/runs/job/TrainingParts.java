package inkling.runs.job;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.LoadProgress;
import inkling.runs.metrics.CheckpointFiles;
import inkling.runs.metrics.MetricsRepository;
import inkling.runs.store.RunRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

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
        Dataset open(DatasetKind kind, Optional<Path> folder, LoadProgress progress);
    }
}
