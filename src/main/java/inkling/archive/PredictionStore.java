package inkling.archive;

import inkling.analysis.LabelledPredictions;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError.Conflict;
import inkling.network.Devices;
import inkling.network.Predictions;
import inkling.network.Predictor;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.text.Text;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the network of a checkpoint says of a run's images, worked out once, in batches on the run's device: 10,000
 * images take a tenth of a second.
 *
 * <p>The logits of the test images are kept beside the checkpoint; everything else only while memory lasts. What is kept
 * belongs to the checkpoint's file: with another file it is worked out anew, without one there is an error. Used on any
 * thread.
 */
public final class PredictionStore {
    private static final Logger log = LoggerFactory.getLogger(PredictionStore.class);
    private static final int FULL = 8;
    private static final int LOGITS = 64;
    private static final String TENSOR = "logits";
    private static final String CHECKPOINT = "inkling.checkpoint";
    private static final String DATASET = "inkling.dataset";

    private final RunArchive archive;
    private final Devices devices;
    private final SoftCache<Key, Predictions> full = new SoftCache<>(FULL);
    private final SoftCache<Key, LabelledPredictions> labelled = new SoftCache<>(LOGITS);

    private record Key(long run, int epoch, ImageSplit split, String checkpoint) {}

    public PredictionStore(RunArchive archive, Devices devices) {
        this.archive = archive;
        this.devices = devices;
    }

    /**
     * Logits and h2 of every image of a split, in its order.
     *
     * @throws inkling.errors.UserError with a sentence if the checkpoint or the images cannot be had any more
     */
    public Predictions of(Run run, int epoch, ImageSplit split) {
        return full.get(key(run, epoch, split), () -> predict(run, epoch, split));
    }

    /**
     * Logits and true labels of every image of a split, in its order; at hand sooner than {@link #of}.
     *
     * @throws inkling.errors.UserError with a sentence if the checkpoint or the images cannot be had any more
     */
    public LabelledPredictions labelled(Run run, int epoch, ImageSplit split) {
        Key key = key(run, epoch, split);
        return labelled.get(key, () -> {
            LabelledImages images = archive.images(run, split);
            float[] logits = split == ImageSplit.TEST
                    ? kept(run, key, images)
                    : of(run, epoch, split).logits();
            return new LabelledPredictions(logits.length / images.size(), images.labels(), logits);
        });
    }

    /** @throws Conflict if something that the network says is not a number, so that nothing can be said of its image */
    public void requireFinite(Run run, int epoch, float[]... said) {
        for (float[] numbers : said) {
            if (Tensor.firstNotFinite(numbers) >= 0) {
                throw diverged(run, epoch);
            }
        }
    }

    private Key key(Run run, int epoch, ImageSplit split) {
        return new Key(run.id(), epoch, split, archive.checkpointVersion(run, epoch));
    }

    /**
     * The network after an epoch, on the run's device; the caller closes it.
     *
     * @throws inkling.errors.UserError with a sentence if the checkpoint or the images cannot be had any more
     */
    public Predictor predictor(Run run, int epoch) {
        // A home folder can have moved to a machine without the run's device.
        String device = run.device().filter(devices.names()::contains).orElse("cpu");
        return new Predictor(run.blueprint(), archive.parameters(run, epoch), archive.normalisation(run), device);
    }

    private Predictions predict(Run run, int epoch, ImageSplit split) {
        LabelledImages images = archive.images(run, split);
        try (Predictor predictor = predictor(run, epoch)) {
            Predictions predictions = predictor.predict(images.pixels(), images.size());
            requireFinite(
                    run, epoch, predictions.logits(), predictions.features().values());
            return predictions;
        }
    }

    private Conflict diverged(Run run, int epoch) {
        Tensor with =
                Collections.max(archive.parameters(run, epoch), Comparator.comparingDouble(PredictionStore::largest));
        return new Conflict(Text.of(
                "The network of epoch %d of run %d has diverged. What it says of its images is not a number: its weights are too large to calculate with, up to %s in %s of %s.",
                epoch, run.id(), (float) largest(with), with.name(), archive.checkpoint(run, epoch)));
    }

    private static double largest(Tensor tensor) {
        return IntStream.range(0, tensor.values().length)
                .mapToDouble(i -> Math.abs(tensor.values()[i]))
                .max()
                .orElse(0);
    }

    private float[] kept(Run run, Key key, LabelledImages images) {
        Path file = archive.besideCheckpoint(run, key.epoch(), Text.of("predictions-%04d.safetensors", key.epoch()));
        Map<String, String> origin = Map.of(
                CHECKPOINT,
                key.checkpoint(),
                DATASET,
                run.data().map(data -> data.fingerprint().whole()).orElse(""));
        int outputs = run.blueprint().classes();
        return read(file, origin, images.size(), outputs).orElseGet(() -> {
            Predictions predictions = of(run, key.epoch(), ImageSplit.TEST);
            int[] shape = {predictions.count(), predictions.classes()};
            write(file, new Tensor(TENSOR, shape, predictions.logits()), origin);
            return predictions.logits();
        });
    }

    /** @return empty if there is no such file, or it is broken or of another origin: then it is written anew */
    private static Optional<float[]> read(Path file, Map<String, String> origin, int images, int outputs) {
        try {
            Safetensors.Content content = Safetensors.read(file, (long) images * outputs);
            boolean ours = content.metadata().entrySet().containsAll(origin.entrySet());
            Tensor logits = content.requireFinite(TENSOR, images, outputs);
            return Optional.of(logits.values()).filter(any -> ours);
        } catch (SafetensorsException e) {
            return Optional.empty();
        }
    }

    private static void write(Path file, Tensor logits, Map<String, String> origin) {
        try {
            Safetensors.write(file, List.of(logits), origin);
        } catch (UncheckedIOException e) {
            // The view does not need the file; the next one works it out again.
            log.warn("{}", e.getMessage());
        }
    }
}
