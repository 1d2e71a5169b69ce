package inkling.runlist.filter;

import static inkling.runlist.filter.Operator.AT_LEAST;
import static inkling.runlist.filter.Operator.CONTAINS;
import static inkling.runlist.filter.Operator.EQUAL;
import static inkling.runlist.filter.Operator.UNEQUAL;

import inkling.dataset.DatasetKind;
import inkling.text.Named;
import inkling.text.Numbers;
import inkling.worker.JobStatus;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a field holds: which comparisons it takes, and how a value is written. */
public enum FieldType {
    WHOLE(EnumSet.range(EQUAL, AT_LEAST), FieldType::whole),
    DECIMAL(EnumSet.range(EQUAL, AT_LEAST), FieldType::decimal),
    /** 0 to 1, which may be written as a percentage as well. */
    SHARE(EnumSet.range(EQUAL, AT_LEAST), FieldType::share),
    SECONDS(EnumSet.range(EQUAL, AT_LEAST), FieldType::seconds),
    /** Bytes. */
    SIZE(EnumSet.range(EQUAL, AT_LEAST), FieldType::size),
    MOMENT(EnumSet.range(EQUAL, AT_LEAST), Span::read),
    TRUTH(EnumSet.of(EQUAL, UNEQUAL), FieldType::truth),
    TEXT(EnumSet.of(EQUAL, UNEQUAL, CONTAINS), text -> text),
    TAG(EnumSet.of(EQUAL, UNEQUAL, CONTAINS), text -> text),
    /** A setting that is a line of text, in whichever way that is typed; what it contains may be a part of one. */
    WRITTEN(EnumSet.of(EQUAL, UNEQUAL, CONTAINS), text -> text),
    STATUS(EnumSet.of(EQUAL, UNEQUAL), text -> constant(JobStatus.values(), text)),
    DATASET(EnumSet.of(EQUAL, UNEQUAL), text -> constant(DatasetKind.values(), text)),
    /** One of a setting's options, which the setting knows. */
    OPTION(EnumSet.of(EQUAL, UNEQUAL), text -> text);

    /** What is written for a value that is not there: {@code sweep=none}. */
    public static final String NONE = "none";

    private static final Pattern SIZE_FORM = Pattern.compile("(.*?) ?(B|[kMG]B)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATION_FORM = Pattern.compile("(.*?)(s|m|min|h|d)?");

    private final Set<Operator> operators;
    private final Function<String, Object> reader;

    FieldType(Set<Operator> operators, Function<String, Object> reader) {
        this.operators = operators;
        this.reader = reader;
    }

    boolean takes(Operator operator) {
        return operators.contains(operator);
    }

    /** The comparisons it takes, in words: {@code =, != and ~}. */
    String operators() {
        String all = operators.stream().map(Operator::sign).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " and " + all.substring(last + 2);
    }

    /**
     * The value that a text stands for.
     *
     * @return a Long, Double, Boolean, String or {@link Span}
     * @throws IllegalArgumentException with what it must be, to follow "must be"
     */
    Object read(String text) {
        return reader.apply(text);
    }

    private static Object whole(String text) {
        return Numbers.whole(text).orElseThrow(() -> new IllegalArgumentException("a whole number such as 64"));
    }

    private static Object decimal(String text) {
        return number(text, "a number such as 0.001").doubleValue();
    }

    private static Object share(String text) {
        String what = "a number such as 0.97 or 97%";
        return text.endsWith("%")
                ? number(text.substring(0, text.length() - 1), what)
                        .movePointLeft(2)
                        .doubleValue()
                : number(text, what).doubleValue();
    }

    private static Object seconds(String text) {
        Matcher parts = DURATION_FORM.matcher(text);
        int factor = parts.matches() && parts.group(2) != null
                ? switch (parts.group(2)) {
                    case "m", "min" -> 60;
                    case "h" -> 3_600;
                    case "d" -> 86_400;
                    default -> 1;
                }
                : 1;
        return number(parts.group(1), "seconds such as 90, or 10min, or 2h")
                .multiply(BigDecimal.valueOf(factor))
                .doubleValue();
    }

    private static Object size(String text) {
        Matcher parts = SIZE_FORM.matcher(text);
        String unit = parts.matches() && parts.group(2) != null ? parts.group(2).toUpperCase(Locale.ROOT) : "B";
        long factor = switch (unit) {
            case "KB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            default -> 1L;
        };
        return number(parts.group(1), "a size such as 20MB, or 1.5GB")
                .multiply(BigDecimal.valueOf(factor))
                .doubleValue();
    }

    private static BigDecimal number(String text, String what) {
        return Numbers.decimal(text).orElseThrow(() -> new IllegalArgumentException(what));
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Object constant(Named[] constants, String text) {
        return constant(List.of(constants), text);
    }

    /** The name of the constant that is called so. */
    static Object constant(List<? extends Named> constants, String text) {
        return constants.stream()
                .filter(each -> each.id().equalsIgnoreCase(text))
                .findFirst()
                .map(Named::name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "one of " + constants.stream().map(Named::id).collect(Collectors.joining(", "))));
    }
}
