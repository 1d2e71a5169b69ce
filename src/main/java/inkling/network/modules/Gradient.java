package inkling.network.modules;

import ai.djl.ndarray.NDArray;

/** Where the parts of a batch put their shares of the gradient, one parameter after the other in any order. */
public sealed interface Gradient permits HostGradient, DeviceGradient {
    /**
     * Called on the part's own thread.
     *
     * @param part whose share it is
     * @param values float32, as many as the parameter has
     */
    void put(int part, Learnt learnt, NDArray values);

    /** Frees what was put: no part reads it any more. */
    void clear();
}
