package inkling.weights;

import inkling.runs.pages.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;

/** Signed numbers as bars that start at zero, placed for an SVG that stretches to any size. */
final class Bars {
    private Bars() {}

    /**
     * A bar.
     *
     * @param title what it stands for and its value
     * @param from where it begins along its length, 0 to 100 with the zero within
     * @param length from there, at least 0
     * @param negative whether it goes the other way
     */
    record Bar(String title, String value, String from, String length, boolean negative) {}

    /**
     * Bars to the right for positive values and to the left for negative ones, as long as 100 for the whole range of
     * the values and zero.
     *
     * @param titles what each stands for
     */
    static List<Bar> along(List<String> titles, double[] values) {
        double min = 0;
        double max = 0;
        for (double value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double scale = max > min ? 100 / (max - min) : 0;
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double from = (Math.min(values[i], 0) - min) * scale;
            bars.add(new Bar(
                    titles.get(i),
                    Figures.signed(values[i]),
                    number(from),
                    number(Math.abs(values[i]) * scale),
                    values[i] < 0));
        }
        return bars;
    }

    /** The same upwards and downwards, around a zero in the middle of 100: {@code from} counts from the top. */
    static List<Bar> upright(List<String> titles, float[] values) {
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
