package inkling.training;

import inkling.text.Text;
import java.util.List;

/**
 * Everything about a run that a person chooses and that changes what it learns, apart from the data set.
 *
 * @param optimizer which update rule
 * @param learningRate in (0, 10]
 * @param momentum of SGD, in [0, 1); other optimisers ignore it
 * @param nesterov whether SGD looks ahead (needs a momentum above 0); other optimisers ignore it
 * @param weightDecay in [0, 1]; L2 penalty, except for AdamW, where it is decoupled
 * @param batchSize images a step, 1 to 10,000
 * @param epochs passes over the training images, 1 to 1,000
 * @param hidden the widths of the two hidden layers, each 1 to 4,096
 * @param augment whether training images are rotated and shifted
 * @param seed of every random choice: initial weights, split, shuffling, augmentation
 * @param validationShare the part of the training images kept for validation, in [0.01, 0.5]
 */
public record Hyperparameters(
        OptimizerKind optimizer,
        double learningRate,
        double momentum,
        boolean nesterov,
        double weightDecay,
        int batchSize,
        int epochs,
        List<Integer> hidden,
        boolean augment,
        long seed,
        double validationShare) {
    /** The notebook's settings. */
    public static final Hyperparameters DEFAULT =
            new Hyperparameters(OptimizerKind.ADAM, 0.001, 0.9, false, 0, 64, 5, List.of(250, 100), true, 1234, 0.1);

    public Hyperparameters {
        hidden = List.copyOf(hidden);
        require(learningRate > 0 && learningRate <= 10, "learning rate must be above 0 and at most 10", learningRate);
        require(momentum >= 0 && momentum < 1, "momentum must be at least 0 and below 1", momentum);
        require(weightDecay >= 0 && weightDecay <= 1, "weight decay must be between 0 and 1", weightDecay);
        require(batchSize >= 1 && batchSize <= 10_000, "batch size must be between 1 and 10000", batchSize);
        require(epochs >= 1 && epochs <= 1_000, "epochs must be between 1 and 1000", epochs);
        require(hidden.size() == 2, "hidden layers must be two widths, such as 250,100", hidden);
        require(
                hidden.stream().allMatch(width -> width >= 1 && width <= 4_096),
                "each hidden width must be between 1 and 4096",
                hidden);
        require(
                validationShare >= 0.01 && validationShare <= 0.5,
                "validation share must be between 0.01 and 0.5",
                validationShare);
        require(
                !(optimizer == OptimizerKind.SGD && nesterov && momentum == 0),
                "Nesterov needs a momentum above 0",
                momentum);
    }

    /** The same with another seed. */
    public Hyperparameters withSeed(long another) {
        return new Hyperparameters(
                optimizer,
                learningRate,
                momentum,
                nesterov,
                weightDecay,
                batchSize,
                epochs,
                hidden,
                augment,
                another,
                validationShare);
    }

    /** The same with more or fewer epochs. */
    public Hyperparameters withEpochs(int others) {
        return new Hyperparameters(
                optimizer,
                learningRate,
                momentum,
                nesterov,
                weightDecay,
                batchSize,
                others,
                hidden,
                augment,
                seed,
                validationShare);
    }

    private static void require(boolean holds, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(Text.of("%s, was %s", rule, was));
        }
    }
}
