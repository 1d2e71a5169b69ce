package inkling.dataset;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Turns a training picture by up to 5 degrees about its centre and shifts it by up to 2 pixels each way.
 *
 * <p>Pixel for pixel what torchvision's {@code RandomRotation(5, fill=0)} and {@code RandomCrop(28, padding=2)} (28 being the picture's size) do to a
 * PIL image: nearest neighbour, 16.16 fixed point, background where nothing is. All channels alike. Without state, so any thread
 * may use it; it allocates nothing.
 *
 * @see <a href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Geometry.c">Pillow, affine_fixed</a>
 */
public final class Augmentation {
    /** Pictures are turned by an angle uniform in -5 to 5 degrees. */
    public static final double MAX_DEGREES = 5;

    /** Pictures are shifted by -2 to 2 whole pixels along each axis. */
    public static final int MAX_SHIFT = 2;

    private static final int FRACTION_BITS = 16;

    private final ImageShape shape;

    /** @param shape of the pictures */
    public Augmentation(ImageShape shape) {
        this.shape = shape;
    }

    /**
     * Draws an angle and a shift, and writes the picture turned and shifted by them.
     *
     * @param pixels a picture from {@code offset} on; must not overlap the target
     * @param random is asked for three numbers, whatever they are
     * @param target gets a picture from {@code targetOffset} on
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
        double centreX = shape.width() / 2.0;
        double centreY = shape.height() / 2.0;
        // Where the middle of the turned picture's pixel (0, 0) lies in the original.
        double oblong = (centreY - centreX) * sin;
        int originX = fixed(centreX + (0.5 - centreX) * (cos - sin) + oblong);
        int originY = fixed(centreY + (0.5 - centreY) * (sin + cos) + oblong);
        int firstU = Math.max(0, right);
        int endU = shape.width() + Math.min(0, right);

        Arrays.fill(target, targetOffset, targetOffset + shape.size(), (byte) 0);
        for (int v = Math.max(0, down); v < shape.height() + Math.min(0, down); v++) {
            int out = targetOffset + (v - down) * shape.width() - right;
            int x = originX + firstU * cosStep - v * sinStep;
            int y = originY + firstU * sinStep + v * cosStep;
            for (int u = firstU; u < endU; u++, x += cosStep, y += sinStep) {
                int column = x >> FRACTION_BITS;
                int row = y >> FRACTION_BITS;
                if (column >= 0 && column < shape.width() && row >= 0 && row < shape.height()) {
                    int from = offset + row * shape.width() + column;
                    for (int plane = 0; plane < shape.size(); plane += shape.plane()) {
                        target[out + u + plane] = pixels[from + plane];
                    }
                }
            }
        }
    }

    private static int fixed(double value) {
        return (int) Math.floor(value * (1 << FRACTION_BITS) + 0.5);
    }
}
