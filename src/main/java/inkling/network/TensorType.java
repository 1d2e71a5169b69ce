package inkling.network;

import java.nio.ByteBuffer;

/** What the values of a tensor are kept as. */
public enum TensorType {
    F32(4) {
        @Override
        float[] floats(ByteBuffer bytes) {
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            return values;
        }
    },
    F64(8) {
        @Override
        float value(ByteBuffer bytes) {
            return (float) bytes.getDouble();
        }
    },
    /** IEEE 754's: 5 bits of exponent, 10 of fraction. */
    F16(2) {
        @Override
        float value(ByteBuffer bytes) {
            short bits = bytes.getShort();
            int exponent = bits >> 10 & 0x1f;
            int fraction = bits & 0x3ff;
            float size = exponent == 0x1f
                    ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                    : exponent == 0
                            ? Math.scalb((float) fraction, -24)
                            : Math.scalb(1 + fraction / 1024f, exponent - 15);
            return bits < 0 ? -size : size;
        }
    },
    /** The upper half of a float32. */
    BF16(2) {
        @Override
        float value(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    },
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U64(8),
    U32(4),
    U16(2),
    U8(1),
    BOOL(1);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** Whether it is a number with a fraction, as weights are. */
    public boolean isReal() {
        return name().contains("F");
    }

    /** All values that a buffer has. */
    float[] floats(ByteBuffer buffer) {
        float[] values = new float[buffer.remaining() / bytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(buffer);
        }
        return values;
    }

    float value(ByteBuffer buffer) {
        throw new IllegalArgumentException(name() + " is not read as numbers");
    }
}
