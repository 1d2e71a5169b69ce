package inkling;

import com.google.gson.JsonObject;
import inkling.access.PeopleChange;
import inkling.archive.ImageName;
import inkling.cluster.Cluster;
import inkling.http.ServerFile;
import inkling.runs.job.RunListener;
import inkling.terminal.TerminalProgress;
import inkling.worker.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
        return open(folder, progress, progress, Optional::empty);
    }

    /**
     * The same with a cluster, which is had where this process trains itself.
     *
     * @param trained is told of the runs that this process trains
     */
    static Home open(Path folder, TerminalProgress progress, RunListener trained, Supplier<Optional<Cluster>> cluster) {
        Optional<Home> served = ServerFile.running(folder).map(client -> new ServedHome(client, progress));
        return served.orElseGet(() -> new OwnHome(folder, trained, cluster.get()));
    }

    /** The answer to a single question; what is wrong with it is refused as a wrong flag is. */
    static JsonObject ask(Path folder, CommandSpec command, Function<Home, JsonObject> question) {
        try (Home home = open(folder, TerminalRun.progress())) {
            return WrongFlag.named(command, () -> question.apply(home));
        }
    }

    /** Stores a run and puts it into the queue; its fields are those of the form. */
    JsonObject start(Map<String, String> fields);

    /** Stores a sweep's runs and puts them into the queue; its fields are those of its form. */
    JsonObject sweep(Map<String, String> fields);

    /** Where a sweep stands, with all its runs. */
    JsonObject sweep(long id);

    /**
     * Asks what is left of a sweep to stop.
     *
     * @return false if nobody is there any more to do it
     */
    boolean cancelSweep(long id);

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

    /** The people who log in to the dashboard, as {@code GET /api/people}. */
    JsonObject people();

    /** Changes who they are, or what they may do. */
    JsonObject people(PeopleChange change, Map<String, String> fields);

    /**
     * Writes a backup of the home.
     *
     * @param out is not closed
     * @param told is told how far it is
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    void backUp(OutputStream out, Consumer<Progress> told) throws IOException;

    /** Cancels the backup that is being taken, if there is one. */
    void cancelBackup();

    @Override
    void close();
}
