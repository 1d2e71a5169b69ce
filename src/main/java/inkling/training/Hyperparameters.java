package inkling.training;

import inkling.dataset.augmentation.Augmentation;
import inkling.network.Architecture;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Everything about a run that a person chooses and that changes what it learns, apart from the data set.
 *
 * @param values of every setting; those that are not given are the notebook's
 */
public record Hyperparameters(Map<Setting, Object> values) {
    /** The notebook's settings. */
    public static final Hyperparameters DEFAULT = new Hyperparameters(Map.of());

    /** @throws IllegalArgumentException with a sentence for the user if a setting must not be as it is given */
    public Hyperparameters {
        Map<Setting, Object> checked = new EnumMap<>(Setting.class);
        for (Setting each : Setting.values()) {
            Object value = values.getOrDefault(each, each.usual());
            // Weights from elsewhere are only tested, so their run has no epoch; nobody types that.
            boolean none = each == Setting.EPOCHS && Integer.valueOf(0).equals(value);
            checked.put(each, none ? value : each.checked(value));
        }
        values = Collections.unmodifiableMap(checked);
        Setting.require(
                !Boolean.TRUE.equals(values.get(Setting.NESTEROV))
                        || !values.get(Setting.MOMENTUM).equals(0.0)
                        || !Setting.NESTEROV.heededBy(values),
                "Nesterov needs a momentum above 0",
                values.get(Setting.MOMENTUM));
    }

    /** The same with another value of one setting. */
    public Hyperparameters with(Setting setting, Object value) {
        return with(Map.of(setting, value));
    }

    /** The same with other values of some settings. */
    public Hyperparameters with(Map<Setting, Object> others) {
        Map<Setting, Object> changed = new EnumMap<>(values);
        changed.putAll(others);
        return new Hyperparameters(changed);
    }

    public OptimizerKind optimizer() {
        return (OptimizerKind) values.get(Setting.OPTIMIZER);
    }

    public double learningRate() {
        return (double) values.get(Setting.LR);
    }

    public Schedule schedule() {
        return (Schedule) values.get(Setting.SCHEDULE);
    }

    /** Epochs over which the learning rate rises; a one-cycle schedule ignores it. */
    public double warmUp() {
        return (double) values.get(Setting.WARM_UP);
    }

    /** Whether steps have different learning rates. */
    public boolean movesLearningRate() {
        return schedule() != Schedule.CONSTANT || warmUp() > 0;
    }

    /** Of SGD; other optimisers ignore it. */
    public double momentum() {
        return (double) values.get(Setting.MOMENTUM);
    }

    /** Whether SGD looks ahead; other optimisers ignore it. */
    public boolean nesterov() {
        return (boolean) values.get(Setting.NESTEROV);
    }

    /** L2 penalty, except for AdamW, where it is decoupled. */
    public double weightDecay() {
        return (double) values.get(Setting.WEIGHT_DECAY);
    }

    /** The longest that a gradient may be; 0 for any. */
    public double clipNorm() {
        return (double) values.get(Setting.CLIP_NORM);
    }

    /** The share of each label that goes to all classes alike. */
    public double labelSmoothing() {
        return (double) values.get(Setting.LABEL_SMOOTHING);
    }

    public ClassWeights classWeights() {
        return (ClassWeights) values.get(Setting.CLASS_WEIGHTS);
    }

    /** How many epochs without a lower validation loss end the run; 0 if none do. */
    public int patience() {
        return (int) values.get(Setting.PATIENCE);
    }

    public int batchSize() {
        return (int) values.get(Setting.BATCH_SIZE);
    }

    public int epochs() {
        return (int) values.get(Setting.EPOCHS);
    }

    /** The network, but for its last layer. */
    public Architecture architecture() {
        return (Architecture) values.get(Setting.ARCH);
    }

    /** What is changed of each training image at random. */
    public Augmentation augmentation() {
        return (Augmentation) values.get(Setting.AUGMENT);
    }

    /** Of every random choice: initial weights, split, shuffling, augmentation. */
    public long seed() {
        return (long) values.get(Setting.SEED);
    }

    /** Of what dropout leaves out. */
    public long dropoutSeed() {
        long chosen = (long) values.get(Setting.DROPOUT_SEED);
        return chosen == 0 ? seed() : chosen;
    }

    /** The part of the training images that is kept for validation. */
    public double validationShare() {
        return (double) values.get(Setting.VALIDATION_SHARE);
    }
}
