package inkling.sweeps;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.RunRequest;
import inkling.errors.UserError.NotFound;
import inkling.runs.job.RunEvents;
import inkling.runs.job.RunProgress;
import inkling.runs.job.Runs;
import inkling.sweeps.space.SweepPlan;
import inkling.text.Text;
import inkling.worker.JobStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts sweeps, stops them, and says how they stand: the one way for pages and the API. Used on any thread. */
public final class Sweeps {
    private final SweepRepository repository;
    private final RunRepository runRepository;
    private final MetricsRepository metrics;
    private final Runs runs;
    private final RunEvents events;
    private final EarlierRuns earlier;
    private final Clock clock;

    /** @param events knows what a run is doing just now */
    public Sweeps(
            SweepRepository repository,
            RunRepository runRepository,
            MetricsRepository metrics,
            Runs runs,
            RunEvents events,
            EarlierRuns earlier,
            Clock clock) {
        this.repository = repository;
        this.runRepository = runRepository;
        this.metrics = metrics;
        this.runs = runs;
        this.events = events;
        this.earlier = earlier;
        this.clock = clock;
    }

    /**
     * How a sweep stands.
     *
     * @param results of all its runs, in the order in which they were asked for
     * @param share how much of it is done, 0 to 1
     * @param left how long the rest may take; empty if nothing is left, or nobody knows
     */
    public record State(
            Sweep sweep, List<MeasuredRun> results, SweepCounts counts, double share, Optional<Forecast> left) {
        public State {
            results = List.copyOf(results);
        }
    }

    public SweepRepository repository() {
        return repository;
    }

    /**
     * Starts every run of a plan, or none.
     *
     * @param askedBy the name of the person who asks for them; empty for whoever has none
     */
    public Sweep start(SweepPlan plan, Optional<String> askedBy) {
        List<Run> started = runs.start(
                plan.requests().stream().map(run -> run.askedBy(askedBy)).toList(),
                handle -> Optional.of(repository.insert(handle, plan.name(), plan.fields(), askedBy, clock.instant())));
        return get(started.get(0).sweep().orElseThrow());
    }

    /** @throws NotFound if there is no such sweep */
    public Sweep get(long id) {
        return repository.find(id).orElseThrow(() -> notFound(id));
    }

    private static NotFound notFound(long id) {
        return new NotFound(Text.of("There is no sweep %d.", id));
    }

    /** About how long runs will take; see {@link EarlierRuns#forecast}. */
    public Optional<Forecast> forecast(List<RunRequest> requests) {
        return earlier.forecast(requests);
    }

    public State state(Sweep sweep) {
        List<MeasuredRun> results = metrics.measured(runs(sweep));
        SweepCounts counts = SweepCounts.of(results);
        double running = results.stream()
                .filter(result -> result.run().status() == JobStatus.RUNNING)
                .flatMap(result -> events.progress(result.run().id()).stream())
                .mapToDouble(RunProgress::share)
                .sum();
        double share = counts.total() == 0 ? 0 : (counts.ended() + running) / counts.total();
        return new State(sweep, results, counts, share, left(results));
    }

    private List<Run> runs(Sweep sweep) {
        return runRepository.findAll(repository.runs(sweep.id()));
    }

    /** What waits by earlier runs, what runs by its own speed where that is known already. */
    private Optional<Forecast> left(List<MeasuredRun> results) {
        List<RunRequest> unknown = new ArrayList<>();
        double seconds = 0;
        for (MeasuredRun result : results) {
            Optional<Double> own = result.run().status() == JobStatus.RUNNING
                    ? events.progress(result.run().id()).flatMap(RunProgress::secondsLeft)
                    : Optional.empty();
            if (own.isEmpty() && result.run().status().active()) {
                unknown.add(result.run().request());
            }
            seconds += own.orElse(0.0);
        }
        Duration known = Duration.ofMillis(Math.round(1000 * seconds));
        return unknown.isEmpty()
                ? Optional.of(new Forecast(known, List.of(), false)).filter(forecast -> !known.isZero())
                : forecast(unknown).map(forecast -> forecast.plus(known));
    }

    /** Cancels every run that waits or runs. */
    public void cancelRest(Sweep sweep) {
        runs.cancelAll(runs(sweep).stream().filter(run -> run.status().active()).toList());
    }

    /** @throws NotFound if there is no such sweep */
    public void rename(Sweep sweep, String name) {
        if (!repository.rename(sweep.id(), name)) {
            throw notFound(sweep.id());
        }
    }

    /** Forgets that the runs of a sweep belong together; for a while that can be taken back. */
    public void delete(Sweep sweep) {
        repository.delete(sweep.id(), clock.instant());
    }
}
