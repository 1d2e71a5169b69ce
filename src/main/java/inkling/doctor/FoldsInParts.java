package inkling.doctor;

import inkling.analysis.labels.DealtImages;
import inkling.analysis.labels.HeldOut;
import inkling.cluster.JobInParts;
import inkling.cluster.PartWork;
import inkling.cluster.SentPlan;
import inkling.cluster.Workplace;
import inkling.dataset.Dataset;
import inkling.dataset.Normalisation;
import inkling.dataset.batch.Batches;
import inkling.network.Blueprint;
import inkling.training.Hyperparameters;
import java.util.List;
import java.util.Optional;

/** A k-fold cross-validation of which each fold is a part: the network that is trained on all others, and asked of it. */
final class FoldsInParts implements JobInParts<FoldsInParts.Said> {
    private final Dataset dataset;
    private final Work work;
    private final long steps;
    private final Progress progress;
    private final float[][] said;

    /** Is told how far all folds are together. */
    @FunctionalInterface
    interface Progress {
        /** @param done steps of all folds, of which there are {@code total} */
        void on(long done, long total);
    }

    /** @param settings of each fold's network */
    FoldsInParts(
            Hyperparameters settings,
            Blueprint blueprint,
            Dataset dataset,
            Normalisation normalisation,
            DealtImages dealt,
            Progress progress) {
        this.dataset = dataset;
        this.progress = progress;
        work = new Work(SentPlan.of(settings, blueprint, normalisation), dealt);
        said = new float[dealt.folds().count()][];
        long perEpoch = 0;
        for (int fold = 0; fold < said.length; fold++) {
            perEpoch += Batches.perEpoch(dealt.split(fold).train().length, settings.batchSize());
        }
        steps = perEpoch * settings.epochs();
    }

    /** @param logits of the images that are held out (n, C) */
    record Said(float[] logits) {}

    private record Work(SentPlan plan, DealtImages dealt) implements PartWork<Said> {
        @Override
        public Said part(int fold, Workplace<Said> place) {
            return new Said(HeldOut.answers(plan.on(place.images(), dealt.split(fold), place.device()), place::done));
        }

        int numbers(int fold) {
            return dealt.folds().of(fold).length * plan.classes();
        }
    }

    @Override
    public int parts() {
        return said.length;
    }

    @Override
    public PartWork<Said> work() {
        return work;
    }

    @Override
    public Optional<Dataset> images() {
        return Optional.of(dataset);
    }

    @Override
    public Class<Said> result() {
        return Said.class;
    }

    @Override
    public long mostNumbers() {
        return work.numbers(0); // The first fold has an image more, if any has.
    }

    @Override
    public void take(int fold, Said result, boolean whole) {
        if (result.logits().length != work.numbers(fold)) {
            throw new IllegalArgumentException("there must be a number for each class of each image");
        }
        said[fold] = result.logits();
    }

    @Override
    public void onProgress(long done) {
        progress.on(done, steps);
    }

    /** What all networks said, once all folds are done. */
    HeldOut heldOut() {
        return HeldOut.of(dataset, work.dealt, List.of(said));
    }
}
