package inkling.sweeps;

import inkling.archive.runs.RunRequest;
import inkling.training.Hyperparameters;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * About how long runs will take, one after the other.
 *
 * @param total of all of them together
 * @param basis the earlier runs that this is judged by, the newest first
 * @param rough whether some runs are so different from all earlier ones that it may be far off
 */
public record Forecast(Duration total, List<Long> basis, boolean rough) {
    /** Beyond this factor in size an earlier run says little. */
    private static final double FAR = Math.log(3);

    public Forecast {
        basis = List.copyOf(basis);
    }

    /**
     * Judges each run by the earlier one that is most like it.
     *
     * @param earlier the newest first, which is preferred among equals
     * @return empty if there is no earlier one
     */
    static Optional<Forecast> of(List<RunRequest> requests, List<EarlierRun> earlier) {
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        double seconds = 0;
        boolean rough = false;
        TreeSet<Long> basis = new TreeSet<>(Comparator.reverseOrder());
        for (RunRequest request : requests) {
            Hyperparameters chosen = request.hyperparameters();
            EarlierRun like = earlier.stream()
                    .min(Comparator.comparingDouble(each -> each.distance(chosen)))
                    .orElseThrow();
            seconds += like.seconds(chosen);
            rough |= like.distance(chosen) > FAR;
            basis.add(like.run());
        }
        return Optional.of(new Forecast(Duration.ofMillis(Math.round(1000 * seconds)), List.copyOf(basis), rough));
    }

    Forecast plus(Duration more) {
        return new Forecast(total.plus(more), basis, rough);
    }
}
