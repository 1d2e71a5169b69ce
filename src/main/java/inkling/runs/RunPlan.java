package inkling.runs;

import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Split;
import inkling.dataset.batch.Batches;
import inkling.dataset.sources.Datasets;
import inkling.errors.UserError.InvalidInput;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What a form's settings amount to before the run starts, in words.
 *
 * @param chosen empty where one of the settings is wrong
 * @param images in the data set; empty where nobody knows yet
 * @param name what the run will be called if its name stays empty; empty where that is not known
 */
public record RunPlan(Optional<Hyperparameters> chosen, OptionalInt images, String name) {
    /** Of MNIST, and of the built-in digits, to train on. */
    private static final int MNIST_IMAGES = 60_000;

    private static final String UNKNOWN = "–";

    /** @param namer what a run will be called */
    public static RunPlan of(Map<String, String> values, RunForm form, Function<RunRequest, String> namer) {
        Map<String, String> settings = new HashMap<>(values);
        settings.keySet().removeAll(List.of("name", "device"));
        settings.keySet().removeAll(RunForm.DATA);
        Map<String, String> unnamed = new HashMap<>(values);
        unnamed.remove("name");
        Optional<RunRequest> request = read(form, unnamed);
        return new RunPlan(
                read(form, settings).map(RunRequest::hyperparameters),
                request.map(RunPlan::images).orElseGet(OptionalInt::empty),
                // A seed that is drawn when the run starts may well be a part of its name.
                request.filter(asked -> !values.getOrDefault("seed", "").isBlank())
                        .map(namer)
                        .orElse(""));
    }

    private static Optional<RunRequest> read(RunForm form, Map<String, String> values) {
        try {
            return Optional.of(form.readForm(values));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    private static OptionalInt images(RunRequest request) {
        DatasetRequest data = request.data();
        if (data.path().isEmpty() || data.kind() == DatasetKind.BUILTIN) {
            return OptionalInt.of(MNIST_IMAGES);
        }
        try {
            OptionalLong train = Datasets.recognise(
                            data.file().orElseThrow(), Optional.of(data.kind()).filter(DatasetKind::isOwn))
                    .promise()
                    .train();
            return train.isPresent() ? OptionalInt.of((int) train.getAsLong()) : OptionalInt.empty();
        } catch (DatasetException e) {
            return OptionalInt.empty();
        }
    }

    /** What stands in the field of the name as long as it is empty. */
    public String placeholder() {
        return name.isEmpty() ? "Named after what differs" : name;
    }

    public String network() {
        return chosen.map(Hyperparameters::hidden)
                .map(hidden -> Text.of(
                        "%d → %d → %d → %d", Architecture.INPUTS, hidden.get(0), hidden.get(1), Architecture.CLASSES))
                .orElse(UNKNOWN);
    }

    public String parameters() {
        return chosen.map(each ->
                        Figures.count(Blueprint.perceptron(each.hidden()).parameterCount()))
                .orElse(UNKNOWN);
    }

    public String steps() {
        return chosen.filter(each -> images.orElse(MNIST_IMAGES) >= Split.FEWEST)
                .map(each -> (long) each.epochs() * Batches.perEpoch(trained(each), each.batchSize()))
                .map(Figures::count)
                .orElse(UNKNOWN);
    }

    /** Which images the steps are on, or why there can be none. */
    public String split() {
        try {
            return chosen.map(each -> split(trained(each))).orElse("");
        } catch (DatasetException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String split(int trained) {
        int kept = images.orElse(MNIST_IMAGES) - trained;
        return images.isPresent()
                ? Text.of(
                        "on %s; %s more %s kept for validation",
                        Figures.plural(trained, "image"), Figures.count(kept), kept == 1 ? "is" : "are")
                : Text.of(
                        "if there are as many images as in MNIST, %s to train on and %s for validation",
                        Figures.count(trained), Figures.count(kept));
    }

    private int trained(Hyperparameters each) {
        return Split.trained(images.orElse(MNIST_IMAGES), each.validationShare());
    }
}
