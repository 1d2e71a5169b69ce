package inkling.network.modules;

import ai.djl.ndarray.NDArray;

/**
 * A parameter on the device.
 *
 * @param values a view into the network's flat parameters
 * @param place among all parameters of the network, in order
 * @param from where it begins among the flat ones
 */
public record Learnt(NDArray values, int place, int from) {}
