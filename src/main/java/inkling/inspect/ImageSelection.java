package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.Mistakes;
import inkling.analysis.slices.Slice;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Which test images a person wants to see, and in which order; the same on every page that shows or walks through them.
 *
 * @param slice of which they are to be
 * @param images among which they are to be
 * @param asked whether the address asks for one at all
 */
public record ImageSelection(
        Mistakes.Filter filter,
        Mistakes.Order order,
        Optional<Slice> slice,
        Optional<ImageList> images,
        boolean asked) {
    /** What an address selects images by. */
    static final List<String> NAMES = List.of("true", "predicted", "answers", "slice", "images", "sort");

    /**
     * Reads what an address selects images by.
     *
     * @throws InvalidInput if some of it says nothing that there is
     */
    static ImageSelection of(RunArchive archive, EpochRequest request) {
        int outputs = request.run().data().map(TrainedOn::outputs).orElse(0);
        Mistakes.Filter filter = new Mistakes.Filter(
                label(request.query(), "true", outputs),
                label(request.query(), "predicted", outputs),
                FormInput.read(
                        "answers", request.asked("answers").orElse(Mistakes.Answers.WRONG.id()), Mistakes.Answers::of));
        return new ImageSelection(
                filter,
                order(request),
                slice(archive, request),
                images(request),
                NAMES.stream().anyMatch(name -> request.asked(name).isPresent()));
    }

    /**
     * The slice of the run's test images that an address means; empty if it means none.
     *
     * @throws InvalidInput if there is none of that name
     */
    public static Optional<Slice> slice(RunArchive archive, EpochRequest request) {
        return request.asked("slice").map(text -> FormInput.read("slice", text, archive.slicing(request.run())::slice));
    }

    private static Optional<ImageList> images(EpochRequest request) {
        return request.asked("images").map(text -> {
            int size = request.run().data().map(TrainedOn::testImages).orElse(0);
            ImageList list = FormInput.read("images", text, each -> ImageList.of(each, split -> size));
            if (list.split() != ImageSplit.TEST) {
                throw new InvalidInput("images", "Only test images are listed here, such as test:1,5,9-20.");
            }
            return list;
        });
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

    /** What the images are, all together. */
    String what() {
        if (filter.isCell()) {
            return filter.label().equals(filter.predicted()) ? "right answers" : "mistakes";
        }
        return switch (filter.answers()) {
            case WRONG -> "mistakes";
            case RIGHT -> "right answers";
            case ALL -> "images";
        };
    }

    /** Which of the test images are looked at: those of the slice and of the list. */
    int[] among(LabelledPredictions predictions) {
        BitSet among = new BitSet();
        among.set(0, predictions.size());
        Stream.of(slice.map(Slice::images), images.map(ImageList::indices))
                .flatMap(Optional::stream)
                .forEach(some -> {
                    BitSet only = new BitSet();
                    Arrays.stream(some).forEach(only::set);
                    among.and(only);
                });
        return among.stream().toArray();
    }

    int[] select(LabelledPredictions predictions) {
        return Mistakes.select(predictions, among(predictions), filter, order);
    }

    /** What those are, where they are not all; empty where they are. */
    Optional<String> within() {
        return slice.map(Slice::title).or(() -> images.map(list -> "images of a list"));
    }

    /** What an address says that means the same; the sort order always, so that the pages know there is a selection. */
    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        filter.label().ifPresent(label -> query.put("true", String.valueOf(label)));
        filter.predicted().ifPresent(label -> query.put("predicted", String.valueOf(label)));
        if (filter.answers() != Mistakes.Answers.WRONG) {
            query.put("answers", filter.answers().id());
        }
        slice.ifPresent(each -> query.put("slice", each.id()));
        images.ifPresent(each -> query.put("images", each.text()));
        query.put("sort", order.id());
        return query;
    }
}
