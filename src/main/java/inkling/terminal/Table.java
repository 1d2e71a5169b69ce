package inkling.terminal;

import inkling.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows under heads, as wide as a terminal at most: one column gives way first, down to some letters, then the last
 * columns are left out.
 *
 * @param columns in order
 * @param rows a text a column; may hold anything, since what others wrote is made harmless here
 */
public record Table(List<Column> columns, List<List<String>> rows) {
    private static final String GAP = "  ";
    private static final int LEAST = 8;

    /**
     * @param number whether it stands at its column's end
     * @param gives whether it is cut where the terminal is too narrow
     */
    public record Column(String head, boolean number, boolean gives) {}

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream()
                .map(row -> row.stream().map(Printable::of).toList())
                .toList();
    }

    /** @param width columns of the terminal */
    public List<String> lines(int width) {
        List<Integer> widths = new ArrayList<>(
                IntStream.range(0, columns.size()).mapToObj(this::natural).toList());
        while (total(widths) > width && widths.size() > 1 && !giveWay(widths, total(widths) - width)) {
            widths.remove(widths.size() - 1);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::head).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int natural(int column) {
        return Math.max(
                columns.get(column).head().length(),
                rows.stream()
                        .mapToInt(row -> Printable.width(row.get(column)))
                        .max()
                        .orElse(0));
    }

    private static int total(List<Integer> widths) {
        return widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
    }

    /** @return whether that was enough */
    private boolean giveWay(List<Integer> widths, int excess) {
        for (int i = 0; i < widths.size(); i++) {
            if (columns.get(i).gives() && widths.get(i) - excess >= LEAST) {
                widths.set(i, widths.get(i) - excess);
                return true;
            }
        }
        return false;
    }

    private String line(List<String> texts, List<Integer> widths) {
        return IntStream.range(0, widths.size())
                .mapToObj(i -> cell(texts.get(i), widths.get(i), columns.get(i).number()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width, boolean number) {
        String cut = Printable.cut(text, width);
        String space = " ".repeat(width - Printable.width(cut));
        return number ? space + cut : cut + space;
    }
}
