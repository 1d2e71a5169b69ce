package inkling.network;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import inkling.text.Text;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the bytes of a safetensors file apart and believes none of them before it has looked. */
final class SafetensorsReader {
    /** The format's own limit. */
    private static final long LONGEST_HEADER = 100_000_000;

    private final Path file;
    private final ByteBuffer bytes;
    private final int valuesStart;

    SafetensorsReader(Path file, byte[] content) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        this.valuesStart = Long.BYTES + headerLength();
    }

    /** A tensor as the header describes it; {@code begin} and {@code end} count from the first value's byte. */
    private record Entry(String name, int[] shape, long begin, long end) {}

    private int headerLength() {
        if (bytes.capacity() < Long.BYTES) {
            throw broken(Text.of(
                    "is truncated: it has %d bytes, fewer than the 8 that give the header's length", bytes.capacity()));
        }
        long length = bytes.getLong(0);
        if (length < 0 || length > LONGEST_HEADER) {
            throw broken(Text.of(
                    "has a header that is too long: %s bytes, at most %d are allowed",
                    Long.toUnsignedString(length), LONGEST_HEADER));
        }
        if (length > bytes.capacity() - Long.BYTES) {
            throw broken(Text.of(
                    "is truncated: its header should have %d bytes, %d are there",
                    length, bytes.capacity() - Long.BYTES));
        }
        return (int) length;
    }

    Safetensors.Content read() {
        JsonObject header = header();
        Map<String, String> metadata = metadata(header.remove(Safetensors.METADATA));
        List<Entry> entries = new ArrayList<>();
        header.entrySet().forEach(named -> entries.add(entry(named.getKey(), named.getValue())));
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        requireOneAfterTheOther(entries);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        entries.forEach(entry -> tensors.put(entry.name(), tensor(entry)));
        return new Safetensors.Content(file, tensors, metadata);
    }

    private JsonObject header() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.slice(Long.BYTES, valuesStart - Long.BYTES))
                    .toString();
            if (!text.startsWith("{")) {
                throw broken("has a header that is not JSON: it does not begin with {");
            }
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonObject header = JsonParser.parseReader(reader).getAsJsonObject();
            reader.peek(); // throws unless only spaces follow
            return header;
        } catch (CharacterCodingException | JsonParseException | IllegalStateException e) {
            throw broken("has a header that is not JSON: " + e.getMessage());
        } catch (IOException e) {
            throw broken("has a header that is not JSON: something follows its last brace");
        }
    }

    private Map<String, String> metadata(JsonElement element) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (element != null) {
            if (!element.isJsonObject()) {
                throw broken("has metadata that is not a map of texts");
            }
            element.getAsJsonObject().entrySet().forEach(named -> metadata.put(named.getKey(), text(named.getValue())));
        }
        return metadata;
    }

    private String text(JsonElement element) {
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw broken("has metadata that is not a map of texts");
        }
        return element.getAsString();
    }

    private Entry entry(String name, JsonElement element) {
        try {
            JsonObject object = element.getAsJsonObject();
            String dtype = object.get("dtype").getAsString();
            if (!dtype.equals("F32")) {
                throw broken(Text.of("has %s of type %s, only F32 is read here", name, dtype));
            }
            int[] shape = object.getAsJsonArray("shape").asList().stream()
                    .mapToInt(length -> Math.toIntExact(wholeNumber(length)))
                    .toArray();
            JsonArray offsets = object.getAsJsonArray("data_offsets");
            if (offsets.size() != 2) {
                throw broken(Text.of("has %d offsets for %s, expected a begin and an end", offsets.size(), name));
            }
            Entry entry = new Entry(name, shape, wholeNumber(offsets.get(0)), wholeNumber(offsets.get(1)));
            requireRange(entry);
            requireSize(entry);
            return entry;
        } catch (NullPointerException
                | IllegalStateException
                | ClassCastException
                | UnsupportedOperationException
                | ArithmeticException
                | NumberFormatException e) {
            throw broken(
                    Text.of("describes %s wrongly: dtype, shape and data_offsets are needed, was %s", name, element));
        }
    }

    private static long wholeNumber(JsonElement element) {
        long number = element.getAsBigDecimal().longValueExact();
        if (number < 0) {
            throw new ArithmeticException("negative");
        }
        return number;
    }

    private void requireRange(Entry entry) {
        long available = bytes.capacity() - valuesStart;
        if (entry.begin() > entry.end()) {
            throw broken(
                    Text.of("has %s end at byte %d, before its begin at %d", entry.name(), entry.end(), entry.begin()));
        }
        if (entry.end() > available) {
            throw broken(Text.of(
                    "is truncated or has offsets out of range: %s ends at byte %d, the values end at %d",
                    entry.name(), entry.end(), available));
        }
    }

    private void requireSize(Entry entry) {
        long values = Arrays.stream(entry.shape()).asLongStream().reduce(1, Math::multiplyExact);
        if (Math.multiplyExact(values, Float.BYTES) != entry.end() - entry.begin()) {
            throw broken(Text.of(
                    "has %s of shape %s, which needs %d bytes, in %d",
                    entry.name(), Arrays.toString(entry.shape()), values * Float.BYTES, entry.end() - entry.begin()));
        }
    }

    private void requireOneAfterTheOther(List<Entry> entries) {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() < end) {
                throw broken(Text.of(
                        "has overlapping tensors: %s begins at byte %d, where another ends at %d",
                        entry.name(), entry.begin(), end));
            }
            if (entry.begin() > end) {
                throw broken(Text.of("has a gap of %d bytes before %s", entry.begin() - end, entry.name()));
            }
            end = entry.end();
        }
        long available = bytes.capacity() - valuesStart;
        if (end != available) {
            throw broken(Text.of("has a gap of %d bytes after its last tensor", available - end));
        }
    }

    private Tensor tensor(Entry entry) {
        float[] values = new float[(int) (entry.end() - entry.begin()) / Float.BYTES];
        bytes.slice(valuesStart + (int) entry.begin(), values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(entry.name(), entry.shape(), values);
    }

    private SafetensorsException broken(String what) {
        return new SafetensorsException(file + " " + what);
    }
}
