package inkling.inspect.pages;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.Mistakes;
import inkling.http.UserError.InvalidInput;
import inkling.inspect.Shown;
import inkling.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which test images a person wants to see, and in which order; the same on every page that shows or walks through them.
 *
 * @param asked whether the address asks for one at all
 */
record Selection(Mistakes.Filter filter, Mistakes.Order order, boolean asked) {
    /**
     * Reads {@code true}, {@code predicted} and {@code sort}.
     *
     * @throws InvalidInput if one of them says nothing that there is
     */
    static Selection of(Shown shown, int classes) {
        Mistakes.Filter filter = new Mistakes.Filter(label(shown, "true", classes), label(shown, "predicted", classes));
        boolean asked = filter.label().isPresent()
                || filter.predicted().isPresent()
                || shown.asked("sort").isPresent();
        return new Selection(filter, order(shown), asked);
    }

    private static OptionalInt label(Shown shown, String name, int classes) {
        String text = shown.asked(name).orElse("");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) >= classes) {
            throw new InvalidInput(name, Text.of("%s must be a label from 0 to %d, was %s", name, classes - 1, text));
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static Mistakes.Order order(Shown shown) {
        try {
            return Mistakes.Order.of(shown.asked("sort").orElse(Mistakes.Order.CONFIDENCE.id()));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("sort", String.valueOf(e.getMessage()));
        }
    }

    /** Whether right answers are meant: a cell of the diagonal. */
    boolean right() {
        return filter.label().isPresent() && filter.label().equals(filter.predicted());
    }

    int[] select(LabelledPredictions predictions) {
        return Mistakes.select(predictions, filter, order);
    }

    /** What an address says that means the same; the sort order always, so that the pages know there is a selection. */
    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        filter.label().ifPresent(label -> query.put("true", String.valueOf(label)));
        filter.predicted().ifPresent(label -> query.put("predicted", String.valueOf(label)));
        query.put("sort", order.id());
        return query;
    }
}
