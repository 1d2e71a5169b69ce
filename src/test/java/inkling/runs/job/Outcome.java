package inkling.runs.job;

import static java.util.stream.Collectors.toMap;

import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.metrics.StepWindow;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.training.Checkpoint;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import inkling.training.Measured;
import inkling.training.Score;
import inkling.worker.JobStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a run came to, its times apart: two runs that are to have the same numbers have equal ones.
 *
 * @param checkpoints the SHA-256 of every checkpoint's tensors, by epoch
 */
public record Outcome(
        JobStatus status,
        Optional<Integer> bestEpoch,
        Optional<Score> test,
        List<EpochMetrics> epochs,
        List<StepWindow> steps,
        List<LayerNorms> norms,
        List<DeadUnits> deadUnits,
        Map<Integer, String> checkpoints) {
    /** Reads everything back, checkpoints from their files. */
    public static Outcome of(long id, MetricsRepository metrics, CheckpointFiles files) {
        RunSnapshot found = metrics.snapshot(id).orElseThrow();
        Blueprint blueprint = found.run().blueprint();
        return new Outcome(
                found.run().status(),
                found.run().bestEpoch(),
                found.run().test(),
                found.epochs().stream().map(Outcome::timeless).toList(),
                found.steps().stream().map(Outcome::timeless).toList(),
                metrics.norms(id, 0),
                metrics.deadUnits(id, 0),
                found.checkpoints().stream()
                        .collect(toMap(CheckpointInfo::epoch, info -> sha256(files.read(id, info, blueprint)))));
    }

    private static EpochMetrics timeless(EpochMetrics m) {
        return Measured.epoch(m.epoch(), 0, m.trainLoss(), m.trainAccuracy(), m.validLoss(), m.validAccuracy());
    }

    private static StepWindow timeless(StepWindow w) {
        return new StepWindow(w.step(), w.epoch(), w.steps(), w.loss(), w.accuracy(), 0, w.learningRate());
    }

    private static String sha256(Checkpoint checkpoint) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Stream.concat(checkpoint.parameters().stream(), checkpoint.optimizerState().stream())
                    .forEach(tensor -> digest.update(bytes(tensor)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(Tensor tensor) {
        byte[] name = tensor.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(name.length + Float.BYTES * tensor.values().length)
                .put(name);
        bytes.asFloatBuffer().put(tensor.values());
        return bytes.array();
    }
}
