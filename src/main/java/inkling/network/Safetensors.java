package inkling.network;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import inkling.files.RegularFile;
import inkling.files.WholeFile;
import inkling.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files of named float32 tensors that Python opens with {@code safetensors.numpy.load_file}.
 *
 * <p>Eight bytes with the header's length (little-endian), the header in JSON, then the values of one tensor after the
 * other, little-endian and row-major. See the <a href="https://github.com/huggingface/safetensors#format">format</a>.
 */
public final class Safetensors {
    static final String METADATA = "__metadata__";
    /** 1 GB: more than four times what the largest network and its optimiser need. */
    private static final long MOST_VALUES = 250_000_000;

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private Safetensors() {}

    /** A tensor as the header describes it; {@code begin} and {@code end} count from the first value's byte. */
    public record Entry(String name, TensorType type, int[] shape, long begin, long end) {
        long bytes() {
            return end - begin;
        }
    }

    /**
     * What a file holds.
     *
     * @param tensors in the order of their values in the file
     * @param metadata free text by name
     */
    public record Content(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        /**
         * The tensor of that name.
         *
         * @throws SafetensorsException if there is none or its shape is another
         */
        public Tensor require(String name, int... shape) {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw new SafetensorsException(Text.of("%s has no tensor %s", file, name));
            }
            if (!Arrays.equals(tensor.shape(), shape)) {
                throw new SafetensorsException(Text.of(
                        "%s has %s in the shape %s, expected %s",
                        file, name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
            }
            return tensor;
        }

        /**
         * The same of a tensor all of whose values are numbers.
         *
         * @throws SafetensorsException if one of them is infinite or not a number, too
         */
        public Tensor requireFinite(String name, int... shape) {
            Tensor tensor = require(name, shape);
            int place = Tensor.firstNotFinite(tensor.values());
            if (place >= 0) {
                throw new SafetensorsException(Text.of(
                        "%s has %s in %s, at place %d of %d, where only numbers belong",
                        file, tensor.values()[place], name, place, tensor.values().length));
            }
            return tensor;
        }
    }

    /**
     * Writes a file that is either there completely or not at all, even when the power fails.
     *
     * @throws UncheckedIOException if the disk is full or the folder cannot be written to
     */
    public static void write(Path file, List<Tensor> tensors, Map<String, String> metadata) {
        WholeFile.write(file, channel -> {
            writeFully(channel, header(tensors, metadata));
            for (Tensor tensor : tensors) {
                writeFully(channel, bytes(tensor));
            }
        });
    }

    /**
     * The same file as it is read by somebody to whom it is sent: nothing is written, and one tensor's bytes at a time
     * are in memory.
     */
    public static InputStream stream(List<Tensor> tensors, Map<String, String> metadata) {
        Stream<ByteBuffer> parts = Stream.concat(
                Stream.of(header(tensors, metadata)), tensors.stream().map(Safetensors::bytes));
        Iterator<InputStream> streams = parts.<InputStream>map(
                        part -> new ByteArrayInputStream(part.array(), 0, part.limit()))
                .iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return streams.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return streams.next();
            }
        });
    }

    private static ByteBuffer header(List<Tensor> tensors, Map<String, String> metadata) {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put(METADATA, metadata);
        }
        long offset = 0;
        for (Tensor tensor : tensors) {
            long end = offset + (long) tensor.values().length * Float.BYTES;
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", "F32");
            entry.add("shape", JSON.toJsonTree(tensor.shape()));
            entry.add("data_offsets", JSON.toJsonTree(new long[] {offset, end}));
            if (header.put(tensor.name(), entry) != null) {
                throw new IllegalArgumentException("two tensors are named " + tensor.name());
            }
            offset = end;
        }
        byte[] json = JSON.toJson(header).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8; // values then begin at a multiple of 8
        byte[] spaces = new byte[padded - json.length];
        Arrays.fill(spaces, (byte) ' ');
        return ByteBuffer.allocate(Long.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(json)
                .put(spaces)
                .flip();
    }

    private static ByteBuffer bytes(Tensor tensor) {
        ByteBuffer bytes =
                ByteBuffer.allocate(tensor.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        return bytes;
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads a whole file, of whatever size memory may have room for.
     *
     * @throws SafetensorsException with a sentence for the user if the file is missing or not as the format wants it
     */
    public static Content read(Path file) {
        return read(file, MOST_VALUES);
    }

    /**
     * Reads a whole file of which it is known how much belongs in it; a larger one is refused before it is read.
     *
     * @param mostValues of all tensors together
     * @throws SafetensorsException with a sentence for the user if the file is missing or not as the format wants it
     */
    public static Content read(Path file, long mostValues) {
        return read(file, EnumSet.of(TensorType.F32), reader -> reader.read(mostValues));
    }

    /**
     * The same of a file that was sent.
     *
     * @param name by which errors call it
     */
    public static Content read(byte[] file, Path name, long mostValues) {
        return read(name, new BytesChannel(file), EnumSet.of(TensorType.F32), reader -> reader.read(mostValues));
    }

    /**
     * What a file holds that another program wrote, whatever its values are kept as; none of them is read.
     *
     * @throws SafetensorsException with a sentence for the user if the file is missing or not as the format wants it
     */
    public static List<Entry> entries(Path file) {
        return read(file, EnumSet.allOf(TensorType.class), SafetensorsReader::entries);
    }

    /** The tensors of some names in such a file, as float32. */
    static Content tensors(Path file, Set<String> names) {
        return read(
                file, EnumSet.allOf(TensorType.class), reader -> new Content(file, reader.tensors(names), Map.of()));
    }

    private interface Reading<T> {
        T of(SafetensorsReader reader) throws IOException;
    }

    private static <T> T read(Path file, Set<TensorType> types, Reading<T> reading) {
        try (FileChannel channel = RegularFile.open(file)) {
            return read(file, channel, types, reading);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static <T> T read(Path file, SeekableByteChannel channel, Set<TensorType> types, Reading<T> reading) {
        try {
            return reading.of(new SafetensorsReader(file, channel, types));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static SafetensorsException unreadable(Path file, IOException e) {
        return new SafetensorsException(Text.of("%s cannot be read: %s", file, RegularFile.reason(e)), e);
    }
}
