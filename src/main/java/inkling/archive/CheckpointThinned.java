package inkling.archive;

import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.text.Text;
import java.util.Comparator;
import java.util.List;

/** The checkpoint that was asked for was thinned out; what its epoch measured is still there. */
public final class CheckpointThinned extends UserError.NotFound {
    private static final long serialVersionUID = 1L;

    private final int nearest;

    /** @param kept the epochs that have a checkpoint, at least one */
    CheckpointThinned(Run run, int epoch, List<Integer> kept) {
        this(run.id(), epoch, nearest(epoch, kept));
    }

    private CheckpointThinned(long run, int epoch, int nearest) {
        super(Text.of(
                "The checkpoint of epoch %d of run %d was thinned out; the nearest that was kept is of epoch %d.",
                epoch, run, nearest));
        this.nearest = nearest;
    }

    private static int nearest(int epoch, List<Integer> kept) {
        return kept.stream()
                .min(Comparator.comparingInt(each -> Math.abs(each - epoch)))
                .orElseThrow();
    }

    /** The nearest epoch whose checkpoint was kept. */
    public int nearest() {
        return nearest;
    }
}
