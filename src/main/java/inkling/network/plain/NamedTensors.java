package inkling.network.plain;

import inkling.network.Blueprint.Fitted;
import inkling.network.Parameter;
import inkling.network.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A network's parameters and buffers, found by their names. */
record NamedTensors(List<Tensor> tensors) {
    /**
     * A layer's, in double precision and row-major.
     *
     * @param name within its module: {@code weight}
     */
    double[] of(Fitted layer, String name) {
        Tensor tensor = named(layer.module() + "." + name);
        boolean fits = Stream.concat(layer.parameters().stream(), layer.buffers().stream())
                .filter(parameter -> parameter.name().equals(tensor.name()))
                .map(Parameter::shape)
                .anyMatch(shape -> Arrays.equals(shape, tensor.shape()));
        if (!fits) {
            throw new IllegalArgumentException(
                    tensor.name() + " is of another shape than the network's: " + Arrays.toString(tensor.shape()));
        }
        return PlainNetwork.widened(tensor.values());
    }

    private Tensor named(String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tensor is named " + name));
    }
}
