package inkling.runs.metrics;

import inkling.network.Architecture;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.training.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
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

    private final Path folder;
    private final Clock clock;

    /**
     * Where a run stands within an epoch.
     *
     * @param checkpoint all that training needs
     * @param window the steps that are not stored yet, since their window is not full
     */
    public record Pause(Checkpoint checkpoint, OpenWindow window) {}

    public CheckpointFiles(Path home, Clock clock) {
        this.folder = home.resolve("runs");
        this.clock = clock;
    }

    /** Where all files of a run lie. */
    public Path folder(long run) {
        return folder.resolve(String.valueOf(run));
    }

    /** Where a run's checkpoint lies, or would lie. */
    public Path path(long run, int epoch) {
        return folder(run).resolve("checkpoint-%04d.safetensors".formatted(epoch));
    }

    /** Where it lies, or would lie, how far a run is within an epoch. */
    public Path pausePath(long run) {
        return folder(run).resolve("pause.safetensors");
    }

    /**
     * Writes a checkpoint; when this returns, the file is complete and on the disk.
     *
     * @throws UncheckedIOException with a sentence if it cannot be written
     */
    public CheckpointInfo write(long run, Checkpoint checkpoint) {
        Path file = path(run, checkpoint.epoch());
        try {
            Files.createDirectories(file.getParent());
            checkpoint.write(file, Map.of(RUN, String.valueOf(run)));
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
     * @throws SafetensorsException with a sentence if the file is missing, broken or of another network
     */
    public Checkpoint read(long run, CheckpointInfo info, Architecture architecture) {
        return Checkpoint.read(path(run, info.epoch()), architecture);
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
                String.valueOf(pause.window().accuracy()));
        pause.checkpoint().write(pausePath(run), notes);
    }

    /** Where a run stands within an epoch; empty if there is no such file, or none that can be believed. */
    public Optional<Pause> pause(long run, Architecture architecture) {
        try {
            Safetensors.Content content = Safetensors.read(pausePath(run), Checkpoint.mostValues(architecture));
            Map<String, String> notes = content.metadata();
            OpenWindow window = new OpenWindow(
                    Integer.parseInt(notes.getOrDefault(WINDOW + "steps", "")),
                    Double.parseDouble(notes.getOrDefault(WINDOW + "loss", "")),
                    Double.parseDouble(notes.getOrDefault(WINDOW + "accuracy", "")));
            return Optional.of(new Pause(Checkpoint.of(content, architecture), window));
        } catch (SafetensorsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Forgets where a run stood within an epoch, because that epoch is done. */
    public void deletePause(long run) {
        try {
            if (Files.exists(pausePath(run))) {
                Files.delete(pausePath(run));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete %s: %s".formatted(pausePath(run), e.getMessage()), e);
        }
    }

    /**
     * Deletes a run's folder with everything in it, of whichever feature; does nothing if there is none.
     *
     * @throws UncheckedIOException with a sentence if something in it cannot be deleted
     */
    public void delete(long run) {
        Path of = folder(run);
        try (Stream<Path> paths = Files.walk(of)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // It is gone, as it should be.
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete %s: %s".formatted(of, e.getMessage()), e);
        }
    }
}
