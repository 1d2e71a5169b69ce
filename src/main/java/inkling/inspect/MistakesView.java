package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import java.util.Arrays;
import java.util.List;

/**
 * A page of test images, as the page and its JSON have it.
 *
 * @param total how many images there are on all pages
 * @param of how many test images they are looked for among
 * @param page counted from 1
 * @param pages at least 1
 * @param first the number of the first card, counted from 1
 * @param cards the images of this page
 */
record MistakesView(int epoch, int total, int of, int page, int pages, int first, List<Card> cards) {
    private static final int ON_A_PAGE = 25;

    /**
     * One image.
     *
     * @param labelProbability of its true label, as a percentage in words
     * @param confidence the probability of the predicted label
     * @param selected whether it is the image that the address selects
     */
    record Card(
            int index,
            String picture,
            String url,
            int label,
            String labelName,
            String labelProbability,
            int predicted,
            String predictedName,
            String confidence,
            String loss,
            boolean right,
            boolean selected) {}

    /** @throws inkling.errors.UserError.InvalidInput if the page asked for is no number */
    static MistakesView of(
            EpochRequest request, ImageSelection selection, List<String> classes, LabelledPredictions predictions) {
        int[] indices = selection.select(predictions);
        int pages = Math.max(1, (indices.length + ON_A_PAGE - 1) / ON_A_PAGE);
        // Another epoch can have fewer pages; its last one then stands for what was asked.
        int page = Math.min(pages, FormInput.page(request.query()));
        int first = (page - 1) * ON_A_PAGE;
        List<Card> cards = Arrays.stream(indices, first, Math.min(indices.length, first + ON_A_PAGE))
                .mapToObj(index -> card(request, selection, classes, predictions, index))
                .toList();
        return new MistakesView(
                request.epoch(), indices.length, selection.among(predictions).length, page, pages, first + 1, cards);
    }

    private static Card card(
            EpochRequest request,
            ImageSelection selection,
            List<String> classes,
            LabelledPredictions predictions,
            int index) {
        int label = predictions.label(index);
        int predicted = predictions.predicted(index);
        ImageName name = new ImageName(ImageSplit.TEST, index);
        String url = new Address(name.url(request.run()))
                .with("epoch", request.asked("epoch"))
                .with(selection.query())
                .toString();
        return new Card(
                index,
                ImagePictures.url(request.run(), name),
                url,
                label,
                classes.get(label),
                Figures.percent(predictions.probability(index, label)),
                predicted,
                classes.get(predicted),
                Figures.percent(predictions.confidence(index)),
                Figures.loss(predictions.loss(index)),
                label == predicted,
                request.selected().filter(name::equals).isPresent());
    }
}
