package inkling.runs.list;

import inkling.dataset.DatasetKind;
import inkling.runs.query.Condition;
import inkling.runs.store.RunStatus;
import java.util.Set;

/**
 * Which runs are listed.
 *
 * @param condition the filter that was typed
 * @param statuses none for all
 * @param datasets none for all
 */
public record Selection(Condition condition, Set<RunStatus> statuses, Set<DatasetKind> datasets, Archived archived) {
    public Selection {
        statuses = Set.copyOf(statuses);
        datasets = Set.copyOf(datasets);
    }

    boolean hasStatus(RunStatus status) {
        return statuses.isEmpty() || statuses.contains(status);
    }

    boolean hasDataset(DatasetKind dataset) {
        return datasets.isEmpty() || datasets.contains(dataset);
    }

    boolean hasArchived(boolean putAway) {
        return switch (archived) {
            case HIDDEN -> !putAway;
            case SHOWN -> true;
            case ONLY -> putAway;
        };
    }
}
