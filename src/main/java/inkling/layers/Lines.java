package inkling.layers;

import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Curves as a small picture of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param xs the marks below it
 * @param tilted whether the marks below it are words, which stand aslant
 * @param ys the marks beside it
 */
record Lines(List<Tick> xs, boolean tilted, List<Tick> ys, List<Line> lines) {
    static final double WIDTH = 480;
    static final double HEIGHT = 220;

    private static final int MOST_MARKS = 12;
    /** Characters of a number beside others. */
    private static final int SHORT = 6;

    private static final int STEPS_Y = 4;
    private static final double[] NICE = {1, 2, 2.5, 5, 10};

    record Tick(String at, String text) {}

    record Dot(String x, String y, String title) {}

    /** @param path of the line; a place without a number is left out of it */
    record Line(String name, String look, String path, List<Dot> dots) {}

    /**
     * What is to be drawn.
     *
     * @param look how it is coloured
     * @param values one for each place; NaN where there is none
     */
    record Series(String name, String look, double[] values) {}

    /** How a number is written. */
    interface Words {
        String of(double value);
    }

    /**
     * Places side by side, evenly.
     *
     * @param places what each is called
     * @param least what the axis holds at least
     * @param most likewise
     */
    static Lines of(List<String> places, List<Series> all, double least, double most, Words words) {
        double from = least;
        double to = most;
        for (Series each : all) {
            for (double value : each.values()) {
                from = Double.isFinite(value) ? Math.min(from, value) : from;
                to = Double.isFinite(value) ? Math.max(to, value) : to;
            }
        }
        double step = step((to - from) / STEPS_Y);
        double bottom = Math.floor(from / step + 1e-9) * step;
        double top = Math.max(bottom + step, Math.ceil(to / step - 1e-9) * step);
        List<Tick> ys = new ArrayList<>();
        for (double at = bottom; at < top + step / 2; at += step) {
            ys.add(new Tick(text(y(at, bottom, top)), words.of(Math.abs(at) < step / 2 ? 0 : at)));
        }
        int every = Math.max(1, (places.size() + MOST_MARKS - 1) / MOST_MARKS);
        List<Tick> xs = IntStream.range(0, places.size())
                .filter(i -> i % every == 0)
                .mapToObj(i -> new Tick(text(x(i, places.size())), places.get(i)))
                .toList();
        return new Lines(
                xs,
                places.stream().anyMatch(place -> place.length() > SHORT),
                ys,
                all.stream().map(each -> line(each, places, bottom, top, words)).toList());
    }

    private static Line line(Series series, List<String> places, double bottom, double top, Words words) {
        StringBuilder path = new StringBuilder();
        List<Dot> dots = new ArrayList<>();
        boolean goesOn = false;
        for (int i = 0; i < places.size(); i++) {
            double value = series.values()[i];
            if (Double.isFinite(value)) {
                String x = text(x(i, places.size()));
                String y = text(y(value, bottom, top));
                path.append(goesOn ? "L" : "M").append(x).append(' ').append(y);
                dots.add(new Dot(x, y, Text.of("%s, %s: %s", series.name(), places.get(i), words.of(value))));
            }
            goesOn = Double.isFinite(value);
        }
        return new Line(series.name(), series.look(), path.toString(), dots);
    }

    /** The next of 1, 2, 2.5, 5 times a power of ten. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-6))));
        for (double nice : NICE) {
            if (nice * power >= least * (1 - 1e-9)) {
                return nice * power;
            }
        }
        return 10 * power;
    }

    private static double x(int place, int places) {
        return places == 1 ? WIDTH / 2 : WIDTH * place / (places - 1);
    }

    private static double y(double value, double bottom, double top) {
        return HEIGHT * (1 - (value - bottom) / (top - bottom));
    }

    private static String text(double number) {
        return Text.of("%.1f", number);
    }
}
