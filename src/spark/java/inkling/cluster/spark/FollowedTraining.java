package inkling.cluster.spark;

import inkling.cluster.Follower;
import inkling.cluster.Trainer.Start;
import inkling.training.Checkpoint;
import inkling.training.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A training: its follower is told on this side what the training told its observer on the other. */
final class FollowedTraining implements Followed {
    private final TrainingPlan plan;
    private final Supplier<Optional<Start>> starts;
    private @Nullable Follower follower;

    FollowedTraining(TrainingPlan plan, Supplier<Optional<Start>> starts) {
        this.plan = plan;
        this.starts = starts;
    }

    @Override
    public Optional<Beginning> begin() {
        return starts.get().map(this::begin);
    }

    private Beginning begin(Start start) {
        Follower next = start.follower();
        follower = next;
        byte[] checkpoint = start.from().map(Checkpoint::bytes).orElse(new byte[0]);
        return new Beginning(
                Work.training(plan, start.counted(), checkpoint.length), checkpoint, next::wantsCheckpoint);
    }

    @Override
    public void tell(Event event, Optional<Checkpoint> here) {
        tell(Optional.ofNullable(follower).orElseThrow(), event, here);
    }

    private static void tell(Follower follower, Event event, Optional<Checkpoint> here) {
        if (event.start() != null) {
            follower.onEpochStarted(
                    event.start().epoch(), event.start().steps(), event.start().images());
        } else if (event.norms() != null) {
            follower.onNorms(event.norms());
        } else if (event.steps() != null) {
            here.ifPresentOrElse(
                    checkpoint -> follower.onSteps(event.steps(), () -> checkpoint),
                    () -> follower.onSteps(event.steps()));
        } else if (event.evaluated() != null) {
            here.ifPresent(checkpoint -> follower.onSteps(List.of(), () -> checkpoint));
            follower.onValidating(
                    event.evaluated().epoch(), event.evaluated().done(), event.evaluated().total());
        } else if (event.units() != null) {
            follower.onDeadUnits(event.units());
        } else if (event.epoch() != null) {
            follower.onEpoch(event.epoch(), here.orElseThrow());
        } else {
            follower.onUntrained(here.orElseThrow());
        }
    }
}
