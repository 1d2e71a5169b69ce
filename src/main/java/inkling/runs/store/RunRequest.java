package inkling.runs.store;

import inkling.dataset.DatasetKind;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asks for who starts a run, from a form, the API or the command line.
 *
 * @param name for people, 1 to 120 characters; need not be unique
 * @param dataset which images to learn from
 * @param folder the IDX files' folder, absolute; needed for {@link DatasetKind#IDX}
 * @param hyperparameters everything else that changes what is learned
 * @param device {@code auto} or the name of a device
 */
public record RunRequest(
        String name, DatasetKind dataset, Optional<Path> folder, Hyperparameters hyperparameters, String device) {
    /** The longest name a run can have, in characters. */
    public static final int LONGEST_NAME = 120;

    public RunRequest {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    Text.of("name must have 1 to %d characters, had %d", LONGEST_NAME, name.length()));
        }
        if (dataset == DatasetKind.IDX && folder.isEmpty()) {
            throw new IllegalArgumentException("a data set of your own needs the folder of its IDX files");
        }
    }
}
