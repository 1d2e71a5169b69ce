package inkling.backup;

import inkling.database.Database;
import inkling.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** How a backup's file is made: a zip of the home's files under their names, and first {@value #MANIFEST}, what it is. */
final class Archive {
    static final String MANIFEST = "inkling-backup.json";

    /** Beside the database and {@code runs}. */
    static final List<String> OTHER_FOLDERS = List.of("datasets", "imports");

    private static final int AT_ONCE = 1 << 16;

    /** Folders and files without a way out of the folder into which they are put, on any system. */
    private static final Pattern BELOW = Pattern.compile("(runs|datasets|imports)(/[^/\\\\:\\x00]+)+");

    private Archive() {}

    /** Whether a file of a home can have this name, which may come from anybody. */
    static boolean isAllowed(String name) {
        return name.equals(Database.FILE)
                || (BELOW.matcher(name).matches() && !List.of(name.split("/")).contains(".."));
    }

    /**
     * Writes a copy of a home as an archive.
     *
     * @param out is not closed
     * @param done is told how many of the files' bytes are in it; what it throws ends it
     */
    static void write(Manifest manifest, HomeCopy copy, OutputStream out, LongConsumer done) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(Json.write(manifest).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        long bytes = 0;
        for (Path file : copy.files()) {
            // Weights, and pictures that are packed already, do not become smaller.
            zip.setLevel(file.endsWith(Database.FILE) ? Deflater.BEST_SPEED : Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry(copy.name(file)));
            bytes = copy(file, zip, bytes, done);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static long copy(Path file, OutputStream out, long before, LongConsumer done) throws IOException {
        byte[] buffer = new byte[AT_ONCE];
        long bytes = before;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                bytes += read;
                done.accept(bytes);
            }
        }
        return bytes;
    }
}
