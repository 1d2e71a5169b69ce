package inkling.whatif;

import inkling.dreaming.Adversarial;
import inkling.dreaming.ChangeSize;
import inkling.dreaming.Counterfactual;
import inkling.dreaming.Distance;
import java.util.Optional;

/**
 * The smallest changes that make an image pass for a class, each by a measure of its own.
 *
 * @param cheapest by Wachter's weighted sum of changes; empty where none was found
 * @param shortest by the root of the sum of squares
 * @param flattest by the largest change of a pixel: the adversarial one
 */
record Changes(Optional<Change> cheapest, Optional<Change> shortest, Optional<Change> flattest) {
    /**
     * @param pixels of the changed picture, 0..1 (C x H x W)
     * @param change what was added to each
     * @param probability of the class
     */
    record Change(float[] pixels, float[] change, ChangeSize size, double probability) {}

    static Changes of(PredictedImage subject, Counterfactual counterfactual, int target, double sure) {
        return new Changes(
                found(subject, counterfactual, new Counterfactual.Plan(target, sure, Distance.L1)),
                found(subject, counterfactual, new Counterfactual.Plan(target, sure, Distance.L2)),
                new Adversarial(subject.network(), subject.normalisation())
                        .smallest(subject.image().pixels(), target, sure)
                        .map(change -> new Change(
                                change.pixels(),
                                change.perturbation(),
                                ChangeSize.of(change.perturbation()),
                                change.said()[target])));
    }

    private static Optional<Change> found(
            PredictedImage subject, Counterfactual counterfactual, Counterfactual.Plan plan) {
        return counterfactual
                .find(subject.image().pixels(), plan)
                .map(found ->
                        new Change(found.pixels(), found.change(), found.size(), found.probabilities()[plan.target()]));
    }
}
