package inkling.archive.runs;

import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Devices;
import inkling.text.Isolated;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Score;
import inkling.training.Setting;
import inkling.training.Training;
import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as it stands in the database.
 *
 * @param id counted from 1
 * @param job trains it: the latest one, where it was resumed or trained further
 * @param request what was asked for
 * @param programVersion the version of Inkling that it was asked of
 * @param createdAt when it was asked for
 * @param data the data set it got, once that is loaded
 * @param bestEpoch the first epoch with the lowest validation loss, once there is one whose loss is a number
 * @param test how the best epoch does on the test images
 * @param corruptionError the share of wrong answers of the best epoch on corrupted test images, once that was measured
 * @param trainingTime in how many goes it was trained
 * @param annotations what a person made of it
 * @param sweep the sweep it belongs to
 * @param overBatches which of its figures are means over batches
 * @param fileBytes what its files take together, once they were looked at
 */
public record Run(
        long id,
        JobRecord job,
        RunRequest request,
        String programVersion,
        Instant createdAt,
        Optional<TrainedOn> data,
        Optional<Integer> bestEpoch,
        Optional<Score> test,
        Optional<Double> corruptionError,
        TrainingTime trainingTime,
        Annotations annotations,
        Optional<Long> sweep,
        OverBatches overBatches,
        Optional<Long> fileBytes) {
    /** The kind of job that trains a run. */
    public static final String TRAINING = "training";

    /** Where it stands. */
    public JobStatus status() {
        return job.status();
    }

    /** Counts the changes to the run itself, its metrics apart. */
    public int revision() {
        return job.revision();
    }

    /** When its device first became free. */
    public Optional<Instant> startedAt() {
        return trainingTime.startedAt();
    }

    /** When it finished, failed or was stopped. */
    public Optional<Instant> endedAt() {
        return job.endedAt();
    }

    /** The device it got, such as {@code cpu}. */
    public Optional<String> device() {
        return startedAt().map(started -> job.device());
    }

    /** Why it failed, as a sentence; only of a failed run. */
    public Optional<String> failure() {
        return job.failure();
    }

    /** What all that works on the run of that number belongs to, in the queue. */
    public static String owner(long id) {
        return "run " + id;
    }

    /** What it is called, as it may stand among other text; the request has it as it was typed. */
    public String name() {
        return Isolated.of(request.name());
    }

    /** Whose it is, as that may stand among other text: who asked for it at first, whoever had it go on later. */
    public Optional<String> askedBy() {
        return request.askedBy().map(Isolated::of);
    }

    public Hyperparameters hyperparameters() {
        Hyperparameters asked = request.hyperparameters();
        return data.filter(known -> asked.augmentation().open())
                .map(known -> asked.with(Setting.AUGMENT, asked.augmentation().on(known.shape())))
                .orElse(asked);
    }

    /** Whether it was trained elsewhere, and not yet here. */
    public boolean isOnlyTested() {
        return request.imported().isPresent() && hyperparameters().epochs() == 0;
    }

    /** A setting's value; empty where it makes no difference to it, or nobody here knows because it was trained elsewhere. */
    public Optional<Object> setting(Setting setting) {
        return setting.value(hyperparameters()).filter(any -> !isOnlyTested() || !setting.ofTraining());
    }

    /**
     * Its network, fitted to its images; as long as nobody knows these, to MNIST’s.
     *
     * @throws inkling.network.ArchitectureException if it does not fit them
     */
    public Blueprint blueprint() {
        Architecture architecture = hyperparameters().architecture();
        return data.map(known -> architecture.on(known.shape(), known.outputs()))
                .orElseGet(() -> architecture.on(ImageShape.MNIST, Architecture.CLASSES));
    }

    /** How many numbers training adjusts; empty as long as nobody knows the images. */
    public Optional<Integer> parameters() {
        return data.map(known -> blueprint().parameterCount());
    }

    /** The device that trained it, or is to; where this machine has none of that name, the one that {@code auto} means. */
    public String deviceHere(Devices devices) {
        return devices.orAny(device().orElse(request.device()));
    }

    /** Whether both were tested on the same images, whatever they learnt from. */
    public boolean sameTest(Run other) {
        return data.flatMap(mine -> other.data.map(theirs -> mine.fingerprint().sameTest(theirs.fingerprint())))
                .orElse(false);
    }

    /** Where its page is. */
    public String url() {
        return url(id);
    }

    /** Where the page of the run of that number is. */
    public static String url(long id) {
        return "/runs/" + id;
    }

    /** Those of its finished epochs, in order, that count for its patience. */
    public List<EpochMetrics> counted(List<EpochMetrics> epochs) {
        return epochs.subList(Math.min(trainingTime.patienceFrom(), epochs.size()), epochs.size());
    }

    /** Whether these epochs, in order, are all that it is to be trained for. */
    public boolean isTrained(List<EpochMetrics> epochs) {
        return Training.isDone(hyperparameters(), epochs.size(), counted(epochs));
    }

    /** How long it was trained and tested, pauses left out; empty while it waits or runs, and if it never ran. */
    public Optional<Duration> took() {
        return endedAt().flatMap(trainingTime::took);
    }
}
