package inkling.weights;

import inkling.analysis.LayerActivity;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.network.Blueprint.Fitted;
import inkling.network.Predictor;
import java.util.Optional;

/** What the units of layers do with the training images, worked out once for a layer of a checkpoint. Used on any thread. */
public final class ActivityStore {
    private static final int KEPT = 64;

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final Background background;
    private final SoftCache<Key, LayerActivity> known = new SoftCache<>(KEPT);

    private record Key(long run, int epoch, String layer, String checkpoint) {}

    /** @param background closed by whoever made it */
    public ActivityStore(RunArchive archive, PredictionStore predictions, Background background) {
        this.archive = archive;
        this.predictions = predictions;
        this.background = background;
    }

    /**
     * @return empty if it takes longer than a page waits; another call goes on waiting
     * @throws inkling.errors.UserError with a sentence if the checkpoint or the images cannot be had any more
     */
    Optional<LayerActivity> of(Run run, int epoch, Fitted layer) {
        Key key = new Key(run.id(), epoch, layer.id(), archive.checkpointVersion(run, epoch));
        return known.known(key)
                .or(() -> background.waited(
                        new Background.Key("units of " + layer.id(), run.id(), epoch),
                        () -> known.get(key, () -> look(run, epoch, layer))));
    }

    private LayerActivity look(Run run, int epoch, Fitted layer) {
        LabelledImages images = archive.images(run, ImageSplit.TRAIN);
        try (Predictor predictor = predictions.predictor(run, epoch)) {
            return LayerActivity.of(
                    predictor, layer, images, archive.dataset(run).classes(), UnitActivity.MOST);
        }
    }
}
