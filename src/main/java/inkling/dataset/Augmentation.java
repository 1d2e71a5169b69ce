package inkling.dataset;

import static inkling.dataset.LabelledImages.PIXELS;
import static inkling.dataset.LabelledImages.SIDE;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Turns a training picture by up to 5 degrees about its centre and shifts it by up to 2 pixels each way.
 *
 * <p>Pixel for pixel what torchvision's {@code RandomRotation(5, fill=0)} and {@code RandomCrop(28, padding=2)} do to a
 * PIL image: nearest neighbour, 16.16 fixed point, background where nothing is. Without state, so any thread may use
 * it; it allocates nothing.
 *
 * @see <a href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Geometry.c">Pillow, affine_fixed</a>
 */
public final class Augmentation {
    /** Pictures are turned by an angle uniform in -5 to 5 degrees. */
    public static final double MAX_DEGREES = 5;

    /** Pictures are shifted by -2 to 2 whole pixels along each axis. */
    public static final int MAX_SHIFT = 2;

    private static final double CENTRE = SIDE / 2.0;
    private static final int FRACTION_BITS = 16;

    /**
     * Draws an angle and a shift, and writes the picture turned and shifted by them.
     *
     * @param pixels 784 bytes from {@code offset} on; must not overlap the target
     * @param random is asked for three numbers, whatever they are
     * @param target gets 784 bytes from {@code targetOffset} on
     */
    public void apply(byte[] pixels, int offset, SplittableRandom random, byte[] target, int targetOffset) {
        double degrees = (2 * random.nextDouble() - 1) * MAX_DEGREES;
        int down = (int) (random.nextDouble() * (2 * MAX_SHIFT + 1)) - MAX_SHIFT;
        int right = (int) (random.nextDouble() * (2 * MAX_SHIFT + 1)) - MAX_SHIFT;
        apply(pixels, offset, degrees, down, right, target, targetOffset);
    }

    /**
     * Turns counter-clockwise, then shifts, in one pass: each target pixel looks up where it comes from.
     *
     * @param down where a crop of the padded picture begins, from its middle: positive moves the picture up
     * @param right likewise: positive moves the picture left
     */
    void apply(byte[] pixels, int offset, double degrees, int down, int right, byte[] target, int targetOffset) {
        double radians = Math.toRadians(degrees);
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        int cosStep = fixed(cos);
        int sinStep = fixed(sin);
        // Where the centre of the turned picture's pixel (0, 0) lies in the original.
        int originX = fixed(CENTRE + (0.5 - CENTRE) * cos - (0.5 - CENTRE) * sin);
        int originY = fixed(CENTRE + (0.5 - CENTRE) * sin + (0.5 - CENTRE) * cos);

        Arrays.fill(target, targetOffset, targetOffset + PIXELS, (byte) 0);
        int firstColumn = Math.max(0, -right);
        int lastColumn = Math.min(SIDE, SIDE - right);
        for (int row = Math.max(0, -down); row < Math.min(SIDE, SIDE - down); row++) {
            int x = originX - (row + down) * sinStep + (firstColumn + right) * cosStep;
            int y = originY + (row + down) * cosStep + (firstColumn + right) * sinStep;
            int out = targetOffset + row * SIDE;
            for (int column = firstColumn; column < lastColumn; column++, x += cosStep, y += sinStep) {
                int sourceX = x >> FRACTION_BITS;
                int sourceY = y >> FRACTION_BITS;
                // Unsigned, so that one comparison rules out both ends.
                if (Integer.compareUnsigned(sourceX, SIDE) < 0 && Integer.compareUnsigned(sourceY, SIDE) < 0) {
                    target[out + column] = pixels[offset + sourceY * SIDE + sourceX];
                }
            }
        }
    }

    private static int fixed(double value) {
        return (int) Math.floor(value * (1 << FRACTION_BITS) + 0.5);
    }
}
