package inkling.runs.job;

import inkling.runs.store.CheckpointFiles;
import inkling.runs.store.CheckpointInfo;
import inkling.runs.store.Cursor;
import inkling.runs.store.MetricsRepository;
import inkling.runs.store.Run;
import inkling.runs.store.StepWindow;
import inkling.runs.store.TrainedOn;
import inkling.training.Checkpoint;
import inkling.training.EpochMetrics;
import inkling.training.StepMetrics;
import inkling.training.TrainingObserver;
import inkling.worker.JobContext;
import inkling.worker.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores what training does and then tells of it, a few times a second; stops it where it is cancelled. Used on the
 * training's thread alone.
 */
final class RunRecorder implements TrainingObserver {
    private static final long INTERVAL_NANOS = Duration.ofMillis(250).toNanos();

    private final Run run;
    private final TrainedOn data;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;
    private final RunListener listener;
    private final JobContext context;
    private final RunPace pace;

    private StepWindows windows = new StepWindows(0);
    private Cursor cursor;
    private int bestEpoch;
    private double bestLoss;

    /** Seconds that the finished epochs took. */
    private double secondsBefore;

    private long epochStarted = System.nanoTime();
    private long lastReading = System.nanoTime();
    private long lastStored;
    private long lastTold;

    private int epoch;
    private int steps;
    private int images;
    private int stepInEpoch;
    private int evaluated;
    private double lossSum;
    private double accuracySum;

    /** @param run as it stands now that its data set is known */
    RunRecorder(
            Run run,
            TrainedOn data,
            MetricsRepository metrics,
            CheckpointFiles files,
            RunListener listener,
            JobContext context) {
        this.run = run;
        this.data = data;
        this.metrics = metrics;
        this.files = files;
        this.listener = listener;
        this.context = context;
        this.cursor = new Cursor(0, 0, run.revision());
        int epochs = run.hyperparameters().epochs();
        this.pace = new RunPace(
                (long) epochs * data.trainImages(), (long) epochs * data.validationImages() + data.testImages());
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
        if (this.epoch == 0) {
            windows = new StepWindows((long) steps * run.hyperparameters().epochs());
        }
        this.epoch = epoch;
        this.steps = steps;
        this.images = images;
        stepInEpoch = 0;
        evaluated = 0;
        lossSum = 0;
        accuracySum = 0;
        epochStarted = System.nanoTime();
        lastReading = epochStarted;
        pace.pause();
        tellNowAndThen("training", epochOf());
    }

    @Override
    public void onSteps(List<StepMetrics> read, Supplier<Checkpoint> here) {
        context.throwIfCancelled();
        long now = System.nanoTime();
        for (int i = 0; i < read.size(); i++) {
            // The losses were read together; the steps lie evenly between the two readings.
            double at = lastReading + (now - lastReading) * (i + 1.0) / read.size();
            windows.add(read.get(i), secondsBefore + (at - epochStarted) / 1e9);
            lossSum += read.get(i).loss();
            accuracySum += read.get(i).accuracy();
        }
        lastReading = now;
        long before = imagesAt(stepInEpoch);
        stepInEpoch += read.size();
        pace.trained(imagesAt(stepInEpoch) - before);
        if (now - lastStored >= INTERVAL_NANOS) {
            store();
        }
        tellNowAndThen("training", "%s, step %,d of %,d".formatted(epochOf(), stepInEpoch, steps));
    }

    @Override
    public void onValidating(int epoch, int done, int total) {
        context.throwIfCancelled();
        evaluated(done);
        tellNowAndThen("validating", "%s, validating".formatted(epochOf()));
    }

    @Override
    public void onEpoch(EpochMetrics finished, Checkpoint checkpoint) {
        // The file first: a row never names a file that is not there.
        CheckpointInfo file = files.write(run.id(), checkpoint);
        windows.end();
        List<StepWindow> last = windows.take();
        metrics.addEpoch(run.id(), last, finished, file);
        secondsBefore += finished.seconds();
        if (bestEpoch == 0 || finished.validLoss() < bestLoss) {
            bestLoss = finished.validLoss();
            bestEpoch = finished.epoch();
        }
        publish(last);
        cursor = cursor.and(new Cursor(0, finished.epoch(), 0));
        listener.onEpoch(run.id(), finished, bestEpoch, cursor);
        // Only now, so that an epoch that is done is kept.
        context.throwIfCancelled();
    }

    /** The test begins. */
    void onTestStarted() {
        context.throwIfCancelled();
        evaluated = 0;
        pace.pause();
        tell("testing", "testing epoch %d, the best one".formatted(bestEpoch));
    }

    /** @param done test images classified so far */
    void onTesting(int done) {
        context.throwIfCancelled();
        evaluated(done);
        tellNowAndThen("testing", "testing epoch %d, the best one".formatted(bestEpoch));
    }

    /** Stores and tells the steps that wait for it, because no more will come. */
    void close() {
        windows.end();
        store();
    }

    private void store() {
        lastStored = System.nanoTime();
        List<StepWindow> stored = windows.take();
        metrics.addSteps(run.id(), stored);
        publish(stored);
    }

    private void publish(List<StepWindow> stored) {
        if (!stored.isEmpty()) {
            cursor = cursor.and(new Cursor(stored.get(stored.size() - 1).step(), 0, 0));
            listener.onSteps(run.id(), stored, cursor);
        }
    }

    private void evaluated(int done) {
        pace.evaluated(done - evaluated);
        evaluated = done;
    }

    private long imagesAt(int step) {
        return Math.min((long) step * run.hyperparameters().batchSize(), images);
    }

    private String epochOf() {
        return "epoch %d of %d".formatted(epoch, run.hyperparameters().epochs());
    }

    private void tellNowAndThen(String phase, String activity) {
        if (System.nanoTime() - lastTold >= INTERVAL_NANOS) {
            tell(phase, activity);
        }
    }

    private void tell(String phase, String activity) {
        lastTold = System.nanoTime();
        double perSecond = phase.equals("training") ? pace.trainedPerSecond() : pace.evaluatedPerSecond();
        Optional<Duration> left = pace.left();
        context.report(new Progress(activity, pace.done(), pace.total(), "images", perSecond, left));
        listener.onProgress(new RunProgress(
                run.id(),
                phase,
                epoch,
                run.hyperparameters().epochs(),
                stepInEpoch,
                steps,
                perSecond,
                mean(lossSum),
                mean(accuracySum),
                left.map(duration -> duration.toMillis() / 1000.0),
                (double) pace.done() / pace.total(),
                activity.substring(0, 1).toUpperCase(Locale.ROOT) + activity.substring(1)));
    }

    private Optional<Double> mean(double sum) {
        return stepInEpoch == 0 ? Optional.empty() : Optional.of(sum / stepInEpoch);
    }
}
