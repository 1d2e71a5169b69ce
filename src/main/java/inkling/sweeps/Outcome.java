package inkling.sweeps;

import inkling.archive.metrics.MeasuredRun;
import inkling.runs.RunFigure;
import inkling.runs.RunFigure.At;
import inkling.training.Metric;
import inkling.training.Metric.Images;
import inkling.worker.JobStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the runs of a sweep came to; first what they are judged by. The test figures come after: a setting that is chosen
 * by them is chosen on the test images.
 */
public final class Outcome {
    /** What is told of every run, in this order. */
    public static final List<RunFigure> ALL = Stream.concat(
                    RunFigure.ALL.stream().filter(Outcome::told).sorted(Comparator.comparing(Outcome::place)),
                    Stream.of(RunFigure.TOOK))
            .toList();

    /** By which settings are ranked, and the best one is found. */
    public static final RunFigure JUDGED_BY = ALL.get(0);

    private Outcome() {}

    /** Validation at the best epoch, training at the end, where its accuracy says little that its loss does not. */
    private static boolean told(RunFigure figure) {
        return switch (figure.metric().images()) {
            case TEST, CORRUPTED -> true;
            case VALID -> figure.at() == At.BEST;
            case TRAIN -> figure.at() == At.LAST && figure.metric() != Metric.TRAIN_ACCURACY;
            case NONE -> false;
        };
    }

    private static int place(RunFigure figure) {
        return List.of(Images.VALID, Images.TEST, Images.CORRUPTED, Images.TRAIN)
                .indexOf(figure.metric().images());
    }

    /** What is told of these runs: all, but for corruptions that none of them was tested under. */
    public static List<RunFigure> of(List<MeasuredRun> results) {
        return ALL.stream()
                .filter(figure -> figure.metric() != Metric.MEAN_CORRUPTION_ERROR
                        || results.stream()
                                .anyMatch(result -> value(figure, result).isPresent()))
                .toList();
    }

    /** The one of a name; empty if there is none. */
    public static Optional<RunFigure> of(String id) {
        return ALL.stream().filter(figure -> figure.id().equals(id)).findFirst();
    }

    /** Whether it is measured on the test images, so that nothing is to be chosen by it. */
    public static boolean onTest(RunFigure figure) {
        return figure.at() == At.TEST;
    }

    /**
     * The value of a run that is finished. What ended before its time has none: it would stand beside those that had all
     * their epochs.
     */
    public static Optional<Double> value(RunFigure figure, MeasuredRun measured) {
        return measured.run().status() == JobStatus.FINISHED
                ? figure.value().apply(measured).filter(Double::isFinite)
                : Optional.empty();
    }
}
