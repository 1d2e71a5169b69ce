package inkling.weights;

import inkling.analysis.Distribution;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tensor's histograms, one behind the other: epoch 0 at the back, the last in front.
 *
 * @param title what is shown, for those who cannot see it
 * @param from what the left end stands for
 * @param to the same of the right end
 * @param height of the drawing; it is 300 wide
 * @param lines back to front
 */
record Ridges(String title, String from, String to, int height, List<Ridge> lines) {
    private static final int WIDTH = 300;
    private static final int PEAK = 44;
    private static final int ROOM = 150;
    private static final int MOST_BETWEEN = 24;

    /** The part of the values that the scale is made for; the others are counted at its ends. */
    static final double SHARE = 0.999;

    /**
     * An epoch's histogram.
     *
     * @param outline SVG path of the histogram, closed along its base
     * @param base where it stands
     * @param named whether its number stands beside it
     * @param current whether it is the epoch that is looked at
     */
    record Ridge(int epoch, String outline, int base, boolean named, boolean current) {}

    /**
     * Each histogram as high as its own fullest bin, all on one scale.
     *
     * @param epochs at least one
     */
    static Ridges of(String title, TreeMap<Integer, Distribution> epochs, int current) {
        double limit = 0;
        double reach = 0;
        int size = epochs.firstEntry().getValue().size();
        for (Distribution distribution : epochs.values()) {
            limit = Math.max(limit, distribution.limit());
            reach = Math.max(reach, distribution.reach(SHARE));
        }
        // A multiple of a 32nd of the limit, so that every bin is a whole number of each distribution's own.
        double range = Math.ceil(reach * 32 / limit) * limit / 32;
        int bins = size >= 1_000 ? 64 : size >= 50 ? 32 : 16;
        int between = Math.max(3, Math.min(MOST_BETWEEN, ROOM / epochs.size()));
        List<Ridge> lines = new ArrayList<>();
        for (Map.Entry<Integer, Distribution> entry : epochs.entrySet()) {
            int base = PEAK + between * lines.size();
            String outline = outline(entry.getValue().counts(range, bins), base);
            boolean named = between >= 10 || lines.size() % 4 == 0 || entry.getKey() == current;
            lines.add(new Ridge(entry.getKey(), outline, base, named, entry.getKey() == current));
        }
        int height = PEAK + between * (lines.size() - 1) + 2;
        return new Ridges(title, Figures.signed(-range), Figures.signed(range), height, lines);
    }

    private static String outline(long[] counts, int base) {
        long most = 1;
        for (long count : counts) {
            most = Math.max(most, count);
        }
        StringBuilder path = new StringBuilder(Text.of("M0 %d", base));
        double bin = WIDTH / (double) counts.length;
        for (int i = 0; i < counts.length; i++) {
            double top = base - (double) PEAK * counts[i] / most;
            path.append(Text.of("V%.1fH%.1f", top, (i + 1) * bin));
        }
        return path.append("V").append(base).append("Z").toString();
    }
}
