package inkling.network;

import inkling.text.Text;

/**
 * A square that slides over a picture: a convolution's kernel, or what is pooled. All in pixels.
 *
 * @param stride from one place to the next
 * @param padding zeros around the picture
 */
public record Window(int size, int stride, int padding) {
    /**
     * How many places it has: downwards, and across.
     *
     * @param name what it is called in a sentence
     * @throws IllegalArgumentException with a sentence for the user if it has none
     */
    int[] fit(int[] input, String name) {
        Layer.requirePicture(input);
        int height = input[1] + 2 * padding;
        int width = input[2] + 2 * padding;
        if (Math.min(height, width) < size) {
            throw new IllegalArgumentException(Text.of(
                    "the picture is %d x %d there%s, smaller than the %d x %d %s",
                    input[1],
                    input[2],
                    padding == 0 ? "" : Text.of(", with its padding %d x %d", height, width),
                    size,
                    size,
                    name));
        }
        return new int[] {(height - size) / stride + 1, (width - size) / stride + 1};
    }
}
