package inkling.corruption;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Pictures taken through something, or in passing. Lengths are in pixels. */
final class Blur {
    private Blur() {}

    /**
     * As if seen through uneven glass: blurred, then half of all pixels change places with a neighbour, from the last one
     * on, then blurred again.
     *
     * @param deviation of both blurs
     * @param reach how far a pixel may go at once
     * @param rounds how often they change places
     */
    static Damage glass(double deviation, int reach, int rounds) {
        Gaussian blur = new Gaussian(deviation);
        return (canvas, random) -> {
            blur.apply(canvas.values, canvas.height, canvas.width);
            for (int round = 0; round < rounds; round++) {
                changePlaces(canvas, reach, random);
            }
            blur.apply(canvas.values, canvas.height, canvas.width);
        };
    }

    private static void changePlaces(Canvas canvas, int reach, SplittableRandom random) {
        for (int row = canvas.height - 1; row >= 0; row--) {
            for (int column = canvas.width - 1; column >= 0; column--) {
                long draw = random.nextLong();
                if (draw < 0) {
                    int otherRow = moved(row, draw & 0xffff, reach, canvas.height);
                    int otherColumn = moved(column, draw >>> 16 & 0xffff, reach, canvas.width);
                    exchange(canvas, row * canvas.width + column, otherRow * canvas.width + otherColumn);
                }
            }
        }
    }

    /** @param draw 0 to 65,535; goes so far back, or one less ahead, as the paper's code does */
    private static int moved(int place, long draw, int reach, int side) {
        int by = (int) (draw * 2 * reach >> 16) - reach;
        return Math.max(0, Math.min(side - 1, place + by));
    }

    private static void exchange(Canvas canvas, int one, int other) {
        for (int plane = 0; plane < canvas.values.length; plane += canvas.shape.plane()) {
            float pixel = canvas.values[plane + one];
            canvas.values[plane + one] = canvas.values[plane + other];
            canvas.values[plane + other] = pixel;
        }
    }

    /**
     * As if it moved while it was taken: each pixel is the mean of a trail that begins there, as ImageMagick's motion blur
     * has it. The direction is drawn from 45 degrees to either side of the horizontal.
     *
     * @param length of the trail
     * @param deviation of the half bell that weighs it
     */
    static Damage motion(double length, double deviation) {
        float[] weights = trail((int) Math.rint(length), deviation);
        return (canvas, random) -> {
            double angle = (random.nextDouble() - 0.5) * Math.PI / 2;
            System.arraycopy(canvas.values, 0, canvas.spare, 0, canvas.values.length);
            Arrays.fill(canvas.values, 0);
            for (int tap = 0; tap < weights.length; tap++) {
                int right = (int) Math.rint(tap * StrictMath.cos(angle));
                int down = (int) Math.rint(tap * StrictMath.sin(angle));
                addMoved(canvas, right, down, weights[tap]);
            }
        };
    }

    /** Adds so much of what lies so far to the right and down of each pixel; beyond the edge lies more of the edge. */
    private static void addMoved(Canvas canvas, int right, int down, float weight) {
        int inside = Math.max(0, canvas.width - right);
        for (int plane = 0; plane < canvas.values.length; plane += canvas.shape.plane()) {
            for (int row = 0; row < canvas.height; row++) {
                int to = plane + row * canvas.width;
                int from = plane + Math.max(0, Math.min(canvas.height - 1, row + down)) * canvas.width;
                for (int column = 0; column < inside; column++) {
                    canvas.values[to + column] += weight * canvas.spare[from + column + right];
                }
                for (int column = inside; column < canvas.width; column++) {
                    canvas.values[to + column] += weight * canvas.spare[from + canvas.width - 1];
                }
            }
        }
    }

    private static float[] trail(int length, double deviation) {
        float[] weights = new float[length + 1];
        double sum = 0;
        for (int i = 0; i <= length; i++) {
            sum += StrictMath.exp(-i * i / (2 * deviation * deviation));
        }
        for (int i = 0; i <= length; i++) {
            weights[i] = (float) (StrictMath.exp(-i * i / (2 * deviation * deviation)) / sum);
        }
        return weights;
    }
}
