package inkling.archive;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** What is kept already; waits for nothing that is being made. */
    public Optional<V> known(K key) {
        synchronized (slots) {
            return Optional.ofNullable(slots.get(key)).flatMap(Slot::known);
        }
    }

    private static final class Slot<V> {
        private volatile SoftReference<@Nullable V> reference = new SoftReference<>(null);

        Optional<V> known() {
            return Optional.ofNullable(reference.get());
        }

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
