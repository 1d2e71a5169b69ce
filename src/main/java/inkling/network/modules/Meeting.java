package inkling.network.modules;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Phaser;

/** Where the parts of a batch wait for each other in one step, each on its own thread. */
public final class Meeting {
    /**
     * How long one who waits stays awake: the others are mostly almost there, and to be woken takes a good part of a step.
     * On a busy machine little is lost by it.
     */
    public static final long AWAKE_NANOS = 100_000;

    private final Phaser parts;
    private final Phaser ended;
    /** Of an even meeting and of an odd one: nobody can be two ahead of another. */
    private final float[][][] brought;

    public Meeting(int parts) {
        this.parts = new Phaser(parts);
        ended = new Phaser(parts);
        brought = new float[2][parts][];
    }

    int parts() {
        return brought[0].length;
    }

    float[][] meet(int part, int time, float[] numbers) {
        float[][] all = brought[time % 2];
        all[part] = numbers;
        if (await(parts, parts.arrive()) < 0) {
            throw new CancellationException("another part of the batch has failed");
        }
        return all;
    }

    /** Ends all waiting: one part has failed and will not come. */
    public void cancel() {
        parts.forceTermination();
    }

    /** Says that a part has ended, in one way or the other. */
    public void leave() {
        ended.arrive();
    }

    /** Waits until all parts have {@linkplain #leave left}. */
    public void awaitEnd() {
        await(ended, 0);
    }

    private static int await(Phaser phaser, int phase) {
        long end = System.nanoTime() + AWAKE_NANOS;
        while (phaser.getPhase() == phase && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return phaser.awaitAdvance(phase);
    }
}
