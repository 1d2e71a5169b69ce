package inkling.analysis.pictures;

/** Colours for bytes. */
public enum ColourMap {
    /** Matplotlib's {@code bone}: grey with a tinge of blue, black to white. For pictures and unsigned scales. */
    BONE(new double[][][] {
        {{0, 0}, {0.746032, 0.652778}, {1, 1}},
        {{0, 0}, {0.365079, 0.319444}, {0.746032, 0.777778}, {1, 1}},
        {{0, 0}, {0.365079, 0.444444}, {1, 1}}
    }),
    /** Blue for 0, near white for the middle, red for 255: ColorBrewer's RdBu turned round. For signed scales. */
    SIGNED(new double[][][] {
        {{0, 33 / 255.0}, {128 / 255.0, 247 / 255.0}, {1, 178 / 255.0}},
        {{0, 102 / 255.0}, {128 / 255.0, 247 / 255.0}, {1, 24 / 255.0}},
        {{0, 172 / 255.0}, {128 / 255.0, 247 / 255.0}, {1, 43 / 255.0}}
    });

    private final int[] rgb = new int[256];

    /** @param channels red, green and blue, each a line through points (position 0..1, intensity 0..1) */
    ColourMap(double[][][] channels) {
        for (int value = 0; value < rgb.length; value++) {
            for (double[][] points : channels) {
                // Rounded down, as matplotlib makes bytes; the small number undoes what 178/255*255 loses.
                int intensity = (int) (255 * interpolated(points, value / 255.0) + 1e-9);
                rgb[value] = rgb[value] << 8 | intensity;
            }
        }
    }

    /**
     * @param value 0 to 255, of which the lowest 8 bits count: a byte of a picture can be given as it is
     * @return 0xRRGGBB
     */
    public int rgb(int value) {
        return rgb[value & 0xff];
    }

    private static double interpolated(double[][] points, double at) {
        int right = 1;
        while (points[right][0] < at) {
            right++;
        }
        double[] from = points[right - 1];
        double[] to = points[right];
        return from[1] + (at - from[0]) / (to[0] - from[0]) * (to[1] - from[1]);
    }
}
