package inkling.maps;

import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapImages;
import inkling.maps.job.Quantised;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A map as a browser reads it: little-endian, 16 bytes and eight a point.
 *
 * <p>float32 least x, least y, greatest x, greatest y; uint16 (N, 2) positions between them; uint16 (N) confidence, 65,535
 * for certainty; uint8 (N) true labels; uint8 (N) predicted labels.
 */
public final class PointBytes {
    private static final int GREATEST = 65_535;

    private PointBytes() {}

    /** The bytes of a map that is drawn. */
    public static byte[] of(Drawn drawn) {
        MapImages images = drawn.images();
        int n = images.labels().length;
        Quantised quantised = Quantised.of(drawn.positions());
        ByteBuffer bytes = ByteBuffer.allocate(16 + 8 * n).order(ByteOrder.LITTLE_ENDIAN);
        for (float bound : quantised.bounds()) {
            bytes.putFloat(bound);
        }
        bytes.put(quantised.bytes());
        for (float confidence : images.confidence()) {
            bytes.putShort((short) Math.round(confidence * GREATEST));
        }
        return bytes.put(images.labels()).put(images.predicted()).array();
    }
}
