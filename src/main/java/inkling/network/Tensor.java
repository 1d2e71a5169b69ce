package inkling.network;

import inkling.text.Text;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A named array of float32 outside native memory.
 *
 * @param name as the PyTorch module names it, such as {@code input_fc.weight}
 * @param shape the length of each dimension; empty for a scalar
 * @param values row-major; owned by the tensor, not to be written to
 */
public record Tensor(String name, int[] shape, float[] values) implements Serializable {
    public Tensor {
        long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        if (size != values.length) {
            throw new IllegalArgumentException(Text.of(
                    "%s of shape %s needs %d values, had %d", name, Arrays.toString(shape), size, values.length));
        }
    }

    /** Whether all values are numbers, neither infinite nor NaN. */
    public boolean isFinite() {
        return firstNotFinite(values) < 0;
    }

    /** The place of the first value that is infinite or NaN; -1 if there is none. */
    public static int firstNotFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
