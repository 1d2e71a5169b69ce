package inkling.dreaming;

import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.text.Text;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Looks through Gaussian noise for the image that the network most surely takes for a class. What it finds is none
 * of it; that is the point.
 *
 * <p>The best image is exact over all that were drawn. The device sorts out the few that come near the best so far, and
 * plain Java in double precision decides between those, so that neither the size of a batch, nor the number of threads,
 * nor the kind of device, nor the parts that it is cut into change the result: the same network and the same seed give the
 * same picture. (A device would have to be wrong by {@value #DEVICE_ERROR} in a logit to change that; float32 is wrong by
 * about 0.00001.) Images are compared by their log-odds, which still tell them apart where the probability rounds to 1; the
 * first of those that are alike counts.
 *
 * <p>A network that has died answers every image alike, so that all come near the best. One that gives the first two the
 * same log-odds, to the last bit, is taken for dead: what is better than those by less than {@code 2 * }{@value
 * #DEVICE_ERROR} is not looked at. That depends on the network and the seed alone, not on the part.
 *
 * <p>Every number of an image is normal, and depends on the seed and the image's index alone; where the first layer takes
 * in all pixels at once, as {@link NoiseSpace} says, also on its weights, and only part of the image needs to be drawn.
 */
public final class NoiseSearch {
    private static final double DEVICE_ERROR = 0.01;
    /** Images a batch on the CPU at most: the noise of the notebook's network (500 kB) stays in a core's cache. */
    private static final int CPU_BATCH = 512;

    /** A GPU wants more at a time. */
    private static final int GPU_BATCH = 8192;

    private static final int BATCHES_A_ROUND = 32;
    /** Multiplications between two looks at what was found: some tenths of a second. */
    private static final long WORK_A_ROUND = 4_000_000_000L;

    private final Blueprint blueprint;
    private final List<Tensor> parameters;
    private final PlainNetwork arbiter;
    private final String device;
    private final int batch;

    /** @param device one of {@link inkling.network.Devices#here()} */
    public NoiseSearch(Blueprint blueprint, List<Tensor> parameters, String device) {
        this(blueprint, parameters, device, batch(blueprint, device.equals("cpu") ? CPU_BATCH : GPU_BATCH));
    }

    /** Fewer images of a large network, so that what its layers make of them fits into memory and a round is short. */
    private static int batch(Blueprint blueprint, int most) {
        long fit = Blueprint.MOST_ACTIVATIONS / blueprint.activations();
        long quick = WORK_A_ROUND / BATCHES_A_ROUND / Math.max(1, blueprint.multiplyAdds());
        return (int) Math.max(1, Math.min(most, Math.min(fit, quick)));
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
     * @param images how many to draw, 1 to 10^12
     * @param mean of every pixel, in the network's normalised input; -10 to 10
     * @param deviation likewise; above 0, at most 10
     * @param seed of the noise
     */
    public record Query(int label, long images, double mean, double deviation, long seed) implements Serializable {
        /** The most images a search may draw. */
        public static final long MOST = 1_000_000_000_000L;

        /** As many as the notebook draws: 50,000 rounds of 32. */
        public static final long DEFAULT_IMAGES = 1_600_000;

        private static final double A_MINUTE = 60;
        private static final double MULTIPLY_ADDS_A_NANO = 10;
        private static final int NANOS_A_NUMBER = 5;

        public Query {
            require(label >= 0, "class must not be negative", label);
            require(images >= 1 && images <= MOST, "number of images must be between 1 and " + MOST, images);
            require(mean >= -10 && mean <= 10, "mean must be between -10 and 10", mean);
            require(deviation > 0 && deviation <= 10, "deviation must be above 0 and at most 10", deviation);
        }

        /** The notebook's search for a class. */
        public static Query of(int label, long seed) {
            return new Query(label, DEFAULT_IMAGES, 0, 1, seed);
        }

        /** As many images as take about a minute on two cores, at most the notebook's. */
        public static Query usual(int label, long seed, Blueprint blueprint) {
            return new Query(label, Math.min(DEFAULT_IMAGES, round(within(A_MINUTE, blueprint))), 0, 1, seed);
        }

        /** How many images two cores are sure to get through in so many seconds. */
        public static double within(double seconds, Blueprint blueprint) {
            double nanosAnImage = blueprint.multiplyAdds() / MULTIPLY_ADDS_A_NANO
                    + (double) NANOS_A_NUMBER * blueprint.input().size();
            return 1e9 * seconds / nanosAnImage;
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
     * @param x the image as the network takes it, normalised float32 (C x H x W)
     * @param probabilities one a class, in double precision
     * @param logOdds {@code log(p / (1 - p))} of the class
     */
    public record Best(long index, float[] x, double[] probabilities, double logOdds) {
        /** There is none as long as nothing that the network says is a number. */
        static final Best NONE = new Best(-1, new float[0], new double[0], Double.NEGATIVE_INFINITY);
    }

    /** After {@code images} images of the whole search the best log-odds rose to {@code logOdds}. */
    public record Improvement(long images, double logOdds) {
        Improvement(Best best) {
            this(best.index() + 1, best.logOdds());
        }
    }

    /**
     * What is found so far.
     *
     * @param images how many were looked at
     * @param curve every improvement in order, that on the search's first image included where it is one of these
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
        return run(query, 0, query.images(), observer);
    }

    /**
     * Searches a part: the search's first image, which every part begins with as the best so far, and those from one to
     * before another. {@link NoiseParts} puts parts together.
     *
     * @return how many images of the part were looked at, and what is better than the first image
     */
    public Findings run(Query query, long from, long to, Observer observer) {
        NoiseImages noise = NoiseImages.of(blueprint, parameters, query);
        Scan scan = new Scan(query.label(), exactly(query, noise), from);
        int round = BATCHES_A_ROUND * batch;
        try (NoiseBatches batches = new NoiseBatches(noise, batch, device)) {
            while (scan.next < to) {
                int count = (int) Math.min(round, to - scan.next);
                batches.logits(scan.next, count).forEach(scan::take);
                observer.onProgress(scan.findings());
            }
        }
        return scan.findings();
    }

    /** What the network says of an image in double precision, by the image's index. */
    LongFunction<Best> exactly(Query query) {
        return exactly(query, NoiseImages.of(blueprint, parameters, query));
    }

    private LongFunction<Best> exactly(Query query, NoiseImages noise) {
        return index -> {
            float[] x = noise.image(index);
            ForwardPass exact = arbiter.forward(x);
            double logOdds = exact.logOdds(query.label());
            return logOdds > Best.NONE.logOdds() ? new Best(index, x, exact.probabilities(), logOdds) : Best.NONE;
        };
    }

    /** Goes through the logits in the order of the images. */
    private final class Scan {
        private final int label;
        private final LongFunction<Best> exactly;
        private final long from;
        private final List<Improvement> curve = new ArrayList<>();
        private Best best;
        /** The log-odds that an image must be above to be better. */
        private double bar;

        private long next;

        Scan(int label, LongFunction<Best> exactly, long from) {
            this.label = label;
            this.exactly = exactly;
            this.from = from;
            next = from;
            best = exactly.apply(0);
            boolean dead =
                    best != Best.NONE && best.logOdds() == exactly.apply(1).logOdds();
            bar = dead ? best.logOdds() + 2 * DEVICE_ERROR : best.logOdds();
            if (from == 0 && best != Best.NONE) {
                curve.add(new Improvement(best));
            }
        }

        void take(float[] logits) {
            int classes = blueprint.classes();
            for (int row = 0; row < logits.length; row += classes) {
                if (comesNear(logits, row, classes)
                        && logOdds(Arrays.copyOfRange(logits, row, row + classes), label) >= bar - DEVICE_ERROR) {
                    arbitrate();
                }
                next++;
            }
        }

        /** Compares with the strongest rival alone: {@code l - max} is never less than the log-odds, and cheap. */
        private boolean comesNear(float[] logits, int row, int classes) {
            float rival = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                rival = c == label ? rival : Math.max(rival, logits[row + c]);
            }
            return logits[row + label] - rival >= bar - DEVICE_ERROR;
        }

        private void arbitrate() {
            Best exact = exactly.apply(next);
            if (exact.logOdds() > bar) {
                best = exact;
                bar = exact.logOdds();
                curve.add(new Improvement(exact));
            }
        }

        Findings findings() {
            return new Findings(next - from, best, curve);
        }
    }

    private static double logOdds(float[] logits, int label) {
        double[] wide = new double[logits.length];
        Arrays.setAll(wide, c -> logits[c]);
        return PlainNetwork.logOdds(wide, label);
    }
}
