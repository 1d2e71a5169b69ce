package inkling.compare.views;

import inkling.compare.views.Results.Seen;
import inkling.errors.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Works out things of several runs on threads of its own, so that a page waits a moment for them and then says how far
 * they are. What has been worked out is kept by whoever does it, not here. Used on any thread.
 */
public final class Background implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration MOMENT = Duration.ofMillis(600);
    private static final Duration WHATEVER_IT_TAKES = Duration.ofMinutes(10);

    private final Duration patience;
    /** What is being worked out, so that a page that looks again does not start it again. */
    private final Map<Key, CompletableFuture<?>> going = new HashMap<>();

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "comparison");
        thread.setDaemon(true);
        return thread;
    });

    private record Key(String what, long run, int epoch) {}

    public Background() {
        this(MOMENT);
    }

    /** @param patience how long a page waits */
    Background(Duration patience) {
        this.patience = patience;
    }

    /**
     * Looks at every run that can be looked at, and waits a moment for it.
     *
     * @param what names what is worked out, together with the run and its epoch
     */
    public <V> Results<V> look(String what, ComparedRuns runs, Function<ComparedRun, V> look) {
        return look(what, runs, look, patience);
    }

    /** The same for programs, which wait as long as it takes. */
    <V> Results<V> lookThrough(String what, ComparedRuns runs, Function<ComparedRun, V> look) {
        return look(what, runs, look, WHATEVER_IT_TAKES);
    }

    private <V> Results<V> look(String what, ComparedRuns runs, Function<ComparedRun, V> look, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        Map<ComparedRun, CompletableFuture<V>> asked = new LinkedHashMap<>();
        runs.there().forEach(side -> asked.put(side, ask(new Key(what, side.id(), side.at()), side, look)));
        List<Seen<V>> seen = new ArrayList<>();
        List<ComparedRun> all = new ArrayList<>(runs.all());
        int waiting = 0;
        for (Map.Entry<ComparedRun, CompletableFuture<V>> each : asked.entrySet()) {
            ComparedRun side = each.getKey();
            try {
                seen.add(new Seen<>(
                        side, each.getValue().get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)));
            } catch (TimeoutException e) {
                waiting++;
            } catch (ExecutionException e) {
                all.set(all.indexOf(side), side.in(sentence(e)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserError.Busy("Inkling is about to end.");
            }
        }
        return new Results<>(new ComparedRuns(runs.compared(), runs.choice(), all), seen, waiting);
    }

    @SuppressWarnings("unchecked") // One key stands for one thing.
    private synchronized <V> CompletableFuture<V> ask(Key key, ComparedRun side, Function<ComparedRun, V> look) {
        CompletableFuture<?> known = going.get(key);
        if (known != null) {
            return (CompletableFuture<V>) known;
        }
        CompletableFuture<V> asked = CompletableFuture.supplyAsync(() -> look.apply(side), threads);
        going.put(key, asked);
        asked.whenComplete((value, error) -> forget(key));
        return asked;
    }

    private synchronized void forget(Key key) {
        going.remove(key);
    }

    /** What a user can cause is said at the run; a defect goes up. */
    private static String sentence(ExecutionException e) {
        if (e.getCause() instanceof UserError error) {
            return String.valueOf(error.getMessage());
        }
        throw new IllegalStateException("a run could not be looked at", e.getCause());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
