package inkling.dataset.augmentation;

import static inkling.dataset.augmentation.Change.BRIGHTNESS;
import static inkling.dataset.augmentation.Change.ERASE;
import static inkling.dataset.augmentation.Change.FLIP;
import static inkling.dataset.augmentation.Change.ROTATE;
import static inkling.dataset.augmentation.Change.SCALE;
import static inkling.dataset.augmentation.Change.SHIFT;

import inkling.dataset.ImageShape;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Changes training images: turns, scales and shifts them, flips them, makes them brighter or darker, and erases a
 * rectangle, in this order and all channels alike.
 *
 * <p>Pixel for pixel what torchvision does to a PIL image, with nearest neighbours in 16.16 fixed point and black where
 * nothing is. Each kind of change takes the same number of draws whatever comes of them, so that they can be drawn
 * beforehand, and images skipped. Without state, so any thread may use it; it allocates nothing.
 *
 * @see <a href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Geometry.c">Pillow, affine_fixed</a>
 */
public final class Augmenter {
    private static final int FRACTION_BITS = 16;

    /** The rectangle's part of the picture, and its height over its width: the defaults of {@code RandomErasing}. */
    private static final double LEAST_ERASED = 0.02;

    private static final double MOST_ERASED = 0.33;
    private static final double LOG_RATIO = Math.log(3.3);
    private static final double LEAST_LOG_RATIO = Math.log(0.3);

    private final ImageShape shape;
    private final double rotation;
    private final boolean shifts;
    private final int down;
    private final int right;
    private final double scale;
    private final boolean flips;
    private final double brightness;
    private final double erasure;
    private final int draws;

    /** @param shape of the images */
    public Augmenter(Augmentation asked, ImageShape shape) {
        Augmentation augmentation = asked.on(shape);
        this.shape = shape;
        this.rotation = augmentation.strength(ROTATE);
        this.shifts = augmentation.strength(SHIFT) > 0;
        this.down = pixels(augmentation.strength(SHIFT), shape.height());
        this.right = pixels(augmentation.strength(SHIFT), shape.width());
        this.scale = augmentation.strength(SCALE);
        this.flips = augmentation.strength(FLIP) > 0;
        this.brightness = augmentation.strength(BRIGHTNESS);
        this.erasure = augmentation.strength(ERASE);
        this.draws = augmentation.strengths().keySet().stream()
                .mapToInt(Change::draws)
                .sum();
    }

    /** A shift in pixels; no more than half the side, or nothing might be left of the picture. */
    private static int pixels(double strength, int side) {
        return strength < 1 ? (int) Math.rint(strength * side) : (int) Math.min(strength, side / 2);
    }

    /**
     * Writes a picture with what the draws say changed.
     *
     * @param pixels C x H x W bytes from {@code offset} on; must not overlap the target
     * @param random uniform in 0..1, below 1; is asked {@link #draws()} times
     * @param target gets as many from {@code targetOffset} on
     */
    public void apply(byte[] pixels, int offset, DoubleSupplier random, byte[] target, int targetOffset) {
        double degrees = rotation > 0 ? (2 * random.getAsDouble() - 1) * rotation : 0;
        int lower = shifts ? whole(down, random) : 0;
        int further = shifts ? whole(right, random) : 0;
        double factor = scale > 0 ? around(scale, random) : 1;
        if (degrees == 0 && factor == 1 && lower == 0 && further == 0) {
            System.arraycopy(pixels, offset, target, targetOffset, shape.size());
        } else {
            move(pixels, offset, degrees, factor, lower, further, target, targetOffset);
        }
        if (flips && random.getAsDouble() < 0.5) {
            flip(target, targetOffset);
        }
        if (brightness > 0) {
            brighten(target, targetOffset, (float) around(brightness, random));
        }
        if (erasure > 0) {
            erase(target, targetOffset, random);
        }
    }

    /** Random numbers that a picture takes. */
    public int draws() {
        return draws;
    }

