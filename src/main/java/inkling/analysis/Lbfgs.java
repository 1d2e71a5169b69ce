package inkling.analysis;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Finds the lowest point of a smooth convex function: limited-memory BFGS (Nocedal and Wright, "Numerical Optimization", 2nd
 * ed., algorithms 7.4 and 3.1), with steps that are halved until they bring enough.
 */
final class Lbfgs {
    /** Pairs of moves and changes of the gradient that are remembered. */
    private static final int MEMORY = 10;

    private static final double ENOUGH = 1e-4;
    private static final int MOST_HALVINGS = 25;

    /** A function and its gradient. */
    @FunctionalInterface
    interface Objective {
        /**
         * @param gradient is filled with the gradient at x
         * @return the value at x
         */
        double at(double[] x, double[] gradient);
    }

    private record Pair(double[] moved, double[] changed, double product) {}

    private Lbfgs() {}

    /**
     * @param x where to begin; where it ends is written there
     * @param tolerance the largest number in a gradient that counts as 0
     * @param check called before every step; what it throws ends the search
     * @return how many steps it took
     */
    static int minimise(Objective objective, double[] x, double tolerance, int mostSteps, Runnable check) {
        Deque<Pair> pairs = new ArrayDeque<>();
        double[] gradient = new double[x.length];
        double value = objective.at(x, gradient);
        for (int step = 0; step < mostSteps; step++) {
            check.run();
            if (Arrays.stream(gradient).map(Math::abs).max().orElse(0) <= tolerance) {
                return step;
            }
            double[] direction = direction(gradient, pairs);
            double slope = dot(direction, gradient);
            double length = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
            double[] next = new double[x.length];
            double[] nextGradient = new double[x.length];
            double nextValue = Double.POSITIVE_INFINITY;
            for (int halving = 0;
                    halving < MOST_HALVINGS && !(nextValue <= value + ENOUGH * length * slope);
                    halving++) {
                length = halving == 0 ? length : length / 2;
                add(x, length, direction, next);
                nextValue = objective.at(next, nextGradient);
            }
            if (!(nextValue < value)) {
                return step; // As low as the function can be told apart.
            }
            remember(pairs, difference(next, x), difference(nextGradient, gradient));
            System.arraycopy(next, 0, x, 0, x.length);
            gradient = nextGradient;
            value = nextValue;
        }
        return mostSteps;
    }

    /** Minus the inverse Hessian, as far as the pairs tell of it, times the gradient. */
    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] direction = Arrays.stream(gradient).map(each -> -each).toArray();
        double[] shares = new double[pairs.size()];
        int at = 0;
        for (Pair pair : pairs) { // The newest first.
            shares[at] = dot(pair.moved, direction) / pair.product;
            add(direction, -shares[at++], pair.changed, direction);
        }
        if (!pairs.isEmpty()) {
            Pair newest = pairs.getFirst();
            double scale = newest.product / dot(newest.changed, newest.changed);
            Arrays.setAll(direction, i -> scale * direction[i]);
        }
        for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
            Pair pair = oldest.next();
            add(direction, shares[--at] - dot(pair.changed, direction) / pair.product, pair.moved, direction);
        }
        return direction;
    }

    private static void remember(Deque<Pair> pairs, double[] moved, double[] changed) {
        double product = dot(moved, changed);
        if (product > 0) {
            pairs.addFirst(new Pair(moved, changed, product));
        }
        if (pairs.size() > MEMORY) {
            pairs.removeLast();
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static void add(double[] x, double factor, double[] y, double[] target) {
        for (int i = 0; i < x.length; i++) {
            target[i] = x[i] + factor * y[i];
        }
    }

    private static double[] difference(double[] x, double[] y) {
        double[] difference = new double[x.length];
        add(x, -1, y, difference);
        return difference;
    }
}
