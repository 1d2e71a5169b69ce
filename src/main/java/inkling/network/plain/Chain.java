package inkling.network.plain;

import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import java.util.List;
import java.util.Map;

/** Layers one after the other. */
record Chain(List<Link> links) {
    /** @param id of the layer */
    private record Link(String id, Operation operation) {}

    static Chain of(List<Fitted> layers, NamedTensors tensors) {
        return new Chain(layers.stream()
                .map(layer -> new Link(layer.id(), operation(layer, tensors)))
                .toList());
    }

    private static Operation operation(Fitted layer, NamedTensors tensors) {
        Layer kind = layer.layer();
        if (kind instanceof Layer.Dense) {
            return PlainDense.of(layer, tensors);
        } else if (kind instanceof Layer.Convolution) {
            return new PlainConvolution(layer, tensors);
        } else if (kind instanceof Layer.BatchNorm) {
            return PlainBatchNorm.of(layer, tensors);
        } else if (kind instanceof Layer.Pool pool) {
            Windows windows = new Windows(layer, pool.size(), pool.size(), pool.stride());
            return pool.kind() == Layer.Pooling.MAX ? windows.largest() : windows.mean();
        } else if (kind instanceof Layer.GlobalAveragePool) {
            return new Windows(layer, layer.inputShape()[1], layer.inputShape()[2], 1).mean();
        } else if (kind instanceof Layer.Relu) {
            return Elementwise.RELU;
        } else if (kind instanceof Layer.Gelu) {
            return Elementwise.GELU;
        } else if (kind instanceof Layer.Tanh) {
            return Elementwise.TANH;
        } else if (kind instanceof Layer.Residual) {
            return new PlainResidual(of(layer.body(), tensors), of(layer.shortcut(), tensors));
        }
        return Elementwise.SAME; // flatten, and dropout in evaluation mode
    }

    /** @param activations where each layer notes what it made */
    double[] forward(double[] x, Map<String, double[]> activations) {
        double[] at = x;
        for (Link link : links) {
            at = link.operation.forward(at, activations);
            activations.put(link.id, at);
        }
        return at;
    }

    /** As {@link Operation#backward}. */
    double[] backward(double[] x, double[] gradient, Map<String, double[]> activations) {
        double[] at = gradient;
        for (int i = links.size() - 1; i >= 0; i--) {
            Link link = links.get(i);
            double[] before = i == 0 ? x : activations.get(links.get(i - 1).id);
            at = link.operation.backward(before, activations.get(link.id), at, activations);
        }
        return at;
    }
}
