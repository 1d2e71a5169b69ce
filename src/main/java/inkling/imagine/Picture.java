package inkling.imagine;

import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.Png;
import inkling.dataset.ImageShape;

/** Imagined images as PNG files. */
public final class Picture {
    private Picture() {}

    /** As the notebook shows them: the smallest value black, the largest white, over all channels alike. */
    public static byte[] stretched(ImageShape shape, float[] values) {
        float min = values[0];
        float max = values[0];
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return Png.of(shape, scaled(values, min, max));
    }

    /** Pixels of 0..1: 0 black, 1 white. */
    public static byte[] pixels(ImageShape shape, float[] values) {
        return Png.of(shape, scaled(values, 0, 1));
    }

    /** From -limit to limit: blue, near white for 0, and red; of a coloured picture, each colour from grey either way. */
    public static byte[] signed(ImageShape shape, float[] values, float limit) {
        byte[] bytes = scaled(values, -limit, limit);
        return shape.isGrey()
                ? Png.of(shape.width(), shape.height(), pixel -> ColourMap.SIGNED.rgb(bytes[pixel]))
                : Png.of(shape, bytes);
    }

    /** What a dream shows: pixels where it was changed from a real picture, else stretched. */
    public static byte[] of(DreamState state) {
        return state.before().isPresent()
                ? pixels(state.shape(), state.image())
                : stretched(state.shape(), state.image());
    }

    private static byte[] scaled(float[] values, float min, float max) {
        float scale = max > min ? 255 / (max - min) : 0;
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, Math.round(scale * (values[i] - min))));
        }
        return bytes;
    }
}
