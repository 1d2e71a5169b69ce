package inkling;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of a few megabytes in memory; where the system does not let us have one, the test is skipped. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final Path filler;

    /** @param folder an empty one, where the file system is mounted */
    SmallDisk(Path folder, int megabytes) throws IOException {
        this.folder = folder;
        this.filler = folder.resolve("filler");
        String size = "size=" + megabytes + "m";
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()), "file systems cannot be mounted");
    }

    /** Takes the space that is left, save so much of it. */
    void fill(int megabytes) throws IOException {
        byte[] zeros = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            // That was the last of it.
        }
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - ((long) megabytes << 20));
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.delete(filler);
    }

    @Override
    public void close() {
        run("umount", "-l", folder.toString());
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false; // There is no such command.
        }
    }
}
