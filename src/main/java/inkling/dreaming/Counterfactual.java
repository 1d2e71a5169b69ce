package inkling.dreaming;

import inkling.dataset.Normalisation;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.text.Text;
import java.util.Arrays;
import java.util.Optional;

/**
 * The smallest change of a picture by which a network takes it for another class, none of its pixels beyond black or
 * white: Wachter, Mittelstadt and Russell, 2017 (arXiv 1711.00399), section III.
 *
 * <p>They ask for the x' that minimises {@code lambda (f(x') - y')^2 + d(x, x')}, with lambda raised until {@code f(x')}
 * is {@code y'}: the smallest distance at which the network says what it should. That is sought here by going along the
 * boundary instead of raising lambda step by step, as Croce and Hein do (FAB, 2020, arXiv 1907.02044, algorithm 1): the
 * boundary is taken for a plane, the nearest points of that plane to the picture and to where one is are known exactly,
 * and the next step goes to between them. Where that leads nowhere it begins anew at an adversarial change. Nothing is drawn at
 * random. Like theirs it finds a minimum nearby, which need not be the smallest of all. By the distance that weighs each number
 * by how much it varies (their equation 4), one that never varies would be infinitely far with any change: it stays as it is,
 * and where the others cannot do it there is no change to be found.
 */
public final class Counterfactual {
    private static final int STEPS = 100;
    /** The paper's eta, beta and alpha_max: how far steps go beyond the plane, back to the picture, and towards it. */
    private static final double BEYOND = 1.05;

    private static final double BACK = 0.9;
    private static final double TOWARDS_PICTURE = 0.1;
    /** So many steps without a change that is noticeably smaller end it. */
    private static final int STALE = 25;

    private static final double NOTICEABLY = 0.999;
    private static final int STRIDES = 30;
    private static final double SHORTEST = 1 / 64.0;
    private static final int HALVINGS = 16;

    private final PlainNetwork network;
    private final Normalisation normalisation;
    private final double[] spread;
    private final Runnable check;

    /**
     * @param spread how much each number of a picture varies, as {@link inkling.analysis.PixelSpread} has it
     * @param check is called whenever the network is asked; what it throws ends the search
     */
    public Counterfactual(PlainNetwork network, Normalisation normalisation, double[] spread, Runnable check) {
        this.network = network;
        this.normalisation = normalisation;
        this.spread = spread;
        this.check = check;
    }

    /**
     * @param target the class to be taken for, below the number of outputs
     * @param sure its least probability, above 0 and below 1: the paper's y'
     */
    public record Plan(int target, double sure, Distance distance) {
        public Plan {
            if (target < 0 || !(sure > 0 && sure < 1)) {
                throw new IllegalArgumentException(
                        Text.of("there must be a class and a probability within 0..1, were %d and %s", target, sure));
            }
        }

        private double logOdds() {
            return Math.log(sure / (1 - sure));
        }
    }

    /**
     * A picture that is taken for the class.
     *
     * @param pixels 0..1 (C x H x W)
     * @param change what was added to each pixel, -1..1
     * @param distance how far it is, by the plan's distance
     * @param probabilities of every class
     */
    public record Found(float[] pixels, float[] change, double distance, double[] probabilities) {
        public ChangeSize size() {
            return ChangeSize.of(change);
        }
    }

    /** Where a step stands: how far beyond the boundary, and which way leads there. */
    private record Place(double beyond, double[] slope) {}

    /**
     * @param image one byte a number, 0 to 255: C x H x W
     * @return empty if no change was found; without any change if it is taken for the class already
     */
    public Optional<Found> find(byte[] image, Plan plan) {
        double[] picture = new double[image.length];
        for (int i = 0; i < image.length; i++) {
            picture[i] = (image[i] & 0xff) / 255f;
        }
        if (isBeyond(picture, plan)) {
            return Optional.of(found(picture, picture, plan));
        }
        return sought(picture, picture, plan)
                .or(() -> new Adversarial(network, normalisation)
                        .smallest(image, plan.target(), plan.sure())
                        .flatMap(adversarial -> sought(picture, beginning(picture, adversarial.pixels(), plan), plan)));
    }

    /** The adversarial picture, but for what must not change. */
    private double[] beginning(double[] picture, float[] adversarial, Plan plan) {
        double[] beginning = new double[picture.length];
        Arrays.setAll(beginning, i -> stays(i, plan) ? picture[i] : adversarial[i]);
        return beginning;
    }

    private boolean stays(int i, Plan plan) {
        return plan.distance() == Distance.L1 && spread[i] == 0;
    }

