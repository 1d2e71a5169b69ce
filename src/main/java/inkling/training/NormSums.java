package inkling.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import inkling.network.Blueprint.Fitted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes the {@link LayerNorms} of one step: sums of squares by layer, which each part of a batch adds up for its
 * slice of the parameters on its own thread. It reads the numbers of training and changes none.
 */
final class NormSums {
    /** Of a step that is not measured. */
    static final NormSums NONE = new NormSums(List.of(), 0);

    private static final int GRADIENT = 0;
    private static final int UPDATE = 1;
    private static final int WEIGHT = 2;

    private final List<Fitted> layers;
    /** Behind the last parameter of each layer, among the flat ones. */
    private final int[] ends;
    /** By part and what it is, of each layer. */
    private final double[][][] sums;

    private @Nullable NDArray unread;

    /** @param layers that have parameters of their own, in order */
    NormSums(List<Fitted> layers, int parts) {
        this.layers = layers;
        ends = new int[layers.size()];
        int end = 0;
        for (int layer = 0; layer < ends.length; layer++) {
            end += layers.get(layer).parameterCount();
            ends[layer] = end;
        }
        sums = new double[parts][WEIGHT + 1][ends.length];
    }

    boolean wanted() {
        return ends.length > 0;
    }

    /** Where each layer ends among the flat parameters. */
    int[] ends() {
        return ends;
    }

    /**
     * Takes some parameters' gradient into account; does nothing if none is wanted.
     *
     * @param first which parameter the first number belongs to
     */
    void addGradient(int part, int first, float[] g, int size) {
        int from = 0;
        for (int layer = layer(first); from < size && layer < ends.length; layer++) {
            int end = Math.min(size, ends[layer] - first);
            sums[part][GRADIENT][layer] += squares(g, from, end);
            from = end;
        }
    }

    /** The same of the parameters before and after the step. */
    void addChange(int part, int first, float[] before, float[] after, int size) {
        int from = 0;
        for (int layer = layer(first); from < size && layer < ends.length; layer++) {
            int end = Math.min(size, ends[layer] - first);
            sums[part][WEIGHT][layer] += squares(before, from, end);
            sums[part][UPDATE][layer] += squaresBetween(before, after, from, end);
            from = end;
        }
    }

    /** Keeps what a device sums up until it is read: (3 layers), of the gradients, the updates and the weights. */
    void keep(NDArray onDevice) {
        NDScope.unregister(onDevice);
        unread = onDevice;
    }

    /** Waits for the device. */
    private void read() {
        if (unread != null) {
            float[] read = unread.toFloatArray();
            unread.close();
            unread = null;
            for (int i = 0; i < read.length; i++) {
                sums[0][i / ends.length][i % ends.length] = read[i];
            }
        }
    }

    private int layer(int parameter) {
        int found = Arrays.binarySearch(ends, parameter);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** Four sums at once: a single one would wait for each addition, and take four times as long. */
    private static double squares(float[] values, int from, int end) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 4 <= end; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < end; i++) {
            a += (double) values[i] * values[i];
        }
        return a + b + (c + d);
    }

    private static double squaresBetween(float[] before, float[] after, int from, int end) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 4 <= end; i += 4) {
            double ai = (double) after[i] - before[i];
            double bi = (double) after[i + 1] - before[i + 1];
            double ci = (double) after[i + 2] - before[i + 2];
            double di = (double) after[i + 3] - before[i + 3];
            a += ai * ai;
            b += bi * bi;
            c += ci * ci;
            d += di * di;
        }
        for (; i < end; i++) {
            double change = (double) after[i] - before[i];
            a += change * change;
        }
        return a + b + (c + d);
    }

    /** What all parts have added up, in the order of the layers; waits for the device. */
    List<LayerNorms> norms(long step, int epoch) {
        read();
        List<LayerNorms> norms = new ArrayList<>();
        for (int layer = 0; layer < ends.length; layer++) {
            norms.add(new LayerNorms(
                    step,
                    epoch,
                    layers.get(layer).id(),
                    norm(GRADIENT, layer),
                    norm(UPDATE, layer),
                    norm(WEIGHT, layer)));
        }
        return norms;
    }

    private double norm(int of, int layer) {
        double sum = 0;
        for (double[][] part : sums) {
            sum += part[of][layer];
        }
        return Math.sqrt(sum);
    }
}
