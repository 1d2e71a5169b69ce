package inkling.runs.job;

import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.runs.Imported;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.TrainedOn;
import inkling.cluster.ClusterException;
import inkling.cluster.Trainer;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.errors.UserError;
import inkling.network.Devices;
import inkling.text.Isolated;
import inkling.text.Text;
import inkling.training.Checkpoint;
import inkling.training.Score;
import inkling.training.Training;
import inkling.training.TrainingPlan;
import inkling.worker.Job;
import inkling.worker.JobContext;
import inkling.worker.Progress;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Does one run, from its beginning or from where it stopped, to its end: data, training, and the test of its best epoch;
 * keeps how it ended on the run. Whoever trains, here is where it is told and kept.
 */
final class TrainingJob implements Job {
    private final long id;
    private final String title;
    private final String url;
    private final TrainingParts parts;
    private final Devices devices;

    TrainingJob(Run run, TrainingParts parts, Devices devices) {
        this.id = run.id();
        this.title = title(run);
        this.url = run.url();
        this.parts = parts;
        this.devices = devices;
    }

    static String title(Run run) {
        return Text.of("Run %d: %s", run.id(), run.name());
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Consumer<Handle> run(JobContext context) {
        Score test = train(parts.runs().get(id), context);
        return handle -> RunRepository.keepTest(handle, id, test);
    }

    private Score train(Run started, JobContext context) {
        String device = device(started.job().device());
        devices.prepare(); // while the data set is read
        Dataset dataset = load(started, context);
        Optional<Normalisation> given = started.request().imported().flatMap(Imported::normalisation);
        TrainedOn data =
                TrainedOn.of(dataset, split(started, dataset), started.data().map(TrainedOn::outputs));
        Run run = parts.runs().use(id, data);
        TrainingPlan plan = new TrainingPlan(run.hyperparameters(), run.blueprint(), dataset, device, given);
        Trainer trainer = parts.trainer(device);
        Trainer.Task task = new Trainer.Task(run.job().id(), plan, context);
        Attempts attempts = new Attempts(run, task, data, parts);
        try {
            trainer.train(task, attempts);
            return test(trainer, task, attempts.recorder());
        } catch (CancellationException | Training.DivergedException | ClusterException e) {
            attempts.recorder().close();
            throw e;
        }
    }

    private static Split split(Run run, Dataset dataset) {
        return dataset.split(
                run.hyperparameters().validationShare(), run.hyperparameters().seed());
    }

    private String device(String asked) {
        try {
            return devices.resolve(asked);
        } catch (IllegalArgumentException e) {
            throw new UserError.Conflict(String.valueOf(e.getMessage()));
        }
    }

    private Dataset load(Run run, JobContext context) {
        LoadProgress progress = new LoadProgress() {
            private static final long INTERVAL_NANOS = 250_000_000;
            private String lastActivity = "";
            private long lastTold;

            @Override
            public void report(String activity, long done, long total, String unit) {
                context.throwIfCancelled();
                if (!activity.equals(lastActivity) || System.nanoTime() - lastTold >= INTERVAL_NANOS) {
                    lastActivity = activity;
                    lastTold = System.nanoTime();
                    tellLoading(run, context, activity + amount(done, total, unit));
                }
            }
        };
        tellLoading(run, context, "getting the data");
        // A run that goes on needs the images it began with, whatever an automatic choice would take now.
        DatasetRequest asked = run.request().data();
        DatasetRequest wanted = run.data().map(data -> asked.as(data.kind())).orElse(asked);
        Dataset dataset = parts.datasets().open(wanted, progress);
        if (run.data()
                .filter(began -> !began.fingerprint()
                        .whole()
                        .equals(dataset.fingerprint().whole()))
                .isPresent()) {
            throw new DatasetException(Text.of(
                    "It cannot go on: it began with other images than the ones that are there now (%s).",
                    wanted.path().map(Isolated::of).orElse(wanted.kind().title())));
        }
        return dataset;
    }

    private void tellLoading(Run run, JobContext context, String activity) {
        context.report(Progress.of(activity));
        parts.listener()
                .onProgress(new RunProgress(
                        id,
                        "loading",
                        0,
                        run.hyperparameters().epochs(),
                        0,
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Text.capitalised(activity)));
    }

    /** How much of something is done: ", 3.2 of 9.5 MB", ", 12,000 of 60,000 images". */
    private static String amount(long done, long total, String unit) {
        boolean bytes = unit.equals("bytes");
        String form = bytes ? "%.1f" : "%,.0f";
        double scale = bytes ? 1e6 : 1;
        String of = total > 0 ? Text.of(" of " + form, total / scale) : "";
        return Text.of(", " + form, done / scale) + of + " " + (bytes ? "MB" : unit);
    }

    /** Tests the best epoch as its file has it, which is what everything later looks at. */
    private Score test(Trainer trainer, Trainer.Task task, RunRecorder recorder) {
        recorder.onTestStarted();
        TrainingPlan plan = task.plan();
        double lr = plan.hyperparameters().learningRate();
        int best = parts.runs()
                .find(id)
                .flatMap(Run::bestEpoch)
                .or(() -> Optional.of(0).filter(none -> plan.hyperparameters().epochs() == 0))
                .orElseThrow(
                        () -> new Training.DivergedException("the validation loss is a number after no epoch", lr));
        CheckpointInfo info = parts.metrics().checkpoints(id).stream()
                .filter(checkpoint -> checkpoint.epoch() == best)
                .findFirst()
                .orElseThrow();
        Checkpoint checkpoint = parts.files().read(id, info, plan.blueprint());
        Score test = trainer.score(task, checkpoint, recorder::onTesting);
        if (!Double.isFinite(test.loss())) {
            throw new Training.DivergedException(
                    Text.of("the test loss of epoch %d, the best one, was not a number", best), lr);
        }
        return test;
    }
}
