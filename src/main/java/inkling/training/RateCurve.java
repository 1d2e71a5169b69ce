package inkling.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a {@linkplain LearningRateFinder learning-rate range test} found.
 *
 * @param points in the order of the steps, and of the rates
 * @param blewUp whether it ended because the loss blew up; else with the highest rate there is
 */
public record RateCurve(List<Point> points, boolean blewUp) {
    /** By how much the smoothed loss must fall for a rate to have trained anything: batches differ by less. */
    private static final double FALL = 0.02;

    /** How far the suggestion lies below the rate at which the smoothed loss is lowest. */
    private static final double BELOW_LOWEST = 10;

    private static final MathContext DIGITS = new MathContext(2);

    public RateCurve {
        points = List.copyOf(points);
    }

    /**
     * A step.
     *
     * @param step counted from 1
     * @param loss mean cross-entropy of its batch, before its update
     * @param smoothed exponential moving average of the losses so far
     */
    public record Point(int step, double learningRate, double loss, double smoothed) {}

    /** The step with the lowest smoothed loss. */
    public Point lowest() {
        return points.stream()
                .filter(point -> Double.isFinite(point.smoothed))
                .min(Comparator.comparingDouble(Point::smoothed))
                .orElse(points.get(0));
    }

    /**
     * A tenth of the rate at which the smoothed loss is lowest, of two digits: fastai's {@code minimum}. There the loss is
     * about to rise, and a whole run goes a good deal less far a step; the steepest point, which others take, moves with
     * the noise of single batches.
     *
     * @return empty if no rate made the loss fall
     */
    public Optional<Double> suggestion() {
        Point lowest = lowest();
        return lowest.smoothed < (1 - FALL) * points.get(0).smoothed
                ? Optional.of(new BigDecimal(lowest.learningRate / BELOW_LOWEST, DIGITS).doubleValue())
                : Optional.empty();
    }

    /** The rate of the last step; what it took to blow up, if it did. */
    public double highest() {
        return points.get(points.size() - 1).learningRate;
    }
}
