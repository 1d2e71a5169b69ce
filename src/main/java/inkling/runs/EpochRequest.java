package inkling.runs;

import inkling.archive.Epochs;
import inkling.archive.ImageName;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page of a run looks at.
 *
 * @param epoch the epoch that was asked for, else the best one, else the last one
 * @param epochs those that have a checkpoint, in order
 * @param query everything that the address says, by name
 */
public record EpochRequest(Run run, int epoch, List<Integer> epochs, Map<String, String> query) {
    /** What an address calls the image that goes along from view to view. */
    static final String SELECT = "select";

    private static final int LEAST_EPOCHS = 5;
    /** Multiplications that asking the networks of some epochs may take: a tenth of a second. */
    private static final long MOST_WORK = 120_000_000;

    public EpochRequest {
        epochs = List.copyOf(epochs);
        query = Map.copyOf(query);
    }

    /**
     * Reads {@code /runs/{id}/...?epoch=}.
     *
     * @throws NotFound if there is no such run
     * @throws inkling.errors.UserError if there is no such checkpoint
     */
    public static EpochRequest of(RunArchive archive, Context context) {
        return of(archive, run(archive, context), FormInput.query(context));
    }

    /**
     * The same of a run and a query.
     *
     * @throws inkling.errors.UserError if there is no such checkpoint
     */
    public static EpochRequest of(RunArchive archive, Run run, Map<String, String> query) {
        Optional<String> asked = Optional.ofNullable(query.get("epoch")).filter(text -> !text.isEmpty());
        return new EpochRequest(run, archive.epoch(run, asked), archive.epochs(run), query);
    }

    /** The run of {@code /runs/{id}/...}, whether it has a checkpoint or not. */
    public static Run run(RunArchive archive, Context context) {
        return archive.run(FormInput.id("run", context.pathParam("id")));
    }

    /** The same page with one more thing said by its address. */
    public EpochRequest with(String name, String value) {
        Map<String, String> more = new HashMap<>(query);
        more.put(name, value);
        return new EpochRequest(run, epoch, epochs, more);
    }

    /** The same page with an image selected. */
    public EpochRequest selecting(ImageName image) {
        return with(SELECT, image.text());
    }

    /** The image that is selected; empty if none is. */
    public Optional<ImageName> selected() {
        return asked(SELECT).flatMap(ImageName::parse);
    }

    /** The query's text of that name; empty if there is none. */
    public Optional<String> asked(String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
    }

    /** Some of the epochs, evenly taken, the first and the last and the one looked at among them. */
    public List<Integer> evenly(int most) {
        return Epochs.evenly(epochs, most, epoch);
    }

    /**
     * The same, no more than can be asked about a picture while somebody waits.
     *
     * @param most how many of them, however fast they answer
     */
    public List<Integer> told(int most) {
        long affordable = MOST_WORK / Math.max(1, run.blueprint().multiplyAdds());
        return evenly((int) Math.max(LEAST_EPOCHS, Math.min(most, affordable)));
    }

    /**
     * What the templates of every page of a run need: {@code run}, {@code tabs}, {@code along} and {@code tour} for the
     * head, {@code epoch}, {@code epochs}, {@code best} and {@code others} (the rest of the query) for the scrubber.
     */
    public Map<String, Object> model() {
        Map<String, String> others = new HashMap<>(query);
        others.remove("epoch");
        others.remove("play"); // That is what the slider's script does.
        Map<String, Object> model = new HashMap<>();
        model.put("run", new RunHead(run));
        model.put("tabs", RunTab.of(run, !epochs.isEmpty(), query));
        model.put("along", RunTab.along(query));
        model.put("tour", TourStop.of(run, query));
        model.put("epoch", epoch);
        model.put("epochs", epochs);
        run.bestEpoch().ifPresent(best -> model.put("best", best));
        model.put("others", others);
        return model;
    }
}
