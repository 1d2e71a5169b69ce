package inkling.layers;

import inkling.analysis.LinearCka;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.layers.MadeByLayers.Known;
import inkling.network.Predictions.Activation;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How alike the layers of two networks are on test images, worked out once for two checkpoints. Used on any thread. */
final class Similarities {
    private static final int IMAGES = 2_000;
    /** Numbers of all layers of both networks at once: 200 MB. */
    private static final int MOST_NUMBERS = 50_000_000;

    private static final int KEPT = 128;

    private final RunArchive archive;
    private final MadeByLayers made;
    private final Background background;
    private final SoftCache<String, double[][]> known = new SoftCache<>(KEPT);

    Similarities(RunArchive archive, PredictionStore predictions, Background background) {
        this.archive = archive;
        this.made = new MadeByLayers(predictions);
        this.background = background;
    }

    /** A network: a run at one of its epochs. */
    record Side(Run run, int epoch) {
        List<Known> layers() {
            return MadeByLayers.layers(run.blueprint());
        }
    }

    /**
     * Begins to work it out, unless it is known.
     *
     * @return linear CKA of each layer of the one with each of the other; the errors that may come are the archive's
     */
    CompletableFuture<double[][]> ask(Side one, Side other) {
        String key = key(one) + " and " + key(other);
        return background.ask(
                new Background.Key("layers beside " + key(other), one.run().id(), one.epoch()),
                () -> known.get(key, () -> work(one, other)));
    }

    private String key(Side side) {
        return Text.of("%d %d %s", side.run().id(), side.epoch(), archive.checkpointVersion(side.run(), side.epoch()));
    }

    /** How many test images are looked at. */
    int images(Side one, Side other) {
        int layers = one.layers().size() + other.layers().size();
        int fit = MOST_NUMBERS / (layers * PredictionStore.WIDEST);
        return Math.min(archive.images(one.run(), ImageSplit.TEST).size(), Math.min(IMAGES, fit));
    }

    private double[][] work(Side one, Side other) {
        LabelledImages images = archive.images(one.run(), ImageSplit.TEST).evenly(images(one, other));
        List<Activation> layers = new ArrayList<>(made.of(one.run(), one.epoch(), images, one.layers(), done -> {}));
        int rows = layers.size();
        boolean itself = one.run().id() == other.run().id() && one.epoch() == other.epoch();
        if (itself) {
            return LinearCka.of(layers);
        }
        layers.addAll(made.of(other.run(), other.epoch(), images, other.layers(), done -> {}));
        double[][] all = LinearCka.of(layers);
        return Arrays.stream(all, 0, rows)
                .map(row -> Arrays.copyOfRange(row, rows, row.length))
                .toArray(double[][]::new);
    }
}
