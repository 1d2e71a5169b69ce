package inkling.datasets;

import inkling.analysis.ClassMeans;
import inkling.analysis.Duplicates;
import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.Strip;
import inkling.dataset.Dataset;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Split;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a data set holds, as its page shows it: read once, after which the images can go.
 *
 * @param reason which data set it is, in a sentence
 * @param notes what was done to its images and what was left out
 * @param train images for training, those for validation among them
 * @param validation how many of them the data set itself keeps for that
 * @param classes in the order of their labels
 * @param pictures PNG files by name: {@code sample}, {@code preview-3}, {@code class-3}, {@code mean-3}, {@code twins}
 */
record Contents(
        String reason,
        List<String> notes,
        ImageShape shape,
        Fingerprint fingerprint,
        int train,
        int validation,
        int test,
        List<ClassContents> classes,
        List<String> preview,
        Duplicates duplicates,
        Map<String, byte[]> pictures) {
    /** Images of a class beside each other, and of test images that were trained on. */
    static final int IN_STRIP = 8;

    private static final int PREVIEWED = 25;

    /** A class, with how many images it has. */
    record ClassContents(int label, String name, int train, int test) {}

    static Contents of(Dataset dataset) {
        Map<String, byte[]> pictures = new HashMap<>();
        LabelledImages train = dataset.train();
        Duplicates duplicates = Duplicates.of(train, dataset.test());
        if (!duplicates.tested().isEmpty()) {
            pictures.put("twins", strip(dataset.test(), duplicates.tested()));
        }
        List<String> preview = preview(dataset, pictures);
        return new Contents(
                dataset.reason(),
                dataset.notes(),
                dataset.shape(),
                dataset.fingerprint(),
                train.size(),
                dataset.validation(),
                dataset.test().size(),
                classes(dataset, pictures),
                preview,
                duplicates,
                pictures);
    }

    /** What each image is, in words. */
    String each() {
        return Text.of("%d × %d pixels, %s", shape.width(), shape.height(), shape.isGrey() ? "grey" : "colour");
    }

    private static List<ClassContents> classes(Dataset dataset, Map<String, byte[]> pictures) {
        LabelledImages train = dataset.train();
        byte[][] means = ClassMeans.of(train, dataset.classes());
        List<ClassContents> classes = new ArrayList<>();
        for (int label = 0; label < dataset.classes(); label++) {
            List<Integer> own = of(label, train);
            if (!own.isEmpty()) {
                pictures.put("class-" + label, strip(train, own));
                pictures.put("mean-" + label, Strip.of(train.shape(), List.of(means[label])));
            }
            classes.add(new ClassContents(
                    label,
                    dataset.classNames().get(label),
                    own.size(),
                    of(label, dataset.test()).size()));
        }
        return classes;
    }

    private static List<Integer> of(int label, LabelledImages images) {
        return IntStream.range(0, images.size())
                .filter(image -> images.label(image) == label)
                .boxed()
                .toList();
    }

    private static byte[] strip(LabelledImages images, List<Integer> some) {
        return Strip.of(
                images.shape(), some.stream().limit(IN_STRIP).map(images::image).toList());
    }

    /** The names of the classes of some images, drawn by chance, whose pictures are as large as they are. */
    private static List<String> preview(Dataset dataset, Map<String, byte[]> pictures) {
        LabelledImages train = dataset.train();
        int[] order = Split.shuffle(train.size(), 1);
        List<String> names = new ArrayList<>();
        pictures.put("sample", strip(train, Arrays.stream(order).boxed().toList()));
        for (int i = 0; i < Math.min(PREVIEWED, order.length); i++) {
            pictures.put("preview-" + i, Png.of(train.shape(), train.image(order[i])));
            names.add(dataset.classNames().get(train.label(order[i])));
        }
        return names;
    }

    /** Images of the class that has most, and of the one that has fewest. */
    int largest() {
        return classes.stream().mapToInt(ClassContents::train).max().orElse(0);
    }

    int smallest() {
        return classes.stream().mapToInt(ClassContents::train).min().orElse(0);
    }
}
