package inkling.runs.job;

import inkling.cluster.Cluster;
import inkling.cluster.Follower;
import inkling.cluster.Here;
import inkling.cluster.JobInParts;
import inkling.training.Checkpoint;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import inkling.training.Score;
import inkling.training.StepMetrics;
import inkling.training.Training;
import inkling.training.TrainingObserver;
import inkling.training.TrainingPlan;
import inkling.worker.JobContext;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** A cluster as those see it who follow it: where training stands is told only where that was wanted beforehand. */
final class Elsewhere implements Cluster {
    private int readingsLeft = Integer.MAX_VALUE;
    private int lost;

    private static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Has the machine that trains next lost after so many readings of losses. */
    void loseAfter(int readings) {
        readingsLeft = readings;
    }

    /** How many machines were lost. */
    int lost() {
        return lost;
    }

    @Override
    public void train(Task task, Supplier<Optional<Start>> begin) {
        for (Optional<Start> start = begin.get(); start.isPresent(); ) {
            try {
                train(here(task.plan()), start.get());
                return;
            } catch (LostException e) {
                lost++;
                readingsLeft = Integer.MAX_VALUE;
                start = begin.get();
            }
        }
    }

    @Override
    public <R extends Record> void doParts(long job, JobInParts<R> parts, JobContext context) {
        throw new UnsupportedOperationException();
    }

    private void train(TrainingPlan plan, Start start) {
        Far far = new Far(start.follower());
        start.from()
                .ifPresentOrElse(
                        from -> new Training(plan).resume(from, start.counted(), far),
                        () -> new Training(plan).run(far));
    }

    private static TrainingPlan here(TrainingPlan plan) {
        return new TrainingPlan(
                plan.hyperparameters(), plan.blueprint(), plan.dataset(), "cpu", plan.normalisation(), plan.split());
    }

    private final class Far implements TrainingObserver {
        private final Follower follower;

        Far(Follower follower) {
            this.follower = follower;
        }

        @Override
        public void onUntrained(Checkpoint untrained) {
            follower.onUntrained(untrained);
        }

        @Override
        public void onEpochStarted(int epoch, int steps, int images) {
            follower.onEpochStarted(epoch, steps, images);
        }

        @Override
        public void onNorms(List<LayerNorms> norms) {
            follower.onNorms(norms);
        }

        @Override
        public void onSteps(List<StepMetrics> steps, Supplier<Checkpoint> here) {
            if (follower.wantsCheckpoint()) {
                follower.onSteps(steps, here);
            } else {
                follower.onSteps(steps);
            }
            if (--readingsLeft == 0) {
                throw new LostException();
            }
        }

        @Override
        public void onValidating(int epoch, int done, int total) {
            follower.onValidating(epoch, done, total);
        }

        @Override
        public void onDeadUnits(List<DeadUnits> units) {
            follower.onDeadUnits(units);
        }

        @Override
        public void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {
            follower.onEpoch(metrics, checkpoint);
        }
    }

    @Override
    public Score score(Task task, Checkpoint checkpoint, IntConsumer done) {
        return new Here().score(new Task(task.job(), here(task.plan()), task.context()), checkpoint, done);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public List<Machine> machines() {
        return List.of();
    }

    @Override
    public void whenSlotsChange(Runnable changed) {}

    @Override
    public void close() {}
}
