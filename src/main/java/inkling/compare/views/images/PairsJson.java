package inkling.compare.views.images;

import inkling.analysis.pairs.Disagreement;
import inkling.analysis.pairs.Disagreement.Kind;
import inkling.analysis.pairs.PairTests;
import inkling.compare.views.Answers;
import inkling.compare.views.ComparisonErrors;
import java.util.List;

/**
 * McNemar's test of every two of the runs, for programs.
 *
 * @param troubles why runs are missing
 */
record PairsJson(List<Tested> runs, List<Pair> pairs, List<ComparisonErrors.RunError> troubles) {
    /** A run that is tested. */
    record Tested(long run, int epoch, int images, double accuracy) {}

    /**
     * Two runs.
     *
     * @param onlyA images that only the first gets right
     * @param exact whether the p-value is the binomial one; else it is chi-square's with Edwards' correction
     * @param pHolm the p-value corrected for all pairs of this answer
     */
    record Pair(
            long a,
            long b,
            int onlyA,
            int onlyB,
            int bothRight,
            int bothWrong,
            boolean exact,
            double statistic,
            double p,
            double pHolm) {}

    static PairsJson of(Answers answers) {
        var alike = answers.alike();
        PairTests tests = PairTests.of(alike.stream().map(seen -> seen.value()).toList());
        return new PairsJson(
                alike.stream()
                        .map(seen -> new Tested(
                                seen.side().id(),
                                seen.side().at(),
                                seen.value().size(),
                                seen.value().score().accuracy()))
                        .toList(),
                tests.pairs().stream()
                        .map(pair -> {
                            var a = alike.get(pair.first());
                            var b = alike.get(pair.second());
                            return pair(a.side().id(), b.side().id(), new Disagreement(a.value(), b.value()), pair);
                        })
                        .toList(),
                ComparisonErrors.of(answers.results()));
    }

    private static Pair pair(long a, long b, Disagreement disagreement, PairTests.Pair pair) {
        return new Pair(
                a,
                b,
                pair.test().onlyFirst(),
                pair.test().onlySecond(),
                disagreement.count(Kind.BOTH_RIGHT),
                disagreement.count(Kind.WRONG_ALIKE) + disagreement.count(Kind.WRONG_DIFFERENTLY),
                pair.test().exact(),
                pair.test().statistic(),
                pair.test().pValue(),
                pair.corrected());
    }
}
