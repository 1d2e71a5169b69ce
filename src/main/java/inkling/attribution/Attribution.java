package inkling.attribution;

import inkling.dataset.ImageShape;

/**
 * How much each pixel of a picture speaks for a class, above zero, or against it, below: in logits a pixel.
 *
 * @param shape of the values: of one channel where a method takes all channels of a pixel together
 * @param values (C x H x W)
 * @param passes how many pictures the network was asked about: steps of a path, windows, noisy copies
 */
public record Attribution(Method method, ImageShape shape, double[] values, int passes) {
    /** What a pixel has in all its channels: (H x W). */
    public double[] map() {
        double[] map = new double[shape.plane()];
        for (int i = 0; i < values.length; i++) {
            map[i % map.length] += values[i];
        }
        return map;
    }

    public double sum() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
