package inkling.sweeps.pages;

import inkling.access.Visitor;
import inkling.archive.metrics.MeasuredRun;
import inkling.archive.runs.Run;
import inkling.http.FormInput;
import inkling.stress.StressPage;
import inkling.studies.Study;
import inkling.sweeps.Sweep;
import inkling.sweeps.Sweeps;
import inkling.worker.JobStatus;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/** Puts a stress test of every finished run of a sweep into the queue that has none yet. */
public final class SweepStress {
    private final Sweeps sweeps;
    private final StressPage stress;

    public SweepStress(Sweeps sweeps, StressPage stress) {
        this.sweeps = sweeps;
        this.stress = stress;
    }

    /** @param studies the numbers of the tests that wait or run now */
    record Started(long sweep, List<Long> studies) {}

    public void start(Context context) {
        Sweep sweep = sweep(context);
        begin(sweep, Visitor.of(context).name());
        context.redirect(sweep.url(), HttpStatus.SEE_OTHER);
    }

    public void startJson(Context context) {
        Sweep sweep = sweep(context);
        context.status(HttpStatus.ACCEPTED)
                .json(new Started(sweep.id(), begin(sweep, Visitor.of(context).name())));
    }

    private List<Long> begin(Sweep sweep, Optional<String> askedBy) {
        return sweeps.state(sweep).results().stream()
                .map(MeasuredRun::run)
                .filter(SweepStress::isUntested)
                .map(run -> stress.start(run, askedBy))
                .map(Study::id)
                .toList();
    }

    /** Whether a test of it is of use: one that did not get to its end would stand beside those that had all their epochs. */
    static boolean isUntested(Run run) {
        return run.status() == JobStatus.FINISHED && run.corruptionError().isEmpty();
    }

    private Sweep sweep(Context context) {
        return sweeps.get(FormInput.id("sweep", context.pathParam("id")));
    }
}
