package inkling.archive;

import inkling.archive.runs.Run;
import inkling.network.Predictions.Activation;
import inkling.projection.NearestNeighbours;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the training images that a network sees as most alike: the nearest in the last hidden layer, exactly. Used on any thread. */
public final class NearestImages {
    /** Each holds a copy of h2: 22 MB for 54,000 images. */
    private static final int KEPT = 3;

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final SoftCache<Key, NearestNeighbours> indexed = new SoftCache<>(KEPT);

    private record Key(long run, int epoch, String checkpoint) {}

    /**
     * A training image near to something.
     *
     * @param index in {@link ImageSplit#TRAIN}
     * @param distance Euclidean, in the last hidden layer
     */
    public record Near(int index, double distance) {}

    public NearestImages(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    /**
     * The nearest training images of a point, the nearest first; the first time for a checkpoint all of them are
     * predicted, which takes seconds.
     *
     * @param h2 float32, as wide as the run's last hidden layer
     * @param most how many to return, fewer only where there are not so many
     */
    public List<Near> to(Run run, int epoch, float[] h2, int most) {
        int k = Math.min(most, archive.images(run, ImageSplit.TRAIN).size());
        NearestNeighbours.Neighbours found = index(run, epoch).nearest(PredictionStore.thinned(h2), k);
        return IntStream.range(0, k)
                .mapToObj(i -> new Near(found.indices()[i], Math.sqrt(found.squaredDistances()[i])))
                .toList();
    }

    /** All training images of a checkpoint, ready to be searched: kept as long as memory lasts. */
    public NearestNeighbours index(Run run, int epoch) {
        Key key = new Key(run.id(), epoch, archive.checkpointVersion(run, epoch));
        return indexed.get(key, () -> {
            String features = run.blueprint().features();
            int size = archive.images(run, ImageSplit.TRAIN).size();
            Activation train = predictions.layer(run, epoch, ImageSplit.TRAIN, features, size);
            return new NearestNeighbours(train.values(), train.width());
        });
    }
}
