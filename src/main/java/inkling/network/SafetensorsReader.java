package inkling.network;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import inkling.network.Safetensors.Entry;
import inkling.text.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes a safetensors file apart and believes nothing of it before it has looked: what the header says is held against
 * the file's size before any values are read.
 */
final class SafetensorsReader {
    /** The format allows 100 MB; what is kept here needs some kB, and JSON takes many times its length in memory. */
    static final int LONGEST_HEADER = 4_000_000;

    /** How a file begins that {@code torch.save} wrote: a zip, and before PyTorch 1.6 a pickle of its magic number. */
    private static final int ZIP = 0x04034b50;

    private static final long PICKLE = 0x469cfc6c0a8a0280L;

    private static final String WRONG =
            "describes %s wrongly: dtype, shape and data_offsets are needed, a text and two lists of whole numbers";

    private final Path file;
    private final SeekableByteChannel channel;
    private final Set<TensorType> types;

    /** @param types that are read here */
    SafetensorsReader(Path file, SeekableByteChannel channel, Set<TensorType> types) {
        this.file = file;
        this.channel = channel;
        this.types = types;
    }

    private record Header(List<Entry> entries, Map<String, String> metadata) {}

    /** All that is in it, if it is no more than these values. */
    Safetensors.Content read(long mostValues) throws IOException {
        Header header = header(mostValues * Float.BYTES);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Entry entry : header.entries()) {
            tensors.put(entry.name(), tensor(entry));
        }
        return new Safetensors.Content(file, tensors, header.metadata());
    }

    /** What there is, in the order of the values; the channel then stands at the first of them. */
    List<Entry> entries() throws IOException {
        return header(Long.MAX_VALUE).entries();
    }

    private Header header(long mostBytes) throws IOException {
        long size = channel.size();
        int headerLength = headerLength(size);
        long available = size - Long.BYTES - headerLength;
        if (available > mostBytes) {
            throw broken(
                    Text.of("is too large: it has %d bytes of values, where at most %d belong", available, mostBytes));
        }
        Header header = header(text(bytes(headerLength)));
        header.entries().sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        header.entries().forEach(entry -> requireRange(entry, available));
        requireOneAfterTheOther(header.entries(), available);
        return header;
    }

    private int headerLength(long size) throws IOException {
        if (size < Long.BYTES) {
            throw broken(
                    Text.of("is truncated: it has %d bytes, fewer than the 8 that give the header's length", size));
        }
        long length = bytes(Long.BYTES).getLong();
        require(
                (int) length != ZIP && length != PICKLE,
                "was written by torch.save, which keeps Python objects; safetensors.torch.save_file writes what is read here");
        if (length < 0 || length > LONGEST_HEADER) {
            throw broken(Text.of(
                    "has a header that is too long: %s bytes, at most %d are read",
                    Long.toUnsignedString(length), LONGEST_HEADER));
        }
        if (length > size - Long.BYTES) {
            throw broken(
                    Text.of("is truncated: its header should have %d bytes, %d are there", length, size - Long.BYTES));
        }
        return (int) length;
    }

    /** The next bytes. */
    private ByteBuffer bytes(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw broken("is truncated: it became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    private String text(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (!text.startsWith("{")) {
                throw broken("has a header that is not JSON: it does not begin with {");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw broken("has a header that is not JSON: it is not UTF-8");
        }
    }

    private Header header(String text) {
        Header header = new Header(new ArrayList<>(), new LinkedHashMap<>());
        JsonReader json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
        try {
            Set<String> names = new HashSet<>();
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (!names.add(name)) {
                    throw broken(Text.of("names %s twice in its header", name));
                }
                if (name.equals(Safetensors.METADATA)) {
                    readMetadata(json, header.metadata());
                } else {
                    header.entries().add(entry(name, json));
                }
            }
            json.endObject();
            json.peek(); // throws unless only spaces follow
            return header;
        } catch (EOFException e) {
            throw broken("has a header that is not JSON: it ends too early");
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw broken("has a header that is not JSON: " + e.getMessage());
        }
    }

    private void readMetadata(JsonReader json, Map<String, String> metadata) throws IOException {
        require(json.peek() == JsonToken.BEGIN_OBJECT, "has metadata that is not a map of texts");
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            require(json.peek() == JsonToken.STRING, "has metadata that is not a map of texts");
            require(metadata.put(name, json.nextString()) == null, "names %s twice in its metadata", name);
        }
        json.endObject();
    }

    private Entry entry(String name, JsonReader json) throws IOException {
        require(json.peek() == JsonToken.BEGIN_OBJECT, WRONG, name);
        Set<String> keys = new HashSet<>();
        TensorType type = TensorType.F32;
        List<Long> shape = List.of();
        List<Long> offsets = List.of();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            require(keys.add(key), "says twice what the %s of %s is", key, name);
            switch (key) {
                case "dtype" -> type = type(name, json);
                case "shape" -> shape = wholeNumbers(name, json);
                case "data_offsets" -> offsets = wholeNumbers(name, json);
                default -> json.skipValue();
            }
        }
        json.endObject();
        require(keys.containsAll(List.of("dtype", "shape", "data_offsets")), WRONG, name);
        require(offsets.size() == 2, "has %d offsets for %s, expected a begin and an end", offsets.size(), name);
        require(shape.stream().allMatch(length -> length <= Integer.MAX_VALUE), WRONG, name);
        Entry entry = new Entry(
                name, type, shape.stream().mapToInt(Long::intValue).toArray(), offsets.get(0), offsets.get(1));
        requireSize(entry);
        return entry;
    }

    private TensorType type(String name, JsonReader json) throws IOException {
        require(json.peek() == JsonToken.STRING, WRONG, name);
        String dtype = json.nextString();
        return types.stream()
                .filter(type -> type.name().equals(dtype))
                .findFirst()
                .orElseThrow(() -> broken(Text.of(
                        "has %s of type %s, only %s is read here",
                        name, dtype, types.stream().map(TensorType::name).collect(Collectors.joining(", ")))));
    }

    /** Written as whole numbers, too: neither 2.0 nor "2". */
    private List<Long> wholeNumbers(String name, JsonReader json) throws IOException {
        require(json.peek() == JsonToken.BEGIN_ARRAY, WRONG, name);
        List<Long> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            require(json.peek() == JsonToken.NUMBER, WRONG, name);
            String text = json.nextString();
            require(text.matches("\\d{1,18}"), WRONG, name);
            numbers.add(Long.parseLong(text));
        }
        json.endArray();
        return numbers;
    }

    private void requireSize(Entry entry) {
        require(
                entry.begin() <= entry.end(),
                "has %s end at byte %d, before its begin at %d",
                entry.name(),
                entry.end(),
                entry.begin());
        long needed;
        try {
            needed = Arrays.stream(entry.shape())
                    .asLongStream()
                    .reduce(entry.type().bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw broken(Text.of(WRONG, entry.name()));
        }
        require(
                needed == entry.bytes(),
                "has %s of shape %s, which needs %d bytes, in %d",
                entry.name(),
                Arrays.toString(entry.shape()),
                needed,
                entry.bytes());
    }

    private void requireRange(Entry entry, long available) {
        require(
                entry.end() <= available,
                "is truncated or has offsets out of range: %s ends at byte %d, the values end at %d",
                entry.name(),
                entry.end(),
                available);
    }

    private void requireOneAfterTheOther(List<Entry> entries, long available) {
        long end = 0;
        for (Entry entry : entries) {
            require(
                    entry.begin() >= end,
                    "has overlapping tensors: %s begins at byte %d, where another ends at %d",
                    entry.name(),
                    entry.begin(),
                    end);
            require(entry.begin() == end, "has a gap of %d bytes before %s", entry.begin() - end, entry.name());
            end = entry.end();
        }
        require(end == available, "has a gap of %d bytes after its last tensor", available - end);
    }

    /** The values that the channel stands at, as float32 whatever they are kept as. */
    private Tensor tensor(Entry entry) throws IOException {
        require(entry.bytes() <= Integer.MAX_VALUE, "has %s of %d bytes", entry.name(), entry.bytes());
        return new Tensor(entry.name(), entry.shape(), entry.type().floats(bytes((int) entry.bytes())));
    }

    /** Some of what there is, by name. */
    Map<String, Tensor> tensors(Set<String> names) throws IOException {
        List<Entry> entries = entries();
        long first = channel.position();
        Map<String, Tensor> tensors = new HashMap<>();
        for (Entry entry : entries) {
            if (names.contains(entry.name())) {
                channel.position(first + entry.begin());
                tensors.put(entry.name(), tensor(entry));
            }
        }
        return tensors;
    }

    private void require(boolean holds, String otherwise, Object... of) {
        if (!holds) {
            throw broken(Text.of(otherwise, of));
        }
    }

    private SafetensorsException broken(String what) {
        return new SafetensorsException(file + " " + what);
    }
}
