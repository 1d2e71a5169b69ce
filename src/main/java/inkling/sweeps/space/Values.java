package inkling.sweeps.space;

import inkling.text.Numbers;
import inkling.text.Text;
import inkling.training.Setting;
import inkling.training.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of one hyperparameter that a sweep tries, as texts that a run's form takes. */
public sealed interface Values permits ValueList, Range {
    /** {@code 0.0001..0.1 log 4}; the words behind the ends in any order. */
    Pattern RANGE = Pattern.compile("(.*?)(?:\\.\\.\\.?|…)(.*?)((?:\\s+(?:[a-z]+|\\d+))*)", Pattern.CASE_INSENSITIVE);

    /** All of them, for a grid. */
    List<String> grid();

    /** One of them, at random. */
    String draw(RandomGenerator random);

    /** What must be right for all to be right: every listed value, or the two ends of a range. */
    List<String> corners();

    /** Whether there is more than one. */
    boolean varied();

    /**
     * Reads one value, a list or a range.
     *
     * @throws IllegalArgumentException with a sentence if it is a range, and wrong; whether the values themselves are
     *     right is for the form of a run to say
     */
    static Values parse(Setting of, String text) {
        Matcher range = RANGE.matcher(text.strip());
        if (range.matches()) {
            return range(of, range);
        }
        return new ValueList(Arrays.stream(split(of, text))
                .map(each -> canonical(of, each.strip()))
                .distinct()
                .toList());
    }

    /** What stands between values of an augmentation. */
    String LISTED = "\\s*;\\s*|(?i:(?<=\\b(?:true|false|on|off|usual|none|digits|photos))\\s*,\\s*)";

    private static String[] split(Setting of, String text) {
        // A network's layers have a comma between them already, and so has what is changed of images, but for one word.
        if (of.shape() == Shape.AUGMENTATION) {
            return text.strip().split(LISTED, -1);
        }
        return of.shape() == Shape.LAYERS
                ? text.strip().split("\\s*[;\\n]\\s*", -1)
                : text.strip().split("\\s*[,;]\\s*|\\s+", -1);
    }

    /** One spelling for each value, so that the same one twice is seen to be the same. */
    private static String canonical(Setting of, String text) {
        if (of.shape().numeric()) {
            Optional<BigDecimal> number =
                    of.shape() == Shape.WHOLE ? Numbers.integer(text).map(BigDecimal::new) : Numbers.decimal(text);
            return number.map(Values::plain).orElse(text);
        }
        if (of.shape() == Shape.AUGMENTATION || of.shape() == Shape.LAYERS) {
            return written(of, text);
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "yes" -> "true";
            case "off", "no" -> "false";
            default -> text.toLowerCase(Locale.ROOT);
        };
    }

    private static String written(Setting of, String text) {
        try {
            return of.shape().write(of.read(text));
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** 0.001 rather than 0.0010 or 1.0E-3; beyond what anybody can mean, as it is. */
    static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return Math.abs(stripped.scale()) > 40 ? stripped.toString() : stripped.toPlainString();
    }

    private static Values range(Setting of, Matcher range) {
        if (!of.shape().numeric()) {
            throw new IllegalArgumentException(
                    Text.of("%s can be a list, but not a range, was %s", of.words(), range.group()));
        }
        boolean log = false;
        OptionalInt count = OptionalInt.empty();
        for (String word : range.group(3).strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            switch (word) {
                case "log" -> log = true;
                case "linear", "" -> log = false;
                default -> count = OptionalInt.of(count(word));
            }
        }
        return Range.of(of, range.group(1).strip(), range.group(2).strip(), log, count);
    }

    private static int count(String word) {
        return Numbers.whole(word, 0, Integer.MAX_VALUE)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a range ends with log or linear, and how many values a grid takes of it, was " + word));
    }
}
