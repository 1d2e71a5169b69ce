package inkling.dreaming;

import inkling.dataset.Normalisation;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.text.Named;
import inkling.text.Text;
import inkling.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Changes a real picture as little as possible until the network takes it for another class: every number of it by
 * at most epsilon, and none beyond 0 or 1.
 */
public final class Adversarial {
    /** After which the smallest epsilon is known to a thirtieth of itself. */
    private static final int HALVINGS = 5;

    private final PlainNetwork network;
    private final Normalisation normalisation;

    public Adversarial(PlainNetwork network, Normalisation normalisation) {
        this.network = network;
        this.normalisation = normalisation;
    }

    /** How the change is found. */
    public enum Method implements Named {
        /** One step of epsilon along the sign of the gradient (Goodfellow et al., 2015). */
        FGSM,
        /** Many small ones, each brought back to within epsilon (Madry et al., 2018), from the picture itself. */
        PGD;

        /** @throws IllegalArgumentException with a sentence for the user if there is no such method */
        public static Method of(String id) {
            return Words.choose("method", List.of(values()), Method::id, id);
        }
    }

    /**
     * @param target the class to be taken for, below the number of outputs
     * @param epsilon the most a pixel may change in each channel, of 0..1; above 0, at most 1
     * @param steps of PGD, 1 to 1,000; FGSM takes one
     * @param stepSize of PGD, of 0..1; above 0, at most 1
     */
    public record Plan(Method method, int target, double epsilon, int steps, double stepSize) {
        public Plan {
            require(target >= 0, "target must not be negative", target);
            require(epsilon > 0 && epsilon <= 1, "epsilon must be above 0 and at most 1", epsilon);
            require(steps >= 1 && steps <= 1000, "steps must be between 1 and 1000", steps);
            require(stepSize > 0 && stepSize <= 1, "step size must be above 0 and at most 1", stepSize);
        }

        public static Plan fgsm(int target, double epsilon) {
            return new Plan(Method.FGSM, target, epsilon, 1, epsilon);
        }

        /** 40 steps of a sixteenth of epsilon: more than twice the way there, so that it can turn back. */
        public static Plan pgd(int target, double epsilon) {
            return new Plan(Method.PGD, target, epsilon, 40, epsilon / 16);
        }

        private static void require(boolean holds, String rule, Object was) {
            if (!holds) {
                throw new IllegalArgumentException(Text.of("%s, was %s", rule, was));
            }
        }
    }

    /**
     * What came of it.
     *
     * @param pixels the changed picture, 0..1 (C x H x W)
     * @param perturbation what was added to each pixel, -epsilon to epsilon
     * @param probabilities one row a step, of every class; the first row is the untouched picture's
     */
    public record Change(float[] pixels, float[] perturbation, List<double[]> probabilities) {
        public Change {
            probabilities = List.copyOf(probabilities);
        }

        /** The probabilities of the changed picture. */
        public double[] said() {
            return probabilities.get(probabilities.size() - 1);
        }

        /** The class the changed picture is taken for. */
        public int predicted() {
            double[] last = said();
            int best = 0;
            for (int c = 1; c < last.length; c++) {
                best = last[c] > last[best] ? c : best;
            }
            return best;
        }
    }

    /** Is told after each step of what there is then, on the searching thread; may throw to end it. */
    public interface Observer {
        /** @param soFar gives the change up to now, if it is asked before the search goes on, or when it has ended */
        void onStep(int step, Supplier<Change> soFar);
    }

    /**
     * @param image one byte a number, 0 to 255: C x H x W
     * @throws RuntimeException what the observer throws, such as a {@link java.util.concurrent.CancellationException}
     */
    public Change change(byte[] image, Plan plan, Observer observer) {
        return change(image, plan, observer, probabilities -> false);
    }

    /**
     * The change of the smallest epsilon at which PGD is seen to succeed: doubled from a step of a byte until it does, then
     * halved in between. It ends with the first step that does.
     *
     * @param sure the target's least probability
     * @return empty if no epsilon is enough
     */
    public Optional<Change> smallest(byte[] image, int target, double sure) {
        Predicate<double[]> enough = probabilities -> probabilities[target] >= sure;
        double little = 0;
        double much = 1 / 255.0;
        Change found = change(image, Plan.pgd(target, much), (step, soFar) -> {}, enough);
        while (!enough.test(found.said())) {
            if (much == 1) {
                return Optional.empty();
            }
            little = much;
            much = Math.min(1, 2 * much);
            found = change(image, Plan.pgd(target, much), (step, soFar) -> {}, enough);
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (little + much) / 2;
            Change tried = change(image, Plan.pgd(target, middle), (step, soFar) -> {}, enough);
            boolean succeeded = enough.test(tried.said());
            found = succeeded ? tried : found;
            much = succeeded ? middle : much;
            little = succeeded ? little : middle;
        }
        return Optional.of(found);
    }

    private Change change(byte[] image, Plan plan, Observer observer, Predicate<double[]> enough) {
        boolean single = plan.method() == Method.FGSM;
        float[] original = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            original[i] = (image[i] & 0xff) / 255f;
        }
        float[] pixels = original.clone();
        ForwardPass pass = forward(pixels);
        List<double[]> probabilities = new ArrayList<>(List.of(pass.probabilities()));
        int steps = single ? 1 : plan.steps();
        for (int step = 0; step < steps && !enough.test(probabilities.get(step)); step++) {
            move(pixels, original, gradient(pass, plan.target()), plan, single ? plan.epsilon() : plan.stepSize());
            pass = forward(pixels);
            probabilities.add(pass.probabilities());
            observer.onStep(step + 1, () -> change(original, pixels, probabilities));
        }
        return change(original, pixels, probabilities);
    }

    private ForwardPass forward(float[] pixels) {
        return network.forward(normalisation.normalised(network.blueprint().input(), pixels));
    }

    private static Change change(float[] original, float[] pixels, List<double[]> probabilities) {
        float[] perturbation = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            perturbation[i] = pixels[i] - original[i];
        }
        return new Change(pixels.clone(), perturbation, probabilities);
    }

    /** Of the target's log-probability; normalising keeps the signs of what changes. */
    private double[] gradient(ForwardPass pass, int target) {
        double[] probabilities = pass.probabilities();
        double[] ofLogits = new double[probabilities.length];
        Arrays.setAll(ofLogits, c -> (c == target ? 1 : 0) - probabilities[c]);
        return network.inputGradient(pass, ofLogits);
    }

    private static void move(float[] pixels, float[] original, double[] gradient, Plan plan, double stepSize) {
        for (int i = 0; i < pixels.length; i++) {
            double moved = pixels[i] + stepSize * Math.signum(gradient[i]);
            double low = Math.max(0, original[i] - plan.epsilon());
            double high = Math.min(1, original[i] + plan.epsilon());
            pixels[i] = (float) Math.min(high, Math.max(low, moved));
        }
    }
}
