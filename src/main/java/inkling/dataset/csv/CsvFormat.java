package inkling.dataset.csv;

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
import inkling.dataset.PixelScale;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree.Entry;
import inkling.dataset.files.Format;
import inkling.dataset.files.NaturalOrder;
import inkling.dataset.files.Promise;
import inkling.text.Numbers;
import inkling.text.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A table with a row an image: its pixels, and its label in one of the columns. Colours lie together, pixel by pixel, as
 * flattened arrays of pictures have them. Each table is read twice: once to see what is there, once to take it.
 */
public final class CsvFormat implements Format {
    private static final long REPORTED = 1_000;

    @Override
    public DatasetKind kind() {
        return DatasetKind.CSV;
    }

    @Override
    public boolean takes(Entry entry) {
        return entry.ends(".csv") || entry.ends(".tsv");
    }

    @Override
    public Promise promise(DataFiles files) {
        return Promise.UNKNOWN;
    }

    @Override
    public Found read(DataFiles files, Framing framing, LoadProgress progress) {
        List<String> notes = new ArrayList<>();
        Map<Part, Table> tables = tables(files, notes, progress);
        Table train = tables.get(Part.TRAIN);
        int label = train.survey().label();
        ImageShape shape = shape(train, framing);
        double least = tables.values().stream()
                .mapToDouble(table -> table.survey().least(label))
                .min()
                .orElseThrow();
        double most = tables.values().stream()
                .mapToDouble(table -> table.survey().most(label))
                .max()
                .orElseThrow();
        PixelScale scale = PixelScale.of(least, most, train.file().name());
        Map<Part, Rows> rows = new EnumMap<>(Part.class);
        tables.forEach((part, table) -> rows.put(part, new Rows(table, label, shape, scale, progress)));
        ClassLabels labels = labels(rows, train);
        Map<Part, LabelledImages> parts = new EnumMap<>(Part.class);
        rows.forEach((part, own) -> parts.put(
                part, new LabelledImages(shape, own.pixels, labels.labels().get(part))));
        notes.add(Text.of(
                "The label is taken from column %d of %,d; the others are a picture of %s.",
                label + 1, train.survey().columns(), shape));
        scale.note().ifPresent(notes::add);
        return new Found(parts, labels.classNames(), notes);
    }

    private record Table(DataFile file, CsvSurvey survey) {}

