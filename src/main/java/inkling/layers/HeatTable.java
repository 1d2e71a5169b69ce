package inkling.layers;

import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers from 0 to 1 as a table whose cells are coloured.
 *
 * @param corner what the rows are
 * @param columns their heads
 */
record HeatTable(String caption, String corner, List<String> columns, List<Row> rows) {
    private static final int LEVELS = 6;
    private static final int LONGEST_NUMBER = 4;

    /** Whether the heads of the columns are longer than numbers, and so run upwards. */
    public boolean tilted() {
        return columns.stream().anyMatch(column -> column.length() > LONGEST_NUMBER);
    }

    /**
     * One row.
     *
     * @param about what its head stands for, in a few words
     */
    record Row(String head, String about, List<Cell> cells) {}

    /**
     * One cell.
     *
     * @param look how it is coloured
     * @param most whether it is the largest of its row
     * @param title which cell it is
     */
    record Cell(String text, String look, boolean most, String title) {}

    /** A row of numbers. */
    static Row row(String head, String about, List<String> columns, double[] values, boolean markMost) {
        int most = 0;
        for (int i = 1; i < values.length; i++) {
            most = values[i] > values[most] ? i : most;
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String text = Double.isNaN(values[i]) ? "–" : Text.of("%.2f", values[i]);
            cells.add(new Cell(
                    text,
                    "right-" + level(values[i]),
                    markMost && i == most && values[i] > 0,
                    Text.of("%s and %s: %s", head, columns.get(i), text)));
        }
        return new Row(head, about, cells);
    }

    private static int level(double value) {
        return Double.isNaN(value) ? 0 : (int) Math.max(0, Math.min(LEVELS, Math.round(LEVELS * value)));
    }
}
