package inkling.training;

import inkling.text.Figures;
import inkling.text.Text;

/**
 * The numbers from one to another.
 *
 * @param open whether the lower end does not belong to it
 * @param openAbove whether the upper end does not
 */
record Bounds(double low, double high, boolean open, boolean openAbove) {
    static Bounds between(double low, double high) {
        return new Bounds(low, high, false, false);
    }

    static Bounds above(double low, double high) {
        return new Bounds(low, high, true, false);
    }

    static Bounds below(double low, double high) {
        return new Bounds(low, high, false, true);
    }

    boolean contain(double value) {
        return (open ? value > low : value >= low) && (openAbove ? value < high : value <= high);
    }

    /** What a number must be: {@code between 1 and 1000}, {@code at least 0 and below 1}. */
    String rule() {
        if (!open && !openAbove) {
            return Text.of("between %s and %s", Figures.plain(low), Figures.plain(high));
        }
        return Text.of(
                "%s %s and %s %s",
                open ? "above" : "at least", Figures.plain(low), openAbove ? "below" : "at most", Figures.plain(high));
    }

    /** The same beside a field: {@code 1 to 1,000}, {@code 0 to below 1}, {@code above 0, at most 10}. */
    String words() {
        return open
                ? Text.of("above %s, at most %s", grouped(low), grouped(high))
                : Text.of("%s to %s%s", grouped(low), openAbove ? "below " : "", grouped(high));
    }

    private static String grouped(double number) {
        return number == Math.rint(number) ? Figures.count((long) number) : Figures.plain(number);
    }
}
