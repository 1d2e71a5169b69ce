package inkling.dataset;

/** Stub until the data branch is merged. */
public record Normalisation(float mean, float standardDeviation) {
    public static Normalisation of(LabelledImages images) {
        long sum = 0;
        long squares = 0;
        for (byte pixel : images.pixels()) {
            int value = pixel & 0xff;
            sum += value;
            squares += (long) value * value;
        }
        double mean = sum / (double) images.pixels().length;
        double variance = squares / (double) images.pixels().length - mean * mean;
        return new Normalisation((float) (mean / 255), (float) (Math.sqrt(variance) / 255));
    }

    /** What each of the 256 grey values becomes: (value / 255 - mean) / standard deviation. */
    public float[] table() {
        float[] table = new float[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = (value / 255f - mean) / standardDeviation;
        }
        return table;
    }
}
