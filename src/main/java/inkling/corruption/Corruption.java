package inkling.corruption;

import inkling.dataset.ImageShape;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import java.util.Arrays;

/**
 * One of fifteen ways to corrupt a picture, in the manner of MNIST-C (Mu and Gilmer, "MNIST-C: A Robustness Benchmark for
 * Computer Vision", arXiv 1906.02337), at five strengths.
 *
 * <p>The strengths of eleven are those of the paper's code. The other four, which have one there, come to it in five even
 * steps: stripe, dotted line, zigzag and Canny edges. Lengths are in pixels of MNIST's 28 and grow with the shorter side of
 * the picture, so that a corruption looks alike at any size. Where something moves, the same happens to each channel.
 */
public enum Corruption implements Named {
    SHOT_NOISE(
            "Shot noise",
            "Grains, as a camera sees in the dark: where it is bright, few photons are counted instead of many.",
            "%s photons at white",
            (level, unit) -> Noise.shot(level[0]),
            new double[][] {{60}, {25}, {12}, {5}, {3}}),
    IMPULSE_NOISE(
            "Impulse noise",
            "Salt and pepper: some numbers are black or white, whatever they were.",
            "a share of %s of all numbers",
            (level, unit) -> Noise.impulse(level[0]),
            new double[][] {{0.03}, {0.06}, {0.09}, {0.17}, {0.27}}),
    GLASS_BLUR(
            "Glass blur",
            "Seen through uneven glass: blurred, with neighbouring pixels exchanged at random.",
            "blurred by %s pixels, exchanged up to %s pixels away, %s times",
            (level, unit) -> Blur.glass(level[0] * unit, (int) Math.max(1, Math.rint(level[1] * unit)), (int) level[2]),
            new double[][] {{0.7, 1, 2}, {0.9, 2, 1}, {1, 2, 3}, {1.1, 3, 2}, {1.5, 4, 2}}),
    MOTION_BLUR(
            "Motion blur",
            "It moved while the picture was taken.",
            "a trail of %s pixels, fading within %s",
            (level, unit) -> Blur.motion(level[0] * unit, level[1] * unit),
            new double[][] {{12, 3}, {20, 5}, {30, 8}, {30, 12}, {40, 15}}),
    SHEAR(
            "Shear",
            "It leans to one side: each row is moved in proportion to its distance from the middle.",
            "moved by %s of the distance",
            (level, unit) -> Geometry.shear(level[0]),
            new double[][] {{0.2}, {0.4}, {0.6}, {0.8}, {1}}),
    SCALE(
            "Scale",
            "It is smaller, in the middle of the picture.",
            "%s of its size",
            (level, unit) -> Geometry.scale(level[0]),
            new double[][] {{0.9}, {0.8}, {0.7}, {0.6}, {0.5}}),
    ROTATE(
            "Rotate",
            "It is turned to either side.",
            "by %s radians",
            (level, unit) -> Geometry.rotate(level[0]),
            new double[][] {{0.2}, {0.4}, {0.6}, {0.8}, {1}}),
    BRIGHTNESS(
            "Brightness",
            "Every pixel is brighter, up to white.",
            "by %s of white",
            (level, unit) -> Tone.brightness((float) level[0]),
            new double[][] {{0.1}, {0.2}, {0.3}, {0.4}, {0.5}}),
    TRANSLATE(
            "Translate",
            "It is moved towards one of the corners.",
            "by %s pixels along each axis",
            (level, unit) -> Geometry.translate(level[0] * unit),
            new double[][] {{1}, {2}, {3}, {4}, {5}}),
    STRIPE(
            "Stripe",
            "A stripe along the left edge and one along the right are turned to their negative.",
            "each as wide as %s of the picture",
            (level, unit) -> Tone.stripe(level[0]),
            new double[][] {{0.05}, {0.1}, {0.15}, {0.2}, {0.25}}),
    FOG(
            "Fog",
            "Clouds lie over it, and what was bright is darker.",
            "clouds up to %s times as bright as white, each finer ripple %s times lower",
            (level, unit) -> Weather.fog((float) level[0], level[1]),
            new double[][] {{1.5, 4}, {2, 4}, {2.5, 2.89}, {2.5, 2.25}, {3, 1.96}}),
    SPATTER(
            "Spatter",
            "Drops of mud cover some of it.",
            "about %s of the picture, where a random field is above %s deviations",
            (level, unit) -> Weather.spatter(level[1], 2 * unit),
            new double[][] {{0.05, 1.645}, {0.1, 1.282}, {0.2, 0.842}, {0.3, 0.524}, {0.4, 0.253}}),
    DOTTED_LINE(
            "Dotted line",
            "A dotted line is drawn across it.",
            "as opaque as %s",
            (level, unit) -> Strokes.dottedLine((float) level[0], unit),
            new double[][] {{0.2}, {0.4}, {0.6}, {0.8}, {1}}),
    ZIGZAG(
            "Zigzag",
            "A zigzag line is drawn across it.",
            "as opaque as %s",
            (level, unit) -> Strokes.zigzag((float) level[0], unit),
            new double[][] {{0.2}, {0.4}, {0.6}, {0.8}, {1}}),
    CANNY_EDGES(
            "Canny edges",
            "It fades until only its edges are left, white on black.",
            "the edges as opaque as %s",
            (level, unit) -> new Canny((float) level[0], unit),
            new double[][] {{0.2}, {0.4}, {0.6}, {0.8}, {1}});

    /** How many strengths there are above 0, which leaves a picture as it is. */
    public static final int STRENGTHS = 5;

    /** The side of the pictures that the strengths were chosen for. */
    private static final double MNIST_SIDE = ImageShape.MNIST.width();

    private final String title;
    private final String about;
    private final String parameters;
    private final Maker maker;
    private final double[][] levels;

    /** What does the damage. */
    @FunctionalInterface
    private interface Maker {
        /**
         * @param level what the strength's numbers are
         * @param unit pixels of this picture that one of MNIST's is
         */
        Damage of(double[] level, double unit);
    }

    /**
     * @param about what happens to a picture, in a sentence
     * @param parameters what the numbers of a strength mean
     * @param levels the numbers of each strength
     */
    Corruption(String title, String about, String parameters, Maker maker, double[][] levels) {
        this.title = title;
        this.about = about;
        this.parameters = parameters;
        this.maker = maker;
        this.levels = levels;
    }

    public String title() {
        return title;
    }

    public String about() {
        return about;
    }

    /**
     * What the numbers of a strength are, in words: {@code by 0.2 radians}.
     *
     * @param strength 1 to 5
     */
    public String parameters(int strength) {
        return Text.of(
                parameters,
                Arrays.stream(levels[strength - 1]).mapToObj(Figures::plain).toArray());
    }

    /** For one thread. */
    Damage damage(int strength, ImageShape shape) {
        return maker.of(levels[strength - 1], Math.min(shape.height(), shape.width()) / MNIST_SIDE);
    }
}
