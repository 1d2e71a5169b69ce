package inkling.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells a full disk from other faults; Java has no type for it, only the system's own words. */
public final class FullDisk {
    /** Of Linux and macOS, of their quotas, and of Windows. */
    private static final List<String> WORDS =
            List.of("no space left on device", "quota exceeded", "not enough space on the disk");

    /** Is left free by all but the database, which has to write down why a job ended. */
    private static final long KEPT_FREE = 8 << 20;

    private FullDisk() {}

    /**
     * To be asked before a file is written.
     *
     * @throws IOException as the system would, if so little space is left that nothing but the database should take it
     */
    public static void requireSpace(Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < KEPT_FREE) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "No space left on device (the last " + (KEPT_FREE >> 20) + " MB are the database's)");
        }
    }

    /** Whether a full disk is what is behind this. */
    public static boolean caused(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof IOException && WORDS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
