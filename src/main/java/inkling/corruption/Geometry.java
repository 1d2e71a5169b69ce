package inkling.corruption;

import java.util.SplittableRandom;

/**
 * Changes of place, about the middle of the picture, each pixel read between four of the original. ({@code Augmenter}
 * takes the nearest one, as torchvision does; that would be a damage of its own.) What comes in from outside has the
 * colour of the picture's edge.
 */
final class Geometry {
    private Geometry() {}

    /** Leans the picture to either side: each row is moved by so much of its distance from the middle. */
    static Damage shear(double factor) {
        return (canvas, random) -> warp(canvas, 1, sign(random) * factor, 0, 1, 0, 0);
    }

    /** Makes it smaller: a half is half as wide and half as high. */
    static Damage scale(double factor) {
        return (canvas, random) -> warp(canvas, 1 / factor, 0, 0, 1 / factor, 0, 0);
    }

    /** Turns it to either side. */
    static Damage rotate(double radians) {
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        return (canvas, random) -> {
            double side = sign(random) * sin;
            warp(canvas, cos, -side, side, cos, 0, 0);
        };
    }

    /** Moves it towards one of its corners, by so many pixels along each axis. */
    static Damage translate(double pixels) {
        return (canvas, random) -> warp(canvas, 1, 0, 0, 1, sign(random) * pixels, sign(random) * pixels);
    }

    private static int sign(SplittableRandom random) {
        return random.nextDouble() < 0.5 ? -1 : 1;
    }

    /**
     * The pixel at (x, y) from the middle gets what was at {@code (xx x + xy y + dx, yx x + yy y + dy)}.
     */
    static void warp(Canvas canvas, double xx, double xy, double yx, double yy, double dx, double dy) {
        double middleX = (canvas.width - 1) / 2.0;
        double middleY = (canvas.height - 1) / 2.0;
        for (int channel = 0; channel < canvas.shape.channels(); channel++) {
            int plane = channel * canvas.shape.plane();
            float paper = canvas.paper(channel);
            for (int row = 0; row < canvas.height; row++) {
                double fromX = middleX + dx - xx * middleX + xy * (row - middleY);
                double fromY = middleY + dy - yx * middleX + yy * (row - middleY);
                for (int column = 0; column < canvas.width; column++, fromX += xx, fromY += yx) {
                    canvas.spare[plane + row * canvas.width + column] = between(canvas, plane, fromX, fromY, paper);
                }
            }
        }
        canvas.exchange();
    }

    /** The mean of the four pixels around a place, weighted by how close they are. */
    private static float between(Canvas canvas, int plane, double x, double y, float paper) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float right = (float) (x - left);
        float low = (float) (y - top);
        float upper =
                (1 - right) * at(canvas, plane, left, top, paper) + right * at(canvas, plane, left + 1, top, paper);
        float lower = (1 - right) * at(canvas, plane, left, top + 1, paper)
                + right * at(canvas, plane, left + 1, top + 1, paper);
        return (1 - low) * upper + low * lower;
    }

    private static float at(Canvas canvas, int plane, int column, int row, float paper) {
        boolean inside = column >= 0 && column < canvas.width && row >= 0 && row < canvas.height;
        return inside ? canvas.values[plane + row * canvas.width + column] : paper;
    }
}
