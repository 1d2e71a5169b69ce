package inkling.projection;

/** What all parts of this package ask of a matrix of points. */
final class Points {
    private Points() {}

    /** @throws IllegalArgumentException unless {@code points} is (N, D) with N at least {@code least} */
    static void requireShape(float[] points, int dimensions, int least) {
        if (dimensions < 1 || points.length % dimensions != 0) {
            throw new IllegalArgumentException(
                    "points must be rows of %d numbers, there were %d numbers".formatted(dimensions, points.length));
        }
        if (points.length / dimensions < least) {
            throw new IllegalArgumentException(
                    "points must be at least %d, were %d".formatted(least, points.length / dimensions));
        }
    }

    /** How many parts of {@code size} hold {@code n} points. */
    static int parts(int n, int size) {
        return (n + size - 1) / size;
    }
}
