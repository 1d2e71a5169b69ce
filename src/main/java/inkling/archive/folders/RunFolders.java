package inkling.archive.folders;

import inkling.files.Folders;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongConsumer;

/**
 * The folders of runs, {@code runs/<run>} in the home folder. Whatever writes or removes a file in one of them, of
 * whichever feature, says so here: so it is known what a run takes, and a backup finds files and rows that fit each other.
 * Used on any thread.
 */
public final class RunFolders {
    private final Path folder;
    /** Fair, since a backup would wait for ever where maps and pictures are kept all the time. */
    private final ReadWriteLock changes = new ReentrantReadWriteLock(true);

    private volatile LongConsumer changed = run -> {};

    public RunFolders(Path home) {
        this.folder = home.resolve("runs");
    }

    /** The folder in which all of them lie. */
    public Path all() {
        return folder;
    }

    /** Where all files of a run lie. */
    public Path of(long run) {
        return folder.resolve(String.valueOf(run));
    }

    /** @param listener is told of a run whenever its files have changed, on the thread that changed them */
    public void onChange(LongConsumer listener) {
        changed = listener;
    }

    /**
     * Replaces or removes files of a run, together with the rows that have to fit them; waits while a backup looks.
     *
     * @param change must not begin within a transaction, which the backup might wait for
     */
    public void change(long run, Runnable change) {
        changes.readLock().lock();
        try {
            change.run();
        } finally {
            changes.readLock().unlock();
        }
        changed(run);
    }

    /**
     * Removes a file or folder by its path in the home, of a run or not; does nothing if there is none.
     *
     * @throws java.io.UncheckedIOException with a sentence if something cannot be deleted
     */
    public void remove(String path) {
        Path gone = folder.resolveSibling(path);
        if (gone.startsWith(folder)) {
            long run = Long.parseLong(folder.relativize(gone).getName(0).toString());
            change(run, () -> Folders.delete(gone));
        } else {
            Folders.delete(gone);
        }
    }

    /** A new file of a run was written, or one that says the same: training does not wait for a backup. */
    public void changed(long run) {
        changed.accept(run);
    }

    /** Does something while nobody {@linkplain #change changes} files of runs. */
    public void still(Runnable look) {
        changes.writeLock().lock();
        try {
            look.run();
        } finally {
            changes.writeLock().unlock();
        }
    }
}
