package inkling.archive.runs;

import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.text.Text;
import inkling.text.TypedPath;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asks for who starts a run, from a form, the API or the command line.
 *
 * @param name for people, at most 120 characters; need not be unique; empty for one that tells it from earlier runs
 * @param dataset which images to learn from
 * @param folder the IDX files' folder, absolute; needed for {@link DatasetKind#IDX}
 * @param hyperparameters everything else that changes what is learned
 * @param device {@code auto} or the name of a device
 * @param imported the weights it begins with; empty for untrained ones
 */
public record RunRequest(
        String name,
        DatasetKind dataset,
        Optional<String> folder,
        Hyperparameters hyperparameters,
        String device,
        Optional<Imported> imported) {
    /** The longest name a run can have, in characters. */
    public static final int LONGEST_NAME = 120;

    /** The longest path of a folder, in characters. */
    public static final int LONGEST_FOLDER = 1_000;

    public RunRequest {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    Text.of("name must have at most %d characters, had %d", LONGEST_NAME, name.length()));
        }
        if (folder.filter(path -> path.toString().length() > LONGEST_FOLDER).isPresent()) {
            throw new IllegalArgumentException("the folder's path is too long");
        }
        if (dataset == DatasetKind.IDX && folder.isEmpty()) {
            throw new IllegalArgumentException("a data set of your own needs the folder of its IDX files");
        }
    }

    /** From the beginning. */
    public RunRequest(
            String name, DatasetKind dataset, Optional<String> folder, Hyperparameters hyperparameters, String device) {
        this(name, dataset, folder, hyperparameters, device, Optional.empty());
    }

    /** The same under another name. */
    public RunRequest named(String other) {
        return new RunRequest(other, dataset, folder, hyperparameters, device, imported);
    }

    /** The same with weights from elsewhere, which are only tested. */
    public RunRequest importing(Imported weights) {
        return new RunRequest(
                name, dataset, folder, hyperparameters.with(Setting.EPOCHS, 0), device, Optional.of(weights));
    }

    /**
     * The folder, to be opened.
     *
     * @throws DatasetException with a sentence if this process cannot open files of such a name
     */
    public Optional<Path> path() {
        try {
            return folder.map(TypedPath::of);
        } catch (IllegalArgumentException e) {
            throw new DatasetException(e.getMessage() + ".");
        }
    }
}
