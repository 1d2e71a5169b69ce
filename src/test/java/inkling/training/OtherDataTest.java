package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.ImageShape;
import inkling.dataset.Reading;
import inkling.dataset.cifar.ShapesAndTextures;
import inkling.network.Architecture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What networks learn from images other than MNIST's, in a few hundred steps. */
class OtherDataTest {
    @TempDir
    private Path folder;

    @Test
    void of_shapes_and_textures_in_colour_a_convolutional_network_learns_far_more_than_a_perceptron() {
        Dataset pictures = Reading.recognised(ShapesAndTextures.write(folder, 2_500, 500));

        double perceptron = accuracy(pictures, "mlp", 8);
        double convolutional =
                accuracy(pictures, "conv 12x5, batchnorm, relu, maxpool 2, conv 24x5, batchnorm, relu, maxpool 2", 8);

        assertThat(pictures.kind()).isEqualTo(DatasetKind.CIFAR);
        assertThat(perceptron).as("better than guessing").isGreaterThan(0.15);
        assertThat(convolutional).isGreaterThan(perceptron + 0.2);
    }

    @Test
    void the_eight_by_eight_digits_of_scikit_learn_are_learnt_from_their_table() {
        Dataset digits = Reading.recognised(Path.of("src/test/resources/dataset/digits.csv"));

        assertThat(digits.kind()).isEqualTo(DatasetKind.CSV);
        assertThat(digits.shape()).isEqualTo(new ImageShape(1, 8, 8));
        assertThat(digits.train().size() + digits.test().size()).isEqualTo(1_797);
        assertThat(accuracy(digits, "mlp", 15)).isGreaterThan(0.93);
    }

    /** Of the test images, with the last epoch's network. */
    private static double accuracy(Dataset dataset, String network, int epochs) {
        Hyperparameters settings =
                Chosen.of("augment=none seed=1 epochs=" + epochs).with(Setting.ARCH, Architecture.parse(network));
        TrainingPlan plan = new TrainingPlan(settings, dataset, "cpu");
        Recording recording = new Recording();
        new Training(plan).run(recording);
        return Evaluation.score(
                        plan.blueprint(),
                        recording.checkpoints.get(epochs).parameters(),
                        plan.normalisation(),
                        dataset.test(),
                        "cpu",
                        done -> {})
                .accuracy();
    }
}
