package inkling.cluster;

import inkling.training.Checkpoint;
import inkling.training.EpochMetrics;
import inkling.training.Score;
import inkling.training.TrainingPlan;
import inkling.worker.JobContext;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Trains networks and tests them, somewhere; what is told of it is told on the caller's thread. */
public interface Trainer {
    /**
     * A job, and what it is to train.
     *
     * @param job its number in the queue
     * @param context that of the job
     */
    record Task(long job, TrainingPlan plan, JobContext context) {}

    /**
     * Where a training begins, and who follows it from there.
     *
     * @param from empty for the untrained network of the plan's seed
     * @param counted the epochs before it that count for the settings' patience, in order
     */
    record Start(Optional<Checkpoint> from, List<EpochMetrics> counted, Follower follower) {
        public Start {
            counted = List.copyOf(counted);
        }
    }

    /**
     * Trains by the plan, to its end.
     *
     * @param begin says where to begin, each time that a machine begins: empty if there is nothing left to train
     * @throws inkling.training.Training.DivergedException if the loss is no longer a number
     * @throws java.util.concurrent.CancellationException that the follower throws
     */
    void train(Task task, Supplier<Optional<Start>> begin);

    /**
     * How well a network does on the plan's test images.
     *
     * @param done is told now and then how many images are done; what it throws ends the test
     */
    Score score(Task task, Checkpoint checkpoint, IntConsumer done);
}
