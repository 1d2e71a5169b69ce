package inkling.imagine.pages;

import inkling.archive.EachEpoch;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.imagine.Dream;
import inkling.imagine.DreamState;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.util.List;
import java.util.stream.IntStream;

/** What each epoch's network says of a picture that one of them imagined. */
final class ThroughEpochs {
    private static final int MOST_EPOCHS = 40;

    private final RunArchive archive;

    ThroughEpochs(RunArchive archive) {
        this.archive = archive;
    }

    /** @param own whether this epoch imagined it */
    record EpochRow(int epoch, boolean own, double share, String sureness, String taken) {}

    /**
     * One row a checkpoint, in order; of a long run's, as many as can be read, spread evenly. One that is gone or broken has
     * none.
     */
    List<EpochRow> rows(Run run, DreamView view, DreamState state) {
        Dream dream = view.dream();
        float[] x = state.before().isPresent()
                ? archive.normalisation(run).normalised(run.blueprint().input(), state.image())
                : state.image();
        List<Integer> epochs = archive.epochs(run);
        int stride = 1 + epochs.size() / MOST_EPOCHS;
        List<Integer> some = IntStream.range(0, epochs.size())
                .filter(i -> i % stride == 0 || i == epochs.size() - 1 || epochs.get(i) == dream.epoch())
                .mapToObj(epochs::get)
                .toList();
        return List.copyOf(
                EachEpoch.of(some, epoch -> row(run, view, epoch, x)).found().values());
    }

    private EpochRow row(Run run, DreamView view, int epoch, float[] x) {
        ForwardPass pass = archive.network(run, epoch).forward(x);
        return new EpochRow(
                epoch,
                epoch == view.dream().epoch(),
                pass.probabilities()[view.label()],
                Confidence.of(pass.logOdds(view.label())),
                view.surest(pass.probabilities()));
    }
}
