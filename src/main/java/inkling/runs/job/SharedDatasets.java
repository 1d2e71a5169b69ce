package inkling.runs.job;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import inkling.runs.job.TrainingParts.DatasetSource;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has runs that go on side by side share their images: one of them reads them while the others wait, and who comes while
 * one still has them reads nothing. Used on any thread.
 */
public final class SharedDatasets implements DatasetSource {
    private static final long WAIT_MILLIS = 200;

    private final DatasetSource source;
    private final Function<DatasetRequest, String> stamp;
    private final Map<Key, Slot> slots = new HashMap<>();

    /** @param stamp another text once a request means other images */
    public SharedDatasets(DatasetSource source, Function<DatasetRequest, String> stamp) {
        this.source = source;
        this.stamp = stamp;
    }

    private record Key(DatasetRequest request, String stamp) {}

    private static final class Slot {
        final ReentrantLock reading = new ReentrantLock();
        WeakReference<@Nullable Dataset> dataset = new WeakReference<>(null);

        boolean isUnused() {
            return !reading.isLocked() && dataset.get() == null;
        }
    }

    @Override
    public Dataset open(DatasetRequest request, LoadProgress progress) {
        Slot slot = lock(new Key(request, stamp.apply(request)), progress);
        try {
            Dataset shared = slot.dataset.get();
            if (shared == null) {
                shared = source.open(request, progress);
                slot.dataset = new WeakReference<>(shared);
            }
            return shared;
        } finally {
            slot.reading.unlock();
        }
    }

    private Slot lock(Key key, LoadProgress progress) {
        Slot slot;
        synchronized (slots) {
            slots.values().removeIf(Slot::isUnused);
            slot = slots.computeIfAbsent(key, any -> new Slot());
        }
        try {
            while (!slot.reading.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.report("waiting for another run that reads the images", 0, 0, "images");
            }
            return slot;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The wait for the images was interrupted.");
        }
    }
}
