package inkling.runs.job;

import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.Cursor;
import inkling.archive.metrics.MeasuredEpoch;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.cluster.Follower;
import inkling.training.BestEpoch;
import inkling.training.Checkpoint;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import inkling.training.StepMetrics;
import inkling.worker.JobContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores what training does and then tells of it; where it is cancelled, it keeps where the run stands and stops it. Used
 * on one thread alone, where nothing else is said.
 */
final class RunRecorder implements Follower {
    private static final long STORE_NANOS = Duration.ofMillis(250).toNanos();
    private static final long LATEST_STORE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Storing waits this many times as long as it took last: of many runs at once, each leaves the database to the others. */
    private static final int STORE_REST = 50;

    /** Of a long epoch no more than this is lost when the process is killed. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Run run;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;
    private final RunListener listener;
    private final JobContext context;
    private final RunTeller teller;

    private Checkpoint.Within within;
    /** Where training stands after what was told last; empty where nobody knows. */
    private Optional<Supplier<Checkpoint>> here;

    private StepWindows windows = new StepWindows(0);
    /** Of the steps of late, which are not stored yet. */
    private final List<LayerNorms> norms = new ArrayList<>();
    /** Of the epoch that has just been validated. */
    private List<DeadUnits> units = List.of();

    private final ResumePoint from;
    private Cursor cursor;
    private final BestEpoch best = new BestEpoch();

    /** Seconds that the finished epochs took, and what earlier goes spent on the one under way. */
    private double secondsBefore;

    private boolean begun;
    private long epochStarted = System.nanoTime();
    private long lastReading = System.nanoTime();
    private volatile long lastPause = System.nanoTime();
    private long nextStore = System.nanoTime();

    /**
     * @param run as it stands now that its data set is known
     * @param from where its training begins
     */
    RunRecorder(Run run, TrainedOn data, TrainingParts parts, JobContext context, ResumePoint from) {
        this.run = run;
        this.metrics = parts.metrics();
        this.files = parts.files();
        this.listener = parts.listener();
        this.context = context;
        this.from = from;
        this.within = from.within();
        this.here = from.checkpoint().map(checkpoint -> () -> checkpoint);
        this.teller = new RunTeller(run, data, listener, context, from);
        long step = from.checkpoint().map(Checkpoint::step).orElse(0L)
                - from.window().steps();
        this.cursor = new Cursor(step, from.epochs().size(), run.revision());
        from.epochs().forEach(this::count);
    }

    private void count(EpochMetrics finished) {
        secondsBefore += finished.seconds();
        best.add(finished);
    }

    /** How much there is to know of the run. */
    Cursor cursor() {
        return cursor;
    }

    @Override
    public void onUntrained(Checkpoint untrained) {
        context.throwIfCancelled();
        metrics.addCheckpoint(run.id(), files.write(run.id(), untrained));
    }

    @Override
    public void onEpochStarted(int epoch, int steps, int images) {
        context.throwIfCancelled();
        if (!begun) {
            begun = true;
            long total = (long) steps * run.hyperparameters().epochs();
            long step = from.checkpoint().map(Checkpoint::step).orElse(0L);
            double seconds = secondsBefore + within.seconds();
            windows = new StepWindows(total, from.window(), from.window().ended(step, epoch, seconds));
        }
        epochStarted = System.nanoTime();
        lastReading = epochStarted;
        lastPause = epochStarted;
        teller.epochStarted(epoch, within, steps, images);
    }

    @Override
    public void onNorms(List<LayerNorms> measured) {
        norms.addAll(measured);
    }

    @Override
    public void onDeadUnits(List<DeadUnits> found) {
        units = found;
    }

    @Override
    public boolean wantsCheckpoint() {
        return context.cancelled() || System.nanoTime() - lastPause >= PAUSE_NANOS;
    }

    @Override
    public void onSteps(List<StepMetrics> read) {
        here = Optional.empty();
        add(read);
    }

    @Override
    public void onSteps(List<StepMetrics> read, Supplier<Checkpoint> here) {
        this.here = Optional.of(here);
        add(read);
    }

