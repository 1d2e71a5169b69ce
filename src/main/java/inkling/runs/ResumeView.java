package inkling.runs;

import inkling.archive.runs.Run;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.training.Schedule;
import inkling.worker.JobStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run that has ended can go on.
 *
 * @param where a sentence on where it would go on
 * @param resume what the button says that lets it go on as it was asked for; null if it is finished
 * @param test what the button says that has it tested as it is; null if it is tested, or there is nothing to test
 * @param epochs what the field for more epochs holds
 */
record ResumeView(
        String where, @Nullable String resume, @Nullable String test, String epochs) {
    /**
     * What a run's page offers.
     *
     * @param epochs that are finished, in order
     * @param within how many steps of the next epoch are done; 0 at the end of an epoch
     */
    static ResumeView of(Run run, List<EpochMetrics> epochs, int within) {
        int done = epochs.size();
        boolean finished = run.status() == JobStatus.FINISHED;
        int asked = run.hyperparameters().epochs();
        boolean trained = run.bestEpoch().isPresent() && run.isTrained(epochs);
        String best = Text.of("Test epoch %d, its best", run.bestEpoch().orElse(0));
        return new ResumeView(
                where(run, done, trained, within),
                finished ? null : trained ? best : "Resume",
                finished || trained || run.bestEpoch().isEmpty() ? null : best,
                String.valueOf(Math.max(asked, done) + 5));
    }

    private static String where(Run run, int done, boolean trained, int within) {
        int asked = run.hyperparameters().epochs();
        if (run.isOnlyTested()) {
            return Text.of(
                    "It can be trained further from the imported weights, here with %s; its settings would then be known.",
                    RunHead.about(run.hyperparameters()));
        }
        if (run.status() == JobStatus.FINISHED) {
            return Text.of("Training can go on after epoch %d. ", done) + furtherOn(run, done);
        }
        if (trained) {
            return "Its training is done; only the test is left.";
        }
        String same = ", and ends with the same numbers as if it had never stopped.";
        if (within > 0) {
            return Text.of("It goes on after step %s of epoch %d of %d", Figures.count(within), done + 1, asked) + same;
        }
        return done == 0
                ? "No epoch was finished, so it begins again."
                : Text.of("It goes on after epoch %d of %d", done, asked) + same;
    }

    /** What more epochs come to. */
    private static String furtherOn(Run run, int done) {
        if (run.hyperparameters().schedule() != Schedule.CONSTANT) {
            return "Its learning-rate schedule then spans all the epochs asked for, so the rate may jump.";
        }
        return done < run.hyperparameters().epochs()
                ? "Its patience then counts anew."
                : "It then ends with the numbers of a run that was asked for all those epochs at once.";
    }
}
