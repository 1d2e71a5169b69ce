package inkling.cluster.spark;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import inkling.text.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What driver and executors send each other, as plain bytes: a head's length, a head in JSON, and a body. Nothing in it is
 * ever run.
 *
 * @param head a record of records, lists, texts and numbers, those among them that are none
 * @param body up to {@value #MOST_BODY} bytes; owned by the message
 */
record Message<T>(T head, byte[] body) {
    /** What is longer is sent in pieces of so many bytes. */
    static final int MOST_BODY = 4_000_000;

    /** A head is a few kB; but one that says which images are trained on has ten bytes for each of them. */
    private static final int MOST_HEAD = 100_000_000;

    private static final Gson JSON =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();

    /** Without a body. */
    Message(T head) {
        this(head, new byte[0]);
    }

    /** What came of a part, as it is sent. */
    static byte[] resultBytes(Record result) {
        return JSON.toJson(result).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The same as it was before.
     *
     * @throws IllegalArgumentException if it is no such record
     */
    static <R extends Record> R result(byte[] bytes, Class<R> type) {
        try {
            return Optional.ofNullable(JSON.fromJson(new String(bytes, StandardCharsets.UTF_8), type))
                    .orElseThrow();
        } catch (RuntimeException e) { // What constructors of records throw comes in one that has no type of its own.
            throw new IllegalArgumentException(type.getSimpleName() + " cannot be read", e);
        }
    }

    /** The piece that begins at a place. */
    static byte[] piece(byte[] bytes, int at) {
        return Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + MOST_BODY));
    }

    byte[] bytes() {
        byte[] json = JSON.toJson(head).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + json.length + body.length)
                .putInt(json.length)
                .put(json)
                .put(body)
                .array();
    }

    /**
     * Takes apart what was sent.
     *
     * @throws IllegalArgumentException if it is no such message
     */
    static <T> Message<T> read(Object sent, Class<T> type) {
        if (!(sent instanceof byte[] bytes) || bytes.length < Integer.BYTES) {
            throw new IllegalArgumentException("a message must be bytes, was " + sent.getClass());
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = buffer.getInt();
        if (length < 0 || length > Math.min(MOST_HEAD, buffer.remaining()) || buffer.remaining() - length > MOST_BODY) {
            throw new IllegalArgumentException(
                    Text.of("a message of %d bytes cannot have a head of %d", bytes.length, length));
        }
        byte[] json = new byte[length];
        buffer.get(json);
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        T head = JSON.fromJson(new String(json, StandardCharsets.UTF_8), type);
        if (head == null) {
            throw new IllegalArgumentException("a message must have a head");
        }
        return new Message<>(head, body);
    }
}
