package inkling.draw;

import inkling.analysis.Excitation;
import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.Png;
import inkling.dataset.LabelledImages;
import inkling.draw.Answer.Chance;
import inkling.draw.Answer.Neighbour;
import inkling.draw.Answer.Says;
import inkling.draw.Answer.Unit;
import inkling.http.UserError;
import inkling.inspect.ImageSplit;
import inkling.inspect.NearestImages;
import inkling.inspect.Pictures;
import inkling.inspect.PredictionStore;
import inkling.inspect.Remembered;
import inkling.inspect.RunArchive;
import inkling.inspect.Shown;
import inkling.network.plain.DenseNetwork.ForwardPass;
import inkling.runs.store.Run;
import inkling.runs.store.TrainedOn;
import inkling.text.Text;
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
    private final Remembered<Key, EpochNetwork> networks = new Remembered<>(NETWORKS);
    private final NearestImages nearest;
    private final Remembered<Key, SmallMap> maps = new Remembered<>(MAPS);

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
    Answer read(Shown shown, Drawing drawing) {
        Run run = shown.run();
        byte[] seen = drawing.centred();
        EpochNetwork network = network(run, shown.epoch());
        ForwardPass pass = network.forward(seen);
        List<String> names = classNames(run, network.network().classes());
        double[] probabilities = pass.probabilities();
        float[] h2 = new float[pass.h2().length];
        for (int i = 0; i < h2.length; i++) {
            h2[i] = (float) pass.h2()[i];
        }
        return new Answer(
                shown.epoch(),
                drawing.inverted(),
                address(Pictures.png(seen)),
                each(names.size(), label -> new Chance(label, names.get(label), probabilities[label])),
                units(shown, network, pass),
                map(run, shown.epoch()).place(h2),
                neighbours(shown, h2, names),
                history(shown, seen, names));
    }

    /** The names of the run's classes, in order. */
    static List<String> classNames(Run run, int classes) {
        return run.data().map(TrainedOn::classNames).orElseGet(() -> each(classes, String::valueOf));
    }

    SmallMap map(Run run, int epoch) {
        return maps.get(
                key(run, epoch),
                () -> SmallMap.of(predictions.of(run, epoch, ImageSplit.TRAIN), archive.images(run, ImageSplit.TRAIN)));
    }

    private EpochNetwork network(Run run, int epoch) {
        return networks.get(
                key(run, epoch), () -> EpochNetwork.of(archive.parameters(run, epoch), archive.normalisation(run)));
    }

    private Key key(Run run, int epoch) {
        return new Key(run.id(), epoch, archive.checkpointVersion(run, epoch));
    }

    private static List<Unit> units(Shown shown, EpochNetwork network, ForwardPass pass) {
        return Excitation.ofUnits(pass.h1(), UNITS).stream()
                .map(excitation -> {
                    byte[] picture = network.weights()
                            .signedPicture(excitation.index(), network.weights().range(excitation.index()));
                    byte[] png =
                            Png.of(LabelledImages.SIDE, LabelledImages.SIDE, i -> ColourMap.SIGNED.rgb(picture[i]));
                    String url =
                            Text.of("%s/weights/%d?epoch=%d", shown.run().url(), excitation.index(), shown.epoch());
                    return new Unit(excitation.index(), excitation.activation(), address(png), url);
                })
                .toList();
    }

    private List<Neighbour> neighbours(Shown shown, float[] h2, List<String> names) {
        Run run = shown.run();
        LabelledImages images = archive.images(run, ImageSplit.TRAIN);
        return nearest.to(run, shown.epoch(), h2, NEIGHBOURS).stream()
                .map(near -> new Neighbour(
                        near.index(),
                        names.get(images.label(near.index())),
                        near.distance(),
                        Pictures.url(run, ImageSplit.TRAIN, near.index()),
                        Text.of("%s/images/train/%d?epoch=%d", run.url(), near.index(), shown.epoch())))
                .toList();
    }

    private List<Says> history(Shown shown, byte[] seen, List<String> names) {
        return thinned(shown.epochs(), shown.epoch()).stream()
                .flatMap(epoch -> says(shown.run(), epoch, seen, names).stream())
                .toList();
    }

    /** @return empty if that checkpoint is gone or broken: the others can still be asked */
    private Optional<Says> says(Run run, int epoch, byte[] seen, List<String> names) {
        try {
            double[] probabilities = network(run, epoch).forward(seen).probabilities();
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
