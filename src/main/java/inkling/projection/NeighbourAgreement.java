package inkling.projection;

import inkling.text.Text;
import java.util.stream.IntStream;
import smile.neighbor.KDTree;

/** How often a point's nearest neighbour on a map is of its kind: near 1 where the kinds are apart. */
public final class NeighbourAgreement {
    private NeighbourAgreement() {}

    /**
     * @param map float32 (N, 2), row-major, N at least 2
     * @param labels (N)
     * @return the share of the points whose nearest neighbour has their label, 0 to 1
     */
    public static double of(float[] map, byte[] labels) {
        if (map.length != 2 * labels.length) {
            throw new IllegalArgumentException(Text.of(
                    "%d labels need a map of %d coordinates, had %d", labels.length, 2 * labels.length, map.length));
        }
        double[][] points = new double[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            points[i] = new double[] {map[2 * i], map[2 * i + 1]};
        }
        KDTree<double[]> tree = KDTree.of(points);
        // The tree leaves out the very point that is asked for, as long as it is handed the same array.
        long agreeing = IntStream.range(0, labels.length)
                .parallel()
                .filter(i -> labels[tree.nearest(points[i]).index] == labels[i])
                .count();
        return agreeing / (double) labels.length;
    }
}
