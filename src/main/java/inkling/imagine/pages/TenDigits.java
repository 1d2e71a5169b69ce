package inkling.imagine.pages;

import inkling.analysis.ClassMeans;
import inkling.analysis.LabelledPredictions;
import inkling.analysis.pictures.Png;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.ImageShape;
import inkling.errors.UserError;
import inkling.imagine.Dream;
import inkling.imagine.DreamRepository;
import inkling.imagine.DreamRequest.Method;
import inkling.imagine.DreamState;
import inkling.imagine.Picture;
import inkling.inspect.ImagePictures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pictures in a row, one a class: what a network imagined, and beside it what the classes really look like. */
final class TenDigits {
    private final DreamRepository dreams;
    private final RunArchive archive;
    private final PredictionStore predictions;

    TenDigits(DreamRepository dreams, RunArchive archive, PredictionStore predictions) {
        this.dreams = dreams;
        this.archive = archive;
        this.predictions = predictions;
    }

    /** A row of the table; its cells are null where there is no picture. */
    record Row(String title, String about, List<@Nullable Cell> cells) {}

    /** @param url where more is to be seen; null if there is no such place */
    record Cell(
            String picture,
            String name,
            @Nullable String caption,
            @Nullable String url) {}

    /** The rows of what was imagined: the surest picture that each method found with this epoch. */
    List<Row> imagined(Run run, int epoch) {
        return List.of(
                imagined(run, epoch, Method.NOISE, "Noise", "the surest found"),
                imagined(run, epoch, Method.ASCENT, "Gradient ascent", "the surest climbed to"));
    }

    private Row imagined(Run run, int epoch, Method method, String title, String about) {
        Map<Integer, Dream> byDigit = dreams.surest(run.id(), epoch, method).stream()
                .collect(Collectors.toMap(dream -> dream.request().digit(), Function.identity()));
        return row(
                run,
                title,
                about,
                digit -> Optional.ofNullable(byDigit.get(digit))
                        .map(dream -> new Cell(
                                dream.pictureUrl(),
                                Text.of("%s taken for %d", title, digit),
                                Confidence.of(dream.logOdds().orElseThrow(), Confidence.FEW),
                                dream.url())));
    }

    /**
     * The rows of what is real; loads the run's images, which may take seconds the first time.
     *
     * @throws UserError with a sentence if the images cannot be had any more
     */
    List<Row> real(Run run, int epoch) {
        byte[][] means = ClassMeans.of(archive.dataset(run).train(), classes(run));
        LabelledPredictions test = predictions.labelled(run, epoch, ImageSplit.TEST);
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                run,
                "Mean",
                "of its training images",
                digit -> Optional.of(means[digit])
                        .filter(mean -> mean.length > 0)
                        .map(mean -> new Cell(
                                Picture.address(Png.of(ImageShape.MNIST, mean)),
                                "The mean image of " + digit,
                                null,
                                null))));
        rows.add(row(
                run,
                "Real",
                "the surest test image",
                digit -> Optional.of(test.surest(digit))
                        .filter(image -> image >= 0)
                        .map(image -> new Cell(
                                ImagePictures.url(run, ImageSplit.TEST, image),
                                Text.of("Test image %d, a real %d", image, digit),
                                Confidence.of(DreamState.logOdds(test.probabilities(image), digit), Confidence.FEW),
                                Text.of("%s/images/test/%d?epoch=%d", run.url(), image, epoch)))));
        return rows;
    }

    private static int classes(Run run) {
        return run.data().map(data -> data.classNames().size()).orElse(0);
    }

    private static Row row(Run run, String title, String about, IntFunction<Optional<Cell>> cells) {
        List<@Nullable Cell> all = new ArrayList<>();
        IntStream.range(0, classes(run))
                .forEach(digit -> all.add(cells.apply(digit).orElse(null)));
        return new Row(title, about, all);
    }
}
