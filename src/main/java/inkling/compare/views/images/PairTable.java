package inkling.compare.views.images;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.pairs.PairTests;
import inkling.compare.views.Answers;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.Results.Seen;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every two of the runs: how many images each alone gets right, and whether that means anything among so many pairs.
 *
 * @param runs the rows, and the columns
 */
record PairTable(List<ComparedRun> runs, List<List<Cell>> rows) {
    /**
     * The run of the row against the run of the column.
     *
     * @param own images that only the row's run gets right
     * @param theirs images that only the column's run gets right
     * @param p by Holm's correction
     * @param look {@code better} or {@code worse} where the row's run is so beyond chance
     * @param url the pair's page; empty where a run meets itself
     */
    record Cell(int own, int theirs, String p, String look, String url, boolean chosen) {
        private static final Cell NONE = new Cell(0, 0, "", "", "", false);
    }

    static PairTable of(Answers answers, Answers.Pair chosen) {
        List<Seen<LabelledPredictions>> alike = answers.alike();
        PairTests tests = PairTests.of(alike.stream().map(Seen::value).toList());
        List<ComparedRun> runs = alike.stream().map(Seen::side).toList();
        return new PairTable(
                runs,
                IntStream.range(0, runs.size())
                        .mapToObj(row -> IntStream.range(0, runs.size())
                                .mapToObj(column -> row == column
                                        ? Cell.NONE
                                        : cell(answers, chosen, tests.of(row, column), runs, row, column))
                                .toList())
                        .toList());
    }

    private static Cell cell(
            Answers answers, Answers.Pair chosen, PairTests.Pair pair, List<ComparedRun> runs, int row, int column) {
        boolean inOrder = pair.first() == row;
        int own = inOrder ? pair.test().onlyFirst() : pair.test().onlySecond();
        int theirs = inOrder ? pair.test().onlySecond() : pair.test().onlyFirst();
        String look = pair.corrected() >= Verdict.USUAL ? "" : own > theirs ? "better" : "worse";
        ComparedRun a = runs.get(row);
        ComparedRun b = runs.get(column);
        String url = answers.results()
                .runs()
                .at(ImagesPage.PATH)
                .with("a", a.id())
                .with("b", b.id())
                .toString();
        boolean current = a.equals(chosen.a().side()) && b.equals(chosen.b().side());
        return new Cell(own, theirs, Verdict.p(pair.corrected()), look, url, current);
    }
}
