package inkling.runs.pages;

import inkling.runs.store.Run;
import inkling.runs.store.RunStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run that has ended can go on.
 *
 * @param where a sentence on where it would go on
 * @param resume what the button says that lets it go on as it was asked for; null if it is finished
 * @param test what the button says that has it tested as it is; null if it is tested, or there is nothing to test
 * @param epochs what the field for more epochs holds
 */
record GoOn(String where, @Nullable String resume, @Nullable String test, String epochs) {
    /**
     * What a run's page offers.
     *
     * @param done epochs that are finished
     * @param paused whether it stands within the epoch after these
     * @return empty as long as it waits or runs
     */
    static Optional<GoOn> of(Run run, int done, boolean paused) {
        if (run.status().active()) {
            return Optional.empty();
        }
        boolean finished = run.status() == RunStatus.FINISHED;
        int asked = run.hyperparameters().epochs();
        boolean trained = done > 0 && done >= asked;
        String best = "Test epoch %d, its best".formatted(run.bestEpoch().orElse(0));
        return Optional.of(new GoOn(
                where(run, done, paused),
                finished ? null : trained ? best : "Resume",
                finished || trained || done == 0 ? null : best,
                String.valueOf(Math.max(asked, done) + 5)));
    }

    private static String where(Run run, int done, boolean paused) {
        int asked = run.hyperparameters().epochs();
        if (run.status() == RunStatus.FINISHED) {
            return "It would go on after epoch %d, to the same numbers as a run that was asked for more at first."
                    .formatted(done);
        }
        if (done > 0 && done >= asked) {
            return "All its epochs are done; only the test is left.";
        }
        String same = ", to the same numbers as if it had never stopped.";
        if (paused) {
            return "It goes on within epoch %d of %d, at the step where it stopped".formatted(done + 1, asked) + same;
        }
        return done == 0
                ? "It has no checkpoint to go on from, and begins again."
                : "It goes on after epoch %d of %d".formatted(done, asked) + same;
    }
}
