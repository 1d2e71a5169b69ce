package inkling.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Numbers as the pages write them; format.js does the same in the browser. */
public final class Figures {
    private static final String NONE = "–";

    private Figures() {}

    /** A loss, with as many digits as are read: {@code 0.0630}. */
    public static String loss(double loss) {
        if (!Double.isFinite(loss)) {
            return "not a number";
        }
        return loss >= 0.001 || loss == 0
                ? text("%.4f", loss)
                : text("%.2e", loss).replace("e-0", "e-");
    }

    /** A share as a percentage: 0.9791 gives {@code 97.91 %}. */
    public static String percent(double share) {
        return Double.isFinite(share) ? text("%.2f\u2009%%", 100 * share) : NONE;
    }

    /** What logits are divided by: {@code 1.234}. */
    public static String temperature(double temperature) {
        return text("%.3f", temperature);
    }

    /** A count with its thousands apart: {@code 222,360}. */
    public static String count(long count) {
        return text("%,d", count);
    }

    /** A length of time, less exact the longer it is: {@code 1.9 s}, {@code 48 s}, {@code 3 min 5 s}, {@code 2 h 7 min}. */
    public static String duration(Duration duration) {
        return seconds(duration.toMillis() / 1000.0);
    }

    /** The same in seconds. */
    public static String seconds(double seconds) {
        long whole = Math.round(seconds);
        if (seconds < 10) {
            return text("%.1f s", seconds);
        }
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? Text.of("%d min %d s", whole / 60, whole % 60)
                : Text.of("%d h %d min", whole / 3600, whole % 3600 / 60);
    }

    /** The length of a file: {@code 2.7 MB}. */
    public static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return text("%.0f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000 ? text("%.1f MB", bytes / 1e6) : text("%.1f GB", bytes / 1e9);
    }

    /** A number as short as it can be written: {@code 0.001}, {@code 1}. */
    public static String plain(double number) {
        String text =
                new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
        return text.length() <= 12 ? text : Double.toString(number);
    }

    /** The same with no more than three significant digits: {@code 0.000655}. */
    public static String brief(double number) {
        return plain(new BigDecimal(number).round(new MathContext(3)).doubleValue());
    }

    /** A weight or a gradient: three significant digits and a proper minus sign, {@code 0.123}, {@code −4.00e-5}. */
    public static String signed(double value) {
        double size = Math.abs(value);
        return (value < 0 ? "−" : "") + unsigned(size).replace("e-0", "e-");
    }

    private static String unsigned(double size) {
        if (size == 0 || size >= 99.95) {
            return text("%.0f", size);
        }
        if (size >= 9.995) {
            return text("%.1f", size);
        }
        if (size >= 0.9995) {
            return text("%.2f", size);
        }
        return size >= 0.0095 ? text("%.3f", size) : text("%.2e", size);
    }

    /** A length, of any size: three significant digits, {@code 0.123}, {@code 3.10e9}. */
    public static String norm(double norm) {
        if (!Double.isFinite(norm)) {
            return "not a number";
        }
        return norm < 1e5 ? signed(norm) : text("%.2e", norm).replaceFirst("e\\+0?", "e");
    }

    /** {@code 1 epoch}, {@code 3 epochs}. */
    public static String plural(long count, String singular) {
        return count(count) + " " + singular + (count == 1 ? "" : "s");
    }

    /** The same of a word whose plural is its own: {@code 1 class}, {@code 10 classes}. */
    public static String plural(long count, String singular, String plural) {
        return count(count) + " " + (count == 1 ? singular : plural);
    }

    private static String text(String format, Object... values) {
        return Text.of(format, values);
    }
}
