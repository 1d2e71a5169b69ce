package inkling.projection;

import java.util.Arrays;

/**
 * The points of a map in cells that are halved until few points are left in each (Barnes &amp; Hut 1986).
 *
 * <p>Points are sorted along a Morton curve, so every cell is a stretch of them, and cells stand in preorder: after a
 * cell its first child, or where its subtree ends if it is a leaf. Cells with a single child are left out. Built anew
 * for each iteration in arrays that are kept; one thread.
 */
final class Quadtree {
    /** Halvings of the map's width; points closer than that share a leaf whatever their number. */
    private static final int LEVELS = 16;
    /** Below this many points it is quicker to look at each than at cells. */
    private static final int LEAF = 8;

    private static final int DIGIT = 11;

    /** The points' indices along the curve, and where they lie. */
    final int[] order;

    final float[] x;
    final float[] y;

    private final int n;
    private long[] keys;
    private long[] sorted;
    private final int[] digits = new int[1 << DIGIT];
    /** Sums of the coordinates of the first i points: a cell's centre of mass is the difference of two. */
    private final double[] sumX;

    private final double[] sumY;

    private int cells;
    private float width;
    private final float[] massX;
    private final float[] massY;
    private final float[] squaredWidth;
    private final int[] begin;
    private final int[] end;
    private final int[] skip;

    Quadtree(int n) {
        this.n = n;
        order = new int[n];
        x = new float[n];
        y = new float[n];
        keys = new long[n];
        sorted = new long[n];
        sumX = new double[n + 1];
        sumY = new double[n + 1];
        massX = new float[2 * n];
        massY = new float[2 * n];
        squaredWidth = new float[2 * n];
        begin = new int[2 * n];
        end = new int[2 * n];
        skip = new int[2 * n];
    }

    /** @param positions float32 (N, 2), row-major */
    void build(float[] positions) {
        code(positions);
        sort();
        for (int i = 0; i < n; i++) {
            int point = (int) keys[i];
            order[i] = point;
            x[i] = positions[2 * point];
            y[i] = positions[2 * point + 1];
            sumX[i + 1] = sumX[i] + x[i];
            sumY[i + 1] = sumY[i] + y[i];
        }
        cells = 0;
        divide(0, n);
    }

    /** Gives each point the interleaved bits of its place in the bounding square, above its index. */
    private void code(float[] positions) {
        float left = Float.POSITIVE_INFINITY;
        float bottom = Float.POSITIVE_INFINITY;
        float right = Float.NEGATIVE_INFINITY;
        float top = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < 2 * n; i += 2) {
            left = Math.min(left, positions[i]);
            right = Math.max(right, positions[i]);
            bottom = Math.min(bottom, positions[i + 1]);
            top = Math.max(top, positions[i + 1]);
        }
        width = Math.max(right - left, top - bottom);
        // A little less than the number of cells, so that the last point stays inside.
        float scale = width > 0 ? ((1 << LEVELS) - 0.01f) / width : 0;
        for (int i = 0; i < n; i++) {
            int column = (int) ((positions[2 * i] - left) * scale);
            int row = (int) ((positions[2 * i + 1] - bottom) * scale);
            keys[i] = (spread(column) | spread(row) << 1) << 32 | i;
        }
    }

    /** Puts a zero before each of the 16 bits. */
    private static long spread(int bits) {
        int v = Math.min(bits, (1 << LEVELS) - 1);
        v = (v | v << 8) & 0x00FF00FF;
        v = (v | v << 4) & 0x0F0F0F0F;
        v = (v | v << 2) & 0x33333333;
        return (v | v << 1) & 0x55555555;
    }

    /** By code, and by index among equals: a radix sort, stable. */
    private void sort() {
        for (int shift = 32; shift < 64; shift += DIGIT) {
            Arrays.fill(digits, 0);
            for (long key : keys) {
                digits[(int) (key >>> shift) & digits.length - 1]++;
            }
            int at = 0;
            for (int digit = 0; digit < digits.length; digit++) {
                int count = digits[digit];
                digits[digit] = at;
                at += count;
            }
            for (long key : keys) {
                sorted[digits[(int) (key >>> shift) & digits.length - 1]++] = key;
            }
            long[] swap = keys;
            keys = sorted;
            sorted = swap;
        }
    }

    /** Adds the smallest cell that holds the points from {@code from} to {@code to - 1}, and what is in it. */
    private void divide(int from, int to) {
        int cell = cells++;
        int differing = (int) (keys[from] >>> 32) ^ (int) (keys[to - 1] >>> 32);
        int level = Math.min(LEVELS, Integer.numberOfLeadingZeros(differing) / 2);
        float side = width / (1 << level);
        squaredWidth[cell] = side * side;
        massX[cell] = (float) ((sumX[to] - sumX[from]) / (to - from));
        massY[cell] = (float) ((sumY[to] - sumY[from]) / (to - from));
        begin[cell] = from;
        end[cell] = to;
        if (to - from > LEAF && level < LEVELS) {
            int shift = 32 + 2 * (LEVELS - 1 - level);
            for (int first = from; first < to; ) {
                int last = endOfQuadrant(first, to, shift);
                divide(first, last);
                first = last;
            }
        }
        skip[cell] = cells;
    }

    private int endOfQuadrant(int first, int to, int shift) {
        long quadrant = keys[first] >>> shift;
        int low = first + 1;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] >>> shift == quadrant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Lists what points inside a box feel of the map: far cells as one body each, near points one by one. A cell is far
     * if its width is less than {@code theta} times its centre's distance from the box.
     */
    void list(Box box, float theta, Bodies bodies) {
        bodies.size = 0;
        float squaredTheta = theta * theta;
        for (int cell = 0; cell < cells; ) {
            if (squaredWidth[cell] < squaredTheta * box.squaredDistance(massX[cell], massY[cell])) {
                bodies.add(massX[cell], massY[cell], end[cell] - begin[cell]);
                cell = skip[cell];
            } else if (skip[cell] == cell + 1) {
                for (int i = begin[cell]; i < end[cell]; i++) {
                    bodies.add(x[i], y[i], 1);
                }
                cell++;
            } else {
                cell++;
            }
        }
    }

    /** Where a group of points lies. */
    record Box(float left, float right, float bottom, float top) {
        float squaredDistance(float x, float y) {
            float dx = Math.max(0, Math.max(left - x, x - right));
            float dy = Math.max(0, Math.max(bottom - y, y - top));
            return dx * dx + dy * dy;
        }
    }

    /** Centres of mass and how many points each stands for; grows as needed. */
    static final class Bodies {
        float[] x = new float[1024];
        float[] y = new float[1024];
        float[] mass = new float[1024];
        int size;

        void add(float bodyX, float bodyY, float bodyMass) {
            if (size == x.length) {
                x = Arrays.copyOf(x, 2 * size);
                y = Arrays.copyOf(y, 2 * size);
                mass = Arrays.copyOf(mass, 2 * size);
            }
            x[size] = bodyX;
            y[size] = bodyY;
            mass[size++] = bodyMass;
        }
    }
}
