package inkling.dataset;

import inkling.text.Numbers;
import inkling.text.Text;
import java.util.Optional;

/**
 * How numbers of a table or an array become bytes: from {@code low} to {@code high}, in even steps of which the nearest is
 * taken.
 */
public record PixelScale(double low, double high) {
    private static final double[] USUAL = {1, 16, 255, 65_535};

    /**
     * The scale that numbers from {@code least} to {@code most} are meant in: -1 to 1, or from 0 to 1, 16, 255 or 65,535.
     *
     * @param where they stand, for a sentence
     * @throws DatasetException if they are none of these
     */
    public static PixelScale of(double least, double most, String where) {
        if (least >= -1 && least < 0 && most <= 1) {
            return new PixelScale(-1, 1);
        }
        for (double high : USUAL) {
            if (least >= 0 && most <= high) {
                return new PixelScale(0, high);
            }
        }
        throw new DatasetException(Text.of(
                "%s has pixels from %s to %s; they must be 0 to 255, 0 to 1, -1 to 1, 0 to 16 or 0 to 65535.",
                where, Numbers.plain(least), Numbers.plain(most)));
    }

    public byte of(double value) {
        return (byte) (int) ((value - low) / (high - low) * 255 + 0.5);
    }

    /** What was done, in a sentence; empty if nothing was. */
    public Optional<String> note() {
        return low == 0 && high == 255
                ? Optional.empty()
                : Optional.of(Text.of(
                        "Pixels from %s to %s are scaled to 0 to 255.", Numbers.plain(low), Numbers.plain(high)));
    }
}
