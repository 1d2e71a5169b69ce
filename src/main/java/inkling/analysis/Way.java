package inkling.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * What a network says on the straight way from one thing to another, and where its answer changes.
 *
 * @param probabilities of every class, at as many places as there are, evenly from 0 to 1
 * @param flips where the answer is another one behind than before, in order
 */
public record Way(List<double[]> probabilities, List<Flip> flips) {
    /** How exactly a change of the answer is found. */
    public static final double WITHIN = 0.001;

    /**
     * A change of the answer.
     *
     * @param at from 0 to 1, to within half of {@value #WITHIN}
     */
    public record Flip(double at, int from, int to) {}

    /**
     * Asks at some places, and halves in between where neighbours have different answers. A class that comes and goes
     * between two of the places is not seen.
     *
     * @param places at least 2
     * @param said the probabilities of every class at a place from 0 to 1
     */
    public static Way of(int places, DoubleFunction<double[]> said) {
        List<double[]> probabilities = new ArrayList<>();
        List<Flip> flips = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            double at = at(i, places);
            probabilities.add(said.apply(at));
            if (i > 0) {
                int before = answer(probabilities.get(i - 1));
                addFlips(at(i - 1, places), before, at, answer(probabilities.get(i)), said, flips);
            }
        }
        return new Way(probabilities, flips);
    }

    private static double at(int place, int places) {
        return place / (places - 1.0);
    }

    private static void addFlips(
            double low, int before, double high, int after, DoubleFunction<double[]> said, List<Flip> flips) {
        if (before == after) {
            return;
        }
        double middle = (low + high) / 2;
        if (high - low <= WITHIN) {
            flips.add(new Flip(middle, before, after));
            return;
        }
        int between = answer(said.apply(middle));
        addFlips(low, before, middle, between, said, flips);
        addFlips(middle, between, high, after, said, flips);
    }

    /** Where one of the places is, from 0 to 1. */
    public double at(int place) {
        return at(place, probabilities.size());
    }

    /** The likeliest class at one of the places. */
    public int answer(int place) {
        return answer(probabilities.get(place));
    }

    private static int answer(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }
}
