package inkling.cluster.spark;

import inkling.training.Checkpoint;
import inkling.training.TrainingPlan;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The test of a network. */
record FollowedTest(TrainingPlan plan, Checkpoint checkpoint, IntConsumer done) implements Followed {
    @Override
    public Optional<Beginning> begin() {
        byte[] bytes = checkpoint.bytes();
        return Optional.of(new Beginning(Work.test(plan, bytes.length), bytes, () -> false));
    }

    @Override
    public void tell(Event event, Optional<Checkpoint> here) {
        if (event.evaluated() != null) {
            done.accept(event.evaluated().done());
        }
    }
}
