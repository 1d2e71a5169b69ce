package inkling.projection;

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
            throw new IllegalArgumentException("%d labels need a map of %d coordinates, had %d"
                    .formatted(labels.length, 2 * labels.length, map.length));
        }
        int[] nearest = new NearestNeighbours(map, 2).all(1).indices();
        int agreeing = 0;
        for (int i = 0; i < labels.length; i++) {
            agreeing += labels[nearest[i]] == labels[i] ? 1 : 0;
        }
        return agreeing / (double) labels.length;
    }
}
