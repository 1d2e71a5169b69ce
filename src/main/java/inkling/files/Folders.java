package inkling.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;

/** Whole folders, in which files may come and go meanwhile. */
public final class Folders {
    private Folders() {}

    /** Is told of a file. */
    @FunctionalInterface
    public interface EachFile {
        void accept(Path file, BasicFileAttributes attributes) throws IOException;
    }

    /** Tells of every regular file in a folder and below it; links are followed, and what is gone by now is left out. */
    public static void walk(Path folder, EachFile each) throws IOException {
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        if (attributes.isRegularFile()) {
                            each.accept(file, attributes);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }
                });
    }

    /** The length of all files in a folder and below it; 0 if there is none. */
    public static long bytes(Path folder) throws IOException {
        long[] bytes = {0};
        walk(folder, (file, attributes) -> bytes[0] += attributes.size());
        return bytes[0];
    }

    /**
     * Deletes a folder with everything in it, or a file; links in it, but not where they lead. Does nothing if there is
     * none.
     *
     * @throws UncheckedIOException with a sentence if something in it cannot be deleted
     */
    public static void delete(Path folder) {
        try {
            deleteAll(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!RegularFile.named(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
