package inkling.training;

/**
 * How long a layer's gradient, update and weights were at a step: Euclidean norms over all its parameters, biases among
 * them.
 *
 * @param step counted from 1, never reset within a run
 * @param epoch counted from 1
 * @param layer its id in the network
 * @param gradientNorm of the loss's gradient on the step's batch, before clipping and weight decay
 * @param updateNorm of what the step changed the parameters by
 * @param weightNorm of the parameters before the step
 */
public record LayerNorms(
        long step, int epoch, String layer, double gradientNorm, double updateNorm, double weightNorm) {
    /** About what it should be, as Karpathy's notes for Stanford's CS231n have it: far above, training is unsteady. */
    public static final double USUAL_SHARE = 1e-3;

    /** The length of the update as a share of that of the parameters it changes; not a number where both are 0. */
    public double updateShare() {
        return updateNorm / weightNorm;
    }

    boolean isFinite() {
        return Double.isFinite(gradientNorm) && Double.isFinite(weightNorm) && Double.isFinite(updateNorm);
    }
}
