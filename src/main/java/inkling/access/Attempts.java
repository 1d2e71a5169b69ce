package inkling.access;

import inkling.errors.UserError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down whoever tries passwords or tokens: after some that were wrong, each further one has to wait twice as long as
 * the one before, up to a limit. Used on any thread.
 */
final class Attempts {
    /** After so long without an attempt all is forgotten. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    /** Of addresses and names; beyond that the oldest are forgotten, so that nobody fills the memory. */
    private static final int MOST = 10_000;

    /** Of what attempts are counted. */
    enum Kind {
        /** A whole class may stand behind one address. */
        ADDRESS(20, Duration.ofMinutes(5)),
        /** A short limit, so that nobody is shut out by others who try their name. */
        NAME(5, Duration.ofMinutes(1));

        private final int free;
        private final Duration longest;

        Kind(int free, Duration longest) {
            this.free = free;
            this.longest = longest;
        }

        private long waitAfter(int attempts) {
            return attempts < free
                    ? 0
                    : Math.min(longest.toNanos(), Duration.ofSeconds(1).toNanos() << Math.min(attempts - free, 20));
        }
    }

    /** Whose attempts are counted together. */
    record Key(Kind kind, String of) {}

    private record Count(int attempts, long last) {}

    private final LongSupplier nanoTime;
    private final Map<Key, Count> counts = new LinkedHashMap<>();

    /** @param nanoTime as of {@link System#nanoTime()} */
    Attempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @throws UserError.TooManyAttempts if one of them has to wait */
    synchronized void check(Key... keys) {
        long now = nanoTime.getAsLong();
        for (Key key : keys) {
            Count before = count(key, now);
            long left = before.last + key.kind.waitAfter(before.attempts) - now;
            if (before.attempts > 0 && left > 0) {
                throw new UserError.TooManyAttempts(left / 1_000_000_000L + 1);
            }
        }
    }

    /**
     * An attempt that counts as wrong from now on, so that many at once are no more than many in turn.
     *
     * @throws UserError.TooManyAttempts if one of them has to wait
     */
    synchronized void begin(Key... keys) {
        check(keys);
        long now = nanoTime.getAsLong();
        for (Key key : keys) {
            put(key, new Count(count(key, now).attempts + 1, now));
        }
        while (counts.size() > MOST) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    /** It was right: the name is as before any; of the address this one alone is taken back, or its owner could go on guessing. */
    synchronized void succeeded(Key... keys) {
        long now = nanoTime.getAsLong();
        for (Key key : keys) {
            Count count = count(key, now);
            if (key.kind == Kind.NAME || count.attempts <= 1) {
                counts.remove(key);
            } else {
                put(key, new Count(count.attempts - 1, count.last));
            }
        }
    }

    private Count count(Key key, long now) {
        Count count = counts.get(key);
        return count == null || now - count.last > REMEMBERED.toNanos() ? new Count(0, now) : count;
    }

    /** At the end of the order in which they are forgotten. */
    private void put(Key key, Count count) {
        counts.remove(key);
        counts.put(key, count);
    }
}
