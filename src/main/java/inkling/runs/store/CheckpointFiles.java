package inkling.runs.store;

import inkling.network.Architecture;
import inkling.network.Safetensors;
import inkling.network.Tensor;
import inkling.training.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The checkpoints' arrays: {@code runs/<run>/checkpoint-<epoch>.safetensors} in the home folder. */
public final class CheckpointFiles {
    private static final String OPTIMIZER = "optimizer.";

    private final Path folder;
    private final Clock clock;

    public CheckpointFiles(Path home, Clock clock) {
        this.folder = home.resolve("runs");
        this.clock = clock;
    }

    /** Where a run's checkpoint lies, or would lie. */
    public Path path(long run, int epoch) {
        return folder.resolve(String.valueOf(run)).resolve("checkpoint-%04d.safetensors".formatted(epoch));
    }

    /**
     * Writes a checkpoint; when this returns, the file is complete and on the disk.
     *
     * @throws UncheckedIOException with a sentence if it cannot be written
     */
    public CheckpointInfo write(long run, Checkpoint checkpoint) {
        Path file = path(run, checkpoint.epoch());
        List<Tensor> tensors = Stream.concat(checkpoint.parameters().stream(), checkpoint.optimizerState().stream())
                .toList();
        try {
            Files.createDirectories(file.getParent());
            Safetensors.write(file, tensors, metadata(run, checkpoint));
            return new CheckpointInfo(
                    checkpoint.epoch(),
                    checkpoint.step(),
                    file.getFileName().toString(),
                    Files.size(file),
                    clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException("could not write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Reads a checkpoint back.
     *
     * @throws inkling.network.SafetensorsException with a sentence if the file is missing, broken or of another network
     */
    public Checkpoint read(long run, CheckpointInfo info, Architecture architecture) {
        Safetensors.Content content = Safetensors.read(path(run, info.epoch()));
        List<Tensor> parameters = architecture.parameters().stream()
                .map(parameter -> content.require(parameter.name(), parameter.shape()))
                .toList();
        List<Tensor> optimizerState = content.tensors().values().stream()
                .filter(tensor -> tensor.name().startsWith(OPTIMIZER))
                .toList();
        return new Checkpoint(info.epoch(), info.step(), parameters, optimizerState);
    }

    /** What a person finds who opens the file in Python. */
    private static Map<String, String> metadata(long run, Checkpoint checkpoint) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put("inkling.run", String.valueOf(run));
        metadata.put("inkling.epoch", String.valueOf(checkpoint.epoch()));
        metadata.put("inkling.step", String.valueOf(checkpoint.step()));
        return metadata;
    }
}
