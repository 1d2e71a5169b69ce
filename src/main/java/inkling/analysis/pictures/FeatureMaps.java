package inkling.analysis.pictures;

import inkling.network.Blueprint.Fitted;
import java.util.Arrays;

/**
 * What a layer makes of one image: a map for each channel, or a row of numbers.
 *
 * @param values as long as the layer's shape says; owned by the record
 */
public record FeatureMaps(Fitted layer, float[] values) {
    private static final int COLUMNS = 8;

    public static FeatureMaps of(Fitted layer, double[] activations) {
        float[] values = new float[activations.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) activations[i];
        }
        return new FeatureMaps(layer, values);
    }

    /** Whether there are maps, and not a row of numbers. */
    public boolean spatial() {
        return layer.outputShape().length == 3;
    }

    public int channels() {
        return layer.outputShape()[0];
    }

    private int plane() {
        return values.length / channels();
    }

    public Range range() {
        return Range.of(values);
    }

    public Range range(int channel) {
        return Range.of(Arrays.copyOfRange(values, channel * plane(), (channel + 1) * plane()));
    }

    /** Whether some are below zero, so that a scale must tell them from those above. */
    public boolean signed() {
        return range().min() < 0;
    }

    public ColourMap colours() {
        return signed() ? ColourMap.SIGNED : ColourMap.BONE;
    }

    public Sheet sheet() {
        return new Sheet(Math.min(COLUMNS, channels()), channels(), layer.outputShape()[2], layer.outputShape()[1]);
    }

    /** All maps in one file, each over its own range or all over one. */
    public byte[] png(boolean one) {
        return sheet().png(colours(), channel -> picture(channel, one ? range() : range(channel), signed()));
    }

    /** One map in a file, over its own range, from blue below zero to red above. */
    public byte[] png(int channel) {
        byte[] picture = picture(channel, range(channel), true);
        return Png.of(layer.outputShape()[2], layer.outputShape()[1], picture, ColourMap.SIGNED);
    }

    /** Of numbers that are never below zero, zero is the darkest. */
    private byte[] picture(int channel, Range own, boolean signed) {
        Range range = signed ? own : new Range(0, own.max());
        byte[] picture = new byte[plane()];
        for (int i = 0; i < picture.length; i++) {
            float value = values[channel * picture.length + i];
            picture[i] = signed ? range.signed(value) : range.unsigned(value);
        }
        return picture;
    }
}
