package inkling.imagine;

import inkling.archive.runs.RunStatus;
import inkling.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A picture that a run's network is to imagine, as it stands in the database.
 *
 * @param id counted from 1, over all runs
 * @param revision counts the changes to it
 * @param epoch whose checkpoint imagines it
 * @param startedAt when its device became free
 * @param done how many images or steps were done
 * @param logOdds of its digit, {@code log(p / (1 - p))}; empty as long as there is no picture
 * @param failure why it failed, as a sentence; only of a failed one
 */
public record Dream(
        long id,
        long run,
        int revision,
        RunStatus status,
        int epoch,
        DreamRequest request,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> device,
        long done,
        OptionalDouble logOdds,
        Optional<String> failure) {
    /** Where its page is. */
    public String url() {
        return Text.of("/runs/%d/imagine/%d", run, id);
    }

    /** Where the form is that asks for it again, filled in. */
    public String againUrl() {
        return Text.of("/runs/%d/imagine?from=%d&epoch=%d", run, id, epoch);
    }

    /** What it is called in the queue: {@code Imagine a 3 with run 12}. */
    public String title() {
        int digit = request.digit();
        return Text.of("Imagine %s %d with run %d", digit == 8 ? "an" : "a", digit, run);
    }

    /** How long it took from its start to its end; empty while it waits or runs. */
    public Optional<Duration> took() {
        return startedAt.flatMap(start -> endedAt.map(end -> Duration.between(start, end)));
    }
}
