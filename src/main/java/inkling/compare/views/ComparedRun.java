package inkling.compare.views;

import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.http.Address;
import inkling.runs.RunHead;
import java.util.List;
import java.util.Optional;

/**
 * One run of a comparison at the epoch that is looked at.
 *
 * @param epoch empty where it has none to look at
 * @param trouble why it cannot be looked at, as a sentence
 */
public record ComparedRun(Run run, Optional<Integer> epoch, Optional<String> trouble) {
    /** A run that cannot be looked at stays in the comparison, and says why. */
    static ComparedRun of(RunArchive archive, Run run, String choice) {
        try {
            int epoch = epoch(archive, run, choice);
            archive.checkpointVersion(run, epoch);
            return new ComparedRun(run, Optional.of(epoch), Optional.empty());
        } catch (UserError e) {
            return new ComparedRun(run, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static int epoch(RunArchive archive, Run run, String choice) {
        int best = archive.epoch(run, Optional.empty());
        if (choice.equals(ComparedRuns.BEST)) {
            return best;
        }
        List<Integer> epochs = archive.epochs(run);
        return choice.equals(ComparedRuns.LAST)
                ? epochs.get(epochs.size() - 1)
                : archive.epoch(run, Optional.of(choice));
    }

    ComparedRun in(String newTrouble) {
        return new ComparedRun(run, epoch, Optional.of(newTrouble));
    }

    public long id() {
        return run.id();
    }

    /** Whether both were tested on the same images, whatever they learnt from. */
    boolean sameTest(ComparedRun other) {
        return run.sameTest(other.run);
    }

    /** How the run is called and coloured. */
    public RunHead head() {
        return new RunHead(run);
    }

    /** Why it cannot be looked at; empty if it can. */
    public String reason() {
        return trouble.orElse("");
    }

    /** The epoch of a run that can be looked at. */
    public int at() {
        return epoch.orElseThrow();
    }

    /** One of the run's own views, at this epoch. */
    public Address view(String name) {
        return new Address(run.url() + "/" + name).with("epoch", epoch);
    }
}
