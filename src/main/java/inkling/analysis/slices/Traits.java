package inkling.analysis.slices;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.parallel.Parallel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How some images look: each trait that makes sense of them, image by image.
 *
 * <p>Stroke width, slant and size are of ink on a plain ground, and are left out where pictures are in colour or fill their
 * frame. Slant and size follow Castro et al., "Morpho-MNIST", 2019, arXiv 1809.10780, section 3; the width is the one that
 * area and outline have, which needs no threshold: an outline's length is the ink's total variation.
 *
 * @param drawn whether they show something on a plain ground
 * @param values one number an image for each trait; not to be written to
 */
record Traits(boolean drawn, Map<Trait, double[]> values) {
    private static final int PART = 500;
    /** How much of all borders has to be of one ground. */
    private static final double PLAIN = 0.8;

    private static final int DARK = 64;
    private static final int BRIGHT = 191;

    static Traits of(LabelledImages images) {
        double dark = border(images, 0, DARK);
        double bright = border(images, BRIGHT, 255);
        boolean drawn = images.shape().isGrey() && Math.max(dark, bright) >= PLAIN;
        List<Trait> traits = drawn ? Trait.OF_DRAWN : Trait.OF_OTHERS;
        Map<Trait, double[]> values = new EnumMap<>(Trait.class);
        traits.forEach(trait -> values.put(trait, new double[images.size()]));
        Parallel.forEach(Parallel.parts(images.size(), PART), part -> {
            for (int image = part * PART; image < Math.min(images.size(), (part + 1) * PART); image++) {
                double[] grey = grey(images.shape(), images.image(image), drawn && bright > dark);
                Map<Trait, Double> one = drawn ? drawn(images.shape(), grey) : others(grey);
                int at = image;
                one.forEach((trait, value) -> values.get(trait)[at] = value);
            }
        });
        return new Traits(drawn, values);
    }

    /** The share of all images' outermost pixels that lie in a range. */
    private static double border(LabelledImages images, int low, int high) {
        ImageShape shape = images.shape();
        long within = 0;
        long all = 0;
        for (int image = 0; image < images.size(); image++) {
            for (int i = 0; i < shape.plane(); i++) {
                int row = i / shape.width();
                int column = i % shape.width();
                if (row == 0 || column == 0 || row == shape.height() - 1 || column == shape.width() - 1) {
                    int value = images.pixels()[image * shape.size() + i] & 0xff;
                    within += value >= low && value <= high ? 1 : 0;
                    all++;
                }
            }
        }
        return all == 0 ? 0 : (double) within / all;
    }

    /**
     * A picture's brightness, pixel by pixel, 0 to 1.
     *
     * @param inverted whether ink is dark on a bright ground, and is to be what counts
     */
    private static double[] grey(ImageShape shape, byte[] image, boolean inverted) {
        double[] grey = new double[shape.plane()];
        for (int i = 0; i < grey.length; i++) {
            double value = shape.isGrey()
                    ? image[i] & 0xff
                    : 0.299 * (image[i] & 0xff)
                            + 0.587 * (image[shape.plane() + i] & 0xff)
                            + 0.114 * (image[2 * shape.plane() + i] & 0xff);
            grey[i] = inverted ? 1 - value / 255 : value / 255;
        }
        return grey;
    }

    private static Map<Trait, Double> others(double[] grey) {
        double sum = 0;
        double squares = 0;
        for (double value : grey) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / grey.length;
        double variance = Math.max(0, squares / grey.length - mean * mean);
        return Map.of(Trait.BRIGHTNESS, 100 * mean, Trait.CONTRAST, 100 * Math.sqrt(variance));
    }

    /** @param ink 0 (ground) to 1 */
    static Map<Trait, Double> drawn(ImageShape shape, double[] ink) {
        double area = 0;
        double squares = 0;
        double outline = 0;
        double sumX = 0;
        double sumY = 0;
        for (int row = -1; row < shape.height(); row++) {
            for (int column = -1; column < shape.width(); column++) {
                double here = at(shape, ink, row, column);
                double right = at(shape, ink, row, column + 1) - here;
                double below = at(shape, ink, row + 1, column) - here;
                outline += Math.sqrt(right * right + below * below);
                area += here;
                squares += here * here;
                sumX += here * column;
                sumY += here * row;
            }
        }
        if (area == 0) {
            return Map.of(Trait.STROKE, 0.0, Trait.SLANT, 0.0, Trait.SIZE, 0.0, Trait.BRIGHTNESS, 0.0);
        }
        return Map.of(
                Trait.STROKE,
                2 * area / outline,
                Trait.SLANT,
                slant(shape, ink, sumX / area, sumY / area),
                Trait.SIZE,
                100 * area / shape.plane(),
                Trait.BRIGHTNESS,
                100 * squares / area);
    }

    /** In degrees, above 0 to the right: minus the shear that would take the covariance of x and y to 0 (y downwards). */
    private static double slant(ImageShape shape, double[] ink, double x, double y) {
        double shared = 0;
        double upright = 0;
        for (int i = 0; i < ink.length; i++) {
            double across = i % shape.width() - x;
            double down = i / shape.width() - y;
            shared += ink[i] * across * down;
            upright += ink[i] * down * down;
        }
        return upright == 0 ? 0 : Math.toDegrees(Math.atan(-shared / upright));
    }

    private static double at(ImageShape shape, double[] ink, int row, int column) {
        return row < 0 || column < 0 || row >= shape.height() || column >= shape.width()
                ? 0
                : ink[row * shape.width() + column];
    }
}
