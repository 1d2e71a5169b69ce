package inkling.network;

import java.util.Arrays;

/**
 * A tensor's place in the network: what training adjusts, or a buffer, which the forward pass keeps.
 *
 * @param name as PyTorch's module names it
 * @param shape weights [out, in] or [out, in, kernel, kernel], biases [out]
 * @param centre what an untrained network has there
 * @param bound how far from that it is drawn at most, evenly; 0 for not at all
 */
public record Parameter(String name, int[] shape, double centre, double bound) {
    /** Of a layer of weights: even in +-1/sqrt(fan in), which is PyTorch's Kaiming uniform with a = sqrt(5). */
    static Parameter drawn(String name, int fanIn, int... shape) {
        return new Parameter(name, shape, 0, 1 / Math.sqrt(fanIn));
    }

    static Parameter constant(String name, double value, int... shape) {
        return new Parameter(name, shape, value, 0);
    }

    Parameter in(String module) {
        return new Parameter(module + "." + name, shape, centre, bound);
    }

    public int size() {
        return Math.toIntExact(count());
    }

    /** The same of a shape that may be far too large. */
    long count() {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }
}
