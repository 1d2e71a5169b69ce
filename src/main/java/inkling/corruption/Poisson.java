package inkling.corruption;

/** The Poisson distribution of a mean. */
final class Poisson {
    private static final int CELLS = 64;

    /** How probable a count of at most 0, 1, 2, ... is, as far as that can be told from 1. */
    private final double[] atMost;

    /** For each 64th part of 0..1 the least count that reaches its beginning: where to look from. */
    private final int[] first = new int[CELLS];

    Poisson(double mean) {
        atMost = new double[(int) (mean + 10 * Math.sqrt(mean)) + 20];
        double probability = StrictMath.exp(-mean);
        double sum = 0;
        for (int count = 0; count < atMost.length; count++) {
            sum += probability;
            atMost[count] = sum;
            probability *= mean / (count + 1);
        }
        for (int cell = 1; cell < CELLS; cell++) {
            first[cell] = from(first[cell - 1], (double) cell / CELLS);
        }
    }

    /**
     * The least count that is, with all below it, at least so probable.
     *
     * @param draw 0 to 1, below 1
     */
    int least(double draw) {
        return from(first[(int) (draw * CELLS)], draw);
    }

    private int from(int count, double draw) {
        int least = count;
        while (least < atMost.length - 1 && atMost[least] < draw) {
            least++;
        }
        return least;
    }
}
