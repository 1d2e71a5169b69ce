package inkling.network.plain;

import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.util.List;
import java.util.Map;

/**
 * The gradient of the mean cross-entropy of some pictures with respect to every parameter of the notebook's network, added up
 * picture by picture in double precision. A thousand pictures take the default network about a third of a second.
 */
public final class LossGradient {
    private final List<Tensor> parameters;
    private final PlainNetwork network;
    private final double[][] sums;
    private int pictures;

    private LossGradient(Blueprint blueprint, List<Tensor> parameters) {
        this.parameters = parameters;
        network = new PlainNetwork(blueprint, parameters);
        sums = parameters.stream()
                .map(parameter -> new double[parameter.values().length])
                .toArray(double[][]::new);
    }

    /**
     * The gradient at these parameters.
     *
     * @param parameters the network's six tensors in PyTorch's order
     * @param x the normalised pictures, float32 (N, 784)
     * @param labels the class of each (N), at least one
     * @return six tensors of the same names and shapes
     */
    public static List<Tensor> of(Blueprint blueprint, List<Tensor> parameters, float[][] x, int[] labels) {
        LossGradient gradient = new LossGradient(blueprint, parameters);
        for (int i = 0; i < labels.length; i++) {
            gradient.add(x[i], labels[i]);
        }
        return gradient.mean();
    }

    private void add(float[] x, int label) {
        ForwardPass at = network.forward(x);
        double[] error = at.probabilities(); // d(-log p[label]) / d logits = p - onehot(label)
        error[label] -= 1;
        Map<String, double[]> gradients = network.gradients(at, error);
        addLayer(0, gradients.get("input_fc"), at.input());
        addLayer(2, gradients.get("hidden_fc"), at.activations("h1"));
        addLayer(4, gradients.get("logits"), at.activations("h2"));
        pictures++;
    }

    /** dW += g x^T (out, in) and db += g (out). */
    private void addLayer(int weight, double[] g, double[] x) {
        double[] dW = sums[weight];
        double[] db = sums[weight + 1];
        for (int o = 0; o < g.length; o++) {
            double go = g[o];
            if (go == 0) { // A silent unit, as about half of them are.
                continue;
            }
            int row = o * x.length;
            for (int i = 0; i < x.length; i++) {
                dW[row + i] += go * x[i];
            }
            db[o] += go;
        }
    }

    private List<Tensor> mean() {
        Tensor[] means = new Tensor[sums.length];
        for (int p = 0; p < sums.length; p++) {
            float[] values = new float[sums[p].length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (sums[p][i] / pictures);
            }
            means[p] = new Tensor(parameters.get(p).name(), parameters.get(p).shape(), values);
        }
        return List.of(means);
    }
}
