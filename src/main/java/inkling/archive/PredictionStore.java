package inkling.archive;

import inkling.analysis.LabelledPredictions;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError.Conflict;
import inkling.network.Blueprint;
import inkling.network.Devices;
import inkling.network.Predictions;
import inkling.network.Predictions.Activation;
import inkling.network.Predictor;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.parallel.Parallel;
import inkling.projection.SparseProjection;
import inkling.text.Text;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
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

    /** A layer that makes more numbers of an image is brought to so many by a seeded {@link SparseProjection}. */
    public static final int WIDEST = 512;

    private static final int LAYERS = 3;
    /** Numbers of a layer that are asked for at once: 32 MB. */
    private static final int AT_ONCE = 8_000_000;
    /** Numbers of a layer that are kept at once: 400 MB. */
    private static final long MOST_NUMBERS = 100_000_000;

    private final RunArchive archive;
    private final Devices devices;
    private final SoftCache<LayerKey, Activation> layers = new SoftCache<>(LAYERS);
    private final SoftCache<Key, Predictions> full = new SoftCache<>(FULL);
    private final SoftCache<Key, LabelledPredictions> labelled = new SoftCache<>(LOGITS);

    private record LayerKey(Key of, String layer, int count) {}

    private record Key(long run, int epoch, ImageSplit split, String checkpoint) {}

    public PredictionStore(RunArchive archive, Devices devices) {
        this.archive = archive;
        this.devices = devices;
    }

    /** Where what it predicts comes from. */
    public RunArchive archive() {
        return archive;
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

    /**
     * What a layer makes of the first images of a split, one number after the other: float32 (count, width), row-major, of
     * at most {@value #WIDEST} numbers an image.
     *
     * @throws inkling.errors.UserError with a sentence if the checkpoint or the images cannot be had any more, or if so
     *     many numbers do not fit into memory
     */
    public Activation layer(Run run, int epoch, ImageSplit split, String layer, int count) {
        int width = width(run, layer);
        if ((long) count * Math.min(width, WIDEST) > MOST_NUMBERS) {
            throw new Conflict(Text.of(
                    "%s makes %,d numbers of each of %,d images, more than fit into memory; a map of fewer images is possible.",
                    layer, Math.min(width, WIDEST), count));
        }
        LayerKey key = new LayerKey(key(run, epoch, split), layer, count);
        return layers.get(
                key,
                () -> width <= WIDEST && isKnown(run, layer)
                        ? first(said(of(run, epoch, split), layer), count)
                        : asked(run, epoch, split, layer, count));
    }

    /** What a layer makes of one image, as {@link #layer} has it. */
    public static float[] thinned(float[] numbers) {
        return thinned(numbers, 1).values();
    }

    /**
     * The same of several images.
     *
     * @param numbers row-major (count, width)
     */
    public static Activation thinned(float[] numbers, int count) {
        Thinning thinning = new Thinning(numbers.length / count, count);
        thinning.add(numbers, 0, count);
        return thinning.activation();
    }

    /** Fills in the numbers of some images, as many as fit, from one on. */
    public interface Source {
        void fill(int first, float[] numbers);
    }

    /**
     * The same of so many images that all of their numbers need not fit into memory.
     *
     * @param width numbers of an image
     */
    public static Activation thinned(int width, int count, Source source) {
        Thinning thinning = new Thinning(width, count);
        int step = Math.max(1, AT_ONCE / width);
        for (int first = 0; first < count; first += step) {
            int some = Math.min(step, count - first);
            float[] numbers = new float[some * width];
            source.fill(first, numbers);
            thinning.add(numbers, first, some);
        }
        return thinning.activation();
    }

    /** Numbers that a layer makes of an image. */
    public static int width(Run run, String layer) {
        return Arrays.stream(run.blueprint().layer(layer).outputShape()).reduce(1, Math::multiplyExact);
    }

    /** Whether it is known with what the network says. */
    private static boolean isKnown(Run run, String layer) {
        return layer.equals(run.blueprint().features()) || layer.equals(Blueprint.OUTPUT);
    }

    private static Activation said(Predictions predictions, String layer) {
        return layer.equals(Blueprint.OUTPUT)
                ? new Activation(new int[] {predictions.classes()}, predictions.logits())
                : predictions.of(layer);
    }

    private static Activation first(Activation all, int count) {
        int length = count * all.width();
        return all.values().length == length ? all : new Activation(all.shape(), Arrays.copyOf(all.values(), length));
    }

    private Activation asked(Run run, int epoch, ImageSplit split, String layer, int count) {
        return layers(run, epoch, archive.images(run, split), count, List.of(layer), done -> {})
                .get(layer);
    }

    /**
     * What some layers make of some images, in one pass and kept by nobody: as {@link #layer} has it.
     *
     * @param count how many of the images, from the first on
     * @param done is told now and then how many images are done; what it throws ends the pass
     * @throws inkling.errors.UserError with a sentence if the checkpoint cannot be had any more
     */
    public Map<String, Activation> layers(
            Run run, int epoch, LabelledImages images, int count, List<String> layers, IntConsumer done) {
        Map<String, Thinning> made = new LinkedHashMap<>();
        layers.forEach(layer -> made.put(layer, new Thinning(width(run, layer), count)));
        int widths = made.values().stream().mapToInt(thinning -> thinning.width).sum();
        int step = Math.max(1, AT_ONCE / widths);
        try (Predictor predictor = predictor(run, epoch)) {
            for (int first = 0; first < count; first += step) {
                int from = first;
                int some = Math.min(step, count - first);
                Predictions said = predictor.predict(images.pixels(), first, some, made.keySet());
                Parallel.forEach(layers.size(), i -> {
                    float[] numbers = said.of(layers.get(i)).values();
                    requireFinite(run, epoch, numbers);
                    made.get(layers.get(i)).add(numbers, from, some);
                });
                done.accept(first + some);
            }
        }
        Map<String, Activation> activations = new LinkedHashMap<>();
        made.forEach((layer, thinning) -> activations.put(layer, thinning.activation()));
        return activations;
    }

    /** Brings what a layer makes of images to at most {@value #WIDEST} numbers each. */
    private static final class Thinning {
        final int width;
        private final int kept;
        private final float[] values;
        private final Optional<SparseProjection> projection;

        Thinning(int width, int count) {
            this.width = width;
            kept = Math.min(width, WIDEST);
            values = new float[count * kept];
            projection = width > WIDEST ? Optional.of(new SparseProjection(width, WIDEST, 0)) : Optional.empty();
        }

        void add(float[] made, int from, int some) {
            projection.ifPresentOrElse(
                    each -> each.apply(made, some, values, from),
                    () -> System.arraycopy(made, 0, values, from * kept, made.length));
        }

        Activation activation() {
            return new Activation(new int[] {kept}, values);
        }
    }

    /** @throws Conflict if something that the network says is not a number, so that nothing can be said of its image */
    public void requireFinite(Run run, int epoch, float[]... said) {
        for (float[] numbers : said) {
            if (Tensor.firstNotFinite(numbers) >= 0) {
                throw diverged(run, epoch);
            }
        }
    }

    /** Takes what a network says of some images, the first of which has an index. */
    public interface Taker {
        void take(int first, Predictions some);
    }

    /**
     * Logits and the last hidden layer of every image of a split, all of its numbers however wide it is, some images after
     * the others: those that are kept, if they are few enough to be.
     *
     * @throws inkling.errors.UserError with a sentence if the checkpoint or the images cannot be had any more
     */
    public void each(Run run, int epoch, ImageSplit split, Taker taker) {
        String features = run.blueprint().features();
        int width = width(run, features);
        LabelledImages images = archive.images(run, split);
        if (width <= WIDEST && (long) images.size() * width <= MOST_NUMBERS / FULL) {
            taker.take(0, of(run, epoch, split));
            return;
        }
        int step = Math.max(1, AT_ONCE / width);
        try (Predictor predictor = predictor(run, epoch)) {
            for (int first = 0; first < images.size(); first += step) {
                int some = Math.min(step, images.size() - first);
                Predictions said = predictor.predict(images.pixels(), first, some, Set.of(features));
                requireFinite(run, epoch, said.logits(), said.features().values());
                taker.take(first, said);
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
        // A cluster trained it, or the home folder has moved to a machine without the run's device.
        String device = run.device().filter(devices.here()::contains).orElse("cpu");
        return new Predictor(run.blueprint(), archive.parameters(run, epoch), archive.normalisation(run), device);
    }

    private Predictions predict(Run run, int epoch, ImageSplit split) {
        LabelledImages images = archive.images(run, split);
        try (Predictor predictor = predictor(run, epoch)) {
            String features = run.blueprint().features();
            Set<String> asked = width(run, features) <= WIDEST ? Set.of(features) : Set.of();
            Predictions predictions = predictor.predict(images.pixels(), 0, images.size(), asked);
            requireFinite(run, epoch, predictions.logits());
            predictions.activations().values().forEach(made -> requireFinite(run, epoch, made.values()));
            return predictions;
        }
    }

    /** That something which a network says is not a number, so that nothing can be said of its images. */
    public Conflict diverged(Run run, int epoch) {
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
        Path file = archive.predictions(run, key.epoch());
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
            archive.keptPredictions(run);
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
