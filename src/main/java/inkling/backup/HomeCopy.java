package inkling.backup;

import inkling.archive.folders.RunFolders;
import inkling.database.Database;
import inkling.files.Folders;
import inkling.files.FullDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A home as it is at one moment, in a folder of its own within it: the database copied, files linked, so that it takes no
 * space for them and whoever trains or deletes meanwhile does not change it.
 *
 * <p>Training goes on while it is made. So where runs stand within an epoch is taken before the database, and their
 * checkpoints after it: a row never names a file that is not there yet, and a place within an epoch whose steps the
 * database lacks would leave a gap. What is newer than the database is found again as after a kill. Everything else that a
 * run has is held still.
 */
final class HomeCopy implements AutoCloseable {
    private static final String PREFIX = ".backup-";
    private static final String PAUSE = "pause.safetensors";

    /** What a view works out again when it is asked for, and a file that is being written. */
    private static final Pattern LEFT_OUT = Pattern.compile("predictions-\\d+\\.safetensors|.*\\.part");

    private final Path home;
    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private long bytes;

    private HomeCopy(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** Deletes copies that a killed process left; before any is made. */
    static void removeLeft(Path home) throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            for (Path left : all.filter(each -> each.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                Folders.delete(left);
            }
        }
    }

    /**
     * Makes a copy.
     *
     * @param step is called now and then; what it throws ends it
     * @throws IOException with the system's words if the disk is full
     */
    static HomeCopy of(Path home, Database database, RunFolders runs, Runnable step) throws IOException {
        FullDisk.requireSpace(home);
        HomeCopy copy = new HomeCopy(home, Files.createTempDirectory(home, PREFIX));
        try {
            runs.still(() -> copy.takeRuns(database, runs, step));
            for (String name : Archive.OTHER_FOLDERS) {
                copy.takeSets(home.resolve(name), step);
            }
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private void takeRuns(Database database, RunFolders runs, Runnable step) {
        try {
            if (Files.isDirectory(runs.all())) {
                try (Stream<Path> all = Files.list(runs.all())) {
                    for (Path run : (Iterable<Path>) all::iterator) {
                        take(run.resolve(PAUSE));
                    }
                }
            }
            step.run();
            add(database.copyInto(folder));
            Folders.walk(runs.all(), (file, attributes) -> {
                step.run();
                if (!file.endsWith(PAUSE)
                        && !LEFT_OUT.matcher(file.getFileName().toString()).matches()) {
                    take(file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The folders in a folder, each completely or, if it is thrown away meanwhile, not at all; none that is hidden. */
    private void takeSets(Path parent, Runnable step) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> all = Files.list(parent)) {
            for (Path set : (Iterable<Path>)
                    all.filter(each -> !each.getFileName().toString().startsWith("."))::iterator) {
                int before = files.size();
                Folders.walk(set, (file, attributes) -> {
                    step.run();
                    take(file);
                });
                if (!Files.exists(set)) {
                    forget(before);
                }
            }
        }
    }

    private void forget(int before) throws IOException {
        List<Path> half = files.subList(before, files.size());
        for (Path file : half) {
            bytes -= Files.size(file);
            Files.delete(file);
        }
        half.clear();
    }

    /** Takes a file, if it is there. */
    private void take(Path file) throws IOException {
        Path target = folder.resolve(home.relativize(file));
        Files.createDirectories(target.getParent());
        try {
            link(target, file.toRealPath());
            add(target);
        } catch (NoSuchFileException e) {
            // It was removed this moment, and the database does not speak of it.
        }
    }

    private static void link(Path target, Path file) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, target); // A file system without links, or another one.
        }
    }

    private void add(Path file) throws IOException {
        files.add(file);
        bytes += Files.size(file);
    }

    /** All files of the copy. */
    List<Path> files() {
        return List.copyOf(files);
    }

    /** A file's name in the home, with {@code /} between folders. */
    String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** The length of all files. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }
}
