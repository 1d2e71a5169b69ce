package inkling.runs;

import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.augmentation.Augmentation;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import java.util.Optional;

/** What stands at the head of each of a run's pages, in their words. */
public record RunHead(Run run) {
    private static final int COLOURS = 6;
    private static final int DASHES = 4;

    /** Which of the six colours it has on every page, 1 to 6. */
    public long colour() {
        return 1 + (run.id() - 1) % COLOURS;
    }

    /** Which of the four dashes its lines have in every chart, 1 to 4: 1 is solid, and with the colour it tells 24 apart. */
    public long dash() {
        return 1 + (run.id() - 1) / COLOURS % DASHES;
    }

    /** What it is, in a line: {@code MNIST · Adam, lr 0.001 · 250–100 · batch 64}. */
    public String about() {
        return datasetTitle()
                + " · "
                + (run.isOnlyTested()
                        ? "imported · " + run.hyperparameters().architecture().brief()
                        : about(run.hyperparameters()));
    }

    /** What its network is before its first epoch here. */
    public String beginning() {
        return run.request().imported().isPresent() ? "imported" : "untrained";
    }

    /** Whether its first weights were trained elsewhere. */
    public boolean imported() {
        return run.request().imported().isPresent();
    }

    /** What was chosen, in a line: {@code Adam, lr 0.001 · 250–100 · batch 64}. */
    public static String about(Hyperparameters chosen) {
        return Text.of(
                "%s, lr %s · %s · batch %d",
                chosen.optimizer().title(),
                Figures.plain(chosen.learningRate()),
                chosen.architecture().brief(),
                chosen.batchSize());
    }

    /** Where the tour through it begins; empty if it was never trained here, and so has little to tell. */
    public Optional<String> tourUrl() {
        return Optional.of(TourStop.first(run)).filter(url -> !run.isOnlyTested());
    }

    /** Whether one can draw for it, on a pad without colours. */
    public boolean draws() {
        return run.data().map(data -> data.shape().isGrey()).orElse(true);
    }

    /** Whether it learnt from images that were changed at random. */
    public boolean augmented() {
        return !run.hyperparameters().augmentation().equals(Augmentation.NONE);
    }

    public String datasetTitle() {
        return run.data()
                .map(TrainedOn::kind)
                .orElse(run.request().data().kind())
                .title();
    }
}
