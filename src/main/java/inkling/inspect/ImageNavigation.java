package inkling.inspect;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.http.Address;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways from one image to the next.
 *
 * @param place where it stands among those that are walked through, in words
 * @param before the image before it; null at the beginning
 * @param after the image after it; null at the end
 * @param list where all of them are
 * @param image the image's own page
 * @param views what else there is to see of it, by name, as the ends of the addresses have it
 */
public record ImageNavigation(
        String place,
        @Nullable String before,
        @Nullable String after,
        String list,
        String image,
        Map<String, String> views) {
    private static final List<String> VIEWS = List.of("why", "between", "counterfactual", "influence");
    private static final List<String> SELECTION =
            Stream.concat(Stream.of("epoch"), ImageSelection.NAMES.stream()).toList();
    /** How an image is looked at. */
    private static final List<String> LOOK = List.of("class", "baseline", "scale", "with", "to", "sure");

    /**
     * Through the images that the address says, if this image is among them; else through all of the split.
     *
     * @param view what follows an image's address: nothing, or such as {@code /why}
     */
    public static ImageNavigation of(PredictionStore predictions, RunImage of, String view) {
        EpochRequest request = of.request();
        ImageSplit split = of.name().split();
        int index = of.name().index();
        int size = of.images().size();
        int[] images = selection(predictions, request, split)
                .filter(indices -> place(indices, index) >= 0)
                .orElseGet(() -> IntStream.range(0, size).toArray());
        int at = place(images, index);
        String what = images.length < size ? "of the selection" : split.title() + " images";
        return new ImageNavigation(
                Text.of("%s of %s %s", Figures.count(at + 1), Figures.count(images.length), what),
                at == 0 ? null : look(request, new ImageName(split, images[at - 1]), view),
                at == images.length - 1 ? null : look(request, new ImageName(split, images[at + 1]), view),
                selecting(request, request.run().url() + "/mistakes")
                        .with("select", of.name())
                        .toString(),
                selecting(request, of.url()).toString(),
                VIEWS.stream().collect(toMap(identity(), each -> look(request, of.name(), "/" + each))));
    }

    private static String look(EpochRequest request, ImageName image, String view) {
        Address address = selecting(request, image.url(request.run()) + view);
        LOOK.forEach(name -> address.with(name, request.asked(name)));
        return address.toString();
    }

    private static Address selecting(EpochRequest request, String path) {
        Address address = new Address(path);
        SELECTION.forEach(name -> address.with(name, request.asked(name)));
        return address;
    }

    /** Mistakes are looked for among test images only. */
    private static Optional<int[]> selection(PredictionStore predictions, EpochRequest request, ImageSplit split) {
        ImageSelection selection = ImageSelection.of(predictions.archive(), request);
        if (!selection.asked() || split != ImageSplit.TEST) {
            return Optional.empty();
        }
        return Optional.of(selection.select(predictions.labelled(request.run(), request.epoch(), ImageSplit.TEST)));
    }

    private static int place(int[] images, int index) {
        return IntStream.range(0, images.length)
                .filter(i -> images[i] == index)
                .findFirst()
                .orElse(-1);
    }
}
