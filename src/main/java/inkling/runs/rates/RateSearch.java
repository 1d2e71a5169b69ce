package inkling.runs.rates;

import inkling.archive.runs.RunRequest;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.LoadProgress;
import inkling.errors.UserError.InvalidInput;
import inkling.network.ArchitectureException;
import inkling.network.Devices;
import inkling.runs.job.TrainingParts.DatasetSource;
import inkling.training.LearningRateFinder;
import inkling.training.RateCurve;
import inkling.training.Setting;
import inkling.training.StepMemory;
import inkling.training.TrainingPlan;
import inkling.worker.Pace;
import inkling.worker.Progress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * A learning-rate range test of what somebody asks for: the images are opened, then a network is trained on some of them.
 * One thread does it; any may cancel it.
 */
public final class RateSearch {
    private final RunRequest request;
    private final DatasetSource datasets;
    private final Devices devices;
    private final Consumer<Progress> listener;
    private final Pace pace;
    private volatile boolean cancelled;

    /** @param listener is told how far it is, on its thread */
    public RateSearch(
            RunRequest request, DatasetSource datasets, Devices devices, Clock clock, Consumer<Progress> listener) {
        this.request = request;
        this.datasets = datasets;
        this.devices = devices;
        this.listener = listener;
        this.pace = new Pace(clock);
    }

    /** What was found, and on which images in a sentence. */
    public record Found(String data, RateCurve curve) {}

    /**
     * Does it, on the caller's thread.
     *
     * @return empty if it was cancelled
     * @throws InvalidInput at the field that is wrong
     */
    public Optional<Found> run() {
        try {
            Dataset dataset = open();
            return Optional.of(new Found(
                    dataset.reason(),
                    finder(dataset).find(done -> tell("training", done, LearningRateFinder.STEPS, "steps"))));
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }

    private Dataset open() {
        try {
            tell("getting the data", 0, 0, "");
            LoadProgress progress = (activity, done, total, unit) -> tell(activity, done, total, unit);
            return datasets.open(request.data(), progress);
        } catch (DatasetException e) {
            throw new InvalidInput("data", String.valueOf(e.getMessage()));
        }
    }

    private LearningRateFinder finder(Dataset dataset) {
        try {
            return new LearningRateFinder(
                    new TrainingPlan(request.hyperparameters(), dataset, device(devices, request)));
        } catch (ArchitectureException e) {
            throw new InvalidInput(Setting.ARCH.id(), String.valueOf(e.getMessage()));
        } catch (StepMemory.TooLargeException e) {
            throw new InvalidInput(Setting.BATCH_SIZE.id(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * This machine's device, even if the run is to be trained elsewhere.
     *
     * @throws InvalidInput if there is no such device
     */
    static String device(Devices devices, RunRequest request) {
        try {
            return devices.orAny(devices.resolve(request.device()));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("device", String.valueOf(e.getMessage()));
        }
    }

    private void tell(String activity, long done, long total, String unit) {
        if (cancelled) {
            throw new CancellationException();
        }
        listener.accept(pace.at(activity, Math.min(done, total), total, unit));
    }

    /** Has it end at its next step. */
    public void cancel() {
        cancelled = true;
    }
}
