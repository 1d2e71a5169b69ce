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

    /** Draws what {@link #apply} would, for a picture that nobody needs. */
    public void skip(SplittableRandom random) {
        random.nextDouble();
        random.nextDouble();
        random.nextDouble();
    }

    /**
     * Turns, then crops, in one pass: each pixel (u, v) of the turned picture looks up where it comes from.
     *
     * @param degrees counter-clockwise
     * @param down by how much the picture is cropped lower than its middle, so that it moves up; -2 to 2
     * @param right by how much it is cropped further right, so that it moves left; -2 to 2
     */
    void apply(byte[] pixels, int offset, double degrees, int down, int right, byte[] target, int targetOffset) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        int cosStep = fixed(cos);
        int sinStep = fixed(sin);
        // Where the middle of the turned picture's pixel (0, 0) lies in the original.
        int originX = fixed(CENTRE + (0.5 - CENTRE) * (cos - sin));
        int originY = fixed(CENTRE + (0.5 - CENTRE) * (sin + cos));
        int firstU = Math.max(0, right);
        int endU = SIDE + Math.min(0, right);

        Arrays.fill(target, targetOffset, targetOffset + PIXELS, (byte) 0);
        for (int v = Math.max(0, down); v < SIDE + Math.min(0, down); v++) {
            int out = targetOffset + (v - down) * SIDE - right;
            int x = originX + firstU * cosStep - v * sinStep;
            int y = originY + firstU * sinStep + v * cosStep;
            for (int u = firstU; u < endU; u++, x += cosStep, y += sinStep) {
                int column = x >> FRACTION_BITS;
                int row = y >> FRACTION_BITS;
                if (column >= 0 && column < SIDE && row >= 0 && row < SIDE) {
                    target[out + u] = pixels[offset + row * SIDE + column];
                }
            }
        }
    }

    private static int fixed(double value) {
        return (int) Math.floor(value * (1 << FRACTION_BITS) + 0.5);
    }
}
