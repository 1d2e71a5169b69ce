package inkling.dataset.digits;

import inkling.dataset.ImageShape;

/** The line a pen leaves, point by point, and its picture. */
final class PenTrace {
    /** The longer side of a digit's box in pixels, as in MNIST. */
    static final int BOX = 20;

    private static final int SIDE = ImageShape.MNIST.width();
    private static final int PIXELS = ImageShape.MNIST.size();

    /** Pixels over which ink fades into paper. */
    private static final double EDGE = 1.2;

    private final double[] x;
    private final double[] y;
    private final double[] radius;
    private final boolean[] starts;
    private int size;

    PenTrace(int capacity) {
        x = new double[capacity];
        y = new double[capacity];
        radius = new double[capacity];
        starts = new boolean[capacity];
    }

    /**
     * @param radius half the width of the line here, in the unit of x and y
     * @param starts whether the pen comes down here; else there is ink from the point before to this one
     */
    void add(double x, double y, double radius, boolean starts) {
        this.x[size] = x;
        this.y[size] = y;
        this.radius[size] = radius;
        this.starts[size] = starts;
        size++;
    }

    /** Draws the line as MNIST's digits are: fitted into a box of 20 x 20, its centre of mass in the middle of 28 x 28. */
    void draw(byte[] pixels, int offset) {
        fit();
        double[] ink = new double[PIXELS];
        for (int i = 1; i < size; i++) {
            if (!starts[i]) {
                stamp(i - 1, i, ink);
            }
        }
        centre(ink, pixels, offset);
    }

    private void fit() {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        double pen = 0;
        for (int i = 0; i < size; i++) {
            left = Math.min(left, x[i]);
            right = Math.max(right, x[i]);
            top = Math.min(top, y[i]);
            bottom = Math.max(bottom, y[i]);
            pen = Math.max(pen, radius[i]);
        }
        double scale = BOX / (Math.max(right - left, bottom - top) + 2 * pen);
        for (int i = 0; i < size; i++) {
            x[i] = SIDE / 2.0 + scale * (x[i] - (left + right) / 2);
            y[i] = SIDE / 2.0 + scale * (y[i] - (top + bottom) / 2);
            radius[i] *= scale;
        }
    }

    /** Inks the pixels near one piece of the line by their distance from it. */
    private void stamp(int from, int to, double[] ink) {
        double dx = x[to] - x[from];
        double dy = y[to] - y[from];
        double lengthSquared = Math.max(1e-12, dx * dx + dy * dy);
        double reach = Math.max(radius[from], radius[to]) + EDGE / 2;
        int lastRow = last(Math.max(y[from], y[to]) + reach);
        int lastColumn = last(Math.max(x[from], x[to]) + reach);
        for (int row = first(Math.min(y[from], y[to]) - reach); row <= lastRow; row++) {
            for (int column = first(Math.min(x[from], x[to]) - reach); column <= lastColumn; column++) {
                double px = column + 0.5 - x[from];
                double py = row + 0.5 - y[from];
                double t = Math.max(0, Math.min(1, (px * dx + py * dy) / lengthSquared));
                double distance = Math.sqrt((px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy));
                double pen = radius[from] + t * (radius[to] - radius[from]);
                double cover = Math.min(1, 0.5 + (pen - distance) / EDGE);
                int pixel = row * SIDE + column;
                ink[pixel] = Math.max(ink[pixel], cover);
            }
        }
    }

    private static int first(double coordinate) {
        return Math.max(0, (int) coordinate);
    }

    private static int last(double coordinate) {
        return Math.min(SIDE - 1, (int) coordinate);
    }

    /** Moves by whole pixels, as MNIST does, and never so far that ink would leave the picture. */
    private static void centre(double[] ink, byte[] pixels, int offset) {
        double mass = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < PIXELS; i++) {
            mass += ink[i];
            sumX += ink[i] * (i % SIDE + 0.5);
            sumY += ink[i] * (i / SIDE + 0.5);
        }
        int margin = (SIDE - BOX) / 2;
        int right = shift(sumX / mass, margin);
        int down = shift(sumY / mass, margin);
        for (int i = 0; i < PIXELS; i++) {
            int column = i % SIDE + right;
            int row = i / SIDE + down;
            if (ink[i] > 0 && row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                pixels[offset + row * SIDE + column] = (byte) (int) (255 * ink[i] + 0.5);
            }
        }
    }

    private static int shift(double middle, int margin) {
        int shift = (int) Math.floor(SIDE / 2.0 - middle + 0.5);
        return Math.max(-margin, Math.min(margin, shift));
    }
}
