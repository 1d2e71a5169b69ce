package inkling.terminal;

import inkling.text.Text;
import java.time.Duration;

/**
 * Draws one line of progress as Python's tqdm does:
 * {@code Epoch 2/5:  73%|███████▎  | 613/844 [00:01<00:00, 512.31 steps/s, loss=0.214, accuracy=0.934]}.
 */
final class TqdmBar {
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private TqdmBar() {}

    /**
     * @param label what stands before the percentage
     * @param done units done, at most {@code total}
     * @param total units in all, above 0
     * @param unit what is counted, in the plural
     * @param elapsed since the first unit
     * @param perSecond units a second; 0 if not known yet
     * @param postfix what stands last, such as {@code loss=0.2}; may be empty
     * @param columns the terminal's width; the line is cut to stay within it
     */
    static String line(
            String label,
            long done,
            long total,
            String unit,
            Duration elapsed,
            double perSecond,
            String postfix,
            int columns) {
        String left = perSecond > 0 ? clock(Duration.ofMillis((long) (1000 * (total - done) / perSecond))) : "?";
        String rate = perSecond > 0 ? Text.of("%5.2f %s/s", perSecond, unit) : "? " + unit + "/s";
        String before = Text.of("%s: %3d%%|", label, Math.round(100.0 * done / total));
        String after = Text.of(
                "| %d/%d [%s<%s, %s%s]",
                done, total, clock(elapsed), left, rate, postfix.isEmpty() ? "" : ", " + postfix);
        int width = Math.max(1, columns - 1 - before.length() - after.length());
        String line = before + bar((double) done / total, width) + after;
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    }

    private static String bar(double share, int width) {
        int eighths = (int) (share * width * 8);
        String full = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
        return full + " ".repeat(width - full.length());
    }

    private static String clock(Duration time) {
        String minutes = Text.of("%02d:%02d", time.toMinutesPart(), time.toSecondsPart());
        return time.toHours() == 0 ? minutes : time.toHours() + ":" + minutes;
    }
}
