package inkling.network.modules;

import ai.djl.ndarray.NDArray;

/** A part of a batch on its way through the network in training; used by one thread. */
public final class Part {
    private final Meeting meeting;
    private final int index;
    private final int first;
    private final long key;
    private final Gradient gradient;
    private int met;

    /**
     * @param meeting where the parts of the batch meet
     * @param index which of them it is
     * @param first the place of its first image in the batch
     * @param key another number for every step; of it and an image's place follow all random numbers
     * @param gradient where its share goes
     */
    public Part(Meeting meeting, int index, int first, long key, Gradient gradient) {
        this.meeting = meeting;
        this.index = index;
        this.first = first;
        this.key = key;
        this.gradient = gradient;
    }

    public int index() {
        return index;
    }

    /** How many parts the batch has. */
    public int of() {
        return meeting.parts();
    }

    int first() {
        return first;
    }

    long key() {
        return key;
    }

    /** Waits until every part has got as far, and gives what each brought, in order. */
    public float[][] meet(float... brought) {
        return meeting.meet(index, met++, brought);
    }

    void put(Learnt learnt, NDArray values) {
        gradient.put(index, learnt, values);
    }
}
