package inkling.training;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.dataset.batch.Batches;
import inkling.dataset.batch.Targets;
import inkling.network.Blueprint;
import java.util.Optional;

/**
 * All that a training is made of; two trainings of equal plans on one machine give the same numbers.
 *
 * @param blueprint the network, fitted to the data set's images
 * @param device one of {@link inkling.network.Devices#names()}
 * @param normalisation of the pictures
 * @param split which training images are trained on and which validate
 */
public record TrainingPlan(
        Hyperparameters hyperparameters,
        Blueprint blueprint,
        Dataset dataset,
        String device,
        Normalisation normalisation,
        Split split) {
    /** With the images divided as the settings say. */
    public TrainingPlan(
            Hyperparameters hyperparameters,
            Blueprint blueprint,
            Dataset dataset,
            String device,
            Normalisation normalisation) {
        this(
                hyperparameters,
                blueprint,
                dataset,
                device,
                normalisation,
                dataset.split(hyperparameters.validationShare(), hyperparameters.seed()));
    }

    /** @param given how the pictures are normalised; empty for as all the training images are, those for validation among them */
    public TrainingPlan(
            Hyperparameters hyperparameters,
            Blueprint blueprint,
            Dataset dataset,
            String device,
            Optional<Normalisation> given) {
        this(hyperparameters, blueprint, dataset, device, given.orElseGet(() -> Normalisation.of(dataset.train())));
    }

    /** Of the settings' network, with an output a class. */
    public TrainingPlan(Hyperparameters hyperparameters, Dataset dataset, String device) {
        this(
                hyperparameters,
                hyperparameters.architecture().on(dataset.shape(), dataset.classes()),
                dataset,
                device,
                Optional.empty());
    }

    /** What the loss of training holds the network's outputs against. */
    Targets targets() {
        int[] trained = split.train();
        byte[] labels = new byte[trained.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = dataset.train().labels()[trained[i]];
        }
        return new Targets(
                hyperparameters.labelSmoothing(), hyperparameters.classWeights().of(labels, blueprint.classes()));
    }

    /** A copy of the images that validate. */
    LabelledImages validationImages() {
        return dataset.train().select(split.validation());
    }

    /**
     * The batches of all epochs from this one on, counted from 1.
     *
     * @param skipped how many of the first epoch's batches have been trained on
     */
    Batches.Order batches(int firstEpoch, int skipped) {
        return new Batches.Order(
                dataset.train(),
                split.train(),
                normalisation,
                targets(),
                hyperparameters.batchSize(),
                firstEpoch,
                skipped,
                hyperparameters.epochs(),
                hyperparameters.augmentation(),
                hyperparameters.seed());
    }
}
