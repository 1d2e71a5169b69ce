package inkling;

import com.google.gson.JsonObject;
import inkling.archive.ImageName;
import inkling.http.ServerFile;
import inkling.terminal.TerminalProgress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command asks of a home folder, answered in the JSON of the API: by the dashboard that has the home open, or else
 * by this process.
 *
 * <p>All of it may throw the {@link inkling.errors.UserError}s of the API.
 */
interface Home extends AutoCloseable {
    /**
     * @param progress is told of the run that is awaited
     * @throws inkling.database.DatabaseException with a sentence if no dashboard answers and the folder cannot be used
     */
    static Home open(Path folder, TerminalProgress progress) {
        Optional<Home> served = ServerFile.running(folder).map(client -> new ServedHome(client, progress));
        return served.orElseGet(() -> new OwnHome(folder, progress));
    }

    /** The answer to a single question; what is wrong with it is refused as a wrong flag is. */
    static JsonObject ask(Path folder, CommandSpec command, Function<Home, JsonObject> question) {
        try (Home home = open(folder, TerminalRun.progress())) {
            return WrongFlag.named(command, () -> question.apply(home));
        }
    }

    /** Stores a run and puts it into the queue; its fields are those of the form. */
    JsonObject start(Map<String, String> fields);

    /** Makes a run of weights that were trained elsewhere; its fields are those of the page that imports. */
    JsonObject importWeights(Map<String, String> fields);

    /** Lets a run go on, with so many epochs in all if a number is given. */
    JsonObject resume(long run, Optional<String> epochs);

    /** Waits until a run has ended, and tells its progress meanwhile. */
    void await(long run) throws InterruptedException;

    /**
     * Asks a run to stop at its next step.
     *
     * @return false if it has ended, or nobody is there any more to do it
     */
    boolean cancel(long run);

    /** A part of the list of runs, with the query of {@code GET /api/runs}. */
    JsonObject list(Map<String, String> query);

    /** All that is known of a run, with what its epochs measured. */
    JsonObject show(long run);

    /**
     * Which pixels of one of a run's images its answer comes from.
     *
     * @param query as of {@code why.json}
     */
    JsonObject explain(long run, ImageName image, Map<String, String> query);

    /** The same of a picture's file. */
    JsonObject explain(long run, byte[] picture, Map<String, String> query);

    /** Throws a run away; for an hour it can be taken back. */
    JsonObject delete(long run);

    /** Starts a study of a run; its fields are those of its form. */
    JsonObject examine(long run, String kind, Map<String, String> fields);

    /** Where a study stands. */
    JsonObject study(long id);

    /**
     * Asks a study to stop.
     *
     * @return false if it has ended, or nobody is there any more to do it
     */
    boolean cancelStudy(long id);

    /** What the stress test of a run's epoch came to. */
    JsonObject stress(long run, String epoch);

    @Override
    void close();
}
