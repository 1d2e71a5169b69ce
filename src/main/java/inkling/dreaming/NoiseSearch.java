package inkling.dreaming;

import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks through Gaussian noise for the image that the network most surely takes for a class. What it finds is none
 * of it; that is the point.
 *
 * <p>The best image is exact over all that were drawn. The device sorts out the few that come near the best so far, and
 * plain Java in double precision decides between those, so that neither the size of a batch, nor the number of threads,
 * nor the kind of device changes the result: the same network and the same seed give the same picture. (A device would
 * have to be wrong by {@value #DEVICE_ERROR} in a logit to change that; float32 is wrong by about 0.00001.) Images are
 * compared by their log-odds, which still tell them apart where the probability rounds to 1.
 *
 * <p>How an image is drawn, and why only part of it needs to be, stands in {@link NoiseSpace}: it is standard normal in
 * every pixel, and depends on the seed, its index and the first layer's weights.
 */
public final class NoiseSearch {
    private static final double DEVICE_ERROR = 0.01;
    /** Images a batch on the CPU: its noise (500 kB) stays in a core's cache. A GPU wants more at a time. */
    private static final int CPU_BATCH = 512;

    private static final int GPU_BATCH = 8192;
    private static final int BATCHES_A_ROUND = 32;

    private final Blueprint blueprint;
    private final List<Tensor> parameters;
    private final PlainNetwork arbiter;
    private final String device;
    private final int batch;

    /** @param device one of {@link inkling.network.Devices#names()} */
    public NoiseSearch(Blueprint blueprint, List<Tensor> parameters, String device) {
        this(blueprint, parameters, device, device.equals("cpu") ? CPU_BATCH : GPU_BATCH);
    }

    NoiseSearch(Blueprint blueprint, List<Tensor> parameters, String device, int batch) {
        this.blueprint = blueprint;
        this.parameters = List.copyOf(parameters);
        this.arbiter = new PlainNetwork(blueprint, parameters);
        this.device = device;
        this.batch = batch;
    }

    /**
     * What to look for, and where.
     *
     * @param label of the class, below the number of outputs
     * @param images how many to draw, 1 to a billion
     * @param mean of every pixel, in the network's normalised input; -10 to 10
     * @param deviation likewise; above 0, at most 10
     * @param seed of the noise
     */
    public record Query(int label, long images, double mean, double deviation, long seed) {
        /** The most images a search may draw. */
        public static final long MOST = 1_000_000_000;

        /** As many as the notebook draws: 50,000 rounds of 32. */
        public static final long DEFAULT_IMAGES = 1_600_000;

        private static final double A_MINUTE = 6e10;
        private static final double MULTIPLY_ADDS_A_NANO = 10;
        private static final int NANOS_A_NUMBER = 5;

        public Query {
            require(label >= 0, "class must not be negative", label);
            require(images >= 1 && images <= MOST, "number of images must be between 1 and 1000000000", images);
            require(mean >= -10 && mean <= 10, "mean must be between -10 and 10", mean);
            require(deviation > 0 && deviation <= 10, "deviation must be above 0 and at most 10", deviation);
        }

        /** The notebook's search for a class. */
        public static Query of(int label, long seed) {
            return new Query(label, DEFAULT_IMAGES, 0, 1, seed);
        }

        /** As many images as take about a minute on two cores, at most the notebook's. */
        public static Query usual(int label, long seed, Blueprint blueprint) {
            double nanosAnImage = blueprint.multiplyAdds() / MULTIPLY_ADDS_A_NANO
                    + (double) NANOS_A_NUMBER * blueprint.input().size();
            return new Query(label, Math.min(DEFAULT_IMAGES, round(A_MINUTE / nanosAnImage)), 0, 1, seed);
        }

        /** Down to 1, 2 or 5 with noughts behind it. */
        private static long round(double number) {
            long power = (long) Math.pow(10, Math.floor(Math.log10(number)));
            double first = number / power;
            return power * (first >= 5 ? 5 : first >= 2 ? 2 : 1);
        }

        /** The same in other noise. */
        public Query withSeed(long other) {
            return new Query(label, images, mean, deviation, other);
        }

        private static void require(boolean holds, String rule, Object was) {
            if (!holds) {
                throw new IllegalArgumentException(Text.of("%s, was %s", rule, was));
            }
        }
    }

    /**
     * The best image so far.
     *
     * @param index which image of the sequence it is, from 0
     * @param x the image as the network takes it, normalised float32 (784)
     * @param probabilities one a class, in double precision
     * @param logOdds {@code log(p / (1 - p))} of the class
     */
    public record Best(long index, float[] x, double[] probabilities, double logOdds) {}

    /** After {@code images} images the best probability rose to {@code probability}. */
    public record Improvement(long images, double probability) {}

    /**
     * What is found so far.
     *
     * @param images how many were looked at
     * @param curve every improvement in order, the first image's included
     */
    public record Findings(long images, Best best, List<Improvement> curve) {
        public Findings {
            curve = List.copyOf(curve);
        }
    }

    /** Is told what is found, on the searching thread, a few times a second or more often; may throw to end it. */
    public interface Observer {
        void onProgress(Findings soFar);
    }

    /**
     * Searches to the end, on this thread and the common pool.
     *
     * @throws RuntimeException what the observer throws, such as a {@link java.util.concurrent.CancellationException}
     */
    public Findings run(Query query, Observer observer) {
        NoiseSpace space = new NoiseSpace(parameters.get(0), query.seed());
        Scan scan = new Scan(query, space);
        int round = BATCHES_A_ROUND * batch;
        try (NoiseBatches batches =
                new NoiseBatches(parameters, space, query.mean(), query.deviation(), batch, device)) {
            while (scan.images < query.images()) {
                int count = (int) Math.min(round, query.images() - scan.images);
                batches.logits(scan.images, count).forEach(scan::take);
                observer.onProgress(scan.findings());
            }
        }
        return scan.findings();
    }

    /** Goes through the logits in the order of the images. */
    private final class Scan {
        private final Query query;
        private final NoiseSpace space;
        private final List<Improvement> curve = new ArrayList<>();
        private Best best = new Best(-1, new float[0], new double[0], Double.NEGATIVE_INFINITY);
        private float[] bestLogits = new float[0];
        private long images;

        Scan(Query query, NoiseSpace space) {
            this.query = query;
            this.space = space;
        }

        void take(float[] logits) {
            int classes = blueprint.classes();
            for (int row = 0; row < logits.length; row += classes) {
                if (comesNear(logits, row, classes)) {
                    arbitrate(Arrays.copyOfRange(logits, row, row + classes));
                }
                images++;
            }
        }

        /** Compares with the strongest rival alone: {@code l - max} is never less than the log-odds, and cheap. */
        private boolean comesNear(float[] logits, int row, int classes) {
            float rival = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                rival = c == query.label() ? rival : Math.max(rival, logits[row + c]);
            }
            return logits[row + query.label()] - rival >= best.logOdds() - DEVICE_ERROR;
        }

        private void arbitrate(float[] logits) {
            double logOdds = logOdds(logits, query.label());
            // A network that has died gives every image the same logits; the first is then as good as any.
            if (logOdds < best.logOdds() - DEVICE_ERROR || Arrays.equals(logits, bestLogits)) {
                return;
            }
            double[] normal = space.image(images);
            float[] x = new float[normal.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (query.mean() + query.deviation() * normal[i]);
            }
            ForwardPass exact = arbiter.forward(x);
            if (exact.logOdds(query.label()) > best.logOdds()) {
                best = new Best(images, x, exact.probabilities(), exact.logOdds(query.label()));
                bestLogits = logits;
                curve.add(new Improvement(images + 1, best.probabilities()[query.label()]));
            }
        }

        Findings findings() {
            return new Findings(images, best, curve);
        }
    }

    private static double logOdds(float[] logits, int label) {
        double[] wide = new double[logits.length];
        Arrays.setAll(wide, c -> logits[c]);
        return PlainNetwork.logOdds(wide, label);
    }
}
