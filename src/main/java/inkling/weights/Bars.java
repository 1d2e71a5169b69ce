package inkling.weights;

import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Signed numbers as bars that start at zero, placed for an SVG that stretches to any size. */
public final class Bars {
    private Bars() {}

    /**
     * A bar.
     *
     * @param title what it stands for and its value
     * @param from where it begins along its length, 0 to 100 with the zero within
     * @param length from there, at least 0
     * @param negative whether it goes the other way
     */
    public record Bar(String title, String value, String from, String length, boolean negative) {}

    /**
     * Bars to the right for positive values and to the left for negative ones, as long as 100 for the whole range of
     * the values and zero; none for a value that is no number.
     *
     * @param titles what each stands for
     */
    static List<Bar> along(List<String> titles, double[] values) {
        double min = 0;
        double max = 0;
        for (double value : values) {
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
        double scale = max > min ? 100 / (max - min) : 0;
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            boolean known = Double.isFinite(values[i]);
            double value = known ? values[i] : 0;
            bars.add(new Bar(
                    titles.get(i),
                    known ? Figures.signed(value) : "–",
                    number((Math.min(value, 0) - min) * scale),
                    number(Math.abs(value) * scale),
                    value < 0));
        }
        return bars;
    }

    /** The same upwards and downwards, around a zero in the middle of 100: {@code from} counts from the top. */
    public static List<Bar> upright(List<String> titles, float[] values) {
        double limit = 0;
        for (float value : values) {
            limit = Math.max(limit, Math.abs(value));
        }
        double scale = limit > 0 ? 50 / limit : 0;
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double length = Math.abs(values[i]) * scale;
            bars.add(new Bar(
                    titles.get(i),
                    Figures.signed(values[i]),
                    number(values[i] < 0 ? 50 : 50 - length),
                    number(length),
                    values[i] < 0));
        }
        return bars;
    }

    private static String number(double value) {
        return Text.of("%.2f", value);
    }
}
