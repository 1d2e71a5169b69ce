package inkling.network;

import inkling.dataset.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers that Java and Python can both make, for comparing with PyTorch: {@code sin(i * frequency)} in double
 * precision, i counted from 1, rounded to float32.
 */
public final class Waves {
    /** A network of 784, 3, 4 and 10 units: 2,421 parameters. */
    public static final Blueprint TINY = perceptron(List.of(3, 4));

    /** Three pictures as they go into the network: (3, 784). */
    public static final float[] X = wave(3 * 784, 0.7, 1);

    /** The three pictures' labels. */
    public static final byte[] LABELS = {3, 7, 0};

    private Waves() {}

    /** A multilayer perceptron for MNIST. */
    public static Blueprint perceptron(List<Integer> widths) {
        return Architecture.perceptron(widths).on(ImageShape.MNIST, 10);
    }

    public static float[] wave(int size, double frequency, double height) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (Math.sin((i + 1) * frequency) * height);
        }
        return values;
    }

    /** The tiny network's parameters: one wave of frequency 1 and height 0.3 through all six tensors. */
    public static List<Tensor> parameters() {
        return new ArrayList<>(Network.split(TINY, wave(TINY.parameterCount(), 1, 0.3), ""));
    }

    /** The labels, one-hot: (3, 10). */
    public static float[] targets() {
        float[] targets = new float[LABELS.length * 10];
        for (int i = 0; i < LABELS.length; i++) {
            targets[i * 10 + LABELS[i]] = 1;
        }
        return targets;
    }
}
