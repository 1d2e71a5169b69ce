package inkling.runs.imports;

import inkling.errors.UserError.InvalidInput;
import inkling.files.FullDisk;
import inkling.http.LargeBody;
import inkling.text.Printable;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Files of weights that browsers sent, kept in the folder {@code imports} of the home for a day. */
final class SentWeights {
    /** 400 MB: the largest network in double precision. */
    static final long MOST_BYTES = 400_000_000;

    static final LargeBody UPLOAD = new LargeBody(MOST_BYTES + (1 << 20));

    private static final String FIELD = "file";
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path folder;
    private final Clock clock;

    SentWeights(Path home, Clock clock) {
        this.folder = home.resolve("imports");
        this.clock = clock;
    }

    /**
     * Takes the file of a form.
     *
     * @return where it lies now
     * @throws InvalidInput if there is none
     */
    Path take(Context context) {
        UploadedFile file = context.uploadedFile(FIELD);
        if (file == null || file.size() == 0) {
            throw new InvalidInput(ImportForm.WEIGHTS, "choose a file first");
        }
        try (InputStream content = file.content()) {
            Files.createDirectories(folder);
            FullDisk.requireSpace(folder);
            deleteOld();
            Path own = Files.createTempDirectory(folder, "");
            Path target = own.resolve(name(file.filename()));
            Files.copy(content, target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("could not keep the file: " + e.getMessage(), e);
        }
    }

    /** The last part of what the browser called it, of letters that every file system takes. */
    private static String name(String sent) {
        String last = Printable.of(sent).replaceFirst("(?s).*[/\\\\]", "").replaceAll("[^\\w.-]", "_");
        return last.isEmpty() || last.matches("\\.+")
                ? "model.safetensors"
                : last.substring(Math.max(0, last.length() - 100));
    }

    private void deleteOld() throws IOException {
        Instant before = clock.instant().minus(KEPT);
        List<Path> folders;
        try (Stream<Path> all = Files.list(folder)) {
            folders = all.toList();
        }
        for (Path each : folders) {
            if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
                try (Stream<Path> files = Files.list(each)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(each);
            }
        }
    }
}
