package inkling.imagine;

import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.Png;
import inkling.dataset.ImageShape;
import java.util.Base64;

/** Imagined images as PNG files, 28 x 28. */
public final class Picture {
    private Picture() {}

    /** As the notebook shows them: the smallest value black, the largest white. */
    public static byte[] stretched(float[] values) {
        float min = values[0];
        float max = values[0];
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return png(values, ColourMap.BONE, min, max);
    }

    /** Pixels of 0..1: 0 black, 1 white. */
    public static byte[] pixels(float[] values) {
        return png(values, ColourMap.BONE, 0, 1);
    }

    /** Blue for -limit, near white for 0, red for limit. */
    public static byte[] signed(float[] values, float limit) {
        return png(values, ColourMap.SIGNED, -limit, limit);
    }

    /** What a dream shows: pixels where it was changed from a real picture, else stretched. */
    public static byte[] of(DreamState state) {
        return state.before().isPresent() ? pixels(state.image()) : stretched(state.image());
    }

    /** The file as an address that a page can hold. */
    public static String address(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private static byte[] png(float[] values, ColourMap colours, float min, float max) {
        float scale = max > min ? 255 / (max - min) : 0;
        return Png.of(
                ImageShape.MNIST.width(),
                ImageShape.MNIST.width(),
                pixel -> colours.rgb(Math.max(0, Math.min(255, Math.round(scale * (values[pixel] - min))))));
    }
}
