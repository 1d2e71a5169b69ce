package inkling.draw;

import inkling.draw.Drawing.Treatment;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the ink on a picture of any kind: what differs from the shade along its edge, which is taken for the paper; and
 * where that edge is not of one shade, as on a photo, what {@link FlatField} finds.
 */
final class Ink {
    private static final int OPAQUE = 255;
    /** Of 255: what differs by less is no drawing. */
    private static final int LEAST_CONTRAST = 24;
    /** Of 255: the edge of a picture that no camera took differs by less. */
    private static final int EVEN = 8;

    private final int width;
    private final int height;
    private final int[] grey;
    private final int[] alpha;

    private Ink(BufferedImage image) {
        width = image.getWidth();
        height = image.getHeight();
        grey = new int[width * height];
        alpha = new int[width * height];
        ColorModel colours = image.getColorModel();
        if (colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !(colours instanceof IndexColorModel)) {
            // getRGB would take the shades for light and brighten them.
            takeShades(image.getRaster(), colours);
        } else {
            takeColours(image.getRGB(0, 0, width, height, new int[width * height], 0, width));
        }
    }

    /**
     * @param grain of 255: what the file's format may have added to bare paper
     * @return empty if nothing stands out from the paper
     */
    static Optional<Drawing> of(BufferedImage image, int grain) {
        Ink ink = new Ink(image);
        // Where the picture is transparent it lies on white paper, or on black if white shows nothing.
        return ink.over(255, grain).or(() -> ink.over(0, grain));
    }

    private void takeShades(Raster raster, ColorModel colours) {
        int largest = (1 << colours.getComponentSize(0)) - 1;
        int[] samples = raster.getSamples(0, 0, width, height, 0, new int[grey.length]);
        Arrays.setAll(grey, i -> Math.round(255f * samples[i] / largest));
        if (colours.hasAlpha()) {
            int[] opacities = raster.getSamples(0, 0, width, height, 1, new int[grey.length]);
            Arrays.setAll(alpha, i -> Math.round(255f * opacities[i] / largest));
        } else {
            Arrays.fill(alpha, OPAQUE);
        }
    }

    /** Luma of ITU-R BT.601, as Pillow's mode "L". */
    private void takeColours(int[] argb) {
        for (int i = 0; i < argb.length; i++) {
            int red = argb[i] >> 16 & 0xff;
            int green = argb[i] >> 8 & 0xff;
            int blue = argb[i] & 0xff;
            grey[i] = (299 * red + 587 * green + 114 * blue + 500) / 1000;
            alpha[i] = argb[i] >>> 24;
        }
    }

    private Optional<Drawing> over(int paper, int grain) {
        int[] shades = new int[grey.length];
        Arrays.setAll(shades, i -> (grey[i] * alpha[i] + paper * (OPAQUE - alpha[i]) + OPAQUE / 2) / OPAQUE);
        int[] edge = edge(shades);
        if (edge[edge.length * 19 / 20] - edge[edge.length / 20] > EVEN) {
            return FlatField.ink(shades, width, height);
        }
        int paperShade = edge[edge.length / 2];
        IntSummaryStatistics all = Arrays.stream(shades).summaryStatistics();
        // A dim photo's paper is dark as well: what counts is on which side of it the ink lies.
        boolean inverted = paperShade - all.getMin() > all.getMax() - paperShade;
        if (inverted) {
            Arrays.setAll(shades, i -> 255 - shades[i]);
            edge = edge(shades);
        }
        int background = edge[edge.length / 2];
        int brightest = inverted ? 255 - all.getMin() : all.getMax();
        // A clean edge keeps the faintest ink; grain along it is taken for what the paper has everywhere.
        int floor = background + Math.max(grain, 2 * (edge[edge.length * 19 / 20] - background));
        if (brightest - floor < LEAST_CONTRAST) {
            return Optional.empty();
        }
        byte[] pixels = new byte[shades.length];
        for (int i = 0; i < pixels.length; i++) {
            // The darkest paper is 0; ink on black paper stays as it is.
            int ink = floor == 0 ? shades[i] : 255 * (shades[i] - floor) / (brightest - floor);
            pixels[i] = (byte) Math.max(0, ink);
        }
        return Optional.of(new Drawing(pixels, width, height, inverted ? Set.of(Treatment.INVERTED) : Set.of()));
    }

    /** The shades along the four sides, in order. */
    private int[] edge(int[] shades) {
        IntStream topAndBottom =
                IntStream.range(0, width).flatMap(x -> IntStream.of(shades[x], shades[(height - 1) * width + x]));
        IntStream sides =
                IntStream.range(0, height).flatMap(y -> IntStream.of(shades[y * width], shades[(y + 1) * width - 1]));
        return IntStream.concat(topAndBottom, sides).sorted().toArray();
    }
}
