package inkling.dataset.pictures;

import inkling.dataset.ImageShape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** A picture's numbers, channel after channel, with what is transparent on white. */
record Planes(ImageShape shape, byte[] values, boolean transparent) {
    /** @param channels 1 or 3 */
    static Planes of(BufferedImage image, int channels) {
        ImageShape shape = new ImageShape(channels, image.getHeight(), image.getWidth());
        byte[] values = new byte[shape.size()];
        return new Planes(shape, values, isGrey(image) ? grey(image, shape, values) : coloured(image, shape, values));
    }

    /** As a file says that it is, without looking at its pixels. */
    static boolean isGrey(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        return colours instanceof ComponentColorModel && colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    /**
     * The numbers as they stand in the file: Java would take them for linear light, and change them.
     *
     * @return whether anything is transparent
     */
    private static boolean grey(BufferedImage image, ImageShape shape, byte[] values) {
        Raster raster = image.getRaster();
        int shift = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT ? 8 : 0;
        boolean alpha = raster.getNumBands() == 2;
        boolean transparent = false;
        int[] row = new int[shape.width() * raster.getNumBands()];
        for (int y = 0; y < shape.height(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, shape.width(), 1, row);
            for (int x = 0; x < shape.width(); x++) {
                int opacity = alpha ? row[2 * x + 1] >> shift : 255;
                transparent |= opacity < 255;
                int grey = onWhite(row[alpha ? 2 * x : x] >> shift, opacity);
                for (int at = y * shape.width() + x; at < values.length; at += shape.plane()) {
                    values[at] = (byte) grey;
                }
            }
        }
        return transparent;
    }

    private static boolean coloured(BufferedImage image, ImageShape shape, byte[] values) {
        boolean transparent = false;
        int[] row = new int[shape.width()];
        for (int y = 0; y < shape.height(); y++) {
            image.getRGB(0, y, shape.width(), 1, row, 0, shape.width());
            for (int x = 0; x < shape.width(); x++) {
                int opacity = row[x] >>> 24;
                transparent |= opacity < 255;
                int red = onWhite(row[x] >> 16 & 0xff, opacity);
                int green = onWhite(row[x] >> 8 & 0xff, opacity);
                int blue = onWhite(row[x] & 0xff, opacity);
                int at = y * shape.width() + x;
                if (shape.isGrey()) {
                    values[at] = luma(red, green, blue);
                } else {
                    values[at] = (byte) red;
                    values[shape.plane() + at] = (byte) green;
                    values[2 * shape.plane() + at] = (byte) blue;
                }
            }
        }
        return transparent;
    }

    private static int onWhite(int value, int opacity) {
        return opacity == 255 ? value : (value * opacity + 255 * (255 - opacity) + 127) / 255;
    }

    /** Brightness as ITU-R 601-2 weighs the colours, rounded as Pillow does. */
    static byte luma(int red, int green, int blue) {
        return (byte) (red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000 >> 16);
    }

    /** Whether red, green and blue are the same but for what a JPEG blurs. */
    boolean looksGrey() {
        for (int i = 0; i < shape.plane() && !shape.isGrey(); i++) {
            int red = values[i] & 0xff;
            int green = values[shape.plane() + i] & 0xff;
            int blue = values[2 * shape.plane() + i] & 0xff;
            if (Math.abs(red - green) > 8 || Math.abs(green - blue) > 8 || Math.abs(red - blue) > 8) {
                return false;
            }
        }
        return true;
    }

    /** Turned as EXIF says: 1 to 8. */
    Planes turned(int orientation) {
        if (orientation <= 1 || orientation > 8) {
            return this;
        }
        boolean swapped = orientation >= 5;
        ImageShape to = swapped ? new ImageShape(shape.channels(), shape.width(), shape.height()) : shape;
        byte[] turned = new byte[values.length];
        for (int i = 0; i < turned.length; i++) {
            int row = i % to.plane() / to.width();
            int column = i % to.width();
            boolean mirrored = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
            boolean upsideDown = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
            int x = swapped ? row : column;
            int y = swapped ? column : row;
            x = mirrored ? shape.width() - 1 - x : x;
            y = upsideDown ? shape.height() - 1 - y : y;
            turned[i] = values[i - i % to.plane() + y * shape.width() + x];
        }
        return new Planes(to, turned, transparent);
    }
}
