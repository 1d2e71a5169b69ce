package inkling.archive.runs;

import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import java.util.Optional;

/**
 * What a person asks for who starts a run, from a form, the API or the command line.
 *
 * @param name for people, at most 120 characters; need not be unique; empty for one that tells it from earlier runs
 * @param data which images to learn from
 * @param hyperparameters everything else that changes what is learned
 * @param device {@code auto} or the name of a device
 * @param imported the weights it begins with; empty for untrained ones
 * @param askedBy the name of the person who asks; empty for whoever has none
 */
public record RunRequest(
        String name,
        DatasetRequest data,
        Hyperparameters hyperparameters,
        String device,
        Optional<Imported> imported,
        Optional<String> askedBy) {
    /** The longest name a run can have, in characters. */
    public static final int LONGEST_NAME = 120;

    public RunRequest {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    Text.of("name must have at most %d characters, had %d", LONGEST_NAME, name.length()));
        }
    }

    /** From the beginning, on images as they are. */
    public RunRequest(
            String name, DatasetKind dataset, Optional<String> path, Hyperparameters hyperparameters, String device) {
        this(name, DatasetRequest.of(dataset, path), hyperparameters, device);
    }

    /** From the beginning. */
    public RunRequest(String name, DatasetRequest data, Hyperparameters hyperparameters, String device) {
        this(name, data, hyperparameters, device, Optional.empty(), Optional.empty());
    }

    /** The same under another name. */
    public RunRequest named(String other) {
        return new RunRequest(other, data, hyperparameters, device, imported, askedBy);
    }

    /** The same, asked for by somebody of that name; by nobody who has one, if it is empty. */
    public RunRequest askedBy(Optional<String> person) {
        return new RunRequest(name, data, hyperparameters, device, imported, person);
    }

    /** The same with weights from elsewhere, which are only tested. */
    public RunRequest importing(Imported weights) {
        return new RunRequest(
                name, data, hyperparameters.with(Setting.EPOCHS, 0), device, Optional.of(weights), askedBy);
    }
}
