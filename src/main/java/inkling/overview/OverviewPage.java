package inkling.overview;

import static java.util.stream.Collectors.joining;

import inkling.analysis.pictures.Sheet;
import inkling.analysis.pictures.WeightPictures;
import inkling.analysis.pictures.WeightPictures.Order;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.errors.UserError;
import inkling.imagine.Dream;
import inkling.imagine.DreamRepository;
import inkling.imagine.DreamRequest.Method;
import inkling.imagine.pages.Confidence;
import inkling.maps.job.Aligned;
import inkling.maps.job.MapParts;
import inkling.maps.job.Projection;
import inkling.network.Blueprint;
import inkling.runs.EpochRequest;
import inkling.stress.StressPage;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.weights.LayerView;
import inkling.weights.PictureSheet;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All views of a run on one page, each with its most telling picture. Looking at it starts no job. */
public final class OverviewPage {
    private static final int UNITS = 10;
    private static final int TESTED = 64;
    /** Of 20 kB each. */
    private static final int MAPS = 200;

    private final RunArchive archive;
    private final MetricsRepository metrics;
    private final PredictionStore predictions;
    private final DreamRepository dreams;
    private final MapParts maps;
    private final StressPage stress;
    private final Aligned aligned;
    private final Background background;
    private final SoftCache<String, TestedPicture> tested = new SoftCache<>(TESTED);
    private final SoftCache<String, Optional<List<MapPicture.Class>>> points = new SoftCache<>(MAPS);

    /** @param background closed by whoever made it */
    public OverviewPage(
            RunArchive archive,
            MetricsRepository metrics,
            PredictionStore predictions,
            DreamRepository dreams,
            MapParts maps,
            StressPage stress,
            Background background) {
        this.archive = archive;
        this.metrics = metrics;
        this.predictions = predictions;
        this.dreams = dreams;
        this.maps = maps;
        this.stress = stress;
        this.aligned = new Aligned(maps);
        this.background = background;
    }

    /**
     * What a card shows.
     *
     * @param value null if it is being worked out, or cannot be
     * @param trouble why it cannot be, as a sentence
     */
    record Part<T>(@Nullable T value, @Nullable String trouble) {
        static <T> Part<T> of(Supplier<Optional<T>> value) {
            try {
                return new Part<>(value.get().orElse(null), null);
            } catch (UserError e) {
                return new Part<>(null, String.valueOf(e.getMessage()));
            }
        }

        public boolean coming() {
            return value == null && trouble == null;
        }
    }

    /** The units with the longest weight vectors, and the file of their pictures. */
    record Units(String sheet, int width, int height, List<Unit> longest, String said) {}

    record Unit(int unit, String viewBox) {}

