package inkling.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that are there whole or not at all, whatever happens to the process. */
public final class WholeFile {
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private WholeFile() {}

    /** Writes what a file holds. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes a file in place of what has its name; when this returns, it is complete and on the disk.
     *
     * @throws UncheckedIOException with a sentence if it cannot be written
     * @throws RuntimeException that {@code content} throws, and then nothing was written
     */
    public static void write(Path file, Content content) {
        write(file, content, new FileAttribute<?>[0]);
    }

    /** The same for its owner's eyes alone, where the file system knows owners. */
    public static void writePrivately(Path file, Content content) {
        boolean owners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        write(file, content, owners ? new FileAttribute<?>[] {OWNER_ALONE} : new FileAttribute<?>[0]);
    }

    private static void write(Path file, Content content, FileAttribute<?>[] attributes) {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".part");
        try {
            FullDisk.requireSpace(target.getParent());
            Files.deleteIfExists(temporary); // Whatever it is: what is written goes into a file of its own.
            try (FileChannel channel = FileChannel.open(temporary, NEW, attributes)) {
                content.writeTo(channel);
                channel.force(true);
            }
            move(temporary, target);
        } catch (RuntimeException e) {
            forget(temporary);
            throw e;
        } catch (IOException e) {
            forget(temporary);
            throw new UncheckedIOException("could not write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void forget(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // It is replaced by the next one.
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
        // The name itself is safe only once its folder is; Windows cannot open a folder and needs no such thing.
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }
}
