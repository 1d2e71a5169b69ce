package inkling.studies;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import inkling.archive.folders.RunFolders;
import inkling.files.RegularFile;
import inkling.files.WholeFile;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came of studies: {@code runs/<run>/study-<id>.json} in the home folder. */
final class StudyFiles {
    private static final Logger log = LoggerFactory.getLogger(StudyFiles.class);
    private static final Gson GSON =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();

    private final RunFolders folders;

    StudyFiles(RunFolders folders) {
        this.folders = folders;
    }

    private Path path(Study study) {
        return folders.of(study.run()).resolve(Text.of("study-%d.json", study.id()));
    }

    /** @throws java.io.UncheckedIOException with a sentence if it cannot be written */
    void write(Study study, Object result) {
        // The run's checkpoints are in its folder; a run that has none any more was deleted.
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(GSON.toJson(result));
        folders.change(
                study.run(),
                () -> WholeFile.write(path(study), channel -> {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }));
    }

    /** @return empty if it cannot be read any more; then it is worked out anew */
    <R> Optional<R> read(Study study, Class<R> type) {
        try (Reader reader = new InputStreamReader(RegularFile.stream(path(study)), StandardCharsets.UTF_8)) {
            return Optional.ofNullable(GSON.fromJson(reader, type));
        } catch (IOException | JsonParseException e) {
            log.warn("{} cannot be read: {}", path(study), e.getMessage());
            return Optional.empty();
        }
    }

    void delete(Study study) {
        folders.change(study.run(), () -> {
            try {
                Files.deleteIfExists(path(study));
            } catch (IOException e) {
                log.warn("{} stays for now: {}", path(study), e.getMessage());
            }
        });
    }
}
