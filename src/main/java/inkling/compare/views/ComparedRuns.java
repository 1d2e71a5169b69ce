package inkling.compare.views;

import inkling.archive.RunArchive;
import inkling.compare.ComparisonRequest;
import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The runs of a comparison, each at one of its epochs: {@code &epoch=best}, {@code last} or a number, the same for all.
 *
 * @param choice which epoch
 * @param all every run, in the order of the address
 */
public record ComparedRuns(ComparisonRequest compared, String choice, List<ComparedRun> all) {
    static final String BEST = "best";
    static final String LAST = "last";

    public ComparedRuns {
        all = List.copyOf(all);
    }

    /**
     * Reads the address.
     *
     * @throws InvalidInput if the epoch is none that there could be
     * @throws inkling.errors.UserError as {@link ComparisonRequest#of}
     */
    public static ComparedRuns of(RunArchive archive, Context context) {
        ComparisonRequest compared = ComparisonRequest.of(archive, context);
        String choice = compared.asked("epoch").orElse(BEST);
        if (!choice.matches(BEST + "|" + LAST + "|\\d{1,4}")) {
            throw new InvalidInput("epoch", "epoch must be best, last or a whole number, was " + choice);
        }
        return new ComparedRuns(
                compared,
                choice,
                compared.runs().stream()
                        .map(run -> ComparedRun.of(archive, run, choice))
                        .toList());
    }

    /** The runs that can be looked at. */
    public List<ComparedRun> there() {
        return all.stream().filter(side -> side.trouble().isEmpty()).toList();
    }

    /** The runs that cannot be looked at. */
    public List<ComparedRun> missing() {
        return all.stream().filter(side -> side.trouble().isPresent()).toList();
    }

    /** The one that the others are compared with: the comparison's baseline, else the first that can be looked at. */
    public Optional<ComparedRun> baseline() {
        return there().stream()
                .filter(side -> side.id() == compared.baseline().id())
                .findFirst()
                .or(() -> there().stream().findFirst());
    }

    /** A view of this comparison. */
    public Address at(String path) {
        return new Address(path).with("runs", compared.ids()).with(new TreeMap<>(compared.along()));
    }

    /**
     * One way to choose the epochs.
     *
     * @param current whether it is chosen
     */
    public record Option(String title, String url, boolean current) {}

    /**
     * What the templates of every view need besides its own: {@code choice}, {@code base} (the baseline's number), {@code others}
     * and {@code besidesPair} (what the forms of the epochs and of the pair keep), {@code options}, and {@code number} where an epoch is named.
     *
     * @param path of the view
     */
    public Map<String, Object> model(String path) {
        Map<String, String> others = new LinkedHashMap<>(compared.query());
        List.of("epoch", "page").forEach(others::remove);
        Map<String, String> besidesPair = new LinkedHashMap<>(others);
        List.of("a", "b").forEach(besidesPair::remove);
        Map<String, Object> model = compared.model();
        model.put("base", baseline().map(ComparedRun::id).orElse(0L));
        model.put("besidesPair", besidesPair);
        model.put("choice", choice);
        model.put("others", others);
        model.put("number", choice.matches("\\d+") ? choice : "");
        model.put("options", List.of(option("best", BEST, path, others), option("last", LAST, path, others)));
        return model;
    }

    private Option option(String title, String id, String path, Map<String, String> others) {
        return new Option(
                title, new Address(path).with(others).with("epoch", id).toString(), choice.equals(id));
    }
}
