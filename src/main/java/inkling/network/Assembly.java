package inkling.network;

import ai.djl.ndarray.NDArray;
import inkling.network.Blueprint.Fitted;
import inkling.network.modules.BatchNorm;
import inkling.network.modules.Chain;
import inkling.network.modules.Dense;
import inkling.network.modules.Differentiated;
import inkling.network.modules.Dropout;
import inkling.network.modules.Function;
import inkling.network.modules.Learnt;
import inkling.network.modules.MaxPool;
import inkling.network.modules.Module;
import inkling.network.modules.Relu;
import inkling.network.modules.Residual;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a blueprint's modules around the arrays on the device. */
final class Assembly {
    private final Map<String, Learnt> parameters;
    private final Map<String, NDArray> buffers;
    private final boolean inParts;
    private int dropouts;

    /**
     * Both by PyTorch's names.
     *
     * @param inParts whether a batch in training is cut into parts
     */
    Assembly(Map<String, Learnt> parameters, Map<String, NDArray> buffers, boolean inParts) {
        this.parameters = parameters;
        this.buffers = buffers;
        this.inParts = inParts;
    }

    Chain chain(List<Fitted> layers) {
        return new Chain(layers.stream()
                .map(layer -> new Chain.Link(
                        layer.id(), module(layer), !layer.parameters().isEmpty()))
                .toList());
    }

    private Module module(Fitted fitted) {
        Layer layer = fitted.layer();
        if (layer instanceof Layer.Dense) {
            return new Dense(learnt(fitted, "weight"), learnt(fitted, "bias"));
        } else if (layer instanceof Layer.Convolution convolution) {
            return Differentiated.convolution(
                    learnt(fitted, "weight"), learnt(fitted, "bias"), convolution.stride(), convolution.padding());
        } else if (layer instanceof Layer.Pool pool) {
            return pool.kind() == Layer.Pooling.MAX
                    ? new MaxPool(pool.size(), pool.stride())
                    : Differentiated.averagePool(pool.size(), pool.stride());
        } else if (layer instanceof Layer.BatchNorm) {
            return batchNorm(fitted);
        } else if (layer instanceof Layer.Dropout dropout) {
            return new Dropout(dropout.p(), dropouts++);
        } else if (layer instanceof Layer.Residual) {
            return new Residual(
                    chain(fitted.body()),
                    Optional.of(fitted.shortcut()).filter(row -> !row.isEmpty()).map(this::chain));
        }
        return formula(layer);
    }

    private Module batchNorm(Fitted layer) {
        Learnt weight = learnt(layer, "weight");
        Learnt bias = learnt(layer, "bias");
        NDArray mean = buffer(layer, "running_mean");
        NDArray variance = buffer(layer, "running_var");
        return inParts
                ? new BatchNorm(weight, bias, mean, variance)
                : Differentiated.batchNorm(weight, bias, mean, variance);
    }

    private static Module formula(Layer layer) {
        if (layer instanceof Layer.Relu) {
            return new Relu();
        } else if (layer instanceof Layer.Gelu) {
            return Differentiated.gelu();
        } else if (layer instanceof Layer.Tanh) {
            return Function.tanh();
        } else if (layer instanceof Layer.Flatten) {
            return Function.flatten();
        }
        return Function.globalAverage();
    }

    private Learnt learnt(Fitted layer, String name) {
        return parameters.get(layer.module() + "." + name);
    }

    private NDArray buffer(Fitted layer, String name) {
        return buffers.get(layer.module() + "." + name);
    }
}
