package inkling.sweeps;

import inkling.archive.runs.Run;
import java.util.Optional;

/**
 * A run of a sweep, and what it measured.
 *
 * @param bestValidLoss the lowest of all epochs; empty before there is one
 * @param bestValidAccuracy that of the same epoch
 * @param lastTrainLoss after the last epoch
 */
public record RunResult(
        Run run, Optional<Double> bestValidLoss, Optional<Double> bestValidAccuracy, Optional<Double> lastTrainLoss) {}