    /** One table a part; a test set without labels, as contests have it, is left out. */
    private static Map<Part, Table> tables(DataFiles files, List<String> notes, LoadProgress progress) {
        Map<Part, Table> tables = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            List<DataFile> own = files.of(part);
            List<DataFile> named = own.stream()
                    .filter(file -> Part.in(file.entry().name()).equals(Optional.of(part)))
                    .toList();
            List<DataFile> meant = own.size() > 1 && named.size() == 1 ? named : own;
            if (meant.size() > 1) {
                throw new DatasetException(Text.of(
                        "%s has several tables (%s and %s); give the path of the one to train on.",
                        own.get(0).tree().name(),
                        own.get(0).entry().name(),
                        own.get(1).entry().name()));
            }
            if (!meant.isEmpty()) {
                tables.put(part, new Table(meant.get(0), new CsvSurvey(meant.get(0), progress)));
            }
        }
        Table train = tables.get(Part.TRAIN);
        if (train == null) {
            throw new DatasetException(files.all().get(0).tree().name() + " has no table of images to train on.");
        }
        for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
            Table other = tables.get(part);
            if (other != null && other.survey().columns() == train.survey().columns() - 1) {
                tables.remove(part);
                notes.add(Text.of(
                        "%s has no labels and is left out.",
                        other.file().entry().name()));
            } else if (other != null
                    && other.survey().columns() != train.survey().columns()) {
                throw new DatasetException(Text.of(
                        "%s has %,d columns, but %s has %,d.",
                        other.file().name(),
                        other.survey().columns(),
                        train.file().name(),
                        train.survey().columns()));
            }
        }
        return tables;
    }

    /** What is asked for where it fits, else a square. */
    private static ImageShape shape(Table table, Framing framing) {
        int numbers = table.survey().columns() - 1;
        int side = (int) Math.round(Math.sqrt(numbers));
        int colourSide = (int) Math.round(Math.sqrt(numbers / 3.0));
        if (framing.size().isPresent()) {
            int plane = framing.size().get().width() * framing.size().get().height();
            if (numbers == plane || numbers == 3 * plane) {
                return new ImageShape(
                        numbers / plane,
                        framing.size().get().height(),
                        framing.size().get().width());
            }
        }
        if (side * side != numbers && 3 * colourSide * colourSide != numbers) {
            throw new DatasetException(Text.of(
                    "%s has %,d columns beside that of the labels, which make no square picture, grey or in colour; say the image size.",
                    table.file().name(), numbers));
        }
        boolean grey = side * side == numbers;
        return new ImageShape(grey ? 1 : 3, grey ? side : colourSide, grey ? side : colourSide);
    }

    private static ClassLabels labels(Map<Part, Rows> rows, Table train) {
        TreeSet<String> words = new TreeSet<>(NaturalOrder.INSTANCE);
        rows.values().forEach(own -> words.addAll(own.words));
        Map<Part, int[]> values = new EnumMap<>(Part.class);
        if (words.isEmpty()) {
            rows.forEach((part, own) -> values.put(part, own.labels));
            return ClassLabels.of(values, train.file().name());
        }
        List<String> names = List.copyOf(words);
        rows.forEach((part, own) -> {
            int[] indices = new int[own.labels.length];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = names.indexOf(own.words.get(own.labels[i]));
            }
            values.put(part, indices);
        });
        return ClassLabels.named(values, names, 0, train.file().name());
    }

    /** A table's images. */
    private static final class Rows {
        private final byte[] pixels;
        /** As numbers, or as places in {@link #words}. */
        private final int[] labels;

        private final List<String> words = new ArrayList<>();
        private int next;

        Rows(Table table, int label, ImageShape shape, PixelScale scale, LoadProgress progress) {
            int rows = table.survey().rows();
            Memory.require(rows, shape);
            pixels = new byte[rows * shape.size()];
            labels = new int[rows];
            table.file().read(in -> read(in, table, label, shape, scale, progress));
        }

        private int read(
                InputStream in, Table table, int label, ImageShape shape, PixelScale scale, LoadProgress progress)
                throws IOException {
            CsvRows rows = new CsvRows(in, table.file().name());
            boolean header = table.survey().hasHeader();
            while (rows.next() && next < labels.length) {
                if (header) {
                    header = false;
                    continue;
                }
                if (next % REPORTED == 0) {
                    progress.report("reading " + table.file().name(), next, labels.length, "images");
                }
                labels[next] = label(rows, label, table.survey().hasWords());
                for (int i = 0; i < shape.size(); i++) {
                    double value = rows.number(i < label ? i : i + 1, true);
                    int at = i % shape.channels() * shape.plane() + i / shape.channels();
                    pixels[next * shape.size() + at] = scale.of(value);
                }
                next++;
            }
            if (next < labels.length) {
                throw new EOFException(); // it has changed meanwhile
            }
            return next;
        }

        private int label(CsvRows rows, int column, boolean asWord) {
            if (!asWord) {
                double value = rows.number(column, true);
                if (value != Math.rint(value) || Math.abs(value) > 1e6) {
                    throw rows.fault("a label that is no whole number");
                }
                return (int) value;
            }
            double number = rows.number(column, false);
            String word = Double.isNaN(number) ? rows.texts().getOrDefault(column, "") : Numbers.plain(number);
            int known = words.indexOf(word);
            if (known < 0) {
                words.add(word);
                if (words.size() > ClassLabels.MOST_CLASSES) {
                    throw rows.fault(Text.of(
                            "the %d. different label; at most %d classes are taken, and it stands",
                            words.size(), ClassLabels.MOST_CLASSES));
                }
            }
            return known < 0 ? words.size() - 1 : known;
        }
    }
}
