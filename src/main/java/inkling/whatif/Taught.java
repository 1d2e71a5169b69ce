package inkling.whatif;

import inkling.analysis.Influence;
import inkling.analysis.Influence.Gradient;
import inkling.analysis.Influence.Scored;
import inkling.archive.EachEpoch;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which training images moved the loss of an image for a class the most, over a run's checkpoints up to an epoch.
 *
 * @param checkpoints those that count; none where nothing had been learnt by then
 * @param missing epochs whose checkpoints were to count too, but are gone or cannot be used
 * @param proponents training images that lowered it, the strongest first
 * @param opponents training images that raised it, the strongest first
 * @param own of a training image: what it did to its own loss
 */
record Taught(
        List<Counted> checkpoints,
        List<Integer> missing,
        List<Scored> proponents,
        List<Scored> opponents,
        Optional<Own> own) {
    private static final int SHOWN = 10;
    /** Of more epochs than these some stand for the others. */
    private static final int MOST = 10;

    /** A checkpoint, and the learning rates of the epochs that it stands for, added up. */
    record Counted(int epoch, double rate) {}

    /** @param below the share of training images that did less to their own loss */
    record Own(double score, double below) {}

    /** @param check is called at each checkpoint; what it throws ends the work */
    static Taught of(
            RunArchive archive, PredictionStore predictions, PredictedImage subject, int label, Runnable check) {
        Run run = subject.run();
        int images = archive.images(run, ImageSplit.TRAIN).size();
        EachEpoch<Influence> each = EachEpoch.of(epochs(subject), epoch -> {
            check.run();
            return checkpoint(archive, predictions, subject, label, epoch);
        });
        Influence influence = new Influence(images);
        List<Counted> counted = new ArrayList<>();
        int before = 0;
        for (Map.Entry<Integer, Influence> entry : each.found().entrySet()) {
            int epoch = entry.getKey();
            counted.add(new Counted(epoch, rate(archive, run, before, epoch)));
            influence.add(counted.get(counted.size() - 1).rate(), entry.getValue());
            before = epoch;
        }
        int itself = subject.name().split() == ImageSplit.TRAIN ? subject.name().index() : -1;
        return new Taught(
                counted,
                each.missingEpochs(),
                influence.proponents(SHOWN, i -> i != itself),
                influence.opponents(SHOWN, i -> i != itself),
                itself < 0 || counted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Own(influence.own(itself), influence.ownBelow(itself))));
    }

    /** Some of the epochs up to the one that is looked at; of weights that were trained elsewhere, those alone. */
    private static List<Integer> epochs(PredictedImage subject) {
        List<Integer> epochs = subject.request().epochs().stream()
                .filter(epoch -> epoch > 0 && epoch <= subject.request().epoch())
                .toList();
        if (epochs.isEmpty()) {
            return subject.run().request().imported().isPresent() ? List.of(0) : List.of();
        }
        int count = Math.min(MOST, epochs.size());
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> epochs.get(i * epochs.size() / count - 1))
                .toList();
    }

    /** What one checkpoint alone says. */
    private static Influence checkpoint(
            RunArchive archive, PredictionStore predictions, PredictedImage subject, int label, int epoch) {
        Run run = subject.run();
        LabelledImages train = archive.images(run, ImageSplit.TRAIN);
        float[] x = subject.normalisation().normalised(train.shape(), subject.pixels());
        ForwardPass pass = archive.network(run, epoch).forward(x);
        Gradient gradient = Gradient.of(
                pass.probabilities(), label, pass.activations(run.blueprint().features()));
        Influence influence = new Influence(train.size());
        predictions.each(
                run, epoch, ImageSplit.TRAIN, (first, some) -> influence.add(gradient, first, some, train.labels()));
        return influence;
    }

    /** A checkpoint stands for every epoch since the one before it, whether or not these have checkpoints too. */
    private static double rate(RunArchive archive, Run run, int before, int epoch) {
        return epoch == 0
                ? 1
                : IntStream.rangeClosed(before + 1, epoch)
                        .mapToDouble(each -> archive.learningRate(run, each))
                        .sum();
    }
}
