package inkling.dataset.csv;

import inkling.dataset.ClassLabels;
import inkling.dataset.DatasetException;
import inkling.dataset.LoadProgress;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What a first pass over a table finds: how many rows, what each column holds, and where the labels stand. */
final class CsvSurvey {
    private static final List<String> LABEL = List.of("label", "labels", "class", "target", "y", "digit", "category");
    private static final long REPORTED = 1_000;

    private final DataFile file;
    private final LoadProgress progress;
    private int columns;
    private boolean header;
    private int named = -1;
    private int texts = -1;
    private int rows;
    private double[] least = {};
    private double[] most = {};
    private final Distinct first = new Distinct();
    private final Distinct last = new Distinct();

    CsvSurvey(DataFile file, LoadProgress progress) {
        this.file = file;
        this.progress = progress;
        file.read(this::read);
        if (rows == 0) {
            throw new DatasetException(file.name() + " has no rows.");
        }
    }

    private int read(InputStream in) throws IOException {
        CsvRows table = new CsvRows(in, file.name());
        while (table.next()) {
            if (columns == 0 && isFirst(table)) {
                continue;
            }
            if (table.columns() != columns) {
                throw table.fault(Text.of("%,d columns, not %,d as the first line,", table.columns(), columns));
            }
            if (rows++ % REPORTED == 0) {
                progress.report("looking through " + file.name(), rows, 0, "rows");
            }
            look(table);
        }
        return rows;
    }

    /** Whether this is a header and no row of an image. */
    private boolean isFirst(CsvRows table) {
        columns = table.columns();
        if (columns < 2) {
            throw new DatasetException(file.name() + " has one column; an image needs its pixels and its label.");
        }
        least = new double[columns];
        most = new double[columns];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        table.texts().forEach((column, text) -> {
            if (named < 0 && LABEL.contains(text.toLowerCase(Locale.ROOT))) {
                named = column;
            }
        });
        header = table.texts().size() > 1 || named >= 0;
        return header;
    }

    private void look(CsvRows table) {
        if (!table.texts().isEmpty()) {
            seeTexts(table);
        }
        for (int column = 0; column < columns; column++) {
            double number = table.number(column, false);
            if (!Double.isNaN(number)) {
                least[column] = Math.min(least[column], number);
                most[column] = Math.max(most[column], number);
            }
        }
        first.see(table.number(0, false));
        last.see(table.number(columns - 1, false));
    }

    /** Words may stand in one column, which is then that of the labels. */
    private void seeTexts(CsvRows table) {
        for (int column : table.texts().keySet()) {
            if (texts >= 0 && texts != column) {
                throw table.fault(Text.of("no number in column %d", column + 1));
            }
            texts = column;
        }
    }

    /** The different numbers of a column with how often each occurs, as long as they may be labels. */
    private static final class Distinct {
        private final Map<Double, int[]> seen = new HashMap<>();
        private double before = Double.NaN;
        private int[] times = {0};

        void see(double number) {
            if (number != before && seen.size() <= ClassLabels.MOST_CLASSES) {
                times = seen.computeIfAbsent(number, any -> new int[1]);
            }
            before = number;
            times[0]++;
        }

        boolean isLabel() {
            return seen.size() >= 2
                    && seen.size() <= ClassLabels.MOST_CLASSES
                    && seen.keySet().stream().allMatch(value -> value == Math.rint(value) && Math.abs(value) < 1e6);
        }

        /** Whether they are 0, 1, 2... or 1, 2, 3... and none is left out, as labels are more often than pixels. */
        private boolean isCounted() {
            double least = Collections.min(seen.keySet());
            return (least == 0 || least == 1) && Collections.max(seen.keySet()) - least == seen.size() - 1;
        }

        /** Whether it is rather a label than another one that may be one: a corner's pixel is the same in most images. */
        boolean isRatherThan(Distinct other) {
            return isCounted() && (!other.isCounted() || mostCommon() < other.mostCommon());
        }

        private int mostCommon() {
            return seen.values().stream().mapToInt(each -> each[0]).max().orElseThrow();
        }
    }

    boolean hasHeader() {
        return header;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** Whether its labels are words. */
    boolean hasWords() {
        return texts >= 0;
    }

    /**
     * The column of the labels: the one whose name says so, else the one with words, else the first or the last if it has
     * 2 to 100 different whole numbers; if both have, the one that counts up from 0 or 1.
     *
     * @throws DatasetException if there is none
     */
    int label() {
        if (named >= 0 || texts >= 0) {
            if (texts >= 0 && named >= 0 && texts != named) {
                throw new DatasetException(
                        Text.of("%s has words in column %d, which is not that of the labels.", file.name(), texts + 1));
            }
            return named >= 0 ? named : texts;
        }
        if (first.isLabel() && !(last.isLabel() && last.isRatherThan(first))) {
            return 0;
        }
        if (last.isLabel()) {
            return columns - 1;
        }
        throw new DatasetException(Text.of(
                "%s has no column of labels: neither its first nor its last one holds 2 to %d different whole numbers. Put a header above it that calls one label.",
                file.name(), ClassLabels.MOST_CLASSES));
    }

    double least(int without) {
        return among(least, without).min().orElseThrow();
    }

    double most(int without) {
        return among(most, without).max().orElseThrow();
    }

    private DoubleStream among(double[] values, int without) {
        return IntStream.range(0, columns).filter(column -> column != without).mapToDouble(column -> values[column]);
    }
}
