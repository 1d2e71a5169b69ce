package inkling.archive;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values that were used last, kept as long as memory lasts; each is made by one thread while others wait for it.
 *
 * <p>Used on any thread. What could not be made is tried again the next time.
 */
public final class SoftCache<K, V> {
    private final Map<K, Slot<V>> slots;

    /** @param most how many values are kept */
    public SoftCache(int most) {
        slots = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Slot<V>> eldest) {
                return size() > most;
            }
        };
    }

    public V get(K key, Supplier<V> maker) {
        Slot<V> slot;
        synchronized (slots) {
            slot = slots.computeIfAbsent(key, any -> new Slot<>());
        }
        return slot.get(maker);
    }

    private static final class Slot<V> {
        private SoftReference<@Nullable V> reference = new SoftReference<>(null);

        synchronized V get(Supplier<V> maker) {
            V value = reference.get();
            if (value == null) {
                value = maker.get();
                reference = new SoftReference<>(value);
            }
            return value;
        }
    }
}
