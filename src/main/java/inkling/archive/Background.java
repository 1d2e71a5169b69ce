package inkling.archive;

import inkling.errors.UserError;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Works out things of runs on threads of its own, so that a page waits a moment for them and then says how far they are.
 * What has been worked out is kept by whoever does it, not here. Used on any thread.
 */
public final class Background implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration MOMENT = Duration.ofMillis(600);

    private final Duration patience;
    /** What is being worked out, so that a page that looks again does not start it again. */
    private final Map<Key, CompletableFuture<?>> going = new HashMap<>();

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
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

    public Background() {
        this(MOMENT);
    }

    /** @param patience how long a page waits */
    public Background(Duration patience) {
        this.patience = patience;
    }

    /** How long a page waits. */
    public Duration patience() {
        return patience;
    }

    /** Begins to work something out, unless it is being worked out already. */
    @SuppressWarnings("unchecked") // One key stands for one thing.
    public synchronized <V> CompletableFuture<V> ask(Key key, Supplier<V> work) {
        CompletableFuture<?> known = going.get(key);
        if (known != null) {
            return (CompletableFuture<V>) known;
        }
        CompletableFuture<V> asked = CompletableFuture.supplyAsync(work, threads);
        going.put(key, asked);
        asked.whenComplete((value, error) -> forget(key));
        return asked;
    }

    private synchronized void forget(Key key) {
        going.remove(key);
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
