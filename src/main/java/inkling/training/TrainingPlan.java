package inkling.training;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.dataset.batch.Batches;
import inkling.network.Blueprint;

/**
 * All that a training is made of; two trainings of equal plans on one machine give the same numbers.
 *
 * @param device one of {@link inkling.network.Devices#names()}
 */
public record TrainingPlan(Hyperparameters hyperparameters, Dataset dataset, String device) {
    public Blueprint blueprint() {
        return Blueprint.perceptron(hyperparameters.hidden());
    }

    /** Which training images are trained on and which validate; worked anew at each call. */
    public Split split() {
        return Split.shuffled(dataset.train().size(), hyperparameters.validationShare(), hyperparameters.seed());
    }

    /** Of all the training images, those for validation among them, as the notebook; worked anew at each call. */
    public Normalisation normalisation() {
        return Normalisation.of(dataset.train());
    }

    /** A copy of the images that validate. */
    LabelledImages validationImages() {
        return dataset.train().select(split().validation());
    }

    /**
     * The batches of all epochs from this one on, counted from 1.
     *
     * @param skipped how many of the first epoch's batches have been trained on
     */
    Batches.Order batches(int firstEpoch, int skipped) {
        return new Batches.Order(
                dataset.train(),
                split().train(),
                normalisation(),
                blueprint().classes(),
                hyperparameters.batchSize(),
                firstEpoch,
                skipped,
                hyperparameters.epochs(),
                hyperparameters.augmentation(),
                hyperparameters.seed());
    }
}
