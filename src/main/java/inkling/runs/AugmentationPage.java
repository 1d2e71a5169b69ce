package inkling.runs;

import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.Strip;
import inkling.archive.Background;
import inkling.archive.SoftCache;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.augmentation.Augmentation;
import inkling.dataset.augmentation.Augmenter;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.errors.UserError.Busy;
import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.text.Numbers;
import inkling.training.Setting;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A preview of the augmentation: 25 training images beside what it makes of them, and eight for each kind of change. */
public final class AugmentationPage {
    private static final int PAIRS = 25;
    private static final int IN_STRIP = 8;
    private static final int SAMPLE = 2_000;
    /** A picture on a page may take so many times as long as the page. */
    private static final int PATIENT = 6;

    private final Datasets datasets;
    private final RunForm form;
    private final Background background;
    /** What was shown last, so that the next images come at once. */
    private final SoftCache<String, Sample> samples = new SoftCache<>(3);

    private final Map<DatasetRequest, Reading> going = new ConcurrentHashMap<>();

    /**
     * How far the reading of images is.
     *
     * @param share done of it, 0 to 1; empty if that is not known
     */
    record Reading(String activity, Optional<Double> share) {}

    /** The first training images of a data set. */
    private record Sample(String reason, LabelledImages images, List<String> classNames) {
        static Sample of(String reason, Dataset dataset) {
            int size = Math.min(SAMPLE, dataset.train().size());
            LabelledImages first =
                    dataset.train().select(IntStream.range(0, size).toArray());
            return new Sample(reason, first, dataset.classNames());
        }

        ImageShape shape() {
            return images.shape();
        }

        /** Some of the images, each time the same ones of a seed. */
        Stream<Integer> some(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            return Stream.generate(() -> random.nextInt(images.size()));
        }
    }

    /** An image before and after, each as a data address of a PNG. */
    record Pair(String label, String original, String augmented) {}

    /**
     * The pages of the images that a form asks for.
     *
     * @param form reads which images are asked for
     * @param background reads them, which can take longer than a page waits; closed by whoever made it
     */
    public AugmentationPage(Datasets datasets, RunForm form, Background background) {
        this.datasets = datasets;
        this.form = form;
        this.background = background;
    }

    public void show(Context context) {
        Map<String, String> query = new HashMap<>(FormInput.query(context));
        long seed = seed(query);
        DatasetRequest data = form.readData(query);
        query.put("seed", Long.toString(seed));
        Map<String, Object> model = new HashMap<>();
        Map<String, String> errors = new HashMap<>();
        Optional<Sample> sample = sample(data, background.patience());
        AugmentationFields fields = new AugmentationFields(query);
        if (sample.isPresent()) {
            Augmentation chosen = Augmentation.NONE;
            try {
                chosen = chosen(fields.text(), sample.get());
            } catch (InvalidInput e) {
                errors = e.messages();
                context.status(400);
            }
            model.put("pairs", pairs(sample.get(), chosen, seed));
            model.put("chosen", chosen);
        } else {
            model.put("reading", going.getOrDefault(data, new Reading("waiting for other work", Optional.empty())));
            model.put("address", new Address("/augmentation").with(query).toString());
        }
        model.put("reason", sample.map(Sample::reason).orElse(""));
        model.put("augmentation", fields);
        model.put("data", RunForm.texts(data));
        model.put("values", query);
        model.put("errors", errors);
        model.put("next", seed + 1);
        context.render("runs/augmentation.html", model);
    }

    /** A PNG with eight images side by side, changed as the query says. */
    public void strip(Context context) {
        Map<String, String> query = FormInput.query(context);
        Sample sample = sample(form.readData(query), background.patience().multipliedBy(PATIENT))
                .orElseThrow(() -> new Busy("The images are being read."));
        Augmentation chosen = chosen(query.getOrDefault(Setting.AUGMENT.id(), ""), sample);
        context.contentType("image/png").result(strip(sample, chosen, seed(query)));
    }

    private static Augmentation chosen(String text, Sample sample) {
        return (text.isEmpty() ? Augmentation.USUAL : FormInput.read(Setting.AUGMENT.id(), text, Augmentation::of))
                .on(sample.shape());
    }

    private static long seed(Map<String, String> query) {
        String text = query.getOrDefault("seed", "");
        return text.isEmpty()
                ? 1
                : Numbers.whole(text)
                        .orElseThrow(() -> new InvalidInput("seed", "seed must be a whole number, was " + text));
    }

    /** @return empty if the images are still being read; another call goes on waiting for them */
    private Optional<Sample> sample(DatasetRequest data, Duration patience) {
        if (data.kind() == DatasetKind.BUILTIN) {
            return Optional.of(builtin("Built-in digits."));
        }
        if (datasets.needsDownload(data)) {
            return Optional.of(
                    builtin("Built-in digits, as MNIST is not here yet: the first run that needs it downloads it."));
        }
        String key = data + " " + Datasets.stamp(data);
        return samples.known(key)
                .or(() -> background.waited(
                        new Background.Key("augmentation " + key, 0, 0),
                        patience,
                        () -> samples.get(key, () -> open(data))));
    }

    private Sample open(DatasetRequest data) {
        try {
            LoadProgress progress = (activity, done, total, unit) -> going.put(
                    data, new Reading(activity, total == 0 ? Optional.empty() : Optional.of((double) done / total)));
            Dataset dataset = datasets.open(data, progress);
            return Sample.of(dataset.reason(), dataset);
        } catch (DatasetException e) {
            throw new InvalidInput("data", String.valueOf(e.getMessage()));
        } finally {
            going.remove(data);
        }
    }

    private Sample builtin(String reason) {
        return samples.get(reason, () -> Sample.of(reason, BuiltinDigits.generate(1, SAMPLE, 0, LoadProgress.NONE)));
    }

    private static List<Pair> pairs(Sample sample, Augmentation chosen, long seed) {
        SplittableRandom random = new SplittableRandom(seed).split();
        Augmenter augmenter = new Augmenter(chosen, sample.shape());
        return sample.some(seed)
                .limit(PAIRS)
                .map(index -> pair(sample, index, augmenter, random))
                .toList();
    }

    private static Pair pair(Sample sample, int index, Augmenter augmenter, SplittableRandom random) {
        byte[] original = sample.images().image(index);
        return new Pair(
                sample.classNames().get(sample.images().label(index)),
                address(sample.shape(), original),
                address(sample.shape(), augmented(original, augmenter, random)));
    }

    private static byte[] augmented(byte[] original, Augmenter augmenter, SplittableRandom random) {
        byte[] augmented = new byte[original.length];
        augmenter.apply(original, 0, random::nextDouble, augmented, 0);
        return augmented;
    }

    private static String address(ImageShape shape, byte[] pixels) {
        return Png.address(Png.of(shape, pixels));
    }

    private static byte[] strip(Sample sample, Augmentation chosen, long seed) {
        ImageShape shape = sample.shape();
        SplittableRandom random = new SplittableRandom(seed).split();
        Augmenter augmenter = new Augmenter(chosen, shape);
        List<byte[]> images = sample.some(seed)
                .limit(IN_STRIP)
                .map(index -> augmented(sample.images().image(index), augmenter, random))
                .toList();
        return Strip.of(shape, images);
    }
}
