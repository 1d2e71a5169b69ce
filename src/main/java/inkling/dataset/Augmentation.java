package inkling.dataset;

import java.util.SplittableRandom;

/** Stub until the data branch is merged: shifts by up to two pixels. */
public final class Augmentation {
    public void apply(byte[] pixels, int offset, SplittableRandom random, byte[] target, int targetOffset) {
        int dx = random.nextInt(5) - 2;
        int dy = random.nextInt(5) - 2;
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                int sx = x + dx;
                int sy = y + dy;
                boolean inside = sx >= 0 && sx < 28 && sy >= 0 && sy < 28;
                target[targetOffset + y * 28 + x] = inside ? pixels[offset + sy * 28 + sx] : 0;
            }
        }
    }
}
