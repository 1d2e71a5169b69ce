package inkling.inspect;

import inkling.archive.ImageSplit;
import inkling.http.Address;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.LinkedHashMap;
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
 */
record ImageNavigation(
        String place, @Nullable String before, @Nullable String after, String list) {
    private static final List<String> KEPT =
            Stream.concat(Stream.of("epoch"), ImageSelection.NAMES.stream()).toList();

    /**
     * @param size how many images the split has
     * @param selection the images that are walked through; all of them if empty or if this image is not among them
     */
    static ImageNavigation of(EpochRequest request, ImageSplit split, int index, int size, Optional<int[]> selection) {
        int[] images = selection
                .filter(indices -> place(indices, index) >= 0)
                .orElseGet(() -> IntStream.range(0, size).toArray());
        int at = place(images, index);
        String what = images.length < size ? "of the selection" : split.title() + " images";
        Map<String, String> query = new LinkedHashMap<>();
        KEPT.forEach(name -> request.asked(name).ifPresent(value -> query.put(name, value)));
        String base = Text.of("%s/images/%s/", request.run().url(), split.id());
        Map<String, String> selecting = new LinkedHashMap<>(query);
        selecting.put("select", split.id() + ":" + index);
        return new ImageNavigation(
                Text.of("%s of %s %s", Figures.count(at + 1), Figures.count(images.length), what),
                at == 0 ? null : new Address(base + images[at - 1]).with(query).toString(),
                at == images.length - 1
                        ? null
                        : new Address(base + images[at + 1]).with(query).toString(),
                new Address(request.run().url() + "/mistakes").with(selecting).toString());
    }

    private static int place(int[] images, int index) {
        return IntStream.range(0, images.length)
                .filter(i -> images[i] == index)
                .findFirst()
                .orElse(-1);
    }
}
