package inkling.draw;

import inkling.analysis.Excitation;
import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.FeatureMaps;
import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.WeightPictures;
import inkling.archive.EachEpoch;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.draw.Answer.Chance;
import inkling.draw.Answer.Neighbour;
import inkling.draw.Answer.Says;
import inkling.draw.Answer.Unit;
import inkling.draw.Drawing.Seen;
import inkling.errors.UserError;
import inkling.http.FormInput;
import inkling.inspect.ImagePictures;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Shows a picture to the networks of a run. Some 15 ms a picture for the notebook's network, once an epoch's training
 * images have been predicted. Used on any thread.
 */
final class Readings {
    private static final int UNITS = 10;
    private static final int NEIGHBOURS = 15;
    private static final int WEIGHTS = 32;
    private static final int MAPS = 16;
    /** Epochs in the history: a run of a thousand would keep a drawing hand waiting. */
    private static final int MOST_EPOCHS = 24;

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final SoftCache<Key, WeightPictures> weights = new SoftCache<>(WEIGHTS);
    private final NearestImages nearest;
    private final SoftCache<Key, SmallMap> maps = new SoftCache<>(MAPS);

    private record Key(long run, int epoch, String checkpoint) {}

    Readings(RunArchive archive, PredictionStore predictions, NearestImages nearest) {
        this.archive = archive;
        this.predictions = predictions;
        this.nearest = nearest;
    }

    /**
     * What the epoch's network makes of a picture, and what the convolution that is asked for, else the first.
     *
     * @throws UserError with a sentence if there is no such convolution, or if the checkpoint or the images cannot be had any more
     */
    Answer read(EpochRequest request, Seen seen) {
        Run run = request.run();
        ForwardPass pass = forward(run, request.epoch(), seen.pixels());
        Optional<Fitted> convolution = convolution(run, request.asked("layer"));
        List<String> names = classNames(run);
        double[] probabilities = pass.probabilities();
        double[] features = pass.activations(run.blueprint().features());
        float[] h2 = new float[features.length];
        for (int i = 0; i < h2.length; i++) {
            h2[i] = (float) features[i];
        }
        return new Answer(
                request.epoch(),
                seen.notes(),
                Png.address(Png.of(run.blueprint().input(), seen.pixels())),
                each(names.size(), label -> new Chance(label, names.get(label), probabilities[label])),
                units(request, pass),
                convolution.map(Fitted::id).orElse(""),
                convolution.map(each -> maps(request, each, pass)).orElse(List.of()),
                map(run, request.epoch()).place(PredictionStore.thinned(h2)),
                neighbours(request, h2, names),
                history(request, seen.pixels(), names));
    }

    /** The names of the run's classes, in order. */
    static List<String> classNames(Run run) {
        return run.data().map(TrainedOn::classNames).orElse(List.of());
    }

    SmallMap map(Run run, int epoch) {
        return maps.get(key(run, epoch), () -> {
            LabelledImages train = archive.images(run, ImageSplit.TRAIN);
            String features = run.blueprint().features();
            return SmallMap.of(
                    predictions.layer(run, epoch, ImageSplit.TRAIN, features, train.size()),
                    train,
                    classNames(run).size());
        });
    }

    private ForwardPass forward(Run run, int epoch, byte[] seen) {
        float[] x = new float[seen.length];
        archive.normalisation(run).apply(run.blueprint().input(), seen, 0, 1, x, 0);
        return archive.network(run, epoch).forward(x);
    }

    private Key key(Run run, int epoch) {
        return new Key(run.id(), epoch, archive.checkpointVersion(run, epoch));
    }

    /** Only where the first layer has a picture a unit: where it takes in all pixels at once, of grey pictures. */
    static boolean showsUnits(Run run) {
        Blueprint network = run.blueprint();
        return network.input().isGrey() && network.layers().get(1).id().equals("input_fc");
    }

    private List<Unit> units(EpochRequest request, ForwardPass pass) {
        Run run = request.run();
        if (!showsUnits(run)) {
            return List.of();
        }
        WeightPictures pictures = weights.get(
                key(run, request.epoch()),
                () -> WeightPictures.first(
                        run.blueprint(), archive.parameters(run, request.epoch()), Integer.MAX_VALUE));
        ImageShape shape = run.blueprint().input();
        return Excitation.ofUnits(pass.activations("h1"), UNITS).stream()
                .map(excitation -> {
                    byte[] picture = pictures.signedPicture(excitation.index(), pictures.range(excitation.index()));
                    byte[] png = Png.of(shape.width(), shape.height(), i -> ColourMap.SIGNED.rgb(picture[i]));
                    String url = Text.of("%s/weights/%d?epoch=%d", run.url(), excitation.index(), request.epoch());
                    return new Unit(excitation.index(), excitation.activation(), Png.address(png), url);
                })
                .toList();
    }

    /** The layers that make feature maps, with those inside of residual blocks. */
    static List<Fitted> convolutions(Run run) {
        return run.blueprint().allLayers().stream()
                .filter(layer -> layer.layer() instanceof Layer.Convolution)
                .toList();
    }

    private static Optional<Fitted> convolution(Run run, Optional<String> asked) {
        List<Fitted> layers = convolutions(run);
        return asked.map(id -> FormInput.choose("layer", layers, Fitted::id, id))
                .or(() -> layers.stream().findFirst());
    }

    private static List<Unit> maps(EpochRequest request, Fitted layer, ForwardPass pass) {
        FeatureMaps maps = FeatureMaps.of(layer, pass.activations(layer.id()));
        return each(
                Math.min(Answer.MOST_MAPS, maps.channels()),
                channel -> new Unit(
                        channel,
                        maps.range(channel).max(),
                        Png.address(maps.png(channel)),
                        Text.of(
                                "%s/weights/%d?epoch=%d&layer=%s",
                                request.run().url(), channel, request.epoch(), layer.id())));
    }

    private List<Neighbour> neighbours(EpochRequest request, float[] h2, List<String> names) {
        Run run = request.run();
        LabelledImages images = archive.images(run, ImageSplit.TRAIN);
        return nearest.to(run, request.epoch(), h2, NEIGHBOURS).stream()
                .map(near -> {
                    ImageName name = new ImageName(ImageSplit.TRAIN, near.index());
                    return new Neighbour(
                            near.index(),
                            names.get(images.label(near.index())),
                            near.distance(),
                            ImagePictures.url(run, name),
                            Text.of("%s?epoch=%d", name.url(run), request.epoch()));
                })
                .toList();
    }

    private List<Says> history(EpochRequest request, byte[] seen, List<String> names) {
        return List.copyOf(EachEpoch.of(request.told(MOST_EPOCHS), epoch -> says(request.run(), epoch, seen, names))
                .found()
                .values());
    }

    private Says says(Run run, int epoch, byte[] seen, List<String> names) {
        double[] probabilities = Arrays.copyOf(forward(run, epoch, seen).probabilities(), names.size());
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return new Says(epoch, names.get(best), probabilities);
    }

    private static <T> List<T> each(int count, IntFunction<T> of) {
        return IntStream.range(0, count).mapToObj(of).toList();
    }
}