    private static double around(double strength, DoubleSupplier random) {
        return 1 + (2 * random.getAsDouble() - 1) * strength;
    }

    private static int whole(int most, DoubleSupplier random) {
        return (int) (random.getAsDouble() * (2 * most + 1)) - most;
    }

    /**
     * Turns and scales about the centre, then crops, in one pass: each pixel (u, v) of the turned picture looks up where
     * it comes from.
     *
     * @param degrees counter-clockwise
     * @param factor above 1 for a larger picture
     * @param lower by how much the picture is cropped lower than its middle, so that it moves up; less than its height
     * @param further by how much it is cropped further right, so that it moves left; less than its width
     */
    void move(
            byte[] pixels,
            int offset,
            double degrees,
            double factor,
            int lower,
            int further,
            byte[] target,
            int targetOffset) {
        double cos = Math.cos(Math.toRadians(degrees)) / factor;
        double sin = Math.sin(Math.toRadians(degrees)) / factor;
        int cosStep = fixed(cos);
        int sinStep = fixed(sin);
        int width = shape.width();
        int height = shape.height();
        // Where the middle of the turned picture's pixel (0, 0) lies in the original.
        double oblong = (height - width) / 2.0 * sin;
        int originX = fixed(width / 2.0 + (0.5 - width / 2.0) * (cos - sin) + oblong);
        int originY = fixed(height / 2.0 + (0.5 - height / 2.0) * (sin + cos) + oblong);
        int firstU = Math.max(0, further);
        int endU = width + Math.min(0, further);

        Arrays.fill(target, targetOffset, targetOffset + shape.size(), (byte) 0);
        for (int v = Math.max(0, lower); v < height + Math.min(0, lower); v++) {
            int out = targetOffset + (v - lower) * width - further;
            int x = originX + firstU * cosStep - v * sinStep;
            int y = originY + firstU * sinStep + v * cosStep;
            for (int u = firstU; u < endU; u++, x += cosStep, y += sinStep) {
                int column = x >> FRACTION_BITS;
                int row = y >> FRACTION_BITS;
                if (column >= 0 && column < width && row >= 0 && row < height) {
                    int from = offset + row * width + column;
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

    /** Exchanges left and right. */
    void flip(byte[] picture, int offset) {
        for (int row = offset; row < offset + shape.size(); row += shape.width()) {
            for (int left = row, other = row + shape.width() - 1; left < other; left++, other--) {
                byte pixel = picture[left];
                picture[left] = picture[other];
                picture[other] = pixel;
            }
        }
    }

    /** Multiplies in single precision and cuts what is behind the point, as Pillow's {@code Image.blend} with black. */
    void brighten(byte[] picture, int offset, float factor) {
        for (int i = offset; i < offset + shape.size(); i++) {
            picture[i] = (byte) Math.min(255, (int) (factor * (picture[i] & 0xff)));
        }
    }

    /**
     * Zhong et al. 2020. Where torchvision draws again because a rectangle is larger than the picture, it is cut here.
     */
    private void erase(byte[] picture, int offset, DoubleSupplier random) {
        boolean erased = random.getAsDouble() < erasure;
        double area = shape.plane() * (LEAST_ERASED + (MOST_ERASED - LEAST_ERASED) * random.getAsDouble());
        double ratio = Math.exp(LEAST_LOG_RATIO + (LOG_RATIO - LEAST_LOG_RATIO) * random.getAsDouble());
        int rows = (int) Math.min(shape.height(), Math.rint(Math.sqrt(area * ratio)));
        int columns = (int) Math.min(shape.width(), Math.rint(Math.sqrt(area / ratio)));
        int top = (int) (random.getAsDouble() * (shape.height() - rows + 1));
        int left = (int) (random.getAsDouble() * (shape.width() - columns + 1));
        for (int plane = 0; erased && plane < shape.size(); plane += shape.plane()) {
            for (int row = top; row < top + rows; row++) {
                int from = offset + plane + row * shape.width() + left;
                Arrays.fill(picture, from, from + columns, (byte) 0);
            }
        }
    }
}
