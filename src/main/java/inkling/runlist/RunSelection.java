package inkling.runlist;

import inkling.dataset.DatasetKind;
import inkling.errors.UserError.InvalidInput;
import inkling.runlist.filter.Condition;
import inkling.worker.JobStatus;
import java.util.Set;

/**
 * Which runs are listed.
 *
 * @param condition the filter that was typed
 * @param statuses none for all
 * @param datasets none for all
 */
record RunSelection(Condition condition, Set<JobStatus> statuses, Set<DatasetKind> datasets, Archived archived) {
    public RunSelection {
        statuses = Set.copyOf(statuses);
        datasets = Set.copyOf(datasets);
    }

    /** What the list does with runs that were put away. */
    enum Archived {
        HIDDEN(""),
        SHOWN("yes"),
        ONLY("only");

        private final String id;

        Archived(String id) {
            this.id = id;
        }

        /** As the address has it; empty for the usual. */
        String id() {
            return id;
        }

        /** @throws InvalidInput if it is neither empty, {@code no}, {@code yes} nor {@code only} */
        static Archived of(String text) {
            return switch (text) {
                case "", "no" -> HIDDEN;
                case "yes" -> SHOWN;
                case "only" -> ONLY;
                default -> throw new InvalidInput("archived", "archived must be no, yes or only, was " + text);
            };
        }
    }

    boolean hasStatus(JobStatus status) {
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
