package inkling.archive;

import inkling.analysis.slices.Slicing;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MeasuredRun;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Imported;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.dataset.sources.Datasets;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.files.RegularFile;
import inkling.network.SafetensorsException;
import inkling.network.Tensor;
import inkling.network.plain.PlainNetwork;
import inkling.text.Isolated;
import inkling.text.Text;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a run left behind, opened again: its checkpoints and the images it learnt from. Used on any thread. */
public final class RunArchive {
    private static final int DATASETS = 2;
    private static final int RUNS = 4;
    /** Of 1.8 MB each. */
    private static final int NETWORKS = 64;

    private final RunRepository runs;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;
    private final Datasets datasets;
    private final SoftCache<String, Dataset> opened = new SoftCache<>(DATASETS);
    private final SoftCache<String, PlainNetwork> networks = new SoftCache<>(NETWORKS);
    private final SoftCache<Long, Normalisation> normalisations = new SoftCache<>(RUNS);
    private final SoftCache<Part, LabelledImages> parts = new SoftCache<>(2 * RUNS);
    private final SoftCache<Long, Slicing> slicings = new SoftCache<>(RUNS);

    private record Part(long run, ImageSplit split) {}

    /** @param datasets opens again what the runs were trained on */
    public RunArchive(RunRepository runs, MetricsRepository metrics, CheckpointFiles files, Datasets datasets) {
        this.runs = runs;
        this.metrics = metrics;
        this.files = files;
        this.datasets = datasets;
    }

    /** @return empty if there is no such run, or if it is deleted */
    public Optional<Run> find(long id) {
        return runs.find(id);
    }

    /** @throws NotFound if there is no such run, or if it is deleted */
    public Run run(long id) {
        return runs.get(id);
    }

    /** The newest runs first, without those that were put away. */
    public List<Run> newest(int limit) {
        return runs.newest(limit);
    }

    /** The newest run that has finished, without those that were put away. */
    public Optional<Run> newestFinished() {
        return runs.newestFinished();
    }

    /** The run whose best epoch has the lowest validation loss, the first of several; empty if none has an epoch. */
    public Optional<Run> best(List<Run> among) {
        return metrics.measured(among).stream()
                .filter(measured -> measured.best().isPresent())
                .min(Comparator.comparing(
                        measured -> measured.best().orElseThrow().validLoss()))
                .map(MeasuredRun::run);
    }

    /** What the logits of an epoch's checkpoint are divided by; empty as long as nobody has kept a temperature. */
    public Optional<Double> temperature(Run run, int epoch) {
        return checkpointInfo(run, epoch).temperature();
    }

    /** Keeps it with the checkpoint; empty to forget it. */
    public void keepTemperature(Run run, int epoch, Optional<Double> temperature) {
        metrics.keepTemperature(run.id(), epoch, temperature);
    }

    /** The epochs that have a checkpoint, in order; 0 is the untrained network. */
    public List<Integer> epochs(Run run) {
        return metrics.checkpoints(run.id()).stream().map(CheckpointInfo::epoch).toList();
    }

