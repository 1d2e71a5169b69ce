package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** A part of a batch on its way through the network in training; used by one thread. */
public final class Part {
    private final Meeting meeting;
    private final int index;
    private final int first;
    private final long key;
    private final NDArray[] gradients;
    private int met;

    /**
     * @param meeting where the parts of the batch meet
     * @param index which of them it is
     * @param first the place of its first image in the batch
     * @param key another number for every step; of it and an image's place follow all random numbers
     * @param learnt how many parameters the network has
     */
    public Part(Meeting meeting, int index, int first, long key, int learnt) {
        this.meeting = meeting;
        this.index = index;
        this.first = first;
        this.key = key;
        gradients = new NDArray[learnt];
    }

    int index() {
        return index;
    }

    int first() {
        return first;
    }

    long key() {
        return key;
    }

    /** Waits until every part has got as far, and gives what each brought, in order. */
    float[][] meet(float[] brought) {
        return meeting.meet(index, met++, brought);
    }

    void put(Learnt learnt, NDArray gradient) {
        gradients[learnt.place()] = gradient.flatten();
    }

    /** This part's share of the gradient, flat, in the order of the parameters. */
    public NDArray gradient() {
        return NDArrays.concat(new NDList(gradients));
    }
}