    private void add(List<StepMetrics> read) {
        long now = System.nanoTime();
        double loss = 0;
        double accuracy = 0;
        for (int i = 0; i < read.size(); i++) {
            // The losses were read together; the steps lie evenly between the two readings.
            double at = lastReading + (now - lastReading) * (i + 1.0) / read.size();
            windows.add(read.get(i), secondsBefore + within.seconds() + (at - epochStarted) / 1e9);
            loss += read.get(i).loss();
            accuracy += read.get(i).accuracy();
        }
        lastReading = now;
        if (here.isPresent() && wantsCheckpoint()) {
            pause(here.get());
            context.throwIfCancelled();
        } else if (now - nextStore >= 0) {
            store();
        }
        teller.trained(read.size(), loss, accuracy);
    }

    @Override
    public void onValidating(int epoch, int done, int total) {
        stopIfCancelled();
        teller.validating(done);
    }

    @Override
    public void onEpoch(EpochMetrics finished, Checkpoint checkpoint) {
        windows.end();
        MeasuredEpoch last = new MeasuredEpoch(finished, windows.take(), takeNorms(), units);
        // The file first: a row never names a file that is not there.
        CheckpointInfo file = files.write(run.id(), checkpoint, whole(last));
        metrics.addEpoch(run.id(), last, file);
        files.deletePause(run.id());
        within = Checkpoint.Within.NOTHING;
        count(finished);
        publish(last.steps(), last.norms());
        cursor = cursor.and(new Cursor(0, finished.epoch(), 0));
        listener.onEpoch(run.id(), finished, units, best.epoch(), cursor);
        // Only now, so that an epoch that is done is kept.
        context.throwIfCancelled();
    }

    /** With the steps that were stored before. */
    private MeasuredEpoch whole(MeasuredEpoch last) {
        List<StepWindow> steps =
                new ArrayList<>(metrics.steps(run.id(), last.epoch().epoch()));
        steps.addAll(last.steps());
        long before = steps.get(0).step() - steps.get(0).steps();
        List<LayerNorms> measured = new ArrayList<>(metrics.norms(run.id(), before));
        measured.addAll(last.norms());
        return new MeasuredEpoch(last.epoch(), steps, measured, last.units());
    }

    private List<LayerNorms> takeNorms() {
        List<LayerNorms> taken = List.copyOf(norms);
        norms.clear();
        return taken;
    }

    /** The test begins. */
    void onTestStarted() {
        context.throwIfCancelled();
        teller.testStarted(best.epoch());
    }

    /** @param done test images classified so far */
    void onTesting(int done) {
        context.throwIfCancelled();
        teller.testing(best.epoch(), done);
    }

    /** Stores and tells the steps that wait for it, because no more will come. */
    void close() {
        windows.end();
        store();
        metrics.addSteps(run.id(), List.of(), takeNorms()); // of a run that diverged before a loss was told
    }

    private void stopIfCancelled() {
        if (here.isPresent() && context.cancelled()) {
            pause(here.get());
            context.throwIfCancelled();
        }
    }

    /** Keeps where the run stands; the steps before it first, so that none is missing when it goes on from there. */
    private void pause(Supplier<Checkpoint> here) {
        store();
        metrics.addSteps(run.id(), List.of(), takeNorms());
        metrics.sync();
        files.writePause(run.id(), new CheckpointFiles.Pause(here.get(), windows.open()));
        lastPause = System.nanoTime();
    }

    private void store() {
        long began = System.nanoTime();
        List<StepWindow> stored = windows.take();
        if (!stored.isEmpty()) {
            List<LayerNorms> measured = takeNorms();
            metrics.addSteps(run.id(), stored, measured);
            publish(stored, measured);
        }
        long took = System.nanoTime() - began;
        nextStore = began + Math.min(Math.max(STORE_NANOS, STORE_REST * took), LATEST_STORE_NANOS);
    }

    private void publish(List<StepWindow> stored, List<LayerNorms> measured) {
        if (!stored.isEmpty()) {
            cursor = cursor.and(new Cursor(stored.get(stored.size() - 1).step(), 0, 0));
            listener.onSteps(run.id(), stored, measured, cursor);
        }
    }
}
