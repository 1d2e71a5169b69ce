package inkling.backup;

import inkling.archive.folders.RunSpace;
import inkling.database.Database;
import inkling.files.Folders;
import inkling.text.Figures;
import inkling.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a home takes of its disk, and what is left there. Used on any thread. */
public final class HomeSpace {
    /** Every page shows it, and while something trains it grows all the time. */
    private static final long KEPT_NANOS = Duration.ofSeconds(5).toNanos();

    private final Path home;
    private final RunSpace runs;
    private Brief brief = new Brief("", Long.MIN_VALUE);

    private record Brief(String text, long until) {}

    /**
     * A part of a home.
     *
     * @param size such as {@code 2.7 MB}
     */
    public record Part(String title, String about, String size) {}

    public HomeSpace(Path home, RunSpace runs) {
        this.home = home;
        this.runs = runs;
    }

    /** The most important of it, for every page: {@code 1.2 GB of runs, 35.0 GB left on the disk}. */
    public synchronized String brief() {
        long now = System.nanoTime();
        if (brief.text().isEmpty() || now - brief.until() > 0) {
            String text =
                    Text.of("%s of runs, %s left on its disk", Figures.bytes(runs.total()), Figures.bytes(free()));
            brief = new Brief(text, now + KEPT_NANOS);
        }
        return brief.text();
    }

    /** All of it, part by part, and what it comes to. */
    List<Part> parts() {
        try {
            long database = Files.size(home.resolve(Database.FILE));
            long pictures = Folders.bytes(home.resolve("datasets/.pictures"));
            long sets = Folders.bytes(home.resolve("datasets")) - pictures;
            long all = runs.total() + database + sets + pictures;
            return List.of(
                    new Part("Runs", "checkpoints, and what their views worked out", Figures.bytes(runs.total())),
                    new Part("Data sets", "downloaded, and sent to this page", Figures.bytes(sets)),
                    new Part(
                            "Pictures as they were read",
                            "can be made again; not in a backup",
                            Figures.bytes(pictures)),
                    new Part("Database", "settings, metrics, notes", Figures.bytes(database)),
                    new Part("Together", "", Figures.bytes(all)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that can still be written. */
    long free() {
        try {
            return Files.getFileStore(home).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
