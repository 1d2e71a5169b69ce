package inkling.training;

import ai.djl.ndarray.NDArray;
import inkling.network.Network;
import inkling.network.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes a network's parameters by their gradient, with the formulas and the defaults of {@code torch.optim}.
 *
 * <p>DJL's own optimisers keep their state to themselves, and a checkpoint needs it. Everything here is one flat array
 * like {@link Network#parameters()}, changed in place: a step is a dozen native calls whatever the number of layers.
 */
final class Optimizer {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double RMSPROP_ALPHA = 0.99;
    private static final double ADAGRAD_EPSILON = 1e-10;
    static final String PREFIX = "optimizer.";

    private final Hyperparameters settings;
    private final Network network;
    private final NDArray w;
    private final double lr;
    private final NDArray beta1;
    private final NDArray beta2;
    private final NDArray rest1;
    private final NDArray rest2;
    private final Map<String, NDArray> slots = new LinkedHashMap<>();
    private long step;

    /**
     * @param step updates already made
     * @param state what {@link #state()} gave after them; ignored if there were none
     */
    Optimizer(Hyperparameters settings, Network network, long step, List<Tensor> state) {
        this.settings = settings;
        this.network = network;
        this.w = network.parameters();
        this.lr = settings.learningRate();
        this.step = step;
        beta1 = number(BETA1);
        beta2 = number(BETA2);
        rest1 = number(1 - BETA1);
        rest2 = number(1 - BETA2);
        Map<String, Tensor> tensors = state.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
        for (String slot : slotNames()) {
            slots.put(slot, network.manager().create(step == 0 ? new float[(int) w.size()] : flat(slot, tensors)));
        }
    }

    private List<String> slotNames() {
        return switch (settings.optimizer()) {
            case ADAM, ADAMW -> List.of("exp_avg", "exp_avg_sq");
            case SGD -> settings.momentum() > 0 ? List.of("momentum_buffer") : List.of();
            case RMSPROP -> List.of("square_avg");
            case ADAGRAD -> List.of("sum");
        };
    }

    private float[] flat(String slot, Map<String, Tensor> tensors) {
        float[] flat = new float[(int) w.size()];
        int from = 0;
        for (var parameter : network.architecture().parameters()) {
            String name = PREFIX + slot + "." + parameter.name();
            Tensor tensor = tensors.get(name);
            if (tensor == null || tensor.values().length != parameter.size()) {
                throw new IllegalArgumentException("the checkpoint has no %s to go on from".formatted(name));
            }
            System.arraycopy(tensor.values(), 0, flat, from, parameter.size());
            from += parameter.size();
        }
        return flat;
    }

    /** Updates made so far. */
    long step() {
        return step;
    }

    /** What the optimiser remembers, copied off the device, named {@code optimizer.<slot>.<parameter>}. */
    List<Tensor> state() {
        List<Tensor> state = new ArrayList<>();
        slots.forEach((slot, values) ->
                state.addAll(Network.split(network.architecture(), values.toFloatArray(), PREFIX + slot + ".")));
        return state;
    }

    /**
     * Makes one update.
     *
     * @param g the gradient, float32 like the parameters; overwritten
     */
    void update(NDArray g) {
        step++;
        decayWeights(g);
        switch (settings.optimizer()) {
            case ADAM, ADAMW -> adam(g);
            case SGD -> sgd(g);
            case RMSPROP -> rmsprop(g);
            case ADAGRAD -> adagrad(g);
        }
    }

    private void decayWeights(NDArray g) {
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

    /** Kingma and Ba, "Adam", 2015; with decoupled weight decay Loshchilov and Hutter, 2019. */
    private void adam(NDArray g) {
        NDArray m = slots.get("exp_avg");
        NDArray v = slots.get("exp_avg_sq");
        m.muli(beta1).addi(g.mul(rest1));
        v.muli(beta2).addi(g.muli(g).muli(rest2));
        // w -= lr / c1 * m / (sqrt(v) / sqrt(c2) + eps), with numerator and denominator times sqrt(c2)
        double c1 = 1 - Math.pow(BETA1, step);
        double c2 = Math.sqrt(1 - Math.pow(BETA2, step));
        w.subi(m.div(v.sqrt().addi(number(EPSILON * c2))).muli(number(lr * c2 / c1)));
    }

    private void sgd(NDArray g) {
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

    /** Hinton's lecture 6e of 2012, epsilon added outside the root as PyTorch does. */
    private void rmsprop(NDArray g) {
        NDArray average = slots.get("square_avg");
        average.muli(number(RMSPROP_ALPHA)).addi(g.mul(g).muli(number(1 - RMSPROP_ALPHA)));
        w.subi(g.divi(average.sqrt().addi(number(EPSILON))).muli(number(lr)));
    }

    /** Duchi, Hazan and Singer, 2011. */
    private void adagrad(NDArray g) {
        NDArray sum = slots.get("sum");
        sum.addi(g.mul(g));
        w.subi(g.divi(sum.sqrt().addi(number(ADAGRAD_EPSILON))).muli(number(lr)));
    }

    private NDArray number(double value) {
        return network.scalar(value);
    }
}
