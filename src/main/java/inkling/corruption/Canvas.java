package inkling.corruption;

import inkling.dataset.ImageShape;

/**
 * A picture that is being corrupted, with memory to do it in. For one thread; used for one picture after another.
 */
final class Canvas {
    private static final float WHITE = 255;

    final ImageShape shape;
    final int height;
    final int width;

    /** 0 (black) to 1 (white): (C, H, W). */
    float[] values;
    /** As many, of no meaning. */
    float[] spare;

    /** One number a pixel, for whatever is laid over all channels alike: (H, W). */
    final float[] field;

    Canvas(ImageShape shape) {
        this.shape = shape;
        height = shape.height();
        width = shape.width();
        values = new float[shape.size()];
        spare = new float[shape.size()];
        field = new float[shape.plane()];
    }

    void read(byte[] pixels, int offset) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[offset + i] & 0xff) / WHITE;
        }
    }

    /** Cuts what is darker than black or brighter than white, and rounds. */
    void write(byte[] target, int offset) {
        for (int i = 0; i < values.length; i++) {
            target[offset + i] = (byte) (int) (WHITE * Math.max(0, Math.min(1, values[i])) + 0.5f);
        }
    }

    /** Makes what was written to {@link #spare} the picture. */
    void exchange() {
        float[] written = spare;
        spare = values;
        values = written;
    }

    /** How a number of the picture and its pixel's of the field become one. */
    @FunctionalInterface
    interface Blend {
        float of(float value, float laid);
    }

    /** Lays the field over all channels alike. */
    void blend(Blend blend) {
        for (int plane = 0; plane < values.length; plane += field.length) {
            for (int pixel = 0; pixel < field.length; pixel++) {
                values[plane + pixel] = blend.of(values[plane + pixel], field[pixel]);
            }
        }
    }

    /** What the picture lies on: the mean of a channel along its edge. Black for MNIST. */
    float paper(int channel) {
        int first = channel * shape.plane();
        double sum = 0;
        for (int column = 0; column < width; column++) {
            sum += values[first + column] + values[first + (height - 1) * width + column];
        }
        for (int row = 0; row < height; row++) {
            sum += values[first + row * width] + values[first + row * width + width - 1];
        }
        return (float) (sum / (2 * (height + width)));
    }

    /** Whether what is drawn on it is to be bright. */
    boolean isDark() {
        double sum = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            sum += paper(channel);
        }
        return sum < 0.5 * shape.channels();
    }
}