    /** Something imagined. */
    record Imagined(String picture, String said, String url) {}

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        long until = System.nanoTime() + background.patience().toNanos();
        var mapped = background.ask(new Background.Key("overview map", run.id(), request.epoch()), () -> map(request));
        RunSnapshot snapshot = metrics.snapshot(run.id()).orElseThrow();
        Part<TestedPicture> tested = Part.of(() -> tested(request, until));
        Part<Optional<MapPicture>> map = Part.of(() -> Background.await(mapped, until));
        Map<String, Object> model = request.model();
        model.put("at", request.asked("epoch").map(epoch -> "epoch=" + epoch).orElse(""));
        model.put("loss", LossChart.of(snapshot.steps(), snapshot.epochs(), run.bestEpoch()));
        model.put("training", training(snapshot));
        model.put("tested", tested);
        model.put("units", Part.of(() -> Optional.of(units(request))));
        model.put("map", map);
        model.put("mapPicture", map.value() == null ? null : map.value().orElse(null));
        model.put("imagined", imagined(request));
        model.put(
                "stressed",
                stress.result(run, request.epoch()).map(StressPicture::of).orElse(null));
        context.render("overview/overview.html", model);
    }

    /** Empty as long as it is being worked out. */
    private Optional<TestedPicture> tested(EpochRequest request, long until) {
        Run run = request.run();
        int epoch = request.epoch();
        String key = Text.of("%d-%d-%s", run.id(), epoch, archive.checkpointVersion(run, epoch));
        Supplier<TestedPicture> look =
                () -> tested.get(key, () -> TestedPicture.of(run, predictions.labelled(run, epoch, ImageSplit.TEST)));
        return Background.await(background.ask(new Background.Key("overview", run.id(), epoch), look), until);
    }

    private static String training(RunSnapshot snapshot) {
        Run run = snapshot.run();
        Optional<EpochMetrics> best = snapshot.epochs().stream()
                .filter(epoch -> run.bestEpoch()
                        .filter(epochs -> epochs == epoch.epoch())
                        .isPresent())
                .findFirst();
        String lowest = best.map(epoch -> Text.of(
                        "Its validation loss is lowest after epoch %d of %d: %s.",
                        epoch.epoch(), run.hyperparameters().epochs(), Figures.loss(epoch.validLoss())))
                .orElse(
                        run.status().active()
                                ? "No epoch is finished yet."
                                : run.isOnlyTested() ? "It was trained elsewhere." : "No epoch was finished.");
        return run.test()
                .map(test -> Text.of(
                        "%s With the %s, %s of the test images are right.",
                        lowest,
                        run.isOnlyTested() ? "imported weights" : "network of that epoch",
                        Figures.percent(test.accuracy())))
                .orElse(lowest);
    }

    private Units units(EpochRequest request) {
        Blueprint blueprint = request.run().blueprint();
        WeightPictures pictures =
                WeightPictures.first(blueprint, archive.parameters(request.run(), request.epoch()), Integer.MAX_VALUE);
        String noun = new LayerView(blueprint, pictures).noun();
        Sheet sheet =
                PictureSheet.sheet(pictures, PictureSheet.Colour.of(pictures).get(0));
        int[] longest = pictures.order(Order.NORM);
        return new Units(
                PictureSheet.url(request.run(), request.epoch(), pictures),
                sheet.sheetWidth(),
                sheet.sheetHeight(),
                Arrays.stream(longest)
                        .limit(UNITS)
                        .mapToObj(unit -> new Unit(unit, sheet.viewBox(unit)))
                        .toList(),
                Text.of(
                        "Of %s, %s %d weighs its pixels most heavily: its weights have a norm of %s.",
                        Figures.plural(pictures.units(), noun),
                        noun,
                        longest[0],
                        Figures.signed(pictures.norm(longest[0]))));
    }

    /** The newest map of the epoch, else of any; empty if there is none to look at. */
    private Optional<MapPicture> map(EpochRequest request) {
        Comparator<Projection> sameEpochFirst =
                Comparator.comparing(map -> map.what().epoch() != request.epoch());
        return maps.repository().of(request.run().id()).stream()
                .sorted(sameEpochFirst)
                .filter(map -> maps.files().exists(map))
                .flatMap(map -> points(map).map(points -> MapPicture.of(map, points)).stream())
                .findFirst();
    }

    /** Empty if the map's file cannot be read. To lay a map onto those before it takes a while, so it is kept. */
    private Optional<List<MapPicture.Class>> points(Projection map) {
        Supplier<Optional<List<MapPicture.Class>>> drawn = () -> aligned.of(map).map(MapPicture::classes);
        return map.status() == Projection.Status.FINISHED ? points.get(key(map), drawn) : drawn.get();
    }

    /** A map, and how those stand that it may be laid onto. */
    private String key(Projection map) {
        return maps.repository().series(map.what()).stream()
                .map(each -> Text.of(", %d %s %d", each.id(), each.status(), each.iteration()))
                .collect(joining("", String.valueOf(map.id()), ""));
    }

    /** The surest picture that was imagined with the epoch; null if there is none. */
    private @Nullable Imagined imagined(EpochRequest request) {
        return Stream.of(Method.NOISE, Method.ASCENT)
                .flatMap(method -> dreams.surest(request.run().id(), request.epoch(), method).stream())
                .max(Comparator.comparingDouble(dream -> dream.logOdds().orElseThrow()))
                .map(dream -> imagined(request.run(), dream))
                .orElse(null);
    }

    private static Imagined imagined(Run run, Dream dream) {
        List<String> names = run.data().map(TrainedOn::outputNames).orElse(List.of());
        return new Imagined(
                dream.pictureUrl(),
                Text.of(
                        "Taken for %s, %s sure",
                        names.get(dream.request().label()),
                        Confidence.of(dream.logOdds().orElseThrow(), Confidence.FEW)),
                dream.url());
    }
}
