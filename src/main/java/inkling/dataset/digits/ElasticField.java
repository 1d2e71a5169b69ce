package inkling.dataset.digits;

import java.util.function.DoubleSupplier;

/**
 * A smooth random displacement of the plane, as if the paper were rubber.
 *
 * <p>Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document
 * analysis", ICDAR 2003, smooth a field of random vectors with a Gaussian; here random vectors on a coarse grid are
 * smoothed with cubic B-splines, which is the same thing to the eye and can be asked at any point. Applied to the pen's
 * line and not to the picture, it bends a stroke without smearing it.
 */
final class ElasticField {
    /**
     * What the field does at one point.
     *
     * @param dx to the right, in digit heights
     * @param dy downwards, in digit heights
     * @param pressure how much harder the pen is pressed, as a share
     */
    record Pull(double dx, double dy, double pressure) {}

    private static final int GRID = 8;
    private static final double SPACING = 0.36;

    private final double[] dx = new double[GRID * GRID];
    private final double[] dy = new double[GRID * GRID];
    private final double[] pressure = new double[GRID * GRID];

    /**
     * @param strength deviation of the vectors on the grid, as a share of the digit's height
     * @param normal a source of normal numbers
     */
    ElasticField(double strength, DoubleSupplier normal) {
        for (int i = 0; i < GRID * GRID; i++) {
            dx[i] = strength * normal.getAsDouble();
            dy[i] = strength * normal.getAsDouble();
            pressure[i] = 0.3 * normal.getAsDouble();
        }
    }

    /** The grid's middle lies at (0, 0), the middle of the digit. */
    Pull at(double x, double y) {
        double column = cell(x);
        double row = cell(y);
        int left = (int) column;
        int top = (int) row;
        double pullX = 0;
        double pullY = 0;
        double pullPressure = 0;
        for (int j = 0; j < 4; j++) {
            double weightRow = spline(j, row - top);
            for (int i = 0; i < 4; i++) {
                double weight = weightRow * spline(i, column - left);
                int corner = (top + j) * GRID + left + i;
                pullX += weight * dx[corner];
                pullY += weight * dy[corner];
                pullPressure += weight * pressure[corner];
            }
        }
        return new Pull(pullX, pullY, pullPressure);
    }

    private static double cell(double coordinate) {
        return Math.max(0, Math.min(GRID - 3.0001, coordinate / SPACING + (GRID - 3) / 2.0));
    }

    private static double spline(int i, double t) {
        double s = 1 - t;
        return switch (i) {
            case 0 -> s * s * s / 6;
            case 1 -> (3 * t * t * t - 6 * t * t + 4) / 6;
            case 2 -> (3 * s * s * s - 6 * s * s + 4) / 6;
            default -> t * t * t / 6;
        };
    }
}
