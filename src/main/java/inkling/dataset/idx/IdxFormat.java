package inkling.dataset.idx;

import inkling.dataset.ClassLabels;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.Found;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.Part;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree.Entry;
import inkling.dataset.files.Format;
import inkling.dataset.files.Promise;
import inkling.text.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IDX files under the names MNIST gave them, or EMNIST: {@code train-images-idx3-ubyte}, {@code
 * emnist-letters-test-labels-idx1-ubyte}.
 *
 * <p>Beside them, {@code classes.txt} names the classes, one a line, in the order of their labels, or a file that ends in
 * {@code mapping.txt} says which characters each label stands for, as EMNIST's do.
 */
public final class IdxFormat implements Format {
    /** Prefix, part, what it holds; unpackers make a dot of the hyphen. */
    private static final Pattern NAME = Pattern.compile(
            "(.*?)(train|test|t10k|valid|val)-(images|labels)[.-]idx[134]-ubyte", Pattern.CASE_INSENSITIVE);

    /** Pictures whose rows are columns. */
    private static final String TRANSPOSED = "emnist-";

    @Override
    public DatasetKind kind() {
        return DatasetKind.IDX;
    }

    @Override
    public boolean takes(Entry entry) {
        return NAME.matcher(entry.name()).matches();
    }

    /** What all files of the set with this image or label file begin with; empty if it is neither. */
    public static Optional<String> prefix(String fileName) {
        Matcher name = NAME.matcher(fileName.replaceFirst("(?i)\\.gz$", ""));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static String group(DataFile file, int group) {
        Matcher name = NAME.matcher(file.entry().name());
        return name.matches() ? name.group(group).toLowerCase(Locale.ROOT) : "";
    }

    /** The files of one set. */
    private record Pair(IdxFile images, IdxFile labels, DataFile imageFile, DataFile labelFile) {}

    private static Map<Part, Pair> pairs(DataFiles files) {
        TreeSet<String> prefixes = new TreeSet<>();
        files.of(Part.TRAIN).forEach(file -> prefixes.add(group(file, 1)));
        if (prefixes.size() > 1) {
            throw new DatasetException(Text.of(
                    "%s holds several data sets (%s); give the path of the training images of the one that you mean.",
                    files.all().get(0).tree().name(), String.join(", ", prefixes)));
        }
        Map<Part, Pair> pairs = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            List<DataFile> own = files.of(part);
            if (part == Part.TRAIN || !own.isEmpty()) {
                pairs.put(part, pair(files, part));
            }
        }
        return pairs;
    }

    private static Pair pair(DataFiles files, Part part) {
        DataFile images = find(files, part, "images");
        DataFile labels = find(files, part, "labels");
        return new Pair(new IdxFile(images), new IdxFile(labels), images, labels);
    }

    private static DataFile find(DataFiles files, Part part, String what) {
        return files.of(part).stream()
                .filter(file -> group(file, 3).equals(what))
                .findFirst()
                .orElseThrow(() -> new DatasetException(Text.of(
                        "%s lacks %s%s-%s-idx%d-ubyte (plain or .gz).",
                        files.all().get(0).tree().name(),
                        group(files.all().get(0), 1),
                        part == Part.TEST ? "t10k" : part.id(),
                        what,
                        what.equals("images") ? 3 : 1)));
    }

    @Override
    public Promise promise(DataFiles files) {
        Map<Part, Pair> pairs = pairs(files);
        IdxFile.Header train = pairs.get(Part.TRAIN).images().header();
        long validation = pairs.containsKey(Part.VALIDATION)
                ? pairs.get(Part.VALIDATION).images().header().count()
                : 0;
        long test = pairs.containsKey(Part.TEST)
                ? pairs.get(Part.TEST).images().header().count()
                : 0;
        return new Promise(
                OptionalLong.of(train.count() + validation),
                OptionalLong.of(test),
                Optional.of(train.shape()),
                OptionalInt.of(
                        labels(pairs, files, LoadProgress.NONE).classNames().size()));
    }

    @Override
    public Found read(DataFiles files, Framing framing, LoadProgress progress) {
        Map<Part, Pair> pairs = pairs(files);
        ClassLabels labels = labels(pairs, files, progress);
        int done = pairs.size();
        Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
        for (Map.Entry<Part, Pair> pair : pairs.entrySet()) {
            progress.report("reading " + pair.getValue().imageFile().name(), done++, 2L * pairs.size(), "files");
            parts.put(pair.getKey(), images(pair.getValue(), labels.labels().get(pair.getKey())));
        }
        progress.report("read " + files.all().get(0).tree().name(), done, done, "files");
        boolean upright = group(files.all().get(0), 1).startsWith(TRANSPOSED);
        parts.replaceAll((part, images) -> upright ? transposed(images) : images);
        return new Found(
                parts,
                labels.classNames(),
                upright
                        ? List.of("EMNIST's pictures lie on their side in its files; here they stand upright.")
                        : List.of());
    }

    /** Of files that are small beside the images: they are read to say how many classes there are, too. */
    private static ClassLabels labels(Map<Part, Pair> pairs, DataFiles files, LoadProgress progress) {
        Map<Part, int[]> values = new EnumMap<>(Part.class);
        for (Map.Entry<Part, Pair> pair : pairs.entrySet()) {
            progress.report("reading " + pair.getValue().labelFile().name(), values.size(), 2L * pairs.size(), "files");
            values.put(pair.getKey(), numbers(pair.getValue().labels().labels()));
        }
        return ClassNames.beside(files).map(names -> names.labels(values)).orElseGet(() -> labels(values, files));
    }

    private static int[] numbers(byte[] labels) {
        int[] numbers = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            numbers[i] = labels[i] & 0xff;
        }
        return numbers;
    }

    /** Labels below ten are what they say even if none is 0, as in the digits that the format was made for. */
    private static ClassLabels labels(Map<Part, int[]> values, DataFiles files) {
        int highest = values.values().stream()
                .flatMapToInt(java.util.Arrays::stream)
                .max()
                .orElseThrow();
        if (highest < 10) {
            return ClassNames.numbers(Math.max(2, highest + 1)).labels(values);
        }
        return ClassLabels.of(values, files.all().get(0).tree().name());
    }

    private static LabelledImages images(Pair pair, byte[] labels) {
        // The labels are the smaller file by far: a gzip file of too many images is not unpacked to find that out.
        IdxFile.Header header = pair.images().header();
        if (header.count() != labels.length) {
            throw new DatasetException(Text.of(
                    "%s holds %d images, but %s holds %d labels.",
                    pair.imageFile().name(), header.count(), pair.labelFile().name(), labels.length));
        }
        return new LabelledImages(header.shape(), pair.images().images(), labels);
    }

    private static LabelledImages transposed(LabelledImages images) {
        ImageShape from = images.shape();
        ImageShape to = new ImageShape(from.channels(), from.width(), from.height());
        byte[] pixels = new byte[images.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            int row = i % to.plane() / to.width();
            int column = i % to.width();
            pixels[i] = images.pixels()[i - i % to.plane() + column * from.width() + row];
        }
        return new LabelledImages(to, pixels, images.labels());
    }
}
