package inkling.training;

import inkling.network.Network;
import inkling.network.modules.Gradient;
import inkling.network.modules.HostGradient;
import inkling.network.modules.Part;
import java.util.Map;

/** Of a network on the CPU: one pass in Java over each part's slice, which the compiler turns into vector instructions. */
final class HostUpdateRule implements UpdateRule {
    private static final float B1 = (float) BETA1;
    private static final float B2 = (float) BETA2;
    private static final float REST1 = (float) (1 - BETA1);
    private static final float REST2 = (float) (1 - BETA2);

    private final Hyperparameters settings;
    private final Network network;
    private final float[] w;
    private final Map<String, float[]> slots;

    /** @param slots written to */
    HostUpdateRule(Hyperparameters settings, Network network, Map<String, float[]> slots) {
        this.settings = settings;
        this.network = network;
        this.slots = Map.copyOf(slots);
        w = network.parameters().toFloatArray();
    }

    @Override
    public float[] slot(String name) {
        return slots.get(name);
    }

    @Override
    public void update(long step, double lr, Part part, Gradient gradient) {
        HostGradient shares = (HostGradient) gradient;
        int from = (int) ((long) w.length * part.index() / part.of());
        int to = (int) ((long) w.length * (part.index() + 1) / part.of());
        float[] g = shares.share(0);
        for (int other = 1; other < part.of(); other++) {
            add(g, shares.share(other), from, to);
        }
        if (settings.clipNorm() > 0) {
            scale(g, clipFactor(g, from, to, part), from, to);
        }
        decayWeights(g, from, to, lr);
        switch (settings.optimizer()) {
            case ADAM, ADAMW -> adam(slot("exp_avg"), slot("exp_avg_sq"), g, from, to, AdamStep.of(step, lr));
            case SGD -> sgd(g, from, to, (float) lr);
            case RMSPROP -> rmsprop(slot("square_avg"), g, from, to, (float) lr);
            case ADAGRAD -> adagrad(slot("sum"), g, from, to, (float) lr);
        }
        network.write(w, from, to);
    }

    private static void add(float[] sum, float[] other, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += other[i];
        }
    }

    private static void scale(float[] values, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] *= factor;
        }
    }

    /** Of the norm over all parameters, to which each part brings its slice's sum of squares. */
    private float clipFactor(float[] g, int from, int to, Part part) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (double) g[i] * g[i];
        }
        double sum = 0;
        for (float[] each : part.meet((float) squares)) {
            sum += each[0];
        }
        return (float) Math.min(1, settings.clipNorm() / (Math.sqrt(sum) + CLIP_EPSILON));
    }

    private void decayWeights(float[] g, int from, int to, double lr) {
        double decay = settings.weightDecay();
        if (decay == 0) {
            return;
        }
        if (settings.optimizer() == OptimizerKind.ADAMW) {
            scale(w, (float) (1 - lr * decay), from, to);
        } else {
            addScaled(g, w, (float) decay, from, to);
        }
    }

    private static void addScaled(float[] sum, float[] other, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += other[i] * factor;
        }
    }

    private void adam(float[] m, float[] v, float[] g, int from, int to, AdamStep step) {
        float[] parameters = w;
        float rate = (float) step.rate();
        float epsilon = (float) step.epsilon();
        for (int i = from; i < to; i++) {
            m[i] = m[i] * B1 + g[i] * REST1;
            v[i] = v[i] * B2 + g[i] * g[i] * REST2;
            parameters[i] -= m[i] / ((float) Math.sqrt(v[i]) + epsilon) * rate;
        }
    }

    private void sgd(float[] g, int from, int to, float lr) {
        float momentum = (float) settings.momentum();
        if (momentum > 0) {
            float[] buffer = slot("momentum_buffer");
            scale(buffer, momentum, from, to);
            add(buffer, g, from, to);
            if (!settings.nesterov()) {
                addScaled(w, buffer, -lr, from, to);
                return;
            }
            addScaled(g, buffer, momentum, from, to);
        }
        addScaled(w, g, -lr, from, to);
    }

    private void rmsprop(float[] average, float[] g, int from, int to, float lr) {
        float[] parameters = w;
        float kept = (float) RMSPROP_ALPHA;
        float rest = (float) (1 - RMSPROP_ALPHA);
        float epsilon = (float) EPSILON;
        for (int i = from; i < to; i++) {
            average[i] = average[i] * kept + g[i] * g[i] * rest;
            parameters[i] -= g[i] / ((float) Math.sqrt(average[i]) + epsilon) * lr;
        }
    }

    private void adagrad(float[] sum, float[] g, int from, int to, float lr) {
        float[] parameters = w;
        float epsilon = (float) ADAGRAD_EPSILON;
        for (int i = from; i < to; i++) {
            sum[i] += g[i] * g[i];
            parameters[i] -= g[i] / ((float) Math.sqrt(sum[i]) + epsilon) * lr;
        }
    }
}
