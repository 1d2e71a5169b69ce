package inkling.archive.runs;

import inkling.text.Isolated;
import inkling.training.Hyperparameters;
import inkling.training.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as it stands in the database.
 *
 * @param id counted from 1
 * @param revision counts the changes to the run itself (its metrics apart)
 * @param status where it stands
 * @param request what was asked for
 * @param programVersion the version of Inkling that it was asked of
 * @param createdAt when it was asked for
 * @param startedAt when its device became free
 * @param endedAt when it finished, failed or was stopped
 * @param device the device it got, such as {@code cpu}
 * @param data the data set it got, once that is loaded
 * @param bestEpoch the first epoch with the lowest validation loss, once there is one whose loss is a number
 * @param test how the best epoch does on the test images; only of a finished run
 * @param failure why it failed, as a sentence; only of a failed run
 * @param trainingTime in how many goes it was trained
 * @param annotations what a person made of it
 * @param sweep the sweep it belongs to
 * @param overBatches which of its figures are means over batches
 */
public record Run(
        long id,
        int revision,
        RunStatus status,
        RunRequest request,
        String programVersion,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> device,
        Optional<TrainedOn> data,
        Optional<Integer> bestEpoch,
        Optional<Score> test,
        Optional<String> failure,
        TrainingTime trainingTime,
        Annotations annotations,
        Optional<Long> sweep,
        OverBatches overBatches) {

    /** What it is called, as it may stand among other text; the request has it as it was typed. */
    public String name() {
        return Isolated.of(request.name());
    }

    public Hyperparameters hyperparameters() {
        return request.hyperparameters();
    }

    /** Where its page is. */
    public String url() {
        return url(id);
    }

    /** Where the page of the run of that number is. */
    public static String url(long id) {
        return "/runs/" + id;
    }

    /** How long it was trained and tested, pauses left out; empty while it waits or runs, and if it never ran. */
    public Optional<Duration> took() {
        return endedAt.flatMap(trainingTime::took);
    }
}
