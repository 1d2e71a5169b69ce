package inkling.dataset;

/**
 * How pixels become the network's input: {@code (pixel / 255 - mean) / standardDeviation}.
 *
 * @param mean of the training pixels, each in 0..1; MNIST's is 0.1307
 * @param standardDeviation of the training pixels, above 0; MNIST's is 0.3081
 */
public record Normalisation(float mean, float standardDeviation) {
    private static final int VALUES = 256;

    public Normalisation {
        if (!(mean >= 0 && mean <= 1)) {
            throw new IllegalArgumentException("mean must be between 0 and 1, was " + mean);
        }
        if (!(standardDeviation > 0 && standardDeviation <= 1)) {
            throw new IllegalArgumentException(
                    "standard deviation must be above 0 and at most 1, was " + standardDeviation);
        }
    }

    /**
     * The mean and the population standard deviation (divided by N, as numpy's {@code std}) of the pixels.
     *
     * @throws DatasetException if all pixels are the same
     */
    public static Normalisation of(LabelledImages train) {
        long[] histogram = histogram(train.pixels());
        double count = train.pixels().length;
        double mean = 0;
        for (int value = 0; value < VALUES; value++) {
            mean += histogram[value] / count * (value / 255.0);
        }
        double variance = 0;
        for (int value = 0; value < VALUES; value++) {
            double distance = value / 255.0 - mean;
            variance += histogram[value] / count * distance * distance;
        }
        if (!((float) Math.sqrt(variance) > 0)) {
            throw new DatasetException("All training pixels are the same; there is nothing to learn from.");
        }
        return new Normalisation((float) mean, (float) Math.sqrt(variance));
    }

    private static long[] histogram(byte[] pixels) {
        long[] histogram = new long[VALUES];
        for (byte pixel : pixels) {
            histogram[pixel & 0xFF]++;
        }
        return histogram;
    }

    /** The network's input for each pixel value 0 to 255, in float32 steps as torchvision takes them: (256). */
    public float[] table() {
        float[] table = new float[VALUES];
        for (int value = 0; value < VALUES; value++) {
            table[value] = (value / 255f - mean) / standardDeviation;
        }
        return table;
    }

    /** Writes {@code length} normalised pixels from {@code offset} on to {@code target} from {@code targetOffset} on. */
    public void apply(byte[] pixels, int offset, int length, float[] target, int targetOffset) {
        float[] table = table();
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = table[pixels[offset + i] & 0xFF];
        }
    }
}
