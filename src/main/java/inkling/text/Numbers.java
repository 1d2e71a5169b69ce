package inkling.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as people type them and addresses have them, in the digits 0 to 9; a text that is none is empty. */
public final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    /** With a point, or with an exponent that can be worked with. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    /** What fits into a long for certain. */
    private static final Pattern ID = Pattern.compile("\\d{1,18}");

    private Numbers() {}

    /** A whole number of any size. */
    public static Optional<BigInteger> integer(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(new BigInteger(text)) : Optional.empty();
    }

    /** A whole number of at most 63 bits and a sign, such as a seed. */
    public static OptionalLong whole(String text) {
        return integer(text)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(number -> OptionalLong.of(number.longValue()))
                .orElse(OptionalLong.empty());
    }

    /** A whole number from the least to the most. */
    public static OptionalInt whole(String text, int least, int most) {
        OptionalLong number = whole(text);
        return number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    /** {@code 0.05}, {@code 5e-2}, {@code .05}. */
    public static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** The number by which an address or a form names a run or another thing. */
    public static Optional<Long> id(String text) {
        return ID.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** The same of several, each once: {@code 3,7,9}. */
    public static Optional<List<Long>> ids(String text) {
        List<Optional<Long>> ids =
                Arrays.stream(text.split(",", -1)).map(Numbers::id).distinct().toList();
        return ids.contains(Optional.<Long>empty())
                ? Optional.empty()
                : Optional.of(ids.stream().flatMap(Optional::stream).toList());
    }

    /** A number as a person would type it: 0.05 rather than 0.050 or 5.0E-2. */
    public static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
