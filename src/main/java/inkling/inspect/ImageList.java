package inkling.inspect;

import inkling.archive.ImageSplit;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.text.Words;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Images that a person named one by one, as an address has them: {@code test:1,5,9-20}, or of many {@code test:~} and a bit
 * an image in URL-safe Base64, the first image's the lowest of the first byte.
 *
 * @param indices in order, each once
 */
public record ImageList(ImageSplit split, int[] indices) {
    private static final String BITS = "~";

    /**
     * Reads such a text; without a split it is of test images.
     *
     * @param sizes how many images each split has
     * @throws IllegalArgumentException with a sentence if it is none
     */
    public static ImageList of(String text, ToIntFunction<ImageSplit> sizes) {
        int colon = text.indexOf(':');
        ImageSplit split = colon < 0
                ? ImageSplit.TEST
                : Words.choose("split", List.of(ImageSplit.values()), ImageSplit::id, text.substring(0, colon));
        int size = sizes.applyAsInt(split);
        String list = text.substring(colon + 1).strip();
        BitSet images = list.startsWith(BITS) ? bits(list.substring(1), size) : numbers(list, size);
        return new ImageList(split, images.stream().toArray());
    }

    private static BitSet bits(String text, int size) {
        BitSet images;
        try {
            images = BitSet.valueOf(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw wrong(text, size);
        }
        if (images.isEmpty() || images.length() > size) {
            throw wrong(text, size);
        }
        return images;
    }

    private static BitSet numbers(String text, int size) {
        BitSet images = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            OptionalInt first = Numbers.whole(ends[0].strip(), 0, size - 1);
            OptionalInt last = Numbers.whole(ends[ends.length - 1].strip(), 0, size - 1);
            if (ends.length > 2 || first.isEmpty() || last.isEmpty() || first.getAsInt() > last.getAsInt()) {
                throw wrong(part, size);
            }
            images.set(first.getAsInt(), last.getAsInt() + 1);
        }
        return images;
    }

    private static IllegalArgumentException wrong(String text, int size) {
        return new IllegalArgumentException(Text.wrong(
                Text.of("images must be numbers and ranges from 0 to %d, such as 1,5,9-20", size - 1), text));
    }

    /** As an address has it, in the shorter of the two ways. */
    public String text() {
        String numbers = numbers();
        BitSet bits = new BitSet();
        Arrays.stream(indices).forEach(bits::set);
        String packed = BITS + Base64.getUrlEncoder().withoutPadding().encodeToString(bits.toByteArray());
        String shorter = numbers.length() <= packed.length() ? numbers : packed;
        return split.id() + ":" + shorter;
    }

    /** {@code 1,5,9-20}. */
    private String numbers() {
        int[] begins = IntStream.range(0, indices.length)
                .filter(i -> i == 0 || indices[i] > indices[i - 1] + 1)
                .toArray();
        return IntStream.range(0, begins.length)
                .mapToObj(k -> {
                    int from = indices[begins[k]];
                    int to = indices[(k + 1 < begins.length ? begins[k + 1] : indices.length) - 1];
                    return from == to ? String.valueOf(from) : from + "-" + to;
                })
                .collect(Collectors.joining(","));
    }
}
