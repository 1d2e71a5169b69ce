package inkling.training;

import ai.djl.ndarray.NDArray;
import inkling.network.Network;
import java.util.List;
import java.util.Map;

/**
 * The formulas of {@code torch.optim}, with its defaults, for a slice of the parameters.
 *
 * <p>Everything is one flat array, changed in place: an update is a dozen native calls whatever the number of layers.
 */
final class UpdateRule {
    /** Of Adam, which remembers most. */
    static final int MOST_SLOTS = 2;

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double RMSPROP_ALPHA = 0.99;
    private static final double ADAGRAD_EPSILON = 1e-10;

    private final Hyperparameters settings;
    private final Network network;
    private final NDArray w;
    private final Map<String, NDArray> slots;
    private final NDArray beta1;
    private final NDArray beta2;
    private final NDArray rest1;
    private final NDArray rest2;

    /**
     * @param w the slice of the parameters, written to
     * @param slots what the rule remembers of that slice, by PyTorch's names, written to
     */
    UpdateRule(Hyperparameters settings, Network network, NDArray w, Map<String, NDArray> slots) {
        this.settings = settings;
        this.network = network;
        this.w = w;
        this.slots = Map.copyOf(slots);
        beta1 = number(BETA1);
        beta2 = number(BETA2);
        rest1 = number(1 - BETA1);
        rest2 = number(1 - BETA2);
    }

    /** The names that PyTorch has for what the rule remembers of each parameter. */
    static List<String> slots(Hyperparameters settings) {
        return switch (settings.optimizer()) {
            case ADAM, ADAMW -> List.of("exp_avg", "exp_avg_sq");
            case SGD -> settings.momentum() > 0 ? List.of("momentum_buffer") : List.of();
            case RMSPROP -> List.of("square_avg");
            case ADAGRAD -> List.of("sum");
        };
    }

    /**
     * Makes one update.
     *
     * @param step counted from 1
     * @param lr the step's learning rate
     * @param g the slice's gradient; overwritten
     */
    void update(long step, double lr, NDArray g) {
        decayWeights(lr, g);
        switch (settings.optimizer()) {
            case ADAM, ADAMW -> adam(step, lr, g);
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

    /** Kingma and Ba, "Adam", 2015; with decoupled weight decay Loshchilov and Hutter, 2019. */
    private void adam(long step, double lr, NDArray g) {
        NDArray m = slots.get("exp_avg");
        NDArray v = slots.get("exp_avg_sq");
        m.muli(beta1).addi(g.mul(rest1));
        v.muli(beta2).addi(g.muli(g).muli(rest2));
        // w -= lr / c1 * m / (sqrt(v) / sqrt(c2) + eps), with numerator and denominator times sqrt(c2)
        double c1 = 1 - Math.pow(BETA1, step);
        double c2 = Math.sqrt(1 - Math.pow(BETA2, step));
        w.subi(m.div(v.sqrt().addi(number(EPSILON * c2))).muli(number(lr * c2 / c1)));
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

    /** Hinton's lecture 6e of 2012, epsilon added outside the root as PyTorch does. */
    private void rmsprop(double lr, NDArray g) {
        NDArray average = slots.get("square_avg");
        average.muli(number(RMSPROP_ALPHA)).addi(g.mul(g).muli(number(1 - RMSPROP_ALPHA)));
        w.subi(g.divi(average.sqrt().addi(number(EPSILON))).muli(number(lr)));
    }

    /** Duchi, Hazan and Singer, 2011. */
    private void adagrad(double lr, NDArray g) {
        NDArray sum = slots.get("sum");
        sum.addi(g.mul(g));
        w.subi(g.divi(sum.sqrt().addi(number(ADAGRAD_EPSILON))).muli(number(lr)));
    }

    private NDArray number(double value) {
        return network.scalar(value);
    }
}
