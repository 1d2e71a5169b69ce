package inkling.network;

import ai.djl.pytorch.jni.JniUtils;
import inkling.parallel.Parallel;
import java.util.function.IntConsumer;

/** Shares work for the device between the machine's cores. */
public final class Cores {
    /** How many threads PyTorch itself uses for a piece of work; DJL reads the same property. */
    static final String THREADS = "ai.djl.pytorch.num_threads";

    private Cores() {}

    /**
     * Does all pieces and returns; the first exception of one is thrown on.
     *
     * @param work is given 0 to {@code pieces - 1}, on several threads at once
     */
    public static void share(int pieces, IntConsumer work) {
        Parallel.forEach(pieces, piece -> {
            configureThread();
            work.accept(piece);
        });
    }

    /**
     * Tells PyTorch how many threads it may use for what this one asks for. It keeps the number for each thread, and one
     * that it has not been told splits its sums in another way: the same piece would end in other digits there.
     */
    static void configureThread() {
        JniUtils.setNumThreads(Integer.getInteger(THREADS, 1));
    }
}
