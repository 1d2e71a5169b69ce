package inkling.cluster;

import inkling.training.Checkpoint;
import inkling.training.Evaluation;
import inkling.training.Score;
import inkling.training.Training;
import inkling.training.TrainingPlan;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Trains in this process, on the caller's thread. */
public final class Here implements Trainer {
    @Override
    public void train(Task task, Supplier<Optional<Start>> begin) {
        begin.get().ifPresent(start -> train(new Training(task.plan()), start));
    }

    private static void train(Training training, Start start) {
        start.from()
                .ifPresentOrElse(
                        from -> training.resume(from, start.counted(), start.follower()),
                        () -> training.run(start.follower()));
    }

    @Override
    public Score score(Task task, Checkpoint checkpoint, IntConsumer done) {
        TrainingPlan plan = task.plan();
        return Evaluation.score(
                plan.blueprint(),
                checkpoint.parameters(),
                plan.normalisation(),
                plan.dataset().test(),
                plan.device(),
                done);
    }
}
