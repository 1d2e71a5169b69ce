package inkling.corruption;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.parallel.Parallel;
import java.util.SplittableRandom;

/**
 * Corrupts pictures in one way, at one strength.
 *
 * <p>What is drawn depends on the seed, the corruption and the picture's index alone: not on the strength, so that a
 * stronger one does more of the same, and not on threads; {@link StrictMath} makes the bytes the same on every machine.
 * Immutable; any thread.
 *
 * @param strength 0, which leaves pictures as they are, to {@value Corruption#STRENGTHS}
 */
public record Corrupter(Corruption corruption, int strength, long seed) {
    /** Pictures that a core takes at a time. */
    private static final int PART = 50;

    public Corrupter {
        if (strength < 0 || strength > Corruption.STRENGTHS) {
            throw new IllegalArgumentException("strength must be 0 to " + Corruption.STRENGTHS + ", was " + strength);
        }
    }

    /** What became of one picture: C x H x W. */
    public byte[] picture(LabelledImages images, int index) {
        byte[] target = new byte[images.shape().size()];
        apply(images, index, 1, target);
        return target;
    }

    /**
     * Writes what became of some pictures; the cores share them.
     *
     * @param first the index of the first
     * @param target (count, C, H, W), from its beginning
     */
    public void apply(LabelledImages images, int first, int count, byte[] target) {
        ImageShape shape = images.shape();
        if (strength == 0) {
            System.arraycopy(images.pixels(), first * shape.size(), target, 0, count * shape.size());
            return;
        }
        Parallel.forEach(Parallel.parts(count, PART), part -> {
            Canvas canvas = new Canvas(shape);
            Damage damage = corruption.damage(strength, shape);
            for (int i = part * PART; i < Math.min(count, (part + 1) * PART); i++) {
                canvas.read(images.pixels(), (first + i) * shape.size());
                damage.apply(canvas, generator(first + i));
                canvas.write(target, i * shape.size());
            }
        });
    }

    private SplittableRandom generator(int index) {
        SplittableRandom ofCorruption =
                new SplittableRandom(seed ^ (long) corruption.id().hashCode() << 32);
        return new SplittableRandom(ofCorruption.nextLong() + index);
    }
}
