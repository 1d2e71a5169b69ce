package inkling.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a job is.
 *
 * @param activity what it does now: {@code epoch 2 of 5}
 * @param done how much of the whole job is done, in units
 * @param total how much there is to do; 0 as long as nobody knows
 * @param unit what is counted, in the plural: {@code images}
 * @param perSecond units a second, lately; 0 as long as nobody knows
 * @param left how long the rest will take at that speed
 */
public record Progress(String activity, long done, long total, String unit, double perSecond, Optional<Duration> left) {
    /** Checks that the counts fit together. */
    public Progress {
        if (total < 0 || done < 0 || (total > 0 && done > total)) {
            throw new IllegalArgumentException("done must be in [0, total], was " + done + " of " + total);
        }
        if (!Double.isFinite(perSecond) || perSecond < 0) {
            throw new IllegalArgumentException("units a second must be 0 or more, was " + perSecond);
        }
    }

    /** An activity that cannot be counted, or not yet. */
    public static Progress of(String activity) {
        return new Progress(activity, 0, 0, "", 0, Optional.empty());
    }

    /** How much is done, 0 to 1; 0 as long as the total is not known. */
    public double share() {
        return total == 0 ? 0 : (double) done / total;
    }
}
