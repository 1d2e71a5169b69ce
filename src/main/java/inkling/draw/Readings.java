package inkling.draw;

import inkling.analysis.Excitation;
import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.Png;
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
import inkling.errors.UserError;
import inkling.inspect.ImagePictures;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Shows a drawing to the networks of a run. Some 15 ms a drawing once an epoch's training images have been predicted. Used on any thread.
 */
final class Readings {
    private static final int UNITS = 10;
    private static final int NEIGHBOURS = 15;
    private static final int NETWORKS = 32;
    private static final int MAPS = 16;
    /** Epochs in the history: a run of a thousand would keep a drawing hand waiting. */
    private static final int MOST_EPOCHS = 24;

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final SoftCache<Key, EpochNetwork> networks = new SoftCache<>(NETWORKS);
    private final NearestImages nearest;
    private final SoftCache<Key, SmallMap> maps = new SoftCache<>(MAPS);

    private record Key(long run, int epoch, String checkpoint) {}

    Readings(RunArchive archive, PredictionStore predictions, NearestImages nearest) {
        this.archive = archive;
        this.predictions = predictions;
        this.nearest = nearest;
    }

    /**
     * What the epoch's network makes of a drawing.
     *
     * @throws UserError with a sentence if the checkpoint or the images cannot be had any more
     */
    Answer read(EpochRequest request, Drawing drawing) {
        Run run = request.run();
        byte[] seen = drawing.centred();
        EpochNetwork network = network(run, request.epoch());
        ForwardPass pass = network.forward(seen);
        List<String> names = classNames(run);
        double[] probabilities = pass.probabilities();
        double[] features = pass.activations(run.blueprint().features());
        float[] h2 = new float[features.length];
        for (int i = 0; i < h2.length; i++) {
            h2[i] = (float) features[i];
        }
        return new Answer(
                request.epoch(),
                drawing.treatments().stream()
                        .sorted()
                        .map(each -> each.sentence)
                        .toList(),
                address(Png.of(ImageShape.MNIST, seen)),
                each(names.size(), label -> new Chance(label, names.get(label), probabilities[label])),
                units(request, network, pass),
                map(run, request.epoch()).place(PredictionStore.thinned(h2)),
                neighbours(request, h2, names),
                history(request, seen, names));
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

    private EpochNetwork network(Run run, int epoch) {
        return networks.get(
                key(run, epoch),
                () -> EpochNetwork.of(run.blueprint(), archive.parameters(run, epoch), archive.normalisation(run)));
    }

    private Key key(Run run, int epoch) {
        return new Key(run.id(), epoch, archive.checkpointVersion(run, epoch));
    }

    private static List<Unit> units(EpochRequest request, EpochNetwork network, ForwardPass pass) {
        return Excitation.ofUnits(pass.activations("h1"), UNITS).stream()
                .map(excitation -> {
                    byte[] picture = network.weights()
                            .signedPicture(excitation.index(), network.weights().range(excitation.index()));
                    byte[] png = Png.of(
                            ImageShape.MNIST.width(), ImageShape.MNIST.width(), i -> ColourMap.SIGNED.rgb(picture[i]));
                    String url =
                            Text.of("%s/weights/%d?epoch=%d", request.run().url(), excitation.index(), request.epoch());
                    return new Unit(excitation.index(), excitation.activation(), address(png), url);
                })
                .toList();
    }

    private List<Neighbour> neighbours(EpochRequest request, float[] h2, List<String> names) {
        Run run = request.run();
        LabelledImages images = archive.images(run, ImageSplit.TRAIN);
        return nearest.to(run, request.epoch(), h2, NEIGHBOURS).stream()
                .map(near -> new Neighbour(
                        near.index(),
                        names.get(images.label(near.index())),
                        near.distance(),
                        ImagePictures.url(run, ImageSplit.TRAIN, near.index()),
                        Text.of("%s/images/train/%d?epoch=%d", run.url(), near.index(), request.epoch())))
                .toList();
    }

    private List<Says> history(EpochRequest request, byte[] seen, List<String> names) {
        return thinned(request.epochs(), request.epoch()).stream()
                .flatMap(epoch -> says(request.run(), epoch, seen, names).stream())
                .toList();
    }

    /** @return empty if that checkpoint is gone or broken: the others can still be asked */
    private Optional<Says> says(Run run, int epoch, byte[] seen, List<String> names) {
        try {
            double[] probabilities =
                    Arrays.copyOf(network(run, epoch).forward(seen).probabilities(), names.size());
            int best = 0;
            for (int c = 1; c < probabilities.length; c++) {
                best = probabilities[c] > probabilities[best] ? c : best;
            }
            return Optional.of(new Says(epoch, names.get(best), probabilities));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** At most so many of the epochs, evenly taken, the first and the last and the one looked at among them. */
    private static TreeSet<Integer> thinned(List<Integer> epochs, int looked) {
        int count = Math.min(MOST_EPOCHS, epochs.size());
        TreeSet<Integer> thinned = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            thinned.add(epochs.get(i * (epochs.size() - 1) / Math.max(1, count - 1)));
        }
        thinned.add(looked);
        return thinned;
    }

    private static String address(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private static <T> List<T> each(int count, IntFunction<T> of) {
        return IntStream.range(0, count).mapToObj(of).toList();
    }
}
