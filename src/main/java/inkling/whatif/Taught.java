package inkling.whatif;

import inkling.analysis.Influence;
import inkling.analysis.Influence.Gradient;
import inkling.analysis.Influence.Scored;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which training images moved the loss of an image for a class the most, over a run's checkpoints up to an epoch.
 *
 * @param checkpoints those that count; none where nothing had been learnt by then
 * @param proponents training images that lowered it, the strongest first
 * @param opponents training images that raised it, the strongest first
 * @param own of a training image: what it did to its own loss
 */
record Taught(List<Counted> checkpoints, List<Scored> proponents, List<Scored> opponents, Optional<Own> own) {
    private static final int SHOWN = 10;
    /** Of more epochs than these some stand for the others. */
    private static final int MOST = 10;

    /** A checkpoint, and the learning rates of the epochs that it stands for, added up. */
    record Counted(int epoch, double rate) {}

    /** @param below the share of training images that did less to their own loss */
    record Own(double score, double below) {}

    static Taught of(RunArchive archive, PredictionStore predictions, PredictedImage subject, int label) {
        Run run = subject.run();
        LabelledImages train = archive.images(run, ImageSplit.TRAIN);
        Influence influence = new Influence(train.size());
        float[] x = subject.normalisation().normalised(train.shape(), subject.pixels());
        List<Counted> counted = new ArrayList<>();
        for (Counted checkpoint : checkpoints(archive, subject)) {
            try {
                ForwardPass pass = archive.network(run, checkpoint.epoch()).forward(x);
                double[] features = pass.activations(run.blueprint().features());
                Gradient gradient = Gradient.of(pass.probabilities(), label, features);
                predictions.each(
                        run,
                        checkpoint.epoch(),
                        ImageSplit.TRAIN,
                        (first, some) -> influence.add(checkpoint.rate(), gradient, first, some, train.labels()));
                counted.add(checkpoint);
            } catch (UserError.NotFound | UserError.Conflict e) {
                // Its checkpoint is gone or broken; the others have their say.
                continue;
            }
        }
        int itself = subject.name().split() == ImageSplit.TRAIN ? subject.name().index() : -1;
        return new Taught(
                counted,
                influence.proponents(SHOWN, i -> i != itself),
                influence.opponents(SHOWN, i -> i != itself),
                itself < 0 || counted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Own(influence.own(itself), influence.ownBelow(itself))));
    }

    /** The epochs up to the one that is looked at; of weights that were trained elsewhere, those alone. */
    private static List<Counted> checkpoints(RunArchive archive, PredictedImage subject) {
        Run run = subject.run();
        List<Integer> epochs = subject.request().epochs().stream()
                .filter(epoch -> epoch > 0 && epoch <= subject.request().epoch())
                .toList();
        if (epochs.isEmpty()) {
            return run.request().imported().isPresent() ? List.of(new Counted(0, 1)) : List.of();
        }
        List<Counted> counted = new ArrayList<>();
        int count = Math.min(MOST, epochs.size());
        int done = 0;
        for (int i = 1; i <= count; i++) {
            int end = i * epochs.size() / count;
            double rate = epochs.subList(done, end).stream()
                    .mapToDouble(epoch -> archive.learningRate(run, epoch))
                    .sum();
            counted.add(new Counted(epochs.get(end - 1), rate));
            done = end;
        }
        return counted;
    }
}
