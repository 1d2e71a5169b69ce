package inkling.dataset.digits;

import inkling.dataset.digits.PenShapes.Shape;
import inkling.dataset.digits.PenShapes.Stroke;
import java.util.SplittableRandom;

/**
 * A hand that writes one digit: its slant, proportions, pen and wobble are drawn by lot, then it runs along the strokes.
 *
 * <p>Not for use by several threads; a hand writes once. Only {@code +-*}{@code /}, square roots, {@link StrictMath} and
 * {@link SplittableRandom#nextDouble()} are used, so that a seed gives the same line on every machine.
 */
final class Handwriting {
    /** Points on the curve between two points of the shape. */
    private static final int STEPS = 7;

    private final SplittableRandom random;
    private final double careless;
    private final boolean flowing;
    private final double roundness;
    private final double[] matrix;
    private final double taper;
    private final double waist;
    private final double radius;
    private final double pressure;
    private final ElasticField elastic;

    /** The spreads were set by eye beside MNIST, and so that the network of the first page reaches about 98 %. */
    Handwriting(SplittableRandom random) {
        this.random = random;
        careless = 0.0175 + 0.07 * random.nextDouble() * random.nextDouble();
        flowing = random.nextDouble() < 0.3;
        roundness = 0.4 + 0.6 * random.nextDouble();
        matrix = matrix(0.12 + 0.2 * normal(), 0.11 * normal(), StrictMath.exp(0.15 * normal()));
        taper = 0.16 * normal();
        waist = 0.06 * normal();
        radius = Math.min(0.115, 0.071 * StrictMath.exp(0.27 * normal()));
        pressure = 0.14 * normal();
        elastic = new ElasticField(0.063 + 0.127 * random.nextDouble() * random.nextDouble(), this::normal);
    }

    /** The line the pen leaves, in a box of about 1 x 1; the pen is measured in the same unit. */
    PenTrace write(Shape shape) {
        PenTrace line = new PenTrace(shape.strokes().stream()
                .mapToInt(stroke -> (stroke.size() - 1) * STEPS + 1)
                .sum());
        for (Stroke stroke : shape.strokes()) {
            write(wobbled(stroke), line);
        }
        return line;
    }

    /** Neighbouring points stray together, so that a line strays but does not tremble; its ends stray furthest. */
    private Stroke wobbled(Stroke stroke) {
        int n = stroke.size();
        double[] x = stroke.x().clone();
        double[] y = stroke.y().clone();
        boolean[] sharp = new boolean[n];
        double dx = normal();
        double dy = normal();
        for (int i = 0; i < n; i++) {
            double reach = careless * (i == 0 || i == n - 1 ? 1.5 : 1);
            x[i] += reach * dx;
            y[i] += reach * dy;
            dx = 0.6 * dx + 0.8 * normal();
            dy = 0.6 * dy + 0.8 * normal();
            sharp[i] = stroke.sharp()[i] && !flowing;
        }
        return new Stroke(x, y, sharp);
    }

    /** Runs along a curve through the points; at a sharp turn the curve before and the curve after end by themselves. */
    private void write(Stroke stroke, PenTrace line) {
        int last = stroke.size() - 1;
        for (int i = 0; i < last; i++) {
            boolean first = i == 0 || stroke.sharp()[i];
            boolean ends = i + 1 == last || stroke.sharp()[i + 1];
            for (int step = 0; step < STEPS; step++) {
                double t = (double) step / STEPS;
                double x = between(stroke.x(), i, first, ends, t);
                double y = between(stroke.y(), i, first, ends, t);
                ink(x, y, (i + t) / last, i == 0 && step == 0, line);
            }
        }
        ink(stroke.x()[last], stroke.y()[last], 1, false, line);
    }

    /**
     * A point between {@code p[i]} and {@code p[i + 1]}: part Catmull-Rom, which passes through the points, part cubic
     * B-spline, which rounds them off. At an end the missing neighbour is the mirror image of the other one.
     */
    private double between(double[] p, int i, boolean first, boolean ends, double t) {
        double b = p[i];
        double c = p[i + 1];
        double a = first ? 2 * b - c : p[i - 1];
        double d = ends ? 2 * c - b : p[i + 2];
        double through = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
        double rounded =
                (a + 4 * b + c + t * (3 * (c - a) + t * (3 * (a + c) - 6 * b + t * (3 * (b - c) + d - a)))) / 6;
        return through + roundness * (rounded - through);
    }

    /** @param along 0 where the pen came down to 1 where it lifts */
    private void ink(double x, double y, double along, boolean starts, PenTrace line) {
        double u = (x - 0.5) * (1 + taper * (y - 0.5));
        double v = y - 0.5 + waist * (1 - 4 * (y - 0.5) * (y - 0.5));
        double px = matrix[0] * u + matrix[1] * v;
        double py = matrix[2] * u + matrix[3] * v;
        ElasticField.Pull pull = elastic.at(px, py);
        double width = radius * (1 + pressure * (2 * along - 1) + 0.8 * pull.pressure());
        line.add(px + pull.dx(), py + pull.dy(), Math.max(0.033, width), starts);
    }

    /** Shear, then widen, then turn; row by row. */
    private static double[] matrix(double slant, double angle, double aspect) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new double[] {aspect * cos, aspect * -slant * cos - sin, aspect * sin, cos - aspect * slant * sin};
    }

    /**
     * Close to normal with a deviation of 1, but never beyond 3.5: the sum of four even draws.
     *
     * <p>{@code nextGaussian} is not used: its algorithm differs between Java versions.
     */
    private double normal() {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
        return (sum - 2) * 1.7320508075688772;
    }
}
