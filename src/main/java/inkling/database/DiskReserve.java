package inkling.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Space that is given up when the disk is full, so that the database can still write down why a job ended: H2 closes the
 * whole database when a write fails. Not safe for use by several threads.
 */
final class DiskReserve {
    /** Some hundred commits of tens of kilobytes. */
    static final int BYTES = 8 << 20;

    private static final Logger log = LoggerFactory.getLogger(DiskReserve.class);

    private final Path file;
    private boolean held;

    DiskReserve(Path file) {
        this.file = file;
        this.held = Files.exists(file);
    }

    /** Takes the space if it is not taken and there is plenty. */
    void hold() throws IOException {
        if (held || Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() < 3L * BYTES) {
            return;
        }
        // Bytes that are written, since a file system need not keep space for those that are skipped.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(BYTES);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
        }
        held = true;
    }

    /** @return false if there is nothing to give up */
    boolean release() throws IOException {
        if (held) {
            log.warn("The disk is full: gave up the {} bytes of {}", BYTES, file);
        }
        held = false;
        return Files.deleteIfExists(file);
    }
}
