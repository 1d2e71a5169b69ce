package inkling.weights;

import java.util.Locale;

/** Weights and gradients as the pages write them: three significant digits, and a proper minus sign. */
final class Decimal {
    private Decimal() {}

    /** 0.1234 gives {@code 0.123}, -0.00004 gives {@code −4.00e-5}. */
    static String text(double value) {
        double size = Math.abs(value);
        String format =
                size == 0 ? "%.0f" : size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f";
        String digits = size != 0 && size < 0.0095
                ? String.format(Locale.ENGLISH, "%.2e", size).replace("e-0", "e-")
                : String.format(Locale.ENGLISH, format, size);
        return (value < 0 ? "−" : "") + digits;
    }
}
