package inkling.training;

import inkling.network.modules.Gradient;
import inkling.network.modules.Part;
import java.util.List;

/**
 * The formulas of {@code torch.optim}, with its defaults, over all parameters as one flat array: Adam by Kingma and Ba,
 * 2015; with decoupled weight decay by Loshchilov and Hutter, 2019; Adagrad by Duchi, Hazan and Singer, 2011; RMSprop as
 * in Hinton's lecture 6e of 2012, with epsilon outside the root.
 *
 * <p>There are two, each for where the other would be slow. They differ in last digits, since PyTorch's square root is
 * not always the nearest number.
 */
sealed interface UpdateRule permits HostUpdateRule, DeviceUpdateRule {
    /** Of Adam, which remembers most. */
    int MOST_SLOTS = 2;

    double BETA1 = 0.9;
    double BETA2 = 0.999;
    double EPSILON = 1e-8;
    double RMSPROP_ALPHA = 0.99;
    double ADAGRAD_EPSILON = 1e-10;
    /** Of {@code torch.nn.utils.clip_grad_norm_}. */
    double CLIP_EPSILON = 1e-6;

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
     * Changes the part's slice of the parameters; all parts together change all of them once.
     *
     * @param step counted from 1
     * @param lr the step's learning rate
     * @param gradient may be overwritten
     * @param sums of the part's slice are added to, if they are wanted
     */
    void update(long step, double lr, Part part, Gradient gradient, NormSums sums);

    /** What is remembered of all parameters, by one of {@link #slots}. */
    float[] slot(String name);

    /** Adam's corrections for starting at 0, worked into the rate and epsilon: numerator and denominator times sqrt(c2). */
    record AdamStep(double rate, double epsilon) {
        static AdamStep of(long step, double lr) {
            double c1 = 1 - Math.pow(BETA1, step);
            double c2 = Math.sqrt(1 - Math.pow(BETA2, step));
            return new AdamStep(lr * c2 / c1, EPSILON * c2);
        }
    }
}
