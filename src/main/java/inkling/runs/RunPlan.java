package inkling.runs;

import static java.util.stream.Collectors.joining;

import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetException;
import inkling.dataset.Split;
import inkling.dataset.batch.Batches;
import inkling.errors.UserError.InvalidInput;
import inkling.network.Architecture;
import inkling.network.ArchitectureException;
import inkling.network.Blueprint;
import inkling.network.Preset;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import inkling.training.StepMemory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a form's settings amount to before the run starts, in words.
 *
 * @param chosen empty where one of the settings is wrong
 * @param images what can be said of the data set's
 * @param name what the run will be called if its name stays empty; empty where that is not known
 */
public record RunPlan(Optional<Hyperparameters> chosen, ExpectedImages images, String name) {
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
                request.map(RunRequest::data).map(ExpectedImages::of).orElse(ExpectedImages.UNKNOWN),
                // A seed that is drawn when the run starts may well be a part of its name.
                request.filter(asked -> !values.getOrDefault("seed", "").isBlank())
                        .map(namer)
                        .orElse(""));
    }

    private static Optional<RunRequest> read(RunForm form, Map<String, String> values) {
        try {
            return Optional.of(form.sketch(values));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    /** What stands in the field of the name as long as it is empty. */
    public String placeholder() {
        return name.isEmpty() ? "Named after what differs" : name;
    }

    /** The network in a line, or why there can be none. */
    public String network() {
        return chosen.map(each -> misfit().orElseGet(() -> network(each.architecture())))
                .orElse(UNKNOWN);
    }

    /** What the figures of the network take for granted, because only reading the files would tell; often empty. */
    public String assumed() {
        return chosen.filter(each -> misfit().isEmpty())
                .map(each -> images.assumed())
                .orElse("");
    }

    private String network(Architecture architecture) {
        Blueprint fitted = images.fit(architecture);
        String hidden = architecture
                .widths()
                .map(widths -> widths.stream().map(width -> width + " → ").collect(joining()))
                .orElseGet(() -> Preset.of(architecture).map(Preset::title).orElseGet(architecture::brief) + " → ");
        return Text.of("%d → %s%d", fitted.input().size(), hidden, fitted.classes());
    }

    /** What is wrong with the network for these images, as a sentence; empty if nothing is. */
    private Optional<String> misfit() {
        try {
            chosen.map(Hyperparameters::architecture).ifPresent(images::fit);
            return Optional.empty();
        } catch (ArchitectureException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private String ofNetwork(BiFunction<Hyperparameters, Blueprint, String> figure) {
        return chosen.filter(each -> misfit().isEmpty())
                .map(each -> figure.apply(each, images.fit(each.architecture())))
                .orElse(UNKNOWN);
    }

    public String parameters() {
        return ofNetwork((each, network) -> Figures.count(network.parameterCount()));
    }

    public String multiplyAdds() {
        return ofNetwork((each, network) -> Figures.count(network.multiplyAdds()));
    }

    public String memory() {
        return ofNetwork((each, network) -> "about "
                + Figures.bytes(StepMemory.of(each, network, trainImages()).bytes()));
    }

    public String steps() {
        return chosen.filter(each -> trainImages() >= Split.FEWEST)
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
        int kept = trainImages() - trained;
        return images.train().isPresent()
                ? Text.of(
                        "on %s; %s more %s kept for validation",
                        Figures.plural(trained, "image"), Figures.count(kept), kept == 1 ? "is" : "are")
                : Text.of(
                        "if there are as many images as in MNIST, %s to train on and %s for validation",
                        Figures.count(trained), Figures.count(kept));
    }

    private int trained(Hyperparameters each) {
        return Split.trained(trainImages(), each.validationShare());
    }

    private int trainImages() {
        return images.train().orElse(ExpectedImages.MNIST.train().getAsInt());
    }
}
