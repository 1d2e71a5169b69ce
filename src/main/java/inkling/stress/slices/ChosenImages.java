package inkling.stress.slices;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.Mistakes;
import inkling.analysis.slices.OverRepresented;
import inkling.analysis.slices.Slice;
import inkling.analysis.slices.SliceFigures;
import inkling.analysis.slices.Slicing;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.inspect.ImageList;
import inkling.inspect.ImageSelection;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The images that an address names: a slice, a list, or what was taken for what.
 *
 * @param title what they are
 * @param split of which they are
 * @param images their indices, in order
 * @param by the ids of the axes by which they were chosen
 * @param url of the page that shows them; empty of images that are no test images
 */
record ChosenImages(String title, ImageSplit split, int[] images, Set<String> by, Optional<String> url) {
    /** Probability by chance below which a trait of them stands out. */
    private static final double LEVEL = 0.05;

    /** As the page and its JSON have them. */
    record View(
            String title,
            ImageSplit split,
            SliceFigures figures,
            List<OverRepresentedView> common,
            Optional<String> url) {}

    /** What stands out among them. */
    record OverRepresentedView(String slice, String title, int count, double share, double overall, double corrected) {
        public String shareText() {
            return Figures.percent(share);
        }

        public String overallText() {
            return Figures.percent(overall);
        }

        public String chanceText() {
            return SliceText.chance(corrected);
        }
    }

    /**
     * Reads {@code slice}, {@code images}, or {@code true} and {@code predicted}.
     *
     * @param said of the test images
     * @return empty if the address names none of them
     * @throws InvalidInput if it names some that there are not
     */
    static Optional<ChosenImages> of(RunArchive archive, EpochRequest request, LabelledPredictions said) {
        TrainedOn data = request.run().data().orElseThrow();
        Optional<Slice> slice = ImageSelection.slice(archive, request);
        if (slice.isPresent()) {
            Set<String> by = new HashSet<>();
            slice.get().parts().forEach(part -> by.add(part.axis().id()));
            return Optional.of(new ChosenImages(
                    slice.get().title(),
                    ImageSplit.TEST,
                    slice.get().images(),
                    by,
                    list(request, "slice", slice.get().id())));
        }
        Optional<String> typed = request.asked("images");
        if (typed.isPresent()) {
            ImageList list =
                    FormInput.read("images", typed.get(), text -> ImageList.of(text, split -> size(data, split)));
            String title = Text.of(
                    "%s of a list",
                    Figures.plural(list.indices().length, list.split().title() + " image"));
            Optional<String> url =
                    list.split() == ImageSplit.TEST ? list(request, "images", list.text()) : Optional.empty();
            return Optional.of(new ChosenImages(title, list.split(), list.indices(), Set.of(), url));
        }
        return cell(request, data, said);
    }

    private static Optional<ChosenImages> cell(EpochRequest request, TrainedOn data, LabelledPredictions said) {
        OptionalInt label = ImageSelection.label(request.query(), "true", data.outputs());
        OptionalInt predicted = ImageSelection.label(request.query(), "predicted", data.outputs());
        if (label.isEmpty() && predicted.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        label.ifPresent(each -> words.add("images of " + data.outputNames().get(each)));
        predicted.ifPresent(each -> words.add("taken for " + data.outputNames().get(each)));
        Mistakes.Filter filter = new Mistakes.Filter(label, predicted, Mistakes.Answers.ALL);
        int[] images = Mistakes.select(said, filter, Mistakes.Order.INDEX);
        Address url = images(request);
        label.ifPresent(each -> url.with("true", each));
        predicted.ifPresent(each -> url.with("predicted", each));
        return Optional.of(new ChosenImages(
                String.join(", ", words),
                ImageSplit.TEST,
                images,
                label.isPresent() ? Set.of("class") : Set.of(),
                Optional.of(url.toString())));
    }

    private static Optional<String> list(EpochRequest request, String name, String value) {
        return Optional.of(images(request).with(name, value).toString());
    }

    private static Address images(EpochRequest request) {
        return new Address(request.run().url() + "/mistakes")
                .with("epoch", request.asked("epoch"))
                .with("answers", Mistakes.Answers.ALL.id());
    }

    private static int size(TrainedOn data, ImageSplit split) {
        return switch (split) {
            case TEST -> data.testImages();
            case TRAIN -> data.trainImages();
            case VALIDATION -> data.validationImages();
        };
    }

    /** @param said of the images of their split */
    View view(Slicing slicing, LabelledPredictions said) {
        List<OverRepresented> common = split == ImageSplit.TEST && images.length > 0
                ? OverRepresented.of(slicing, images, by, LEVEL)
                : List.of();
        return new View(
                title,
                split,
                SliceFigures.of(said.select(images)),
                common.stream()
                        .map(each -> new OverRepresentedView(
                                each.slice().id(),
                                each.slice().title(),
                                each.count(),
                                each.share(),
                                each.overall(),
                                each.corrected()))
                        .toList(),
                url);
    }
}
