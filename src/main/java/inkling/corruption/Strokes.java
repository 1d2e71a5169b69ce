package inkling.corruption;

import java.util.Arrays;

/** Lines that somebody drew over the picture: bright on a dark one, dark on a bright one. Lengths are in pixels. */
final class Strokes {
    /** In pixels of 28: how far from its middle a line would be black by the logarithm that it fades with. */
    private static final double FADE = 2.3;
    /** The same, to where it has faded. */
    private static final double REACH = FADE * (1 - StrictMath.exp(-1));
    /** In pixels of 28. */
    private static final double DASH = 2;

    /** A thinner line would pass between the pixels. */
    private static final double THINNEST = 0.5;

    private Strokes() {}

    /**
     * One dotted line from the left edge to the right, each end at a height that is drawn.
     *
     * @param opacity 0 to 1
     * @param pixels of this picture that one of 28 is
     */
    static Damage dottedLine(float opacity, double pixels) {
        double unit = Math.max(THINNEST, pixels);
        return (canvas, random) -> {
            double from = random.nextDouble() * (canvas.height - 1);
            double to = random.nextDouble() * (canvas.height - 1);
            Arrays.fill(canvas.field, 0);
            segment(canvas, unit, 0, from, canvas.width - 1, to);
            for (int column = 0; column < canvas.width; column++) {
                boolean gap = (int) ((column + 0.5) / (DASH * unit)) % 2 == 0;
                for (int pixel = column; gap && pixel < canvas.field.length; pixel += canvas.width) {
                    canvas.field[pixel] = 0;
                }
            }
            ink(canvas, opacity);
        };
    }

    /**
     * One zigzag line across the picture, at a height and with a slope that are drawn: its teeth are as high as they are
     * wide.
     *
     * @param opacity 0 to 1
     * @param pixels of this picture that one of 28 is
     */
    static Damage zigzag(float opacity, double pixels) {
        double unit = Math.max(THINNEST, pixels);
        return (canvas, random) -> {
            double tooth = DASH * unit;
            double margin = Math.min(DASH * unit, (canvas.width - 1) / 4.0);
            double start = random.nextDouble() * (canvas.height - 1);
            double rise = (2 * random.nextDouble() - 1) * 5 * unit;
            double across = canvas.width - 1 - 2 * margin;
            double length = Math.sqrt(across * across + rise * rise);
            double x = margin;
            double y = start;
            Arrays.fill(canvas.field, 0);
            for (int corner = 0; corner * tooth < length; corner++) {
                double along = Math.min(length, (corner + 1) * tooth);
                double aside = along == length ? 0 : corner % 4 == 0 ? tooth : corner % 4 == 2 ? -tooth : 0;
                double nextX = margin + (along * across - aside * rise) / length;
                double nextY = start + (along * rise + aside * across) / length;
                segment(canvas, unit, x, y, nextX, nextY);
                x = nextX;
                y = nextY;
            }
            ink(canvas, opacity);
        };
    }

    /** Inks the pixels near a piece of a line by their distance from it, on the canvas' field. */
    private static void segment(Canvas canvas, double unit, double x, double y, double endX, double endY) {
        double dx = endX - x;
        double dy = endY - y;
        double lengthSquared = Math.max(1e-12, dx * dx + dy * dy);
        double reach = REACH * unit;
        int lastRow = (int) Math.min(canvas.height - 1, Math.max(y, endY) + reach);
        int lastColumn = (int) Math.min(canvas.width - 1, Math.max(x, endX) + reach);
        for (int row = (int) Math.max(0, Math.min(y, endY) - reach); row <= lastRow; row++) {
            for (int column = (int) Math.max(0, Math.min(x, endX) - reach); column <= lastColumn; column++) {
                double along = Math.max(0, Math.min(1, ((column - x) * dx + (row - y) * dy) / lengthSquared));
                double aside = column - x - along * dx;
                double below = row - y - along * dy;
                double distance = Math.sqrt(aside * aside + below * below);
                if (distance < reach) {
                    int pixel = row * canvas.width + column;
                    float ink = (float) (1 + StrictMath.log(1 - distance / (FADE * unit)));
                    canvas.field[pixel] = Math.max(canvas.field[pixel], ink);
                }
            }
        }
    }

    private static void ink(Canvas canvas, float opacity) {
        float brighter = canvas.isDark() ? opacity : -opacity;
        canvas.blend((value, ink) -> value + brighter * ink);
    }
}
