package inkling.runs.job;

import java.time.Duration;
import java.util.Optional;

/** How fast a run goes, and how long the rest of it takes; training and evaluating are measured apart. */
final class RunPace {
    /** Until an evaluation is measured: no gradients and no augmentation, so it is about this much faster. */
    private static final double EVALUATION_SPEEDUP = 4;

    private final long trainTotal;
    private final long evaluateTotal;
    private final Speed training = new Speed();
    private final Speed evaluating = new Speed();
    private long last = System.nanoTime();
    private long trained;
    private long evaluated;

    /**
     * @param trainTotal training images of all epochs together
     * @param evaluateTotal validation images of all epochs, and the test images
     */
    RunPace(long trainTotal, long evaluateTotal) {
        this.trainTotal = trainTotal;
        this.evaluateTotal = evaluateTotal;
    }

    /** So much was done in an earlier go. */
    void skip(long trainedBefore, long evaluatedBefore) {
        trained += trainedBefore;
        evaluated += evaluatedBefore;
    }

    /** The time since the last call belongs to neither. */
    void pause() {
        last = System.nanoTime();
    }

    /** @param images trained on since the last call */
    void trained(long images) {
        trained += images;
        training.add(images, lap());
    }

    /** @param images classified since the last call */
    void evaluated(long images) {
        evaluated += images;
        evaluating.add(images, lap());
    }

    double trainedPerSecond() {
        return training.perSecond();
    }

    double evaluatedPerSecond() {
        return evaluating.perSecond();
    }

    long done() {
        return Math.min(total(), trained + evaluated);
    }

    long total() {
        return trainTotal + evaluateTotal;
    }

    /** How long the rest takes; empty until some images are done. */
    Optional<Duration> left() {
        double perSecond = training.perSecond();
        if (perSecond == 0) {
            return Optional.empty();
        }
        double evaluatePerSecond = evaluating.perSecond() > 0 ? evaluating.perSecond() : EVALUATION_SPEEDUP * perSecond;
        double seconds = Math.max(0, trainTotal - trained) / perSecond
                + Math.max(0, evaluateTotal - evaluated) / evaluatePerSecond;
        return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private double lap() {
        long now = System.nanoTime();
        double seconds = (now - last) / 1e9;
        last = now;
        return seconds;
    }

    /** Units a second over the last seconds: what lies back weighs exponentially less. */
    private static final class Speed {
        private static final double MEMORY_SECONDS = 5;

        private double units;
        private double seconds;

        void add(long units, double seconds) {
            double kept = Math.exp(-seconds / MEMORY_SECONDS);
            this.units = this.units * kept + units;
            this.seconds = this.seconds * kept + seconds;
        }

        double perSecond() {
            return seconds > 0 ? units / seconds : 0;
        }
    }
}