    /**
     * The epoch that a page looks at: the one it was asked for, else the best one, else the last one.
     *
     * @throws Conflict if the run has no checkpoint yet
     * @throws InvalidInput if there is no checkpoint of the epoch that was asked for
     */
    public int epoch(Run run, Optional<String> asked) {
        List<Integer> epochs = epochs(run);
        if (epochs.isEmpty()) {
            throw new Conflict(Text.of(
                    "Run %d has no checkpoint%s.",
                    run.id(), run.status().active() ? " yet; look again in a moment" : ""));
        }
        int last = epochs.get(epochs.size() - 1);
        if (asked.isEmpty()) {
            return run.bestEpoch().filter(epochs::contains).orElse(last);
        }
        return epochs.stream()
                .filter(epoch -> String.valueOf(epoch).equals(asked.get()))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "epoch",
                        Text.of(
                                "Run %d has checkpoints of epochs %d to %d, not of %s.",
                                run.id(), epochs.get(0), last, asked.get())));
    }

    /** The learning rate of an epoch's steps in the mean; what the run was asked for where they are not known. */
    public double learningRate(Run run, int epoch) {
        List<StepWindow> windows = metrics.steps(run.id(), epoch);
        double steps = windows.stream().mapToInt(StepWindow::steps).sum();
        return windows.isEmpty()
                ? run.hyperparameters().learningRate()
                : windows.stream()
                                .mapToDouble(window -> window.steps() * window.learningRate())
                                .sum()
                        / steps;
    }

    /**
     * The network's six tensors after an epoch.
     *
     * @throws NotFound if the checkpoint or its file is gone
     * @throws Conflict if the file is broken
     */
    public List<Tensor> parameters(Run run, int epoch) {
        checkpointVersion(run, epoch);
        try {
            return files.read(run.id(), checkpointInfo(run, epoch), run.blueprint())
                    .parameters();
        } catch (SafetensorsException e) {
            throw broken(run, epoch, e.getMessage());
        }
    }

    /** Whether there are such {@link #parameters}; reads them to find out. */
    public boolean isReadable(Run run, int epoch) {
        return EachEpoch.of(List.of(epoch), each -> parameters(run, each))
                .missing()
                .isEmpty();
    }

    private CheckpointInfo checkpointInfo(Run run, int epoch) {
        return metrics.checkpoints(run.id()).stream()
                .filter(each -> each.epoch() == epoch)
                .findFirst()
                .orElseThrow(() -> gone(run, epoch));
    }

    /**
     * The network after an epoch in plain Java, for one picture at a time.
     *
     * @throws inkling.errors.UserError as {@link #parameters}
     */
    public PlainNetwork network(Run run, int epoch) {
        String key = Text.of("%d-%d-%s", run.id(), epoch, checkpointVersion(run, epoch));
        return networks.get(key, () -> new PlainNetwork(run.blueprint(), parameters(run, epoch)));
    }

    /**
     * Another text whenever the checkpoint's file is another one.
     *
     * @throws NotFound if the file is gone
     * @throws Conflict if what is there is no file
     */
    public String checkpointVersion(Run run, int epoch) {
        try {
            BasicFileAttributes file = RegularFile.attributes(checkpoint(run, epoch));
            return file.size() + " bytes of " + file.lastModifiedTime();
        } catch (NoSuchFileException e) {
            throw gone(run, epoch);
        } catch (IOException e) {
            throw broken(run, epoch, checkpoint(run, epoch) + " cannot be read: " + RegularFile.reason(e));
        }
    }

    /** Whether there is a file of the checkpoint, however whole. */
    public boolean hasFile(Run run, int epoch) {
        return files.exists(run.id(), epoch);
    }

    /** Where a checkpoint lies, or would lie. */
    Path checkpoint(Run run, int epoch) {
        return files.path(run.id(), epoch);
    }

    /** Where something that was worked out from a checkpoint is kept: beside it. */
    Path besideCheckpoint(Run run, int epoch, String fileName) {
        return checkpoint(run, epoch).resolveSibling(fileName);
    }

    private static Conflict broken(Run run, int epoch, String why) {
        return new Conflict(Text.of("The checkpoint of epoch %d of run %d is broken: %s.", epoch, run.id(), why));
    }

    private NotFound gone(Run run, int epoch) {
        return new NotFound(Text.of(
                "The checkpoint of epoch %d of run %d is gone: there is no file %s any more.",
                epoch, run.id(), checkpoint(run, epoch)));
    }

    /**
     * The data set that the run was trained on; loaded in seconds the first time.
     *
     * @throws Conflict if it cannot be had any more, or what lies in its place is another one
     */
    public Dataset dataset(Run run) {
        TrainedOn data = run.data()
                .orElseThrow(() -> new Conflict(Text.of(
                        "Run %d has not loaded its images%s.",
                        run.id(), run.status().active() ? " yet; look again in a moment" : "")));
        return opened.get(data.fingerprint().whole(), () -> open(run, data));
    }

    private Dataset open(Run run, TrainedOn data) {
        DatasetRequest asked = run.request().data().as(data.kind());
        if (datasets.needsDownload(asked)) {
            throw new Conflict(Text.of(
                    "Run %d was trained on MNIST, which is no longer in Inkling's folder; a new run that needs it downloads it again.",
                    run.id()));
        }
        Dataset dataset;
        try {
            dataset = datasets.open(asked, LoadProgress.NONE);
        } catch (DatasetException e) {
            throw new Conflict(Text.of("The images of run %d cannot be opened any more: %s", run.id(), e.getMessage()));
        }
        if (!dataset.fingerprint().whole().equals(data.fingerprint().whole())) {
            throw new Conflict(Text.of(
                            "Run %d was trained on other images than the ones that are there now (%s); put the old ones",
                            run.id(),
                            asked.path().map(Isolated::of).orElse(data.kind().title()))
                    + " back to look inside it.");
        }
        return dataset;
    }

    /** How the run's training images were divided. */
    public Split split(Run run) {
        return dataset(run)
                .split(
                        run.hyperparameters().validationShare(),
                        run.hyperparameters().seed());
    }

    /**
     * How the run's pixels become the network's input.
     *
     * @throws Conflict if its images have no contrast, so that nothing can be asked of its network
     */
    public Normalisation normalisation(Run run) {
        return normalisations.get(run.id(), () -> {
            try {
                return run.request()
                        .imported()
                        .flatMap(Imported::normalisation)
                        .orElseGet(() -> Normalisation.of(dataset(run).train()));
            } catch (DatasetException e) {
                throw new Conflict(
                        Text.of("The network of run %d cannot be asked anything: %s", run.id(), e.getMessage()));
            }
        });
    }

    /** The images of a split; an image's index is its position here. */
    public LabelledImages images(Run run, ImageSplit split) {
        return split == ImageSplit.TEST
                ? dataset(run).test()
                : parts.get(
                        new Part(run.id(), split), () -> dataset(run).train().select(indices(run, split)));
    }

    /** How the run's test images are divided by class and by how they look. */
    public Slicing slicing(Run run) {
        return slicings.get(
                run.id(),
                () -> Slicing.of(images(run, ImageSplit.TEST), dataset(run).classNames()));
    }

    /** Where a split's images are among the data set's training images, whether they train or validate; not of the test. */
    public int[] indices(Run run, ImageSplit split) {
        Split divided = split(run);
        return split == ImageSplit.TRAIN ? divided.train() : divided.validation();
    }
}
