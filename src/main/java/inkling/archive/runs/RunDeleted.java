package inkling.archive.runs;

import inkling.errors.UserError;
import inkling.text.Text;

/** The run that was asked for is thrown away, but not yet for good. */
public final class RunDeleted extends UserError.NotFound {
    private static final long serialVersionUID = 1L;

    private final long run;

    RunDeleted(long run) {
        super(Text.of("Run %d was deleted. For a while it can be taken back: among what was deleted lately.", run));
        this.run = run;
    }

    public long run() {
        return run;
    }
}
