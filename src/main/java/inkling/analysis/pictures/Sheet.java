package inkling.analysis.pictures;

import inkling.text.Text;
import java.util.function.IntFunction;

/**
 * Pictures of one size in one file: one answer serves hundreds of them.
 *
 * @param columns how many stand in a row
 * @param count how many there are
 * @param width of each, in pixels
 */
public record Sheet(int columns, int count, int width, int height) {
    public int sheetWidth() {
        return columns * width;
    }

    public int sheetHeight() {
        return (count + columns - 1) / columns * height;
    }

    /** Which part of the file is a picture, as SVG's {@code viewBox}. */
    public String viewBox(int picture) {
        return Text.of("%d %d %d %d", picture % columns * width, picture / columns * height, width, height);
    }

    /** @param pixels of each picture, row by row, one byte each */
    public byte[] png(ColourMap colours, IntFunction<byte[]> pixels) {
        byte[] sheet = new byte[sheetWidth() * sheetHeight()];
        for (int picture = 0; picture < count; picture++) {
            byte[] of = pixels.apply(picture);
            for (int row = 0; row < height; row++) {
                System.arraycopy(of, row * width, sheet, place(picture, row), width);
            }
        }
        return Png.of(sheetWidth(), sheetHeight(), sheet, colours);
    }

    /** @param rgb the colour 0xRRGGBB of each pixel of each picture, row by row */
    public byte[] png(IntFunction<int[]> rgb) {
        int[] sheet = new int[sheetWidth() * sheetHeight()];
        for (int picture = 0; picture < count; picture++) {
            int[] of = rgb.apply(picture);
            for (int row = 0; row < height; row++) {
                System.arraycopy(of, row * width, sheet, place(picture, row), width);
            }
        }
        return Png.of(sheetWidth(), sheetHeight(), pixel -> sheet[pixel]);
    }

    private int place(int picture, int row) {
        return (picture / columns * height + row) * sheetWidth() + picture % columns * width;
    }
}
