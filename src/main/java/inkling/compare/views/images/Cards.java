package inkling.compare.views.images;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.pairs.Disagreement;
import inkling.analysis.pairs.Disagreement.Filter;
import inkling.analysis.pairs.Disagreement.Order;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.compare.views.Answers.Pair;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.Results.Seen;
import inkling.errors.UserError.InvalidInput;
import inkling.inspect.ImagePictures;
import inkling.text.Figures;
import java.util.Arrays;
import java.util.List;

/**
 * A page of the images on which two runs differ.
 *
 * @param total how many images there are on all pages
 * @param page counted from 1
 * @param pages at least 1
 * @param first the number of the first card, counted from 1
 */
record Cards(int total, int page, int pages, int first, List<Card> cards) {
    private static final int ON_A_PAGE = 25;

    /** One image, and what each of the two says of it. */
    record Card(int index, String picture, String label, List<Said> said) {}

    /**
     * What a run says of an image.
     *
     * @param confidence the probability of what it says
     * @param truth the probability it gives the true label; empty where it says that
     * @param url the image's page in this run
     */
    record Said(ComparedRun side, String predicted, String confidence, String truth, boolean right, String url) {}

    /** @throws InvalidInput if the page asked for is no number */
    static Cards of(Pair pair, Disagreement disagreement, Wanted wanted, List<String> classes) {
        int[] images = disagreement.select(wanted.group().kinds, wanted.filter(), wanted.order());
        int pages = Math.max(1, (images.length + ON_A_PAGE - 1) / ON_A_PAGE);
        int page = Math.min(pages, wanted.page());
        int first = (page - 1) * ON_A_PAGE;
        List<Card> cards = Arrays.stream(images, first, Math.min(images.length, first + ON_A_PAGE))
                .mapToObj(image -> card(pair, classes, image))
                .toList();
        return new Cards(images.length, page, pages, first + 1, cards);
    }

    private static Card card(Pair pair, List<String> classes, int image) {
        return new Card(
                image,
                ImagePictures.url(pair.a().side().run(), new ImageName(ImageSplit.TEST, image)),
                classes.get(pair.a().value().label(image)),
                List.of(said(pair.a(), classes, image), said(pair.b(), classes, image)));
    }

    private static Said said(Seen<LabelledPredictions> seen, List<String> classes, int image) {
        LabelledPredictions answers = seen.value();
        boolean right = answers.right(image);
        return new Said(
                seen.side(),
                classes.get(answers.predicted(image)),
                Figures.percent(answers.confidence(image)),
                right ? "" : Figures.percent(answers.probability(image, answers.label(image))),
                right,
                seen.side().view("images/test/" + image).toString());
    }

    /**
     * Which images, in which order, and which page of them.
     *
     * @param page counted from 1; past the last one the last is meant
     */
    record Wanted(Group group, Filter filter, Order order, int page) {}
}
