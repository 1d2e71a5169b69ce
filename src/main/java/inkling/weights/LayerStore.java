package inkling.weights;

import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The distributions of checkpoints that were looked at, kept in memory and worked out on a thread of their own, one
 * checkpoint after the other: a page never waits for them. Used on any thread.
 */
public final class LayerStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LayerStore.class);

    /** Some 200 kB each. */
    private static final int KEPT = 128;

    private final RunArchive archive;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gradients");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    });

    private record Key(long run, int epoch) {}

    /** Neither layers nor trouble: it is being worked out. */
    private record Entry(Optional<Layers> layers, Optional<String> trouble) {
        private static final Entry WAITING = new Entry(Optional.empty(), Optional.empty());
    }

    /**
     * What is known of some epochs.
     *
     * @param layers by epoch, in order
     * @param waiting how many epochs are being worked out
     * @param troubles why others could not be, each reason once
     */
    record Known(TreeMap<Integer, Layers> layers, int waiting, List<String> troubles) {}

    public LayerStore(RunArchive archive) {
        this.archive = archive;
    }

    /** What is known now; what is not is started. An epoch that went wrong is told of once and tried again later. */
    synchronized Known of(Run run, List<Integer> epochs) {
        TreeMap<Integer, Layers> layers = new TreeMap<>();
        List<String> troubles = new ArrayList<>();
        int waiting = 0;
        for (int epoch : epochs) {
            Key key = new Key(run.id(), epoch);
            if (!entries.containsKey(key)) {
                entries.put(key, Entry.WAITING);
                thread.execute(() -> work(run, key));
            }
            Entry entry = entries.getOrDefault(key, Entry.WAITING);
            entry.layers().ifPresent(known -> layers.put(epoch, known));
            entry.trouble().filter(trouble -> !troubles.contains(trouble)).ifPresent(troubles::add);
            entry.trouble().ifPresent(trouble -> entries.remove(key));
            waiting += entry.equals(Entry.WAITING) ? 1 : 0;
        }
        forget();
        return new Known(layers, waiting, troubles);
    }

    private void forget() {
        List<Key> oldest = entries.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(Entry.WAITING))
                .limit(Math.max(0, entries.size() - KEPT))
                .map(Map.Entry::getKey)
                .toList();
        oldest.forEach(entries::remove);
    }

    private void work(Run run, Key key) {
        Entry entry;
        try {
            LabelledImages images = archive.images(run, ImageSplit.TRAIN);
            Layers layers = Layers.of(archive.parameters(run, key.epoch()), images, archive.normalisation(run));
            entry = new Entry(Optional.of(layers), Optional.empty());
        } catch (UserError e) {
            entry = new Entry(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("the gradients of run {} at epoch {} could not be worked out", key.run(), key.epoch(), e);
            entry = new Entry(
                    Optional.empty(), Optional.of("The gradients could not be worked out; the log says why."));
        }
        synchronized (this) {
            entries.put(key, entry);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
