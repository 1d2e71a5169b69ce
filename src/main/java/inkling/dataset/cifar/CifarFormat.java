package inkling.dataset.cifar;

import inkling.dataset.ClassLabels;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.Found;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.Memory;
import inkling.dataset.Part;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree.Entry;
import inkling.dataset.files.Format;
import inkling.dataset.files.Promise;
import inkling.text.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The binary files of CIFAR-10 ({@code data_batch_1.bin} ..., {@code test_batch.bin}, names in {@code batches.meta.txt})
 * and of CIFAR-100 ({@code train.bin}, {@code test.bin}, names in {@code fine_label_names.txt}): record after record, a
 * label (CIFAR-100: a coarse one, then a fine one, which counts) and 3 x 32 x 32 bytes.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The data sets' page</a>
 */
public final class CifarFormat implements Format {
    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final Pattern NAME = Pattern.compile("(data_batch_\\d+|test_batch|train|test)\\.bin");
    private static final List<String> CLASS_NAMES = List.of("batches.meta.txt", "fine_label_names.txt");
    /** In bytes. */
    private static final int LONGEST_NAMES = 20_000;

    @Override
    public DatasetKind kind() {
        return DatasetKind.CIFAR;
    }

    @Override
    public boolean takes(Entry entry) {
        return NAME.matcher(entry.name()).matches();
    }

    @Override
    public Promise promise(DataFiles files) {
        return new Promise(
                count(files, Part.TRAIN),
                count(files, Part.TEST),
                Optional.of(SHAPE),
                names(files).map(file -> OptionalInt.of(lines(file).size())).orElse(OptionalInt.empty()));
    }

    private static OptionalLong count(DataFiles files, Part part) {
        List<DataFile> own = files.of(part);
        return own.stream().anyMatch(file -> file.entry().isGzipped())
                ? OptionalLong.empty()
                : OptionalLong.of(own.stream()
                        .mapToLong(file ->
                                file.entry().bytes() / record(file, file.entry().bytes()))
                        .sum());
    }

    @Override
    public Found read(DataFiles files, Framing framing, LoadProgress progress) {
        Map<Part, int[]> values = new EnumMap<>(Part.class);
        Map<Part, byte[]> pixels = new EnumMap<>(Part.class);
        long done = 0;
        for (Part part : Part.values()) {
            List<DataFile> own = files.of(part);
            if (!own.isEmpty()) {
                Records records = new Records(own);
                values.put(part, records.labels);
                pixels.put(part, records.pixels);
                for (DataFile file : own) {
                    progress.report(
                            "reading " + file.name(), done++, files.all().size(), "files");
                    file.read(in -> records.read(file, in));
                }
            }
        }
        if (!values.containsKey(Part.TRAIN)) {
            throw new DatasetException(files.all().get(0).tree().name() + " has no images to train on.");
        }
        ClassLabels labels = labels(values, files);
        Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
        pixels.forEach((part, own) ->
                parts.put(part, new LabelledImages(SHAPE, own, labels.labels().get(part))));
        return new Found(parts, labels.classNames(), List.of());
    }

    /** Bytes of a record, by the length of its file. */
    private static int record(DataFile file, long bytes) {
        int labels = file.entry().name().contains("batch") || bytes % (2 + SHAPE.size()) != 0 ? 1 : 2;
        if (bytes == 0 || bytes % (labels + SHAPE.size()) != 0) {
            throw new DatasetException(Text.of(
                    "%s has %d bytes, which is no whole number of records of a label and 3 x 32 x 32 pixels.",
                    file.name(), bytes));
        }
        return labels + SHAPE.size();
    }

    /** One part's images, read file by file. */
    private static final class Records {
        private final byte[] pixels;
        private final int[] labels;
        private int next;
        /** Bytes of each file. */
        private final Map<DataFile, Long> lengths = new HashMap<>();

        /** Goes through the files once, to see how long they are. */
        Records(List<DataFile> files) {
            long count = 0;
            for (DataFile file : files) {
                long bytes = file.read(Records::length);
                lengths.put(file, bytes);
                count += bytes / record(file, bytes);
            }
            Memory.require(count, SHAPE);
            pixels = new byte[(int) count * SHAPE.size()];
            labels = new int[(int) count];
        }

        private static long length(InputStream in) throws IOException {
            byte[] buffer = new byte[1 << 16];
            long length = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
            }
            return length;
        }

        private int read(DataFile file, InputStream in) throws IOException {
            long bytes = lengths.get(file);
            int own = record(file, bytes) - SHAPE.size();
            for (long i = bytes / (own + SHAPE.size()); i > 0; i--) {
                byte[] label = in.readNBytes(own);
                if (label.length < own || in.readNBytes(pixels, next * SHAPE.size(), SHAPE.size()) < SHAPE.size()) {
                    throw new EOFException(); // it has changed meanwhile
                }
                labels[next++] = label[own - 1] & 0xff;
            }
            return next;
        }
    }

    private static ClassLabels labels(Map<Part, int[]> values, DataFiles files) {
        return names(files)
                .map(file -> ClassLabels.named(values, lines(file), 0, file.name()))
                .orElseGet(
                        () -> ClassLabels.of(values, files.all().get(0).tree().name()));
    }

    /** The file beside the images that names their classes. */
    private static Optional<DataFile> names(DataFiles files) {
        DataFile any = files.all().get(0);
        return any.tree().entries().stream()
                .filter(entry -> CLASS_NAMES.contains(entry.name()))
                .filter(entry -> entry.folders().equals(any.entry().folders()))
                .findFirst()
                .map(entry -> new DataFile(any.tree(), entry, Part.TRAIN, List.of()));
    }

    private static List<String> lines(DataFile file) {
        byte[] text = file.read(in -> in.readNBytes(LONGEST_NAMES));
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
