package inkling.dreaming;

/**
 * How large a change of a picture is, where 1 is the way from black to white.
 *
 * @param l0 how many numbers of the picture it changes by enough to be seen in a file of bytes
 * @param l1 the sum of what it changes
 * @param l2 the root of the sum of the squares
 * @param linf the most that it changes one of them
 */
public record ChangeSize(int l0, double l1, double l2, double linf) {
    private static final double HALF_A_STEP = 0.5 / 255;

    /** @param change what is added to each number of a picture, -1..1 */
    public static ChangeSize of(float[] change) {
        int l0 = 0;
        double l1 = 0;
        double squares = 0;
        double linf = 0;
        for (float each : change) {
            double size = Math.abs(each);
            l0 += size >= HALF_A_STEP ? 1 : 0;
            l1 += size;
            squares += size * size;
            linf = Math.max(linf, size);
        }
        return new ChangeSize(l0, l1, Math.sqrt(squares), linf);
    }
}
