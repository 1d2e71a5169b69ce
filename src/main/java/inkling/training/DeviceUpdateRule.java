package inkling.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import inkling.network.Network;
import inkling.network.modules.DeviceGradient;
import inkling.network.modules.Gradient;
import inkling.network.modules.Part;
import java.util.LinkedHashMap;
import java.util.Map;

/** Of a network on a GPU: a dozen native calls whatever the number of layers, and nothing is read back. */
final class DeviceUpdateRule implements UpdateRule {
    private final Hyperparameters settings;
    private final Network network;
    private final NDArray w;
    private final Map<String, NDArray> slots = new LinkedHashMap<>();
    private final NDArray beta1;
    private final NDArray beta2;
    private final NDArray rest1;
    private final NDArray rest2;

    /** @param slots copied to the device */
    DeviceUpdateRule(Hyperparameters settings, Network network, Map<String, float[]> slots) {
        this.settings = settings;
        this.network = network;
        w = network.parameters();
        slots.forEach((name, values) -> this.slots.put(name, network.manager().create(values)));
        beta1 = number(BETA1);
        beta2 = number(BETA2);
        rest1 = number(1 - BETA1);
        rest2 = number(1 - BETA2);
    }

    @Override
    public float[] slot(String name) {
        return slots.get(name).toFloatArray();
    }

    @Override
    public void update(long step, double lr, Part part, Gradient gradient, NormSums sums) {
        NDArray g = ((DeviceGradient) gradient).flat();
        if (!sums.wanted()) {
            update(step, lr, g);
            return;
        }
        NDArray gradients = squares(g, sums.ends());
        NDArray before = w.duplicate();
        update(step, lr, g);
        NDArray updates = squares(w.sub(before), sums.ends());
        sums.keep(NDArrays.concat(new NDList(gradients, updates, squares(before, sums.ends()))));
    }

    /** The sums of squares of each layer, (layers). */
    private static NDArray squares(NDArray flat, int[] ends) {
        NDList sums = new NDList();
        int from = 0;
        for (int end : ends) {
            sums.add(flat.get(new NDIndex("{}:{}", from, end)).square().sum().reshape(1));
            from = end;
        }
        return NDArrays.concat(sums);
    }

    private void update(long step, double lr, NDArray g) {
        if (settings.clipNorm() > 0) {
            // The norm stays on the device.
            NDArray factor = number(settings.clipNorm()).divi(g.norm().addi(number(CLIP_EPSILON)));
            g.muli(factor.minimum(number(1)));
        }
        decayWeights(lr, g);
        switch (settings.optimizer()) {
            case ADAM, ADAMW -> adam(AdamStep.of(step, lr), g);
            case SGD -> sgd(lr, g);
            case RMSPROP -> rmsprop(lr, g);
            case ADAGRAD -> adagrad(lr, g);
        }
    }

    private void decayWeights(double lr, NDArray g) {
        double decay = settings.weightDecay();
        if (decay == 0) {
            return;
        }
        if (settings.optimizer() == OptimizerKind.ADAMW) {
            w.muli(number(1 - lr * decay));
        } else {
            g.addi(w.mul(number(decay)));
        }
    }

    private void adam(AdamStep step, NDArray g) {
        NDArray m = slots.get("exp_avg");
        NDArray v = slots.get("exp_avg_sq");
        m.muli(beta1).addi(g.mul(rest1));
        v.muli(beta2).addi(g.muli(g).muli(rest2));
        w.subi(m.div(v.sqrt().addi(number(step.epsilon()))).muli(number(step.rate())));
    }

    private void sgd(double lr, NDArray g) {
        double momentum = settings.momentum();
        if (momentum == 0) {
            w.subi(g.muli(number(lr)));
            return;
        }
        NDArray buffer = slots.get("momentum_buffer");
        buffer.muli(number(momentum)).addi(g);
        NDArray direction = settings.nesterov() ? g.addi(buffer.mul(number(momentum))) : buffer;
        w.subi(direction.mul(number(lr)));
    }

    private void rmsprop(double lr, NDArray g) {
        NDArray average = slots.get("square_avg");
        average.muli(number(RMSPROP_ALPHA)).addi(g.mul(g).muli(number(1 - RMSPROP_ALPHA)));
        w.subi(g.divi(average.sqrt().addi(number(EPSILON))).muli(number(lr)));
    }

    private void adagrad(double lr, NDArray g) {
        NDArray sum = slots.get("sum");
        sum.addi(g.mul(g));
        w.subi(g.divi(sum.sqrt().addi(number(ADAGRAD_EPSILON))).muli(number(lr)));
    }

    private NDArray number(double value) {
        return network.scalar(value);
    }
}
