package inkling.dataset.npz;

import inkling.dataset.DatasetException;
import inkling.text.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands before the numbers of a NumPy array.
 *
 * @param name of the array, for sentences
 * @param type as {@code <f4}: the order of its bytes, a letter for its kind, and how many bytes it has
 * @param fortran whether the first index runs fastest
 * @param shape the lengths of its axes
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The format</a>
 */
record NpyHeader(String name, String type, boolean fortran, long[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 10_000;
    private static final Pattern TYPE = Pattern.compile("'descr': *'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order': *(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([\\d, ]*)\\)");
    private static final Pattern NUMBERS = Pattern.compile("[<>|=]?(u1|u2|u4|u8|i1|i2|i4|i8|b1|f4|f8)");

    static NpyHeader read(String name, InputStream in) throws IOException {
        byte[] magic = in.readNBytes(8);
        if (magic.length < 8) {
            throw new EOFException();
        }
        if (!Arrays.equals(magic, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DatasetException(name + " is no NumPy array.");
        }
        byte[] size = in.readNBytes(magic[6] == 1 ? 2 : 4);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | size[i] & 0xff;
        }
        if (length > LONGEST) {
            throw new DatasetException(
                    Text.of("%s has a header of %,d bytes; at most %,d are read.", name, length, LONGEST));
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!order.find() || !shape.find()) {
            throw new DatasetException(name + " has a header that cannot be read.");
        }
        return new NpyHeader(
                name,
                type.find() ? type.group(1) : "structured",
                order.group(1).equals("True"),
                axes(name, shape.group(1)));
    }

    private static long[] axes(String name, String text) {
        long[] axes = Stream.of(text.split(","))
                .map(String::strip)
                .filter(axis -> !axis.isEmpty())
                .mapToLong(axis -> axis.matches("\\d{1,12}") ? Long.parseLong(axis) : Long.MAX_VALUE)
                .toArray();
        long product = 1;
        for (long axis : axes) {
            if (axis > Integer.MAX_VALUE || product * Math.max(1, axis) > 1L << 40) {
                throw new DatasetException(Text.of("%s says it has %s numbers, which nobody has.", name, text));
            }
            product *= Math.max(1, axis);
        }
        return axes;
    }

    boolean isObjects() {
        return type.contains("O");
    }

    /** Whether it has numbers, of a kind that is read. */
    boolean isNumbers() {
        return NUMBERS.matcher(type).matches();
    }

    long count() {
        return shape.length == 0 ? 1 : shape[0];
    }

    /** @throws DatasetException if its content is not numbers */
    void requireNumbers() {
        if (isObjects()) {
            throw new DatasetException(
                    name + " holds Python objects (a pickle), which are never opened; save it as an array of numbers.");
        }
        if (!isNumbers()) {
            throw new DatasetException(Text.of(
                    "%s holds elements of type %s; whole numbers of 1 to 8 bytes, float32 and float64 are read.",
                    name, type));
        }
    }
}
