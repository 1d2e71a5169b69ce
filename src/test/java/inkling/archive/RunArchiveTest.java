package inkling.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.pictures.ColourMap;
import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.inspect.ImagePictures;
import inkling.inspect.TrainedRun;
import inkling.network.Safetensors;
import inkling.network.plain.PlainNetwork;
import inkling.training.Score;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunArchiveTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (parts, all) -> {});
    }

    @Test
    void the_best_epoch_is_shown_unless_another_one_is_asked_for() {
        int best = trained.run.bestEpoch().orElseThrow();

        assertThat(trained.archive.epochs(trained.run)).containsExactly(0, 1, 2, 3);
        assertThat(trained.archive.epoch(trained.run, Optional.empty())).isEqualTo(best);
        assertThat(trained.archive.epoch(trained.run, Optional.of("0"))).isZero();
        assertThatThrownBy(() -> trained.archive.epoch(trained.run, Optional.of("4")))
                .isInstanceOf(UserError.InvalidInput.class)
                .hasMessage("Run 1 has checkpoints of epochs 0 to 3, not of 4.");
    }

    @Test
    void training_images_are_those_of_the_split_in_its_order() {
        var images = trained.archive.images(trained.run, ImageSplit.TRAIN);
        var all = trained.archive.dataset(trained.run).train();
        int[] order = trained.archive.split(trained.run).train();

        assertThat(images.size()).isEqualTo(TrainedRun.TRAIN_IMAGES);
        assertThat(images.image(5)).isEqualTo(all.image(order[5]));
        assertThat(images.label(5)).isEqualTo(all.label(order[5]));
    }

    @Test
    void validation_images_are_those_that_chose_the_best_epoch_and_score_as_training_found() throws Exception {
        var images = trained.archive.images(trained.run, ImageSplit.VALIDATION);
        int[] order = trained.archive.split(trained.run).validation();
        var second = trained.metrics.epochs(trained.run.id()).get(1);

        assertThat(images.size()).isEqualTo(300);
        assertThat(images.image(5))
                .isEqualTo(trained.archive.dataset(trained.run).train().image(order[5]));
        assertThat(trained.predictions
                        .labelled(trained.run, 2, ImageSplit.VALIDATION)
                        .score())
                .as("to the last bit")
                .isEqualTo(new Score(second.validLoss(), second.validAccuracy()));
        assertThat(trained.get("/runs/1/images/validation/299.png").statusCode())
                .isEqualTo(200);
    }

    @Test
    void predictions_agree_with_the_network_in_plain_java_and_with_the_runs_own_test() {
        int best = trained.run.bestEpoch().orElseThrow();
        var network = new PlainNetwork(trained.run.blueprint(), trained.archive.parameters(trained.run, best));
        var images = trained.archive.images(trained.run, ImageSplit.TEST);
        var predictions = trained.predictions.of(trained.run, best, ImageSplit.TEST);

        for (int image = 0; image < 20; image++) {
            float[] x = new float[784];
            trained.archive.normalisation(trained.run).apply(images.shape(), images.pixels(), image * 784, 1, x, 0);
            var plain = network.forward(x);
            for (int i = 0; i < 10; i++) {
                assertThat((double) predictions.logits()[image * 10 + i]).isCloseTo(plain.logits()[i], within(1e-3));
            }
            for (int i = 0; i < 16; i++) {
                assertThat((double) predictions.features().values()[image * 16 + i])
                        .isCloseTo(plain.activations("h2")[i], within(1e-3));
            }
        }
        var labelled = trained.predictions.labelled(trained.run, best, ImageSplit.TEST);
        assertThat(trained.run.test()).as("to the last bit").contains(labelled.score());
    }

    @Test
    void test_predictions_are_kept_beside_the_checkpoint_and_worked_out_anew_where_they_are_broken() throws Exception {
        var before = trained.predictions.labelled(trained.run, 2, ImageSplit.TEST);
        Path kept = home.resolve("runs/1/predictions-0002.safetensors");
        assertThat(kept).exists();
        byte[] bytes = Files.readAllBytes(kept);

        Files.writeString(kept, "nothing of the kind");
        var again = new PredictionStore(trained.archive, trained.devices).labelled(trained.run, 2, ImageSplit.TEST);

        assertThat(again.logits()).isEqualTo(before.logits());
        assertThat(kept).hasBinaryContent(bytes);
    }

    @Test
    void a_checkpoint_that_is_broken_or_gone_gets_a_sentence() throws Exception {
        Run run = trained.train();
        trained.predictions.labelled(run, 1, ImageSplit.TEST);
        Path checkpoint = trained.files.path(run.id(), 1);

        Files.writeString(checkpoint, "broken");
        assertThatThrownBy(() -> trained.predictions.labelled(run, 1, ImageSplit.TEST))
                .isInstanceOf(UserError.Conflict.class)
                .hasMessageStartingWith("The checkpoint of epoch 1 of run %d is broken: ".formatted(run.id()));

        Files.delete(checkpoint);
        assertThatThrownBy(() -> trained.predictions.labelled(run, 1, ImageSplit.TEST))
                .isInstanceOf(UserError.NotFound.class)
                .hasMessageStartingWith("The checkpoint of epoch 1 of run %d is gone".formatted(run.id()));
        assertThat(trained.predictions.labelled(run, 2, ImageSplit.TEST).size()).isEqualTo(TrainedRun.TEST_IMAGES);
    }

    @Test
    void a_checkpoint_whose_values_are_not_numbers_or_too_large_gets_a_sentence() throws Exception {
        Run run = trained.train();
        trained.predictions.labelled(run, 1, ImageSplit.TEST);
        Path checkpoint = trained.files.path(run.id(), 1);

        fill(checkpoint, 7, 8, Float.NaN);
        assertThatThrownBy(() -> trained.archive.parameters(run, 1))
                .isInstanceOf(UserError.Conflict.class)
                .hasMessage(
                        "The checkpoint of epoch 1 of run %d is broken: %s has NaN in hidden_fc.weight, at place 7 of 512, where only numbers belong."
                                .formatted(run.id(), checkpoint));
        assertThatThrownBy(() -> trained.predictions.labelled(run, 1, ImageSplit.TEST))
                .isInstanceOf(UserError.Conflict.class)
                .hasMessageContaining("has NaN in hidden_fc.weight");

        fill(checkpoint, 0, 512, 3e38f);
        assertThat(trained.archive.parameters(run, 1)).hasSize(6);
        assertThatThrownBy(() -> trained.predictions.labelled(run, 1, ImageSplit.TEST))
                .isInstanceOf(UserError.Conflict.class)
                .hasMessageContaining(
                        "is not a number: its weights are too large to calculate with, up to 3.0E38 in hidden_fc.weight of "
                                + checkpoint);
    }

    private static void fill(Path checkpoint, int from, int to, float value) {
        Safetensors.Content content = Safetensors.read(checkpoint);
        Arrays.fill(content.require("hidden_fc.weight", 16, 32).values(), from, to, value);
        Safetensors.write(checkpoint, List.copyOf(content.tensors().values()), content.metadata());
    }

    @Test
    void a_picture_is_the_image_in_bone_and_its_address_is_good_for_ever() throws Exception {
        var answer = trained.bytes(ImagePictures.url(trained.run, new ImageName(ImageSplit.TEST, 3)));
        var picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
        byte[] image = trained.archive.images(trained.run, ImageSplit.TEST).image(3);

        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        for (int pixel = 0; pixel < 784; pixel++) {
            assertThat(picture.getRGB(pixel % 28, pixel / 28) & 0xffffff).isEqualTo(ColourMap.BONE.rgb(image[pixel]));
        }
        var unversioned = trained.get("/runs/1/images/test/3.png");
        assertThat(unversioned.headers().firstValue("Cache-Control")).hasValue("private, max-age=600");
        assertThat(trained.get("/runs/1/images/test/500.png").statusCode()).isEqualTo(404);
        assertThat(trained.get("/runs/1/images/other/5.png").statusCode()).isEqualTo(404);
        assertThat(trained.get("/runs/1/images/train/2699.png").statusCode()).isEqualTo(200);
    }
}
