package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.Mistakes;
import inkling.archive.runs.TrainedOn;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which test images a person wants to see, and in which order; the same on every page that shows or walks through them.
 *
 * @param asked whether the address asks for one at all
 */
public record ImageSelection(Mistakes.Filter filter, Mistakes.Order order, boolean asked) {
    /**
     * Reads {@code true}, {@code predicted} and {@code sort}.
     *
     * @throws InvalidInput if one of them says nothing that there is
     */
    static ImageSelection of(EpochRequest request) {
        int outputs = request.run().data().map(TrainedOn::outputs).orElse(0);
        Mistakes.Filter filter = new Mistakes.Filter(
                label(request.query(), "true", outputs), label(request.query(), "predicted", outputs));
        boolean asked = filter.label().isPresent()
                || filter.predicted().isPresent()
                || request.asked("sort").isPresent();
        return new ImageSelection(filter, order(request), asked);
    }

    /**
     * A label among the outputs of a network, if the query has one of that name.
     *
     * @throws InvalidInput if it is none
     */
    public static OptionalInt label(Map<String, String> query, String name, int outputs) {
        String text = query.getOrDefault(name, "");
        OptionalInt label = Numbers.whole(text, 0, outputs - 1);
        if (label.isEmpty() && !text.isEmpty()) {
            throw new InvalidInput(name, Text.of("%s must be a label from 0 to %d, was %s", name, outputs - 1, text));
        }
        return label;
    }

    private static Mistakes.Order order(EpochRequest request) {
        return FormInput.read("sort", request.asked("sort").orElse(Mistakes.Order.CONFIDENCE.id()), Mistakes.Order::of);
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
