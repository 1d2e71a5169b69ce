package inkling.runs.job;

import java.util.Optional;

/**
 * What a run is doing just now; passing, and kept nowhere.
 *
 * @param run its id
 * @param phase {@code loading}, {@code training}, {@code validating} or {@code testing}
 * @param epoch counted from 1; 0 before the first
 * @param epochs of the whole run
 * @param step within the epoch, counted from 1; 0 before the first
 * @param steps of the epoch; 0 before the first
 * @param imagesPerSecond of the phase, over the last seconds; 0 as long as nobody knows
 * @param loss mean over the epoch's steps so far
 * @param accuracy mean over the epoch's steps so far, 0 to 1
 * @param secondsLeft for the rest of the run, validation and test among it
 * @param share of the whole run that is done, 0 to 1
 * @param activity the same in words
 */
public record RunProgress(
        long run,
        String phase,
        int epoch,
        int epochs,
        int step,
        int steps,
        double imagesPerSecond,
        Optional<Double> loss,
        Optional<Double> accuracy,
        Optional<Double> secondsLeft,
        double share,
        String activity) {}
