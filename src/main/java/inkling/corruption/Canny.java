package inkling.corruption;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Fades a picture to its edges, white on black (Canny, "A Computational Approach to Edge Detection", 1986): where the
 * brightness of the blurred picture changes the most across an edge, and either quickly or next to where it does. Of a
 * coloured picture the channel counts that changes the most.
 */
final class Canny implements Damage {
    /** Changes of an edge, by Sobel's masks: those below the first are none, those above the second surely one. */
    private static final float WEAK = 0.1f;

    private static final float STRONG = 0.2f;
    /** The tangent of 22.5 degrees, where a slanting direction begins. */
    private static final double SLANT = Math.sqrt(2) - 1;

    private final float opacity;
    private final Gaussian blur;
    private float[] across = new float[0];
    private float[] down = new float[0];
    private float[] change = new float[0];
    private int[] surely = new int[0];

    /**
     * @param opacity of the edges, 0 to 1; that of the picture is the rest
     * @param deviation of the blur, in pixels
     */
    Canny(float opacity, double deviation) {
        this.opacity = opacity;
        blur = new Gaussian(deviation);
    }

    @Override
    public void apply(Canvas canvas, SplittableRandom random) {
        prepare(canvas.field.length);
        for (int channel = 0; channel < canvas.shape.channels(); channel++) {
            System.arraycopy(canvas.values, channel * canvas.field.length, canvas.field, 0, canvas.field.length);
            blur.apply(canvas.field, canvas.height, canvas.width);
            findChanges(canvas.field, canvas.height, canvas.width);
        }
        trace(canvas.field, canvas.height, canvas.width);
        canvas.blend((value, edge) -> value + opacity * (edge - value));
    }

    private void prepare(int pixels) {
        if (change.length != pixels) {
            across = new float[pixels];
            down = new float[pixels];
            change = new float[pixels];
            surely = new int[pixels];
        }
        Arrays.fill(change, 0);
    }

    /** Not along the edge of the picture, where half of the mask has nothing to see. */
    private void findChanges(float[] x, int height, int width) {
        for (int row = 1; row < height - 1; row++) {
            for (int i = row * width + 1; i < (row + 1) * width - 1; i++) {
                float upper = x[i - width + 1] - x[i - width - 1];
                float lower = x[i + width + 1] - x[i + width - 1];
                float right = x[i + width + 1] - x[i - width + 1];
                float left = x[i + width - 1] - x[i - width - 1];
                float acrossHere = upper + 2 * (x[i + 1] - x[i - 1]) + lower;
                float downHere = left + 2 * (x[i + width] - x[i - width]) + right;
                float changeHere = (float) Math.sqrt(acrossHere * acrossHere + downHere * downHere);
                if (changeHere > change[i]) {
                    across[i] = acrossHere;
                    down[i] = downHere;
                    change[i] = changeHere;
                }
            }
        }
    }

    /** Writes 1 where an edge is, 0 elsewhere: from where it surely is one along all that may be. */
    private void trace(float[] edges, int height, int width) {
        Arrays.fill(edges, 0);
        int count = 0;
        for (int row = 1; row < height - 1; row++) {
            for (int i = row * width + 1; i < (row + 1) * width - 1; i++) {
                if (change[i] >= STRONG && isCrest(i, width)) {
                    edges[i] = 1;
                    surely[count++] = i;
                }
            }
        }
        while (count > 0) {
            int from = surely[--count];
            for (int beside = 0; beside < 9; beside++) {
                int i = from + (beside / 3 - 1) * width + beside % 3 - 1;
                // Nothing changes along the edge of the picture, so that it never goes beyond.
                if (edges[i] == 0 && change[i] >= WEAK && isCrest(i, width)) {
                    edges[i] = 1;
                    surely[count++] = i;
                }
            }
        }
    }

    /** Whether the picture changes more here than to both sides of the edge; of two equal ones, the first. */
    private boolean isCrest(int i, int width) {
        float flat = Math.abs(across[i]);
        float steep = Math.abs(down[i]);
        int step;
        if (steep <= SLANT * flat) {
            step = 1;
        } else if (flat <= SLANT * steep) {
            step = width;
        } else {
            step = across[i] > 0 == down[i] > 0 ? width + 1 : width - 1;
        }
        return change[i] > change[i - step] && change[i] >= change[i + step];
    }
}
