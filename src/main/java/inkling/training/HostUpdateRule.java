package inkling.training;

import inkling.network.Network;
import inkling.network.modules.Gradient;
import inkling.network.modules.HostGradient;
import inkling.network.modules.Part;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Of a network on the CPU: a pass in Java over each part's slice. It goes block by block, so that a block's numbers are
 * still in the core's cache for each of its loops; and all that belongs to a block has the same index there, without which
 * Java's compiler makes no vector instructions of a loop.
 */
final class HostUpdateRule implements UpdateRule {
    /** Five arrays of as many numbers are 80 KB, a small part of a core's second cache. */
    private static final int BLOCK = 4096;

    private static final float B1 = (float) BETA1;
    private static final float B2 = (float) BETA2;
    private static final float REST1 = (float) (1 - BETA1);
    private static final float REST2 = (float) (1 - BETA2);

    private final Hyperparameters settings;
    private final FloatBuffer parameters;
    private final List<String> names;
    private final List<Block> blocks = new ArrayList<>();

    /** Some parameters that follow one another, from the first on, and what is remembered of them. */
    private record Block(int first, int size, float[][] slots) {}

    /** What a part works with: a block's parameters and gradient. */
    private static final class Scratch {
        final float[] w = new float[BLOCK];
        final float[] g = new float[BLOCK];
        private final float[] other = new float[BLOCK];

        /** Adds the shares up. */
        void readGradient(Block block, HostGradient shares, int parts) {
            int end = block.first + block.size;
            shares.read(0, block.first, end, g);
            for (int part = 1; part < parts; part++) {
                shares.read(part, block.first, end, other);
                addScaled(g, other, 1, block.size);
            }
        }
    }

    /** @param slots copied */
    HostUpdateRule(Hyperparameters settings, Network network, Map<String, float[]> slots) {
        this.settings = settings;
        parameters = network.memory();
        names = UpdateRule.slots(settings);
        for (int first = 0; first < parameters.limit(); first += BLOCK) {
            int end = Math.min(parameters.limit(), first + BLOCK);
            float[][] remembered = new float[names.size()][];
            for (int slot = 0; slot < remembered.length; slot++) {
                remembered[slot] = Arrays.copyOfRange(slots.get(names.get(slot)), first, end);
            }
            blocks.add(new Block(first, end - first, remembered));
        }
    }

    @Override
    public float[] slot(String name) {
        float[] flat = new float[parameters.limit()];
        for (Block block : blocks) {
            System.arraycopy(block.slots[names.indexOf(name)], 0, flat, block.first, block.size);
        }
        return flat;
    }

    @Override
    public void update(long step, double lr, Part part, Gradient gradient, NormSums sums) {
        HostGradient shares = (HostGradient) gradient;
        List<Block> own = blocks.subList(
                blocks.size() * part.index() / part.of(), blocks.size() * (part.index() + 1) / part.of());
        Scratch scratch = new Scratch();
        float factor = settings.clipNorm() > 0 ? clipFactor(own, scratch, shares, part) : 1;
        AdamStep adam = AdamStep.of(step, lr);
        for (Block block : own) {
            scratch.readGradient(block, shares, part.of());
            parameters.get(block.first, scratch.w, 0, block.size);
            if (sums.wanted()) {
                sums.addGradient(part.index(), block.first, scratch.g, block.size);
                System.arraycopy(scratch.w, 0, scratch.other, 0, block.size);
            }
            change(block, scratch.w, scratch.g, factor, lr, adam);
            if (sums.wanted()) {
                sums.addChange(part.index(), block.first, scratch.other, scratch.w, block.size);
            }
            parameters.put(block.first, scratch.w, 0, block.size);
        }
    }

    /**
     * Of the norm over all parameters, to which each part brings its slice's sum of squares. The shares are added up once
     * more in the update: to keep the sums would take an array as large as the network.
     */
    private float clipFactor(List<Block> own, Scratch scratch, HostGradient shares, Part part) {
        double squares = 0;
        for (Block block : own) {
            scratch.readGradient(block, shares, part.of());
            for (int i = 0; i < block.size; i++) {
                squares += (double) scratch.g[i] * scratch.g[i];
            }
        }
        double sum = 0;
        for (float[] each : part.meet((float) squares)) {
            sum += each[0];
        }
        return (float) Math.min(1, settings.clipNorm() / (Math.sqrt(sum) + CLIP_EPSILON));
    }

    private void change(Block block, float[] w, float[] g, float clipFactor, double lr, AdamStep adam) {
        int size = block.size;
        float[][] slots = block.slots;
        if (clipFactor < 1) {
            scale(g, clipFactor, size);
        }
        decayWeights(w, g, size, lr);
        switch (settings.optimizer()) {
            case ADAM, ADAMW -> adam(w, slots[0], slots[1], g, size, (float) adam.rate(), (float) adam.epsilon());
            case SGD -> sgd(w, slots, g, size, (float) lr);
            case RMSPROP -> rmsprop(w, slots[0], g, size, (float) lr);
            case ADAGRAD -> adagrad(w, slots[0], g, size, (float) lr);
        }
    }

    private void decayWeights(float[] w, float[] g, int size, double lr) {
        double decay = settings.weightDecay();
        if (decay == 0) {
            return;
        }
        if (settings.optimizer() == OptimizerKind.ADAMW) {
            scale(w, (float) (1 - lr * decay), size);
        } else {
            addScaled(g, w, (float) decay, size);
        }
    }

    private static void adam(float[] w, float[] m, float[] v, float[] g, int size, float rate, float epsilon) {
        for (int i = 0; i < size; i++) {
            m[i] = m[i] * B1 + g[i] * REST1;
            v[i] = v[i] * B2 + g[i] * g[i] * REST2;
            w[i] -= m[i] / ((float) Math.sqrt(v[i]) + epsilon) * rate;
        }
    }

    private void sgd(float[] w, float[][] slots, float[] g, int size, float lr) {
        float momentum = (float) settings.momentum();
        if (momentum > 0) {
            float[] buffer = slots[0];
            scale(buffer, momentum, size);
            addScaled(buffer, g, 1, size);
            if (!settings.nesterov()) {
                addScaled(w, buffer, -lr, size);
                return;
            }
            addScaled(g, buffer, momentum, size);
        }
        addScaled(w, g, -lr, size);
    }

    private static void rmsprop(float[] w, float[] average, float[] g, int size, float lr) {
        float kept = (float) RMSPROP_ALPHA;
        float rest = (float) (1 - RMSPROP_ALPHA);
        float epsilon = (float) EPSILON;
        for (int i = 0; i < size; i++) {
            average[i] = average[i] * kept + g[i] * g[i] * rest;
            w[i] -= g[i] / ((float) Math.sqrt(average[i]) + epsilon) * lr;
        }
    }

    private static void adagrad(float[] w, float[] sum, float[] g, int size, float lr) {
        float epsilon = (float) ADAGRAD_EPSILON;
        for (int i = 0; i < size; i++) {
            sum[i] += g[i] * g[i];
            w[i] -= g[i] / ((float) Math.sqrt(sum[i]) + epsilon) * lr;
        }
    }

    private static void scale(float[] values, float factor, int size) {
        for (int i = 0; i < size; i++) {
            values[i] *= factor;
        }
    }

    private static void addScaled(float[] sum, float[] other, float factor, int size) {
        for (int i = 0; i < size; i++) {
            sum[i] += other[i] * factor;
        }
    }
}
