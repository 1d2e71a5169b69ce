package inkling.imagine.pages;

import inkling.analysis.ClassMeans;
import inkling.analysis.LabelledPredictions;
import inkling.analysis.pictures.Png;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError;
import inkling.imagine.Dream;
import inkling.imagine.DreamRepository;
import inkling.imagine.DreamRequest.Method;
import inkling.imagine.DreamState;
import inkling.inspect.ImagePictures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pictures in rows, a column a class: what a network imagined, and beside it what the classes really look like. */
final class ClassColumns {
    /** Classes that are shown at once. */
    private static final int MOST = 10;

    private final DreamRepository dreams;
    private final RunArchive archive;
    private final PredictionStore predictions;

    ClassColumns(DreamRepository dreams, RunArchive archive, PredictionStore predictions) {
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

    /**
     * Classes that are shown together.
     *
     * @param first the label of the first of them
     * @param names of them
     */
    record Group(int first, List<String> names) {
        public String title() {
            return names.get(0) + (names.size() > 1 ? " to " + names.get(names.size() - 1) : "");
        }
    }

    /** The classes in groups, in their order. */
    static List<Group> groups(List<String> names) {
        return IntStream.iterate(0, first -> first < names.size(), first -> first + MOST)
                .mapToObj(first -> new Group(first, names.subList(first, Math.min(names.size(), first + MOST))))
                .toList();
    }

    /** The rows of what was imagined: the surest picture that each method found with this epoch. */
    List<Row> imagined(Run run, int epoch, Group group) {
        return List.of(
                imagined(run, epoch, group, Method.NOISE, "Noise", "the surest found"),
                imagined(run, epoch, group, Method.ASCENT, "Gradient ascent", "the surest climbed to"));
    }

    private Row imagined(Run run, int epoch, Group group, Method method, String title, String about) {
        Map<Integer, Dream> byLabel = dreams.surest(run.id(), epoch, method).stream()
                .collect(Collectors.toMap(dream -> dream.request().label(), Function.identity()));
        return row(
                group,
                title,
                about,
                (label, name) -> Optional.ofNullable(byLabel.get(label))
                        .map(dream -> new Cell(
                                dream.pictureUrl(),
                                Text.of("%s taken for %s", title, name),
                                Confidence.of(dream.logOdds().orElseThrow(), Confidence.FEW),
                                dream.url())));
    }

    /**
     * The rows of what is real; loads the run's images, which may take seconds the first time.
     *
     * @throws UserError with a sentence if the images cannot be had any more
     */
    List<Row> real(Run run, int epoch, Group group) {
        Dataset dataset = archive.dataset(run);
        LabelledImages train = dataset.train();
        byte[][] means = ClassMeans.of(train, dataset.classes());
        LabelledPredictions test = predictions.labelled(run, epoch, ImageSplit.TEST);
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                group,
                "Mean",
                "of its training images",
                (label, name) -> Optional.of(means[label])
                        .filter(mean -> mean.length > 0)
                        .map(mean -> new Cell(
                                Png.address(Png.of(train.shape(), mean)), "The mean image of " + name, null, null))));
        rows.add(row(
                group,
                "Real",
                "the surest test image",
                (label, name) -> Optional.of(test.surest(label))
                        .filter(image -> image >= 0)
                        .map(image -> new ImageName(ImageSplit.TEST, image))
                        .map(image -> new Cell(
                                ImagePictures.url(run, image),
                                Text.of("%s, a real %s", image.heading(), name),
                                Confidence.of(
                                        DreamState.logOdds(test.probabilities(image.index()), label), Confidence.FEW),
                                Text.of("%s?epoch=%d", image.url(run), epoch)))));
        return rows;
    }

    private static Row row(Group group, String title, String about, BiFunction<Integer, String, Optional<Cell>> cells) {
        List<@Nullable Cell> all = new ArrayList<>();
        for (int i = 0; i < group.names().size(); i++) {
            all.add(cells.apply(group.first() + i, group.names().get(i)).orElse(null));
        }
        return new Row(title, about, all);
    }
}
