package inkling.compare.views.images;

import inkling.analysis.McNemar;
import inkling.analysis.pairs.Disagreement;
import inkling.analysis.pairs.Disagreement.Kind;
import inkling.archive.runs.SeedGroup;
import inkling.compare.views.ComparedRun;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;

/**
 * McNemar's test of two runs in words.
 *
 * @param bothRight images, as are the other three cells of the table
 * @param test which test it is, with its statistic
 * @param p its p-value
 * @param meaning what it means, in a sentence
 * @param limits what it does not mean
 */
record Verdict(
        String bothRight,
        String onlyA,
        String onlyB,
        String bothWrong,
        String test,
        String p,
        String meaning,
        List<String> limits) {
    /** What is usually called real: by chance it would come about in less than one of twenty comparisons. */
    static final double USUAL = 0.05;

    private static final double TINY = 1e-4;

    /** Below it a double has fewer and fewer digits, and at last none. */
    private static final double SMALLEST = 1e-300;

    static Verdict of(ComparedRun a, ComparedRun b, Disagreement disagreement) {
        McNemar test = disagreement.test();
        return new Verdict(
                Figures.count(disagreement.count(Kind.BOTH_RIGHT)),
                Figures.count(test.onlyFirst()),
                Figures.count(test.onlySecond()),
                Figures.count(disagreement.count(Kind.WRONG_ALIKE) + disagreement.count(Kind.WRONG_DIFFERENTLY)),
                name(test),
                p(test.pValue()),
                meaning(a, b, test),
                limits(a, b));
    }

    private static String name(McNemar test) {
        return test.exact()
                ? Text.of("exact (binomial), %d of %d", (int) test.statistic(), test.onlyFirst() + test.onlySecond())
                : Text.of("χ² = %.2f, one degree of freedom, Edwards’ correction", test.statistic());
    }

    /** {@code 0.0431}, {@code 5.5e-6}, and never 0: no difference is impossible by chance. */
    static String p(double p) {
        if (p < SMALLEST) {
            return "< 1e-300";
        }
        return Text.of(p >= TINY ? "%.4f" : "%.1e", p).replace("e-0", "e-");
    }

    private static String meaning(ComparedRun a, ComparedRun b, McNemar test) {
        int all = test.onlyFirst() + test.onlySecond();
        if (all == 0) {
            return "The two are right on the very same images: nothing here tells them apart.";
        }
        String split = Text.of(
                "Of the %s only one of them gets right, run %d gets %s and run %d %s.",
                Figures.plural(all, "image"),
                a.id(),
                Figures.count(test.onlyFirst()),
                b.id(),
                Figures.count(test.onlySecond()));
        String chance = Text.of(
                " Were both equally good, chance alone would split them so unevenly in %s of cases",
                share(test.pValue()));
        ComparedRun better = test.onlyFirst() > test.onlySecond() ? a : b;
        return split
                + chance
                + (test.pValue() < USUAL
                        ? Text.of(": run %d is better on images like these.", better.id())
                        : ": that is no reason to call one of them better, nor proof that they are equally good.");
    }

    private static String share(double p) {
        if (p >= 1) {
            return "all";
        }
        return p < TINY ? "fewer than one in 10,000" : Text.of("%.2g\u2009%%", 100 * p);
    }

    private static List<String> limits(ComparedRun a, ComparedRun b) {
        boolean seeds = SeedGroup.of(List.of(a.run(), b.run())).size() == 1;
        String training = seeds
                ? "These two differ in nothing but their seed, so whatever lies between them is the chance of training."
                : "It judges these two networks, not their settings: with other seeds the same settings give other"
                        + " networks. Train several seeds of each before you call a setting better.";
        return List.of(
                training,
                "It says nothing of other training images: both learnt from theirs once.",
                "Whoever tries many pairs finds some that differ by chance; where more than two runs are compared, the"
                        + " table of pairs corrects for that.");
    }
}
