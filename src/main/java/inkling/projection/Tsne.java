package inkling.projection;

import inkling.text.Text;
import java.util.Arrays;
import java.util.Random;

/**
 * t-SNE, step by step: a map of N points on which neighbours stay neighbours (van der Maaten &amp; Hinton 2008), with
 * Barnes &amp; Hut's approximation (van der Maaten 2014).
 *
 * <p>Between steps the map can be looked at, kept and gone on from later; one thread at a time, which takes the cores
 * it needs from the common pool. The same affinities, start and options give the same bits whatever the threads.
 */
public final class Tsne {
    /** The deviation of the first axis of a fresh start: small, so that the first steps are nearly linear. */
    private static final double START = 1e-4;

    private static final float LEAST_GAIN = 0.01f;

    /**
     * How the map is sought.
     *
     * <p>The learning rate is N / (4 x the current exaggeration): N / 48, then N / 4. Linderman &amp; Steinerberger
     * (2019) show that learning rate times exaggeration should be of the order of N, and Belkina et al. (2019) that it
     * is best in practice; the 4 is that of the gradient.
     *
     * @param theta how coarse the approximation may be, 0 (exact) to 1
     * @param exaggeration by which the affinities are multiplied at first, 1 to 100, so that clusters form
     * @param exaggeratedIterations how long, at momentum 0.5; 0 to 10,000
     * @param iterations in all; afterwards the momentum is 0.8; 1 to 100,000
     */
    public record Options(double theta, double exaggeration, int exaggeratedIterations, int iterations) {
        /**
         * A lower divergence than scikit-learn's 250 and 750 iterations: a start from the principal axes is in order
         * long before 250.
         */
        public static final Options DEFAULT = new Options(0.5, 12, 100, 750);

        public Options {
            requireBetween("theta", theta, 0, 1);
            requireBetween("exaggeration", exaggeration, 1, 100);
            requireBetween("exaggerated iterations", exaggeratedIterations, 0, 10_000);
            requireBetween("iterations", iterations, 1, 100_000);
        }

        /** For going on from a map of the same points, such as the last epoch's: no exaggeration. */
        public static Options continuing(int iterations) {
            return new Options(DEFAULT.theta, 1, 0, iterations);
        }

        private static void requireBetween(String name, double value, double least, double most) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(
                        Text.of("%s must be between %s and %s, was %s", name, least, most, value));
            }
        }
    }

    /**
     * All that has to be kept to go on with the same bits.
     *
     * @param iteration steps done
     * @param positions float32 (N, 2), row-major
     * @param velocity float32 (N, 2)
     * @param gains float32 (N, 2)
     */
    public record State(int iteration, float[] positions, float[] velocity, float[] gains) {}

    private final Options options;
    private final Gradient gradient;
    private final float[] y;
    private final float[] velocity;
    private final float[] gains;
    private final float[] slope;
    private int iteration;

    /** @param start float32 (N, 2), row-major, such as {@link #start}'s or an earlier map; copied */
    public Tsne(Affinities affinities, float[] start, Options options) {
        this(affinities, new State(0, start, new float[start.length], ones(start.length)), options);
    }

    /** @param state where an earlier one stopped; copied */
    public Tsne(Affinities affinities, State state, Options options) {
        int size = 2 * affinities.count();
        if (state.positions.length != size || state.velocity.length != size || state.gains.length != size) {
            throw new IllegalArgumentException(Text.of(
                    "a map of %d points needs %d coordinates, had %d",
                    affinities.count(), size, state.positions.length));
        }
        this.options = options;
        gradient = new Gradient(affinities, options.theta);
        y = state.positions.clone();
        velocity = state.velocity.clone();
        gains = state.gains.clone();
        slope = new float[size];
        iteration = state.iteration;
    }

    /** As {@link #start(float[], int, long, Runnable)}, to the end. */
    public static float[] start(float[] points, int dimensions, long seed) {
        return start(points, dimensions, seed, () -> {});
    }

    /**
     * Where a map begins: the points on their first two principal axes, made small; a trace of seeded noise parts
     * points that are the same.
     *
     * @param points float32 (N, D), row-major
     * @param check called again and again, on any thread; what it throws ends the computation
     * @return float32 (N, 2), row-major
     */
    public static float[] start(float[] points, int dimensions, long seed, Runnable check) {
        int axes = Math.min(2, dimensions);
        Pca pca = Pca.of(points, dimensions, axes, check);
        float[] scores = pca.transform(points);
        double deviation = Math.sqrt(pca.explainedVariance()[0]);
        double scale = deviation > 0 ? START / deviation : 0;
        Random random = new Random(seed);
        float[] y = new float[points.length / dimensions * 2];
        for (int i = 0; i < y.length; i++) {
            double score = i % 2 < axes ? scores[i / 2 * axes + i % 2] : 0;
            y[i] = (float) (score * scale + random.nextGaussian() * START / 1000);
        }
        return y;
    }

    /** Takes up to {@code steps} steps, fewer if the last iteration comes before. */
    public void iterate(int steps) {
        for (int step = 0; step < steps && !done(); step++) {
            step();
        }
    }

    /** One iteration: downhill, with momentum, and a gain for each coordinate that grows while it keeps its direction. */
    public void step() {
        boolean early = iteration < options.exaggeratedIterations;
        double exaggeration = early ? options.exaggeration : 1;
        gradient.at(y, (float) exaggeration, slope);
        descend((float) (y.length / 2 / (4 * exaggeration)), early ? 0.5f : 0.8f);
        centre();
        iteration++;
    }

    private void descend(float learningRate, float momentum) {
        for (int i = 0; i < y.length; i++) {
            gains[i] = slope[i] * velocity[i] < 0 ? gains[i] + 0.2f : Math.max(LEAST_GAIN, gains[i] * 0.8f);
            velocity[i] = momentum * velocity[i] - learningRate * gains[i] * slope[i];
            y[i] += velocity[i];
        }
    }

    private void centre() {
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < y.length; i += 2) {
            sumX += y[i];
            sumY += y[i + 1];
        }
        float meanX = (float) (sumX / (y.length / 2));
        float meanY = (float) (sumY / (y.length / 2));
        for (int i = 0; i < y.length; i += 2) {
            y[i] -= meanX;
            y[i + 1] -= meanY;
        }
    }

    /** Whether all of the options' iterations are done; {@link #step} goes on all the same. */
    public boolean done() {
        return iteration >= options.iterations;
    }

    /** Steps done. */
    public int iteration() {
        return iteration;
    }

    /** The map: float32 (N, 2), row-major, in the order of the points; a copy. */
    public float[] positions() {
        return y.clone();
    }

    /** KL(P || Q) of the map, without exaggeration; takes about as long as a step. */
    public double klDivergence() {
        return gradient.divergence(y);
    }

    /** A copy of all that {@link #Tsne(Affinities, State, Options)} needs to go on. */
    public State state() {
        return new State(iteration, y.clone(), velocity.clone(), gains.clone());
    }

    private static float[] ones(int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
