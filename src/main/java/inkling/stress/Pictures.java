package inkling.stress;

import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.Sheet;
import inkling.dataset.ImageShape;
import java.util.List;

/**
 * Corrupted images as one file: each larger than {@value #MOST} pixels a side is shown with every second pixel left out, or
 * more.
 *
 * @param shape of each image
 * @param columns how many stand in a row
 */
record Pictures(ImageShape shape, int columns, int count) {
    private static final int MOST = 96;

    /** One of so many pixels is shown, along each side. */
    private int each() {
        return (Math.max(shape.height(), shape.width()) + MOST - 1) / MOST;
    }

    private int width() {
        return (shape.width() + each() - 1) / each();
    }

    private int height() {
        return (shape.height() + each() - 1) / each();
    }

    Sheet sheet() {
        return new Sheet(columns, count, width(), height());
    }

    /** @param pictures C x H x W each */
    byte[] png(List<byte[]> pictures) {
        return shape.isGrey()
                ? sheet().png(ColourMap.BONE, i -> grey(pictures.get(i)))
                : sheet().png(i -> coloured(pictures.get(i)));
    }

    private byte[] grey(byte[] picture) {
        byte[] shown = new byte[width() * height()];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = picture[pixel(i)];
        }
        return shown;
    }

    private int[] coloured(byte[] picture) {
        int[] shown = new int[width() * height()];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = Png.rgb(shape, picture, pixel(i));
        }
        return shown;
    }

    private int pixel(int shown) {
        return shown / width() * each() * shape.width() + shown % width() * each();
    }
}
