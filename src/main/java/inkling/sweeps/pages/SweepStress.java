package inkling.sweeps.pages;

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
        begin(sweep);
        context.redirect(sweep.url(), HttpStatus.SEE_OTHER);
    }

    public void startJson(Context context) {
        Sweep sweep = sweep(context);
        context.status(HttpStatus.ACCEPTED).json(new Started(sweep.id(), begin(sweep)));
    }

    private List<Long> begin(Sweep sweep) {
        return sweeps.state(sweep).results().stream()
                .map(MeasuredRun::run)
                .filter(SweepStress::isUntested)
                .map(stress::start)
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
