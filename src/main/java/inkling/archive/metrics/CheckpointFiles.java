package inkling.archive.metrics;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import inkling.archive.folders.RunFolders;
import inkling.network.Blueprint;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.text.Text;
import inkling.training.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints' arrays: {@code runs/<run>/checkpoint-<epoch>.safetensors} in the home folder, and {@code
 * pause.safetensors} of a run that stands within an epoch.
 */
public final class CheckpointFiles {
    private static final String RUN = "inkling.run";
    private static final String WINDOW = "inkling.window.";
    private static final String MEASURED = "inkling.measured";
    /** Norms of a run that runs away need not be numbers. */
    private static final Gson GSON =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();

    private final RunFolders folders;
    private final Clock clock;

    /**
     * Where a run stands within an epoch.
     *
     * @param checkpoint all that training needs
     * @param window the steps that are not stored yet, since their window is not full
     */
    public record Pause(Checkpoint checkpoint, OpenWindow window) {}

    /** A whole checkpoint, and what its file says of its epoch. */
    public record Found(CheckpointInfo checkpoint, MeasuredEpoch measured) {}

    public CheckpointFiles(RunFolders folders, Clock clock) {
        this.folders = folders;
        this.clock = clock;
    }

    /** Where all files of runs lie. */
    public RunFolders folders() {
        return folders;
    }

    /** Where a run's checkpoint lies, or would lie. */
    public Path path(long run, int epoch) {
        return folders.of(run).resolve(Text.of("checkpoint-%04d.safetensors", epoch));
    }

    /** Where the logits of the test images lie, or would lie, which an epoch's network gave. */
    public Path predictionsPath(long run, int epoch) {
        return folders.of(run).resolve(Text.of("predictions-%04d.safetensors", epoch));
    }

    /** Where it lies, or would lie, how far a run is within an epoch. */
    public Path pausePath(long run) {
        return folders.of(run).resolve("pause.safetensors");
    }

    /** Whether there is a file for this epoch. */
    public boolean exists(long run, int epoch) {
        return Files.exists(path(run, epoch));
    }

    /** The largest number of a run that has a folder; 0 if none has. */
    public long largestRun() {
        try (Stream<Path> all = Files.list(folders.all())) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,18}"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(Text.of("could not list %s: %s", folders.all(), e.getMessage()), e);
        }
    }

    /**
     * Writes the checkpoint of the untrained network; when this returns, the file is complete and on the disk.
     *
     * @throws UncheckedIOException with a sentence if it cannot be written
     */
    public CheckpointInfo write(long run, Checkpoint untrained) {
        return write(run, untrained, Map.of());
    }

    /** The same for an epoch that is done, with what was measured in it, so that the file alone can bring it back. */
    public CheckpointInfo write(long run, Checkpoint checkpoint, MeasuredEpoch measured) {
        return write(run, checkpoint, Map.of(MEASURED, GSON.toJson(measured)));
    }

    private CheckpointInfo write(long run, Checkpoint checkpoint, Map<String, String> notes) {
        Path file = path(run, checkpoint.epoch());
        Map<String, String> all = new HashMap<>(notes);
        all.put(RUN, String.valueOf(run));
        try {
            Files.createDirectories(file.getParent());
            checkpoint.write(file, all);
            folders.changed(run);
            return info(checkpoint, file, clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException(Text.of("could not write %s: %s", file, e.getMessage()), e);
        }
    }

    private static CheckpointInfo info(Checkpoint checkpoint, Path file, Instant written) throws IOException {
        return new CheckpointInfo(
                checkpoint.epoch(),
                checkpoint.step(),
                file.getFileName().toString(),
                Files.size(file),
                written,
                Optional.empty());
    }

    /** An epoch's checkpoint whether or not the database knows it; empty if there is none that is whole and of this run. */
    public Optional<Found> find(long run, int epoch, Blueprint blueprint) {
        Path file = path(run, epoch);
        try {
            Safetensors.Content content = Safetensors.read(file);
            Checkpoint checkpoint = Checkpoint.of(content, blueprint);
            MeasuredEpoch measured = GSON.fromJson(content.metadata().get(MEASURED), MeasuredEpoch.class);
            boolean itself = measured != null
                    && checkpoint.epoch() == epoch
                    && measured.epoch().epoch() == epoch
                    && String.valueOf(run).equals(content.metadata().get(RUN));
            return itself
                    ? Optional.of(new Found(
                            info(
                                    checkpoint,
                                    file,
                                    Files.getLastModifiedTime(file).toInstant()),
                            measured))
                    : Optional.empty();
        } catch (SafetensorsException | JsonParseException | IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a checkpoint back.
     *
     * @throws SafetensorsException with a sentence if the file is missing, broken or of another network
     */
    public Checkpoint read(long run, CheckpointInfo info, Blueprint blueprint) {
        return Checkpoint.read(path(run, info.epoch()), blueprint);
    }

    /**
     * Keeps where a run stands within an epoch, in place of where it stood before.
     *
     * @throws UncheckedIOException with a sentence if it cannot be written
     */
    public void writePause(long run, Pause pause) {
        Map<String, String> notes = Map.of(
                RUN,
                String.valueOf(run),
                WINDOW + "steps",
                String.valueOf(pause.window().steps()),
                WINDOW + "loss",
                String.valueOf(pause.window().loss()),
                WINDOW + "accuracy",
                String.valueOf(pause.window().accuracy()),
                WINDOW + "learning_rate",
                String.valueOf(pause.window().learningRate()));
        pause.checkpoint().write(pausePath(run), notes);
        folders.changed(run);
    }

    /** Where a run stands within an epoch; empty if there is no such file, or none that can be believed. */
    public Optional<Pause> pause(long run, Blueprint blueprint) {
        try {
            Safetensors.Content content = Safetensors.read(pausePath(run), Checkpoint.mostValues(blueprint));
            Map<String, String> notes = content.metadata();
            OpenWindow window = new OpenWindow(
                    Integer.parseInt(notes.getOrDefault(WINDOW + "steps", "")),
                    Double.parseDouble(notes.getOrDefault(WINDOW + "loss", "")),
                    Double.parseDouble(notes.getOrDefault(WINDOW + "accuracy", "")),
                    Double.parseDouble(notes.getOrDefault(WINDOW + "learning_rate", "0")));
            return Optional.of(new Pause(Checkpoint.of(content, blueprint), window));
        } catch (SafetensorsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Forgets where a run stood within an epoch, because that epoch is done. */
    public void deletePause(long run) {
        try {
            if (Files.exists(pausePath(run))) {
                Files.delete(pausePath(run));
                folders.changed(run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(Text.of("could not delete %s: %s", pausePath(run), e.getMessage()), e);
        }
    }
}
