package inkling.analysis.pictures;

/** The smallest and the largest of some numbers: what a scale reaches from and to. */
public record Range(float min, float max) {
    /** @param numbers at least one */
    public static Range of(float[] numbers) {
        float min = numbers[0];
        float max = numbers[0];
        for (float number : numbers) {
            min = Math.min(min, number);
            max = Math.max(max, number);
        }
        return new Range(min, max);
    }

    /** The largest in size: how far a signed scale reaches either way. */
    public float limit() {
        return Math.max(Math.abs(min), Math.abs(max));
    }

    /** From the smaller smallest to the larger largest of two ranges. */
    public Range with(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    /** The smallest at 0 and the largest at 255, in 256 equal steps as matplotlib looks colours up; beyond them the ends. */
    public byte unsigned(float number) {
        return (byte) (max > min ? Math.max(0, Math.min(255, (int) (256.0 * (number - min) / (max - min)))) : 0);
    }

    /** Zero at 128, and the limit at 1 or 255; for {@link ColourMap#SIGNED}. */
    public byte signed(float number) {
        float limit = limit();
        return (byte) (128 + Math.round(127 * (limit > 0 ? Math.max(-1, Math.min(1, number / limit)) : 0)));
    }
}
