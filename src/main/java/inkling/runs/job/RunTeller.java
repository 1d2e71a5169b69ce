package inkling.runs.job;

import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.text.Text;
import inkling.training.Checkpoint;
import inkling.worker.JobContext;
import inkling.worker.Progress;
import java.time.Duration;
import java.util.Optional;

/** Tells the queue and browsers what a run does just now, a few times a second. Used on the training's thread alone. */
final class RunTeller {
    private static final long INTERVAL_NANOS = Duration.ofMillis(250).toNanos();

    private final Run run;
    private final RunListener listener;
    private final JobContext context;
    private final RunPace pace;

    private long lastTold;
    private int epoch;
    private int steps;
    private int images;
    private int stepInEpoch;
    private int evaluated;
    private double lossSum;
    private double accuracySum;

    /** @param from where its training begins */
    RunTeller(Run run, TrainedOn data, RunListener listener, JobContext context, ResumePoint from) {
        this.run = run;
        this.listener = listener;
        this.context = context;
        int epochs = run.hyperparameters().epochs();
        int done = from.epochs().size();
        this.pace = new RunPace(
                (long) epochs * data.trainImages(), (long) epochs * data.validationImages() + data.testImages());
        pace.skip(
                (long) done * data.trainImages()
                        + (long) from.within().steps() * run.hyperparameters().batchSize(),
                (long) done * data.validationImages());
    }

    void epochStarted(int epoch, Checkpoint.Within within, int steps, int images) {
        this.epoch = epoch;
        this.steps = steps;
        this.images = images;
        stepInEpoch = within.steps();
        evaluated = 0;
        lossSum = within.loss();
        accuracySum = within.accuracy();
        pace.pause();
        nowAndThen("training", epochOf());
    }

    /** @param loss the sum over these steps, as is {@code accuracy} */
    void trained(int count, double loss, double accuracy) {
        lossSum += loss;
        accuracySum += accuracy;
        long before = imagesAt(stepInEpoch);
        stepInEpoch += count;
        pace.trained(imagesAt(stepInEpoch) - before);
        nowAndThen("training", Text.of("%s, step %,d of %,d", epochOf(), stepInEpoch, steps));
    }

    /** @param done validation images classified so far */
    void validating(int done) {
        evaluated(done);
        nowAndThen("validating", Text.of("%s, validating", epochOf()));
    }

    void testStarted(int best) {
        evaluated = 0;
        pace.pause();
        tell("testing", testing(best));
    }

    /** @param done test images classified so far */
    void testing(int best, int done) {
        evaluated(done);
        nowAndThen("testing", testing(best));
    }

    private static String testing(int best) {
        return Text.of("testing epoch %d, the best one", best);
    }

    private void evaluated(int done) {
        pace.evaluated(done - evaluated);
        evaluated = done;
    }

    private long imagesAt(int step) {
        return Math.min((long) step * run.hyperparameters().batchSize(), images);
    }

    private String epochOf() {
        return Text.of("epoch %d of %d", epoch, run.hyperparameters().epochs());
    }

    private void nowAndThen(String phase, String activity) {
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
                Text.capitalised(activity)));
    }

    private Optional<Double> mean(double sum) {
        return stepInEpoch == 0 ? Optional.empty() : Optional.of(sum / stepInEpoch);
    }
}
