package inkling.dataset;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How pixels become the network's input, in each channel: {@code (pixel / 255 - mean) / standardDeviation}.
 *
 * @param channels one for grey pictures; those of red, green and blue for coloured ones
 */
public record Normalisation(List<Channel> channels) implements Serializable {
    private static final int VALUES = 256;

    /**
     * One channel's.
     *
     * @param mean of its training pixels, each in 0..1; MNIST's is 0.1307
     * @param standardDeviation of its training pixels, above 0; MNIST's is 0.3081
     */
    public record Channel(float mean, float standardDeviation) implements Serializable {
        public Channel {
            if (!(mean >= 0 && mean <= 1)) {
                throw new IllegalArgumentException("mean must be between 0 and 1, was " + mean);
            }
            if (!(standardDeviation > 0 && standardDeviation <= 1)) {
                throw new IllegalArgumentException(
                        "standard deviation must be above 0 and at most 1, was " + standardDeviation);
            }
        }
    }

    public Normalisation {
        channels = List.copyOf(channels);
    }

    /** Of grey pictures. */
    public Normalisation(float mean, float standardDeviation) {
        this(List.of(new Channel(mean, standardDeviation)));
    }

    /**
     * The mean and the population standard deviation (divided by N, as numpy's {@code std}) of each channel's pixels. A
     * channel whose pixels are all the same is only shifted: its deviation counts as 1.
     *
     * @throws DatasetException if that is so in every channel
     */
    public static Normalisation of(LabelledImages train) {
        double count = (double) train.size() * train.shape().plane();
        List<Channel> channels = new ArrayList<>();
        boolean blank = true;
        for (long[] histogram : histograms(train)) {
            double mean = mean(histogram, count);
            float deviation = (float) Math.sqrt(variance(histogram, count, mean));
            blank &= !(deviation > 0);
            channels.add(new Channel((float) mean, deviation > 0 ? deviation : 1));
        }
        if (blank) {
            throw new DatasetException("All training pixels are the same; there is nothing to learn from.");
        }
        return new Normalisation(channels);
    }

    /** How often each value occurs in each channel; the cores share the images. */
    private static long[][] histograms(LabelledImages images) {
        int pieces = Math.min(images.size(), Runtime.getRuntime().availableProcessors());
        return IntStream.range(0, pieces)
                .parallel()
                .mapToObj(piece -> histograms(images, (int) ((long) images.size() * piece / pieces), (int)
                        ((long) images.size() * (piece + 1) / pieces)))
                .reduce(new long[images.shape().channels()][VALUES], Normalisation::sum);
    }

    /** Every second pixel counts into a histogram of its own: two that are alike would wait for each other. */
    private static long[][] histograms(LabelledImages images, int first, int end) {
        ImageShape shape = images.shape();
        byte[] pixels = images.pixels();
        long[][] even = new long[shape.channels()][VALUES];
        long[][] odd = new long[shape.channels()][VALUES];
        for (int from = first * shape.size(); from < end * shape.size(); from += shape.plane()) {
            int channel = from / shape.plane() % shape.channels();
            long[] one = even[channel];
            long[] other = odd[channel];
            int i = from;
            for (; i + 1 < from + shape.plane(); i += 2) {
                one[pixels[i] & 0xFF]++;
                other[pixels[i + 1] & 0xFF]++;
            }
            if (i < from + shape.plane()) {
                one[pixels[i] & 0xFF]++;
            }
        }
        return sum(even, odd);
    }

    private static long[][] sum(long[][] one, long[][] other) {
        return IntStream.range(0, one.length)
                .mapToObj(channel -> IntStream.range(0, VALUES)
                        .mapToLong(value -> one[channel][value] + other[channel][value])
                        .toArray())
                .toArray(long[][]::new);
    }

    private static double mean(long[] histogram, double count) {
        double mean = 0;
        for (int value = 0; value < VALUES; value++) {
            mean += histogram[value] / count * (value / 255.0);
        }
        return mean;
    }

    private static double variance(long[] histogram, double count, double mean) {
        double variance = 0;
        for (int value = 0; value < VALUES; value++) {
            double distance = value / 255.0 - mean;
            variance += histogram[value] / count * distance * distance;
        }
        return variance;
    }

    /** The network's input for each pixel value 0 to 255 of a channel, in float32 steps as torchvision takes them: (256). */
    public float[] table(int channel) {
        Channel scaled = channels.get(channel);
        float[] table = new float[VALUES];
        for (int value = 0; value < VALUES; value++) {
            table[value] = (value / 255f - scaled.mean()) / scaled.standardDeviation();
        }
        return table;
    }

    /**
     * Normalises a picture whose numbers are no bytes any more.
     *
     * @param pixels 0..1 (C, H, W)
     */
    public float[] normalised(ImageShape shape, float[] pixels) {
        float[] x = pixels.clone();
        apply(shape, x, 1);
        return x;
    }

    /**
     * The same in place, of pictures that lie one after another.
     *
     * @param pixels 0..1 (at least count, C, H, W)
     */
    public void apply(ImageShape shape, float[] pixels, int count) {
        for (int plane = 0; plane < count * shape.channels(); plane++) {
            Channel scaled = channels.get(plane % shape.channels());
            for (int i = plane * shape.plane(); i < (plane + 1) * shape.plane(); i++) {
                pixels[i] = (pixels[i] - scaled.mean()) / scaled.standardDeviation();
            }
        }
    }

    /**
     * Normalises pictures that lie one after another.
     *
     * @param shape of each
     * @param pixels of which the first picture begins at {@code offset}
     * @param count how many pictures
     * @param target (count, C, H, W) from {@code targetOffset} on
     */
    public void apply(ImageShape shape, byte[] pixels, int offset, int count, float[] target, int targetOffset) {
        int plane = shape.plane();
        for (int channel = 0; channel < channels.size(); channel++) {
            float[] table = table(channel);
            for (int image = 0; image < count; image++) {
                int from = (image * channels.size() + channel) * plane;
                for (int i = from; i < from + plane; i++) {
                    target[targetOffset + i] = table[pixels[offset + i] & 0xFF];
                }
            }
        }
    }
}
