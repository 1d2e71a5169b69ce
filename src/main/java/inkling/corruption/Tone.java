package inkling.corruption;

/** The same picture in other colours. */
final class Tone {
    private Tone() {}

    /**
     * Adds to the brightness, which is the largest of a pixel's channels (V of hue, saturation and value); hue and
     * saturation stay.
     */
    static Damage brightness(float more) {
        return (canvas, random) -> {
            int plane = canvas.shape.plane();
            for (int pixel = 0; pixel < plane; pixel++) {
                float value = 0;
                for (int i = pixel; i < canvas.values.length; i += plane) {
                    value = Math.max(value, canvas.values[i]);
                }
                float brighter = Math.min(1, value + more);
                for (int i = pixel; i < canvas.values.length; i += plane) {
                    canvas.values[i] = value == 0 ? brighter : canvas.values[i] * (brighter / value);
                }
            }
        };
    }

    /** Turns black to white and white to black in a stripe along the left edge and one along the right. */
    static Damage stripe(double shareOfWidth) {
        return (canvas, random) -> {
            double stripe = shareOfWidth * canvas.width;
            for (int row = 0; row < canvas.values.length; row += canvas.width) {
                for (int column = 0; column < canvas.width; column++) {
                    int fromEdge = Math.min(column, canvas.width - 1 - column);
                    // The pixel in which the stripe ends is turned in part.
                    float turned = (float) Math.max(0, Math.min(1, stripe - fromEdge));
                    canvas.values[row + column] += turned * (1 - 2 * canvas.values[row + column]);
                }
            }
        };
    }
}
