package inkling.archive.metrics;

import java.time.Instant;
import java.util.Optional;

/**
 * That a checkpoint exists; its arrays are in its file.
 *
 * @param epoch the epoch it was taken after; 0 for the untrained network
 * @param step optimiser updates so far
 * @param fileName within the run's folder
 * @param bytes the file's length
 * @param createdAt when it was taken
 * @param temperature what its logits are divided by, once somebody has kept one
 */
public record CheckpointInfo(
        int epoch, long step, String fileName, long bytes, Instant createdAt, Optional<Double> temperature) {}
