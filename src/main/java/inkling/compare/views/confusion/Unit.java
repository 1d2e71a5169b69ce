package inkling.compare.views.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.analysis.pairs.ConfusionDifference;
import inkling.text.Text;
import java.util.List;
import java.util.stream.Stream;

/** What the cells of a matrix say. */
enum Unit {
    COUNT("images"),
    SHARE("share of the row");

    private static final String NOTHING = "·";

    final String title;

    Unit(String title) {
        this.title = title;
    }

    /** In images, or in percent of the label's images. */
    double value(ConfusionMatrix matrix, int label, int predicted) {
        int count = matrix.count(label, predicted);
        return this == COUNT ? count : percent(count, matrix.support(label));
    }

    double value(ConfusionDifference difference, int label, int predicted) {
        return this == COUNT ? difference.count(label, predicted) : 100 * difference.share(label, predicted);
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    String text(ConfusionMatrix matrix, int label, int predicted) {
        double value = value(matrix, label, predicted);
        return value == 0 ? NOTHING : size(value);
    }

    String text(ConfusionDifference difference, int label, int predicted) {
        double value = value(difference, label, predicted);
        return value == 0 ? NOTHING : (value < 0 ? "−" : "+") + size(Math.abs(value));
    }

    /** Short enough for a narrow cell: {@code 12}, {@code 0.3}, {@code 98}. */
    private String size(double value) {
        return Text.of(this == COUNT || value >= 9.95 ? "%.0f" : "%.1f", value);
    }

    /** The largest value on the diagonals, or off them: what the strongest colour of each stands for. */
    double most(List<ConfusionMatrix> matrices, boolean right) {
        if (this == SHARE && right) {
            return 100;
        }
        double most = 0;
        for (ConfusionMatrix matrix : matrices) {
            for (int label = 0; label < matrix.classes(); label++) {
                for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                    most = (label == predicted) == right ? Math.max(most, value(matrix, label, predicted)) : most;
                }
            }
        }
        return most;
    }

    /** The largest change in any cell. */
    double mostChange(Stream<ConfusionDifference> differences) {
        return differences
                .mapToDouble(difference -> {
                    double most = 0;
                    for (int label = 0; label < difference.from().classes(); label++) {
                        for (int predicted = 0; predicted < difference.from().classes(); predicted++) {
                            most = Math.max(most, Math.abs(value(difference, label, predicted)));
                        }
                    }
                    return most;
                })
                .max()
                .orElse(0);
    }
}
