package inkling.runs;

import inkling.archive.runs.Run;
import inkling.text.Named;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is who takes the tour through a run: {@code ?tour=2} on one of its views. The words of each stop stand in
 * its panel, {@code runs/tour.html}.
 *
 * @param at which of the five
 */
public record TourStop(Run run, Stop at) {
    /** What the address says it with. */
    private static final String TOUR = "tour";

    private static final List<Stop> STOPS = List.of(Stop.values());

    /** The stops in their order. */
    enum Stop implements Named {
        CURVES("training", ""),
        CONFUSION("confusion", "/confusion"),
        MISTAKE("mistakes", "/mistakes/surest"),
        MAP("map", "/map?epoch=0&play=yes"),
        DRAW("draw", "/draw");

        private final String view;
        private final String path;

        Stop(String view, String path) {
            this.view = view;
            this.path = path;
        }
    }

    /** The stop that a page was asked for with; null if somebody looks around alone. */
    static @Nullable TourStop of(Run run, Map<String, String> query) {
        String asked = query.getOrDefault(TOUR, "");
        return STOPS.stream()
                .filter(stop -> asked.equals(String.valueOf(number(stop))))
                .findFirst()
                .map(stop -> new TourStop(run, stop))
                .orElse(null);
    }

    private static int number(Stop stop) {
        return stop.ordinal() + 1;
    }

    /** Where the tour through a run begins. */
    public static String first(Run run) {
        return url(run, Stop.CURVES);
    }

    private static String url(Run run, Stop stop) {
        return run.url() + stop.path + (stop.path.contains("?") ? "&" : "?") + TOUR + "=" + number(stop);
    }

    /** Which of the run's views it shows, by the tab's id. */
    public String view() {
        return at.view;
    }

    /** Counted from 1. */
    public int number() {
        return number(at);
    }

    public int of() {
        return STOPS.size();
    }

    public @Nullable String back() {
        return at == STOPS.get(0) ? null : url(run, STOPS.get(at.ordinal() - 1));
    }

    public @Nullable String next() {
        return number() == of() ? null : url(run, STOPS.get(number()));
    }

    /** The same view without the panel. */
    public String leave() {
        return run.url() + at.path.replaceFirst("\\?.*", "");
    }

    /** Whether the tested network got every test image right, so that there is no mistake to look at. */
    public boolean flawless() {
        return flawless(run);
    }

    static boolean flawless(Run run) {
        return run.test().filter(test -> test.accuracy() == 1).isPresent();
    }
}
