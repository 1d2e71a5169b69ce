package inkling.explain;

import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;
import inkling.attribution.Attribution;
import inkling.attribution.Baseline;
import inkling.attribution.Method;
import inkling.attribution.Question;
import inkling.attribution.Question.Ends;
import inkling.dataset.ImageShape;
import inkling.network.Predictor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Explains answers of a run's networks, on the run's device; what was explained last is kept. Used on any thread. */
public final class Explanations {
    private static final int KEPT = 32;
    private static final int RUNS = 4;

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final SoftCache<Key, Explanation> kept = new SoftCache<>(KEPT);
    private final SoftCache<Long, float[]> means = new SoftCache<>(RUNS);

    private record Key(
            long run, int epoch, String checkpoint, ByteBuffer picture, OptionalInt label, Baseline baseline) {}

    public Explanations(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    /**
     * By every method: for the notebook's network some 600 pictures that it is asked about.
     *
     * @param picture one byte a number (C x H x W); kept, not copied
     * @throws inkling.errors.UserError with a sentence if the checkpoint or the images cannot be had any more, or the
     *     network has diverged
     */
    public Explanation of(Run run, int epoch, byte[] picture, ExplanationRequest wanted) {
        return kept.get(key(run, epoch, picture, wanted), () -> {
            try (Predictor network = predictions.predictor(run, epoch)) {
                return explanation(run, epoch, network, picture, wanted);
            }
        });
    }

    /** What {@link #of} would return at once. */
    Optional<Explanation> known(Run run, int epoch, byte[] picture, ExplanationRequest wanted) {
        return kept.known(key(run, epoch, picture, wanted));
    }

    private Key key(Run run, int epoch, byte[] picture, ExplanationRequest wanted) {
        String checkpoint = archive.checkpointVersion(run, epoch);
        return new Key(run.id(), epoch, checkpoint, ByteBuffer.wrap(picture), wanted.label(), wanted.baseline());
    }

    private Explanation explanation(Run run, int epoch, Predictor network, byte[] picture, ExplanationRequest wanted) {
        ImageShape shape = network.blueprint().input();
        float[] pixels = new float[picture.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (picture[i] & 0xff) / 255f;
        }
        float[] baseline = wanted.baseline().of(shape, pixels, () -> mean(run));
        Ends ends = new Question(pixels, baseline, 0).ends(network);
        predictions.requireFinite(run, epoch, ends.picture(), ends.baseline());
        int predicted = largest(ends.picture());
        Question question = new Question(pixels, baseline, wanted.label().orElse(predicted));
        List<Attribution> attributions = Arrays.stream(Method.values())
                .map(method -> method.answer(network, question))
                .toList();
        return new Explanation(shape, picture, wanted.baseline(), question, predicted, ends, attributions);
    }

    private float[] mean(Run run) {
        return means.get(run.id(), () -> Baseline.mean(archive.images(run, ImageSplit.TRAIN)));
    }

    private static int largest(float[] logits) {
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }
}
