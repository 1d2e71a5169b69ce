package inkling.archive;

import inkling.errors.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Works out things of runs on threads of its own, so that a page waits a moment for them and then says how far they are.
 * What has been worked out is kept by whoever does it, not here. Used on any thread.
 *
 * <p>A page that waits asks again and again. What nobody has asked for lately and nobody waits for is dropped: before it has
 * begun, and where it looks for that itself, while it is under way.
 */
public final class Background implements AutoCloseable {
    private static final int THREADS = 2;
    /** Several pages' worth: the widest asks for something of each of 24 runs. */
    private static final int MOST_WAITING = 100;

    private static final Duration MOMENT = Duration.ofMillis(600);
    /** How long a program waits. */
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** Longer than any program waits, and than a page takes to ask again. */
    private static final Duration ABANDONED = Duration.ofMinutes(2);

    private final Duration patience;
    private final LongSupplier now;
    /** What is being worked out, so that a page that looks again does not start it again. */
    private final Map<Key, Going<?>> going = new HashMap<>();

    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "background");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * What is worked out of a run at one of its epochs.
     *
     * @param what names it
     */
    public record Key(String what, long run, int epoch) {}

    /** @param asked when it was asked for last, in nanoseconds */
    private record Going<V>(CompletableFuture<V> found, long asked) {}

    public Background() {
        this(MOMENT);
    }

    /** @param patience how long a page waits */
    public Background(Duration patience) {
        this(patience, System::nanoTime);
    }

    /** @param now in nanoseconds, by which what nobody asks for any more is dropped */
    public Background(Duration patience, LongSupplier now) {
        this.patience = patience;
        this.now = now;
    }

    /** How long a page waits. */
    public Duration patience() {
        return patience;
    }

    /**
     * Works something out for a page.
     *
     * @return empty if it takes longer than a page waits; another call goes on waiting
     * @throws UserError if that is why it cannot be worked out, or if too much is being worked out already
     */
    public <V> Optional<V> waited(Key key, Supplier<V> work) {
        return waited(key, patience, work);
    }

    /** The same with another patience. */
    public <V> Optional<V> waited(Key key, Duration patience, Supplier<V> work) {
        return await(ask(key, work), System.nanoTime() + patience.toNanos());
    }

    /**
     * Works something out for a program, which does not ask again by itself.
     *
     * @throws UserError as {@link #waited}; also if it takes more than a minute, after which another call goes on waiting
     */
    public <V> V required(Key key, Supplier<V> work) {
        return waited(key, LONGEST, work).orElseThrow(Background::unfinished);
    }

    /** Until when a program waits, in {@link System#nanoTime}. */
    public static long untilProgramsGiveUp() {
        return System.nanoTime() + LONGEST.toNanos();
    }

    /** That a program has waited long enough. */
    public static UserError.Busy unfinished() {
        return new UserError.Busy("This is still being worked out; ask again in a moment.");
    }

    /**
     * Begins to work something out, unless it is being worked out already.
     *
     * @throws UserError.Busy if too much is being worked out already
     */
    @SuppressWarnings("unchecked") // One key stands for one thing.
    public synchronized <V> CompletableFuture<V> ask(Key key, Supplier<V> work) {
        Going<V> known = (Going<V>) going.get(key);
        CompletableFuture<V> found = known == null ? begin(key, work) : known.found();
        going.put(key, new Going<>(found, now.getAsLong()));
        return found;
    }

    private <V> CompletableFuture<V> begin(Key key, Supplier<V> work) {
        CompletableFuture<V> found = new CompletableFuture<>();
        try {
            threads.execute(() -> work(key, found, work));
        } catch (RejectedExecutionException e) {
            throw new UserError.Busy(
                    "Inkling is working out too much for other pages just now; try again in a moment.");
        }
        return found;
    }

    private <V> void work(Key key, CompletableFuture<V> found, Supplier<V> work) {
        try {
            throwIfAbandoned(key);
            V value = work.get();
            forget(key, found);
            found.complete(value);
        } catch (RuntimeException | Error e) { // It goes up where it is waited for.
            forget(key, found);
            found.completeExceptionally(e);
        }
    }

    /**
     * For long work to look now and then whether it is still of use.
     *
     * @throws CancellationException if nobody waits for it and nobody has asked for it lately; asked for again, it begins anew
     */
    public synchronized void throwIfAbandoned(Key key) {
        Going<?> work = going.get(key);
        if (work != null
                && work.found().getNumberOfDependents() == 0
                && now.getAsLong() - work.asked() > ABANDONED.toNanos()) {
            going.remove(key);
            throw new CancellationException(key + " is of no use any more");
        }
    }

    private synchronized void forget(Key key, CompletableFuture<?> found) {
        Going<?> work = going.get(key);
        if (work != null && work.found() == found) {
            going.remove(key);
        }
    }

    /**
     * Waits for what was asked for.
     *
     * @param until in {@link System#nanoTime}
     * @return empty if it is not there by then
     * @throws UserError if that is why it cannot be worked out; a defect goes up
     */
    public static <V> Optional<V> await(CompletableFuture<V> asked, long until) {
        try {
            return Optional.of(asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UserError error) {
                throw error;
            }
            throw new IllegalStateException("a run could not be looked at", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError.Busy("Inkling is about to end.");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
