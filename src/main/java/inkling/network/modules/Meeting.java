package inkling.network.modules;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Phaser;

/** Where the parts of a batch wait for each other in one step, each on its own thread. */
public final class Meeting {
    private final Phaser parts;
    /** Of an even meeting and of an odd one: nobody can be two ahead of another. */
    private final float[][][] brought;

    public Meeting(int parts) {
        this.parts = new Phaser(parts);
        brought = new float[2][parts][];
    }

    int parts() {
        return brought[0].length;
    }

    float[][] meet(int part, int time, float[] numbers) {
        float[][] all = brought[time % 2];
        all[part] = numbers;
        if (parts.arriveAndAwaitAdvance() < 0) {
            throw new CancellationException("another part of the batch has failed");
        }
        return all;
    }

    /** Ends all waiting: one part has failed and will not come. */
    public void cancel() {
        parts.forceTermination();
    }
}
