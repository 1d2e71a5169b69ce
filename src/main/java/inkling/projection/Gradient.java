package inkling.projection;

import inkling.parallel.Parallel;
import inkling.projection.Quadtree.Bodies;
import inkling.projection.Quadtree.Box;
import java.util.Arrays;

/**
 * The gradient of the Kullback-Leibler divergence of a map's q_ij from the affinities p_ij, by Barnes &amp; Hut's
 * approximation (van der Maaten 2014, equation 8):
 *
 * <pre>{@code
 * w_ij = 1 / (1 + |y_i - y_j|^2),  Z = sum of w_ij over all pairs,  q_ij = w_ij / Z
 * dC/dy_i = 4 (sum_j p_ij w_ij (y_i - y_j) - sum_j w_ij^2 (y_i - y_j) / Z)
 * }</pre>
 *
 * <p>The first sum, attraction, is over the pairs that have an affinity. The second, repulsion, is over all: groups of
 * points that are neighbours on the map share one list of far cells and near points. What is shared out among threads
 * does not depend on their number, so neither do the bits.
 */
final class Gradient {
    /** Points that share a list of bodies; a whole number of vector registers. */
    private static final int GROUP = 128;
    /** Points whose attraction one thread sums without a pause. */
    private static final int PART = 512;

    private final Affinities affinities;
    private final float theta;
    private final int n;
    private final Quadtree tree;
    private final float[] attraction;
    private final float[] repulsion;
    private final Group[] groups;
    private double z;

    Gradient(Affinities affinities, double theta) {
        this.affinities = affinities;
        this.theta = (float) theta;
        n = affinities.count();
        tree = new Quadtree(n);
        attraction = new float[2 * n];
        repulsion = new float[2 * n];
        groups = new Group[Parallel.parts(n, GROUP)];
        Arrays.setAll(groups, i -> new Group());
    }

    /**
     * @param y float32 (N, 2), row-major
     * @param exaggeration by which each p_ij is multiplied
     * @param gradient float32 (N, 2), filled
     */
    void at(float[] y, float exaggeration, float[] gradient) {
        int parts = Parallel.parts(n, PART);
        // The tree is one thread's work; the others attract meanwhile.
        Parallel.forEach(parts + 1, part -> {
            if (part == 0) {
                tree.build(y);
            } else {
                attract(y, (part - 1) * PART);
            }
        });
        repel();
        float scale = (float) (1 / z);
        for (int i = 0; i < 2 * n; i++) {
            gradient[i] = 4 * (exaggeration * attraction[i] - scale * repulsion[i]);
        }
    }

    /** The divergence KL(P || Q) of a map, with Z approximated as for the gradient. */
    double divergence(float[] y) {
        tree.build(y);
        repel();
        int parts = Parallel.parts(n, PART);
        double[] sums = new double[parts];
        Parallel.forEach(parts, part -> sums[part] = divergence(y, part * PART));
        double sum = 0;
        for (double partial : sums) {
            sum += partial;
        }
        return sum;
    }

    /** Sums p log(p / q) over the pairs of a part of the points. */
    private double divergence(float[] y, int from) {
        double sum = 0;
        for (int i = from; i < Math.min(n, from + PART); i++) {
            for (int e = affinities.rows()[i]; e < affinities.rows()[i + 1]; e++) {
                int j = affinities.columns()[e];
                double dx = y[2 * i] - y[2 * j];
                double dy = y[2 * i + 1] - y[2 * j + 1];
                double p = affinities.p()[e];
                sum += p > 0 ? p * Math.log(p * z * (1 + dx * dx + dy * dy)) : 0;
            }
        }
        return sum;
    }

    private void attract(float[] y, int from) {
        int[] rows = affinities.rows();
        int[] columns = affinities.columns();
        float[] p = affinities.p();
        for (int i = from; i < Math.min(n, from + PART); i++) {
            float yx = y[2 * i];
            float yy = y[2 * i + 1];
            float sumX = 0;
            float sumY = 0;
            for (int e = rows[i]; e < rows[i + 1]; e++) {
                int j = 2 * columns[e];
                float dx = yx - y[j];
                float dy = yy - y[j + 1];
                float pw = p[e] / (1 + dx * dx + dy * dy);
                sumX += pw * dx;
                sumY += pw * dy;
            }
            attraction[2 * i] = sumX;
            attraction[2 * i + 1] = sumY;
        }
    }

    private void repel() {
        Parallel.forEach(groups.length, group -> groups[group].repel(group * GROUP));
        z = -n; // each point has met itself at distance 0
        for (Group group : groups) {
            z += group.z;
        }
    }

    /** Points side by side, one to a lane. */
    private final class Group {
        private final Bodies bodies = new Bodies();
        private final float[] x = new float[GROUP];
        private final float[] y = new float[GROUP];
        private final float[] forceX = new float[GROUP];
        private final float[] forceY = new float[GROUP];
        private final float[] w = new float[GROUP];
        private double z;

        void repel(int from) {
            int size = Math.min(GROUP, n - from);
            for (int lane = 0; lane < GROUP; lane++) {
                // Lanes to spare repeat the last point.
                x[lane] = tree.x[from + Math.min(lane, size - 1)];
                y[lane] = tree.y[from + Math.min(lane, size - 1)];
            }
            tree.list(box(), theta, bodies);
            Arrays.fill(forceX, 0);
            Arrays.fill(forceY, 0);
            Arrays.fill(w, 0);
            for (int body = 0; body < bodies.size; body++) {
                push(bodies.x[body], bodies.y[body], bodies.mass[body], x, y, forceX, forceY, w);
            }
            z = 0;
            for (int lane = 0; lane < size; lane++) {
                int point = tree.order[from + lane];
                repulsion[2 * point] = forceX[lane];
                repulsion[2 * point + 1] = forceY[lane];
                z += w[lane];
            }
        }

        private Box box() {
            float left = x[0];
            float right = x[0];
            float bottom = y[0];
            float top = y[0];
            for (int lane = 1; lane < GROUP; lane++) {
                left = Math.min(left, x[lane]);
                right = Math.max(right, x[lane]);
                bottom = Math.min(bottom, y[lane]);
                top = Math.max(top, y[lane]);
            }
            return new Box(left, right, bottom, top);
        }
    }

    /** The compiler turns this loop into vector instructions, as long as it stays this plain. */
    private static void push(
            float bodyX, float bodyY, float mass, float[] x, float[] y, float[] forceX, float[] forceY, float[] w) {
        for (int lane = 0; lane < GROUP; lane++) {
            float dx = x[lane] - bodyX;
            float dy = y[lane] - bodyY;
            float near = 1 / (1 + dx * dx + dy * dy);
            float weight = mass * near;
            w[lane] += weight;
            forceX[lane] += weight * near * dx;
            forceY[lane] += weight * near * dy;
        }
    }
}
