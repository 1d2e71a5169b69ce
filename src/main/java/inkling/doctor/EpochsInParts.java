package inkling.doctor;

import inkling.analysis.AfterEpoch;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.cluster.JobInParts;
import inkling.cluster.PartWork;
import inkling.cluster.SentNetwork;
import inkling.cluster.Workplace;
import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.errors.UserError;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.network.Blueprint;
import inkling.network.Predictor;
import inkling.network.Tensor;
import inkling.training.Checkpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What the network of every epoch says of all training images, of which each epoch is a part. */
final class EpochsInParts implements JobInParts<EpochsInParts.Said> {
    /** Images between two looks at whether to stop. */
    private static final int PIECE = 5_000;

    private final Run run;
    private final List<Integer> epochs;
    private final RunArchive archive;
    private final PredictionStore predictions;
    private final LongConsumer progress;
    private final Work work;
    private final Map<Integer, AfterEpoch> found = new TreeMap<>();
    private final Map<Integer, UserError> missing = new TreeMap<>();

    /** @param progress is told how many images were asked about, each once an epoch */
    EpochsInParts(
            Run run, List<Integer> epochs, RunArchive archive, PredictionStore predictions, LongConsumer progress) {
        this.run = run;
        this.epochs = epochs;
        this.archive = archive;
        this.predictions = predictions;
        this.progress = progress;
        work = new Work(
                new SentNetwork(run.blueprint(), List.of()),
                archive.normalisation(run),
                archive.indices(run, ImageSplit.TRAIN));
    }

    /** @param after null where what the network says is not a number */
    record Said(@Nullable AfterEpoch after) {}

    /** @param images which of the data set's training images are asked about */
    private record Work(SentNetwork network, Normalisation normalisation, int[] images) implements PartWork<Said> {
        @Override
        public Said part(int part, Workplace<Said> place) {
            Blueprint blueprint = network.blueprint();
            List<Tensor> parameters = Checkpoint.read(place.given(), Path.of("checkpoint"), blueprint)
                    .parameters();
            LabelledImages train = place.images().train();
            byte[] labels = new byte[images.length];
            float[] said = new float[images.length * blueprint.classes()];
            try (Predictor predictor = new Predictor(blueprint, parameters, normalisation, place.device())) {
                for (int first = 0; first < images.length; first += PIECE) {
                    place.done(first);
                    int count = Math.min(PIECE, images.length - first);
                    LabelledImages piece = train.select(Arrays.copyOfRange(images, first, first + count));
                    float[] logits = predictor
                            .predict(piece.pixels(), 0, count, Set.of())
                            .logits();
                    System.arraycopy(logits, 0, said, first * blueprint.classes(), logits.length);
                    System.arraycopy(piece.labels(), 0, labels, first, count);
                }
            }
            place.done(images.length);
            return new Said(Tensor.firstNotFinite(said) < 0 ? AfterEpoch.of(labels, blueprint.classes(), said) : null);
        }
    }

    @Override
    public int parts() {
        return epochs.size();
    }

    @Override
    public PartWork<Said> work() {
        return work;
    }

    @Override
    public Optional<Dataset> images() {
        return Optional.of(archive.dataset(run));
    }

    @Override
    public Optional<byte[]> given(int part) {
        try {
            return Optional.of(
                    new Checkpoint(epochs.get(part), 0, archive.parameters(run, epochs.get(part)), List.of()).bytes());
        } catch (NotFound | Conflict e) {
            missing.put(epochs.get(part), e);
            return Optional.empty();
        }
    }

    @Override
    public Class<Said> result() {
        return Said.class;
    }

    @Override
    public long mostNumbers() {
        return 3L * work.images.length;
    }

    @Override
    public void take(int part, Said result, boolean whole) {
        AfterEpoch after = result.after();
        if (after == null) {
            missing.put(epochs.get(part), predictions.diverged(run, epochs.get(part)));
            return;
        }
        if (after.size() != work.images.length
                || after.margin().length != after.size()
                || after.right().length != after.size()) {
            throw new IllegalArgumentException("there must be as many numbers as images");
        }
        found.put(epochs.get(part), after);
    }

    @Override
    public void onProgress(long done) {
        progress.accept(done);
    }

    /**
     * What came of an epoch, once all are done.
     *
     * @throws UserError if its checkpoint could not be used
     */
    AfterEpoch after(int epoch) {
        return Optional.ofNullable(found.get(epoch)).orElseThrow(() -> missing.get(epoch));
    }
}
