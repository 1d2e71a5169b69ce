package inkling.runs;

import inkling.analysis.pictures.Png;
import inkling.dataset.Augmentation;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.text.TypedPath;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A preview of the augmentation: 25 training images beside what it makes of them. */
public final class AugmentationPage {
    private static final int PAIRS = 25;
    private static final int SAMPLE = 2_000;

    private final Datasets datasets;

    /** The last sample that was shown, so that the next 25 come at once. */
    private volatile Optional<Sample> last = Optional.empty();

    private record Choice(DatasetRequest data) {}

    /** The first training images of a data set. */
    private record Sample(Choice choice, String reason, LabelledImages images, List<String> classNames) {
        static Sample of(Choice choice, String reason, Dataset dataset) {
            int size = Math.min(SAMPLE, dataset.train().size());
            LabelledImages first =
                    dataset.train().select(IntStream.range(0, size).toArray());
            return new Sample(choice, reason, first, dataset.classNames());
        }
    }

    /** An image before and after, each as a data address of a PNG. */
    record Pair(String label, String original, String augmented) {}

    public AugmentationPage(Datasets datasets) {
        this.datasets = datasets;
    }

    public void show(Context context) {
        Map<String, String> query = FormInput.query(context);
        long seed = seed(query.getOrDefault("seed", ""));
        DatasetKind kind = FormInput.read("dataset", query.getOrDefault("dataset", "auto"), DatasetKind::of);
        Optional<String> path = Optional.of(query.getOrDefault("data", ""))
                .filter(text -> !text.isEmpty())
                .map(text -> FormInput.read("data", text, TypedPath::of).toString());
        if (kind.isOwn() && path.isEmpty()) {
            throw new InvalidInput("data", "the path of your images is needed");
        }
        Choice choice = new Choice(DatasetRequest.of(kind, path));
        Sample sample = last.filter(each -> each.choice().equals(choice)).orElseGet(() -> open(choice));
        last = Optional.of(sample);
        Map<String, Object> model = new HashMap<>();
        model.put("reason", sample.reason());
        model.put("pairs", pairs(sample, seed));
        model.put("another", address(choice, seed + 1));
        context.render("runs/augmentation.html", model);
    }

    private static long seed(String text) {
        return text.isEmpty()
                ? 1
                : Numbers.whole(text)
                        .orElseThrow(() -> new InvalidInput("seed", "seed must be a whole number, was " + text));
    }

    private Sample open(Choice choice) {
        if (choice.data().kind() == DatasetKind.BUILTIN) {
            return builtin(choice, "Built-in digits.");
        }
        if (datasets.needsDownload(choice.data())) {
            return builtin(
                    choice, "Built-in digits, as MNIST is not here yet: the first run that needs it downloads it.");
        }
        try {
            Dataset dataset = datasets.open(choice.data(), LoadProgress.NONE);
            return Sample.of(choice, dataset.reason(), dataset);
        } catch (DatasetException e) {
            throw new InvalidInput("data", String.valueOf(e.getMessage()));
        }
    }

    private static Sample builtin(Choice choice, String reason) {
        return Sample.of(choice, reason, BuiltinDigits.generate(1, SAMPLE, 0, LoadProgress.NONE));
    }

    private static List<Pair> pairs(Sample sample, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Augmentation augmentation = new Augmentation(sample.images().shape());
        return Stream.generate(() -> random.nextInt(sample.images().size()))
                .limit(PAIRS)
                .map(index -> pair(sample, index, augmentation, random))
                .toList();
    }

    private static Pair pair(Sample sample, int index, Augmentation augmentation, SplittableRandom random) {
        byte[] original = sample.images().image(index);
        byte[] augmented = new byte[original.length];
        augmentation.apply(original, 0, random, augmented, 0);
        return new Pair(
                sample.classNames().get(sample.images().label(index)),
                address(sample.images().shape(), original),
                address(sample.images().shape(), augmented));
    }

    private static String address(ImageShape shape, byte[] pixels) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Png.of(shape, pixels));
    }

    private static String address(Choice choice, long seed) {
        return Text.of(
                "/augmentation?dataset=%s&seed=%d%s",
                choice.data().kind().id(),
                seed,
                choice.data()
                        .path()
                        .map(path -> "&data=" + URLEncoder.encode(path, StandardCharsets.UTF_8))
                        .orElse(""));
    }
}
