package inkling.doctor;

import inkling.dataset.Correction;
import inkling.dataset.Dataset;
import inkling.errors.UserError.InvalidInput;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Corrections as a table, a row an image: its index among the data set's training images, the label that it was given, and the
 * one that it has, which is empty if it is left out. Labels are numbers, counted from 0.
 */
final class CorrectionsCsv {
    /** Characters that such a table may have. */
    static final int LONGEST = 1_000_000;

    private static final String HEAD = "index,given,corrected";

    private CorrectionsCsv() {}

    static String write(List<Correction> corrections) {
        StringBuilder rows = new StringBuilder(HEAD + "\r\n");
        for (Correction each : corrections) {
            String label = each.kind() == Correction.Kind.EXCLUDE ? "" : String.valueOf(each.label());
            rows.append(Text.of("%d,%d,%s\r\n", each.index(), each.given(), label));
        }
        return rows.toString();
    }

    /**
     * Reads such a table of a data set.
     *
     * @throws InvalidInput at {@code csv} with the line that is wrong
     */
    static List<Correction> read(String text, Dataset dataset) {
        Map<Integer, Correction> corrections = new LinkedHashMap<>();
        List<String> lines = text.strip().lines().map(String::strip).toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new InvalidInput("csv", "the first line must be " + HEAD);
        }
        for (int line = 2; line <= lines.size(); line++) {
            Correction correction = row(lines.get(line - 1), line, dataset);
            if (corrections.put(correction.index(), correction) != null) {
                throw wrong(line, "has an image that another line has");
            }
        }
        return List.copyOf(corrections.values());
    }

    private static Correction row(String text, int line, Dataset dataset) {
        String[] cells = text.split(",", -1);
        if (cells.length != 3) {
            throw wrong(line, "must have three columns");
        }
        int index = number(cells[0], dataset.train().size(), "an image", line);
        int given = number(cells[1], dataset.classes(), "a label", line);
        int expected = dataset.corrections()
                .of(index)
                .map(Correction::given)
                .orElse(dataset.train().label(index));
        if (given != expected) {
            throw wrong(line, Text.of("says %d, but the image is labelled %d", given, expected));
        }
        return cells[2].isBlank()
                ? Correction.exclude(index, given)
                : Correction.relabel(index, given, number(cells[2], dataset.classes(), "a label", line));
    }

    private static int number(String text, int count, String what, int line) {
        OptionalInt number = Numbers.whole(text.strip(), 0, count - 1);
        return number.orElseThrow(() -> wrong(line, Text.of("must have %s from 0 to %d", what, count - 1)));
    }

    private static InvalidInput wrong(int line, String what) {
        return new InvalidInput("csv", Text.of("line %d %s", line, what));
    }
}
