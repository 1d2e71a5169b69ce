package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;

/** On the device, of a batch in one part: nothing is read back in a step. */
public final class DeviceGradient implements Gradient {
    private final NDArray[] gradients;

    /** @param learnt how many parameters the network has */
    public DeviceGradient(int learnt) {
        gradients = new NDArray[learnt];
    }

    @Override
    public void put(int part, Learnt learnt, NDArray values) {
        gradients[learnt.place()] = values.flatten();
    }

    @Override
    public void clear() {
        Arrays.fill(gradients, null); // they belong to the part's scope
    }

    /** Flat, in the order of the parameters; belongs to the caller. */
    public NDArray flat() {
        return NDArrays.concat(new NDList(gradients));
    }
}
