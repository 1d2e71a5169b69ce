package inkling.imagine;

import inkling.imagine.DreamEvents.DreamProgress;
import inkling.text.Text;
import inkling.worker.JobContext;
import inkling.worker.Pace;
import inkling.worker.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells what a dream shows a few times a second, keeps it now and then, and stops the dream where it is cancelled. */
final class DreamRecorder {
    private static final long TELL_NANOS = Duration.ofMillis(250).toNanos();
    private static final long KEEP_NANOS = Duration.ofSeconds(10).toNanos();

    private final Dream dream;
    private final DreamParts parts;
    private final JobContext context;
    private final Pace pace;
    private Optional<Supplier<DreamState>> latest = Optional.empty();
    private long told = System.nanoTime() - TELL_NANOS;
    private long kept = System.nanoTime();

    DreamRecorder(Dream dream, DreamParts parts, JobContext context) {
        this.dream = dream;
        this.parts = parts;
        this.context = context;
        this.pace = new Pace(parts.clock());
    }

    /**
     * Called as often as it comes.
     *
     * @param state what is to be seen now; asked only where somebody wants to know
     * @throws java.util.concurrent.CancellationException if the dream is to end with this
     */
    void onState(long done, Supplier<DreamState> state) {
        latest = Optional.of(state);
        long now = System.nanoTime();
        if (now - told >= TELL_NANOS) {
            told = now;
            tell(done, state.get());
        }
        if (now - kept >= KEEP_NANOS) {
            keep();
        }
        context.throwIfCancelled();
    }

    private void tell(long done, DreamState state) {
        DreamRequest request = dream.request();
        String activity = Text.of("surest so far %s", percent(state));
        Progress progress =
                pace.at(activity, done, request.total(), request.method().unit());
        context.report(progress);
        parts.events().onProgress(dream, new DreamProgress(progress, state));
    }

    private static String percent(DreamState state) {
        double probability = 100 / (1 + Math.exp(-state.logOdds()));
        return Text.of("%.2f\u2009%%", probability);
    }

    /** Has what was seen last on the disk, the file first, so that the database never speaks of one that is not there. */
    private void keep() {
        if (latest.isEmpty()) {
            return;
        }
        DreamState state = latest.get().get();
        parts.files().write(dream, state, () -> parts.dreams().keep(dream.id(), state));
        kept = System.nanoTime();
    }

    /** Keeps what was seen last, and tells it once more, so that whoever watches has seen the end. */
    void close() {
        keep();
        latest.map(Supplier::get).ifPresent(state -> tell(state.done(), state));
    }
}
