package inkling.runs.imports;

import inkling.archive.Background;
import inkling.archive.SoftCache;
import inkling.archive.runs.Imported;
import inkling.archive.runs.RunRequest;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import inkling.dataset.sources.Datasets;
import inkling.errors.UserError.InvalidInput;
import inkling.network.ArchitectureException;
import inkling.network.Blueprint;
import inkling.network.Safetensors;
import inkling.network.SafetensorsException;
import inkling.network.StateDict;
import inkling.runs.job.TrainingParts.DatasetSource;
import inkling.text.TypedPath;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at weights before they become a run: what each tensor of the network would be. The images are opened for it, since
 * the network is fitted to their shape and classes; that can take longer than a page waits.
 */
final class ImportCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int KEPT = 2;

    private final DatasetSource datasets;
    private final Background background;
    private final SoftCache<String, Dataset> opened = new SoftCache<>(KEPT);

    /** What there is to say of weights, the images they are for, and the network. */
    record Looked(Dataset dataset, Blueprint blueprint, StateDict state) {}

    ImportCheck(DatasetSource datasets, Background background) {
        this.datasets = datasets;
        this.background = background;
    }

    /**
     * @return empty if the images are still being read; another call goes on waiting for them
     * @throws InvalidInput at the field that is wrong
     */
    Optional<Looked> look(RunRequest request) {
        DatasetRequest images = request.data();
        String key = images + " " + Datasets.stamp(images);
        return background
                .waited(new Background.Key("import " + key, 0, 0), PATIENCE, () -> opened.get(key, () -> open(request)))
                .map(dataset -> look(request, dataset));
    }

    private Dataset open(RunRequest request) {
        try {
            return datasets.open(request.data(), LoadProgress.NONE);
        } catch (DatasetException e) {
            throw new InvalidInput("data", String.valueOf(e.getMessage()));
        }
    }

    private static Looked look(RunRequest request, Dataset dataset) {
        Imported imported = request.imported().orElseThrow();
        int channels = dataset.shape().channels();
        if (imported.normalisation()
                .filter(each -> each.channels().size() != channels)
                .isPresent()) {
            throw new InvalidInput(
                    ImportForm.MEAN,
                    "mean and std must have a number for each channel, of which there are " + channels);
        }
        try {
            Blueprint blueprint = request.hyperparameters().architecture().on(dataset.shape(), dataset.classes());
            return new Looked(
                    dataset, blueprint, StateDict.of(Safetensors.entries(TypedPath.of(imported.file())), blueprint));
        } catch (ArchitectureException e) {
            throw new InvalidInput("arch", String.valueOf(e.getMessage()));
        } catch (SafetensorsException e) {
            throw new InvalidInput(ImportForm.WEIGHTS, String.valueOf(e.getMessage()));
        }
    }
}
