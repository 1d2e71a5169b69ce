package inkling.runlist;

import inkling.dataset.DatasetKind;
import inkling.worker.JobStatus;
import java.util.List;
import java.util.function.Predicate;

/** How many runs there are of each status and data set among those that the typed filter leaves. */
record Counts(RunSelection selection, List<Group> groups) {
    /** Runs that are alike in all that can be chosen by a click. */
    record Group(JobStatus status, DatasetKind dataset, boolean archived, long runs) {}

    public Counts {
        groups = List.copyOf(groups);
    }

    /** All that are listed, on whichever page. */
    public long total() {
        return sum(group -> selection.hasStatus(group.status())
                && selection.hasDataset(group.dataset())
                && selection.hasArchived(group.archived()));
    }

    /** How many of this status there are to be chosen. */
    long of(JobStatus status) {
        return sum(group -> group.status() == status
                && selection.hasDataset(group.dataset())
                && selection.hasArchived(group.archived()));
    }

    /** How many of this data set there are to be chosen. */
    long of(DatasetKind dataset) {
        return sum(group -> group.dataset() == dataset
                && selection.hasStatus(group.status())
                && selection.hasArchived(group.archived()));
    }

    /** How many were put away. */
    long archived() {
        return sum(group ->
                group.archived() && selection.hasStatus(group.status()) && selection.hasDataset(group.dataset()));
    }

    private long sum(Predicate<Group> which) {
        return groups.stream().filter(which).mapToLong(Group::runs).sum();
    }
}