    private Optional<Found> sought(double[] picture, double[] from, Plan plan) {
        double[] best = null;
        double least = Double.POSITIVE_INFINITY;
        double[] at = from;
        int better = 0;
        for (int step = 0; step < STEPS && (best == null || step < better + STALE); step++) {
            Place place = place(at, plan);
            if (place.beyond() >= 0) {
                double distance = plan.distance().of(difference(at, picture), spread);
                better = distance < NOTICEABLY * least ? step : better;
                best = best == null || distance < least ? at : best;
                least = Math.min(distance, least);
                at = between(picture, at, BACK);
                place = place(at, plan);
            }
            at = next(picture, at, place, plan.distance());
        }
        return Optional.ofNullable(best).map(reached -> found(picture, descended(picture, reached, plan), plan));
    }

    /** Goes on along the boundary as long as it comes nearer to the picture, in strides that become shorter. */
    private double[] descended(double[] picture, double[] reached, Plan plan) {
        double[] best = onTheBoundary(picture, reached, plan).orElse(reached);
        double least = plan.distance().of(difference(best, picture), spread);
        double stride = 1;
        for (int i = 0; i < STRIDES && stride > SHORTEST; i++) {
            double[] nearest = onThePlane(picture, best, place(best, plan), plan.distance());
            Optional<double[]> tried = onTheBoundary(picture, between(best, nearest, stride), plan);
            double distance = tried.map(each -> plan.distance().of(difference(each, picture), spread))
                    .orElse(least);
            best = distance < least ? tried.get() : best;
            stride = distance < least ? stride : stride / 2;
            least = Math.min(distance, least);
        }
        return best;
    }

    private Place place(double[] at, Plan plan) {
        ForwardPass pass = forward(single(at));
        double[] ofLogits = new double[network.blueprint().classes()];
        double logOdds = pass.logOdds(plan.target());
        for (int c = 0; c < ofLogits.length; c++) {
            // The others' logarithm of the sum of their exponentials is the target's logit less its log-odds.
            double share = Math.exp(pass.logits()[c] - (pass.logits()[plan.target()] - logOdds));
            ofLogits[c] = c == plan.target() ? 1 : -share;
        }
        double[] slope = network.inputGradient(pass, ofLogits);
        for (int i = 0; i < slope.length; i++) {
            slope[i] = stays(i, plan) ? 0 : slope[i] / deviation(i);
        }
        return new Place(logOdds - plan.logOdds(), slope);
    }

    private double deviation(int i) {
        return normalisation
                .channels()
                .get(i / network.blueprint().input().plane())
                .standardDeviation();
    }

    private double[] next(double[] picture, double[] at, Place place, Distance distance) {
        double[] back = place.slope().clone();
        Arrays.setAll(back, i -> -place.slope()[i]);
        boolean outside = place.beyond() < 0;
        double[] here = distance.towards(at, outside ? place.slope() : back, Math.abs(place.beyond()), spread);
        double[] there = onThePlane(picture, at, place, distance);
        double fromHere = distance.of(difference(here, at), spread);
        double fromThere = distance.of(difference(there, picture), spread);
        double share = fromHere + fromThere > 0
                ? Math.min(TOWARDS_PICTURE, fromHere / (fromHere + fromThere))
                : TOWARDS_PICTURE;
        return between(between(at, here, BEYOND), between(picture, there, BEYOND), share);
    }

    /** The point nearest to the picture of the plane for which the boundary is taken where one is. */
    private double[] onThePlane(double[] picture, double[] at, Place place, Distance distance) {
        double rise = -place.beyond();
        for (int i = 0; i < at.length; i++) {
            rise += place.slope()[i] * (at[i] - picture[i]);
        }
        return distance.towards(picture, place.slope(), rise, spread);
    }

    /** Where the way from the picture through a point, or a little beyond it, comes to the boundary; found by halving. */
    private Optional<double[]> onTheBoundary(double[] picture, double[] through, Plan plan) {
        double little = 0;
        double much = BEYOND;
        if (!isBeyond(between(picture, through, much), plan)) {
            return Optional.empty();
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (little + much) / 2;
            boolean enough = isBeyond(between(picture, through, middle), plan);
            much = enough ? middle : much;
            little = enough ? little : middle;
        }
        return Optional.of(between(picture, through, much));
    }

    private boolean isBeyond(double[] pixels, Plan plan) {
        return forward(single(pixels)).logOdds(plan.target()) >= plan.logOdds();
    }

    private Found found(double[] picture, double[] nearest, Plan plan) {
        double[] change = difference(nearest, picture);
        float[] pixels = single(nearest);
        double[] probabilities = forward(pixels).probabilities();
        return new Found(pixels, single(change), plan.distance().of(change, spread), probabilities);
    }

    private ForwardPass forward(float[] pixels) {
        check.run();
        return network.forward(normalisation.normalised(network.blueprint().input(), pixels));
    }

    /** From one point to the other, or beyond it, within 0..1. */
    private static double[] between(double[] from, double[] to, double share) {
        double[] between = new double[from.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = Math.min(1, Math.max(0, from[i] + share * (to[i] - from[i])));
        }
        return between;
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return difference;
    }

    private static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) numbers[i];
        }
        return single;
    }
}
