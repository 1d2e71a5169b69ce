package inkling.maps.job;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Positions in two bytes a coordinate, for browsers: finer than any screen, and half of what floats need.
 *
 * @param bounds least x, least y, greatest x, greatest y
 * @param bytes uint16 (N, 2), little-endian, row-major: 0 at the least, 65,535 at the greatest
 */
public record Quantised(float[] bounds, byte[] bytes) {
    private static final int GREATEST = 65_535;

    /** @param positions float32 (N, 2), row-major, N at least 1 */
    public static Quantised of(float[] positions) {
        float[] bounds = {positions[0], positions[1], positions[0], positions[1]};
        for (int i = 0; i < positions.length; i++) {
            int axis = i % 2;
            bounds[axis] = Math.min(bounds[axis], positions[i]);
            bounds[2 + axis] = Math.max(bounds[2 + axis], positions[i]);
        }
        ByteBuffer bytes = ByteBuffer.allocate(2 * positions.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < positions.length; i++) {
            double extent = (double) bounds[2 + i % 2] - bounds[i % 2];
            double share = extent > 0 ? (positions[i] - (double) bounds[i % 2]) / extent : 0;
            bytes.putShort((short) Math.round(share * GREATEST));
        }
        return new Quantised(bounds, bytes.array());
    }
}
