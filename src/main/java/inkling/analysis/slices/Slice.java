package inkling.analysis.slices;

import inkling.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The images that lie in one bin of an axis, or in one bin of each of two.
 *
 * @param parts of different axes
 */
public record Slice(List<Part> parts) {
    /** A bin of an axis. */
    public record Part(Axis axis, int bin) {}

    public Slice {
        parts = List.copyOf(parts);
    }

    public static Slice of(Axis axis, int bin) {
        return new Slice(List.of(new Part(axis, bin)));
    }

    static Slice of(Axis axis, int bin, Axis other, int otherBin) {
        return new Slice(List.of(new Part(axis, bin), new Part(other, otherBin)));
    }

    /** In addresses: {@code class:4,stroke:0}. */
    public String id() {
        return parts.stream()
                .map(part -> Text.of("%s:%d", part.axis().id(), part.bin()))
                .collect(Collectors.joining(","));
    }

    /** {@code 4 · stroke width thinnest, 1.2 to 1.9 px}. */
    public String title() {
        return parts.stream().map(part -> part.axis().inWords(part.bin())).collect(Collectors.joining(" · "));
    }

    /** In their order. */
    public int[] images() {
        return IntStream.range(0, parts.get(0).axis().of().length)
                .filter(image -> parts.stream().allMatch(part -> part.axis().of()[image] == part.bin()))
                .toArray();
    }
}
