package inkling.compare.views.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.analysis.pairs.ConfusionDifference;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.compare.views.Results.Seen;
import inkling.compare.views.confusion.MatrixView.Cells;
import inkling.http.Address;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;

/** What changes in the confusion matrix from one run to another. */
record Change(ComparedRun from, ComparedRun to, ConfusionDifference difference) {
    private static final int LEVELS = 4;

    static Change of(Seen<ConfusionMatrix> from, Seen<ConfusionMatrix> to) {
        return new Change(from.side(), to.side(), new ConfusionDifference(from.value(), to.value()));
    }

    /**
     * The matrix of the changes; a cell leads to the images on which the two say different things.
     *
     * @param most what the strongest colours stand for
     */
    MatrixView view(ComparedRuns runs, List<String> classes, Unit unit, double most) {
        return MatrixView.of(
                to,
                Text.of(
                        "Confusion matrix of %s less that of %s",
                        to.run().name(), from.run().name()),
                words(),
                classes,
                images(runs),
                new Cells() {
                    @Override
                    public String look(int label, int predicted) {
                        return Change.this.look(unit.value(difference, label, predicted), most, label, predicted);
                    }

                    @Override
                    public String text(int label, int predicted) {
                        return unit.text(difference, label, predicted);
                    }

                    @Override
                    public int images(int label, int predicted) {
                        return difference.count(label, predicted);
                    }

                    @Override
                    public boolean changes() {
                        return true;
                    }
                });
    }

    private Address images(ComparedRuns runs) {
        return runs.at("/compare/images").with("a", from.id()).with("b", to.id());
    }

    private String look(double value, double most, int label, int predicted) {
        int better = difference.better(label, predicted);
        if (better == 0) {
            return "same";
        }
        int level = (int) Math.min(LEVELS, Math.ceil(LEVELS * Math.abs(value) / most));
        return (better > 0 ? "better-" : "worse-") + level;
    }

    /** {@code 24 more right than run 3: better in 41 cells, worse in 29}. */
    String words() {
        int right = difference.right();
        String count = right == 0
                ? Text.of("As many right as run %d", from.id())
                : Text.of(
                        "%s %s right than run %d",
                        Figures.count(Math.abs(right)), right > 0 ? "more" : "fewer", from.id());
        return Text.of("%s: better in %s, worse in %d", count, Figures.plural(cells(1), "cell"), cells(-1));
    }

    private long cells(int better) {
        long cells = 0;
        for (int label = 0; label < difference.from().classes(); label++) {
            for (int predicted = 0; predicted < difference.from().classes(); predicted++) {
                cells += difference.better(label, predicted) == better ? 1 : 0;
            }
        }
        return cells;
    }
}
