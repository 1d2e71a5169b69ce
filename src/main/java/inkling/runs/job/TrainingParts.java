package inkling.runs.job;

import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.RunRepository;
import inkling.cluster.Cluster;
import inkling.cluster.Here;
import inkling.cluster.Trainer;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import java.time.Clock;
import java.util.Optional;

/**
 * What the training of any run works with.
 *
 * @param cluster what trains the runs that ask for it, where there is one
 */
public record TrainingParts(
        RunRepository runs,
        MetricsRepository metrics,
        CheckpointFiles files,
        DatasetSource datasets,
        RunListener listener,
        Optional<Cluster> cluster,
        Clock clock) {
    /** Where data sets come from. */
    @FunctionalInterface
    public interface DatasetSource {
        /** @throws inkling.dataset.DatasetException with a sentence if it cannot be had */
        Dataset open(DatasetRequest request, LoadProgress progress);
    }

    /** Who trains on a device of that name. */
    Trainer trainer(String device) {
        return cluster.<Trainer>map(each -> each)
                .filter(each -> device.equals(Cluster.DEVICE))
                .orElseGet(Here::new);
    }
}
