package inkling.analysis.pictures;

import inkling.dataset.ImageShape;
import java.util.List;

/** Images side by side in one picture, so that a page of many asks for few files. */
public final class Strip {
    /** Pixels along the longer side of an image; of a larger one, only every second or third is shown. */
    private static final int LARGEST = 128;

    private Strip() {}

    /**
     * A PNG of all of them.
     *
     * @param images C x H x W each; at least one
     */
    public static byte[] of(ImageShape shape, List<byte[]> images) {
        int step = (Math.max(shape.width(), shape.height()) - 1) / LARGEST + 1;
        int width = (shape.width() - 1) / step + 1;
        int height = (shape.height() - 1) / step + 1;
        int row = images.size() * width;
        return Png.of(row, height, pixel -> {
            int column = pixel % row;
            return Png.rgb(shape, images.get(column / width), step * (pixel / row * shape.width() + column % width));
        });
    }
}
