package inkling.organise;

import inkling.deletion.Undo;
import inkling.errors.UserError.InvalidInput;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.List;
import java.util.Map;

/**
 * The runs that a form was sent for, and where to go afterwards.
 *
 * @param ids at least one, each once
 * @param back an address of the list or of a run
 */
record SelectedRuns(List<Long> ids, String back) {
    private static final int MOST = 500;
    private static final String PLACES = "/|/\\?[\\x21-\\x7e]{0,4000}|/runs/\\d{1,18}";

    SelectedRuns {
        ids = List.copyOf(ids);
    }

    /** @throws InvalidInput if there is none, or something else */
    static SelectedRuns of(Map<String, String> values) {
        String text = values.getOrDefault("run", "");
        if (text.isEmpty()) {
            throw new InvalidInput("run", "Tick at least one run first.");
        }
        List<Long> ids =
                Numbers.ids(text).orElseThrow(() -> new InvalidInput("run", "run must be a run's number, was " + text));
        if (ids.size() > MOST) {
            throw new InvalidInput("run", Text.of("at most %d runs at once, were %d", MOST, ids.size()));
        }
        return new SelectedRuns(ids, back(values));
    }

    /** Never to another site. */
    static String back(Map<String, String> values) {
        String back = values.getOrDefault("back", "/");
        return back.matches(PLACES) ? back : "/";
    }

    /** The list, saying what was done; also where a run's own page was left, which is gone with it. */
    String listSaying(String did) {
        return Undo.saying(back.startsWith("/runs") ? "/" : back, did);
    }
}
