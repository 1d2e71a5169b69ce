package inkling.training;

import inkling.network.Answers;
import inkling.network.Blueprint;
import java.util.List;

/**
 * How many units of a ReLU layer answered no validation image after an epoch: their gradient is zero on all images like
 * those, so they seldom learn again. Of pictures a unit is a channel.
 *
 * @param epoch counted from 1
 * @param units of the layer
 * @param dead of those
 */
public record DeadUnits(int epoch, String layer, int units, int dead) {
    static List<DeadUnits> of(int epoch, Blueprint blueprint, Answers answers) {
        return answers.silent().entrySet().stream()
                .map(each -> new DeadUnits(
                        epoch, each.getKey(), blueprint.layer(each.getKey()).outputShape()[0], each.getValue()))
                .toList();
    }

    /** 0 to 1. */
    public double share() {
        return (double) dead / units;
    }
}
