package inkling.network;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the time of some steps of training went, as the threads that train see it: on a GPU they hand out work, and wait
 * for it only when they read.
 *
 * @param steps how many
 * @param whole seconds of all of them, from the first one's beginning to the last one's end
 * @param seconds of them; where several threads share a batch, their mean
 */
public record StepTimes(int steps, double whole, Map<Phase, Double> seconds) {
    /** What a step is made of, in order. */
    public enum Phase {
        /** The batch is drawn; where it is made ahead, waited for. */
        BATCH,
        /** The part's images are made, unless they were made ahead, and handed to the device. */
        IMAGES,
        FORWARD,
        BACKWARD,
        /** For the other parts of the batch. */
        WAITING,
        UPDATE,
        /** The logits of some steps are read, and their losses worked out. */
        READING
    }

    /** Of one step, in milliseconds. */
    public double millis(Phase phase) {
        return 1e3 * seconds.get(phase) / steps;
    }

    /** Measures; each part writes its own numbers alone. */
    static final class Clock {
        private final long[][] nanos;
        private final long[] last;

        Clock(int parts) {
            nanos = new long[parts][Phase.values().length];
            last = new long[parts];
        }

        void start(int part) {
            last[part] = System.nanoTime();
        }

        /** What has passed since the part's last call was this. */
        void lap(int part, Phase phase) {
            long now = System.nanoTime();
            nanos[part][phase.ordinal()] += now - last[part];
            last[part] = now;
        }

        /** What has been measured since the last call, and what the caller has. */
        StepTimes take(int steps, double whole, double batches, double reading) {
            Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
            for (Phase phase : Phase.values()) {
                double sum = Arrays.stream(nanos)
                        .mapToDouble(part -> part[phase.ordinal()])
                        .sum();
                seconds.put(phase, sum / nanos.length / 1e9);
            }
            seconds.put(Phase.BATCH, batches);
            seconds.put(Phase.READING, reading);
            Arrays.stream(nanos).forEach(part -> Arrays.fill(part, 0));
            return new StepTimes(steps, whole, seconds);
        }
    }
}
