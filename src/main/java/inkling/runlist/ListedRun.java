package inkling.runlist;

import inkling.archive.runs.Run;
import inkling.training.EpochMetrics;
import java.util.Optional;

/**
 * A run with what it measured that a list shows.
 *
 * @param best of its best epoch; empty before its first epoch is done
 * @param last of its last epoch so far
 */
public record ListedRun(Run run, Optional<EpochMetrics> best, Optional<EpochMetrics> last) {
    int epochsDone() {
        return last.map(EpochMetrics::epoch).orElse(0);
    }
}
