package inkling.dataset.csv;

import inkling.dataset.DatasetException;
import inkling.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a table as text, one at a time: cells between commas, semicolons, tabs or blanks, some of them in quotes.
 * Never holds more than a row, and no row of more cells than an image can have.
 */
final class CsvRows {
    /** Cells of a row: a colour image of 256 x 256, and its label. */
    static final int MOST_COLUMNS = 3 * 256 * 256 + 1;

    private static final int LONGEST_CELL = 200;
    private static final String DELIMITERS = ",;\t ";
    private static final int END = -1;

    private final InputStream in;
    private final String name;
    private final int delimiter;
    private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
    private final SortedMap<Integer, String> texts = new TreeMap<>();
    private double[] numbers = new double[1_024];
    private int columns;
    private long line;

    /**
     * @param in supports marks
     * @param name of the file, for sentences
     */
    CsvRows(InputStream in, String name) throws IOException {
        this.in = in;
        this.name = name;
        in.mark(4_096);
        byte[] start = in.readNBytes(4_096);
        in.reset();
        boolean marked = start.length > 2 && start[0] == (byte) 0xef && start[1] == (byte) 0xbb;
        in.skipNBytes(marked ? 3 : 0);
        String first = new String(start, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        delimiter = DELIMITERS
                .chars()
                .filter(each -> first.indexOf(each) >= 0)
                .findFirst()
                .orElse(',');
    }

    /** Goes to the next row that is not empty; false if there is none. */
    boolean next() throws IOException {
        do {
            columns = 0;
            texts.clear();
            line++;
            int ended;
            do {
                ended = readCell();
            } while (ended == delimiter);
            if (ended == END && isEmpty()) {
                return false;
            }
        } while (isEmpty());
        return true;
    }

    private boolean isEmpty() {
        return columns == 0 || columns == 1 && "".equals(texts.get(0));
    }

    /** @return what it ended with: the delimiter, a line feed or the end */
    private int readCell() throws IOException {
        cell.reset();
        long digits = 0;
        boolean whole = true;
        int c = in.read();
        while (delimiter == ' ' && c == ' ') {
            c = in.read();
        }
        if (c == '"') {
            whole = false;
            c = quoted();
        }
        while (c != delimiter && c != '\n' && c != END) {
            if (c >= '0' && c <= '9' && cell.size() < 15) {
                digits = 10 * digits + c - '0';
            } else {
                whole &= c == '\r';
            }
            append(c);
            c = in.read();
        }
        add(whole && cell.size() > 0, digits);
        return c;
    }

    /** @return what follows the closing quote */
    private int quoted() throws IOException {
        for (int c = in.read(); c != END; c = in.read()) {
            if (c == '"') {
                c = in.read();
                if (c != '"') {
                    return c;
                }
            }
            append(c);
        }
        return END;
    }

    private void append(int c) {
        if (c != '\r') {
            if (cell.size() >= LONGEST_CELL) {
                throw fault(Text.of("a cell of more than %d characters", LONGEST_CELL));
            }
            cell.write(c);
        }
    }

    private void add(boolean whole, long digits) {
        if (columns >= MOST_COLUMNS) {
            throw fault(Text.of("more than %,d columns", MOST_COLUMNS));
        }
        if (columns == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.min(MOST_COLUMNS, 2 * columns));
        }
        numbers[columns] = whole ? digits : number(columns);
        columns++;
    }

    private double number(int column) {
        String text = cell.toString(StandardCharsets.UTF_8).strip();
        if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
            return Double.parseDouble(text);
        }
        texts.put(column, text);
        return Double.NaN;
    }

    int columns() {
        return columns;
    }

    /** NaN if it is not a number. */
    double number(int column, boolean needed) {
        if (needed && Double.isNaN(numbers[column])) {
            throw fault(Text.of("no number in column %d", column + 1));
        }
        return numbers[column];
    }

    /** The cells that are not numbers, by column. */
    SortedMap<Integer, String> texts() {
        return texts;
    }

    long line() {
        return line;
    }

    DatasetException fault(String what) {
        return new DatasetException(Text.of("%s has %s in line %,d.", name, what, line));
    }
}
