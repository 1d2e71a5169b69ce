package inkling.dataset;

import inkling.text.Text;
import java.io.Serializable;

/**
 * How many numbers make up a picture, and how they lie: channel after channel, each row by row from the top (C x H x W,
 * as PyTorch has it).
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record ImageShape(int channels, int height, int width) implements Serializable {
    /** Of MNIST's digits and of those that the program draws itself. */
    public static final ImageShape MNIST = new ImageShape(1, 28, 28);

    /** Along either side: a picture twice as large would have more numbers than any network here could use. */
    public static final int LONGEST_SIDE = 1_024;

    public ImageShape {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3, were " + channels);
        }
        if (height < 1 || height > LONGEST_SIDE || width < 1 || width > LONGEST_SIDE) {
            throw new IllegalArgumentException(
                    Text.of("height and width must be 1 to %d, were %d and %d", LONGEST_SIDE, height, width));
        }
    }

    /** Numbers of one picture. */
    public int size() {
        return channels * plane();
    }

    /** Pixels of one picture: the numbers of one channel. */
    public int plane() {
        return height * width;
    }

    public boolean isGrey() {
        return channels == 1;
    }

    /** As in {@code 3 x 32 x 32}. */
    @Override
    public String toString() {
        return Text.of("%d x %d x %d", channels, height, width);
    }
}
