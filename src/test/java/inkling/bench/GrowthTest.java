package inkling.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.Training;
import inkling.training.TrainingPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final Dataset dataset = new Dataset(
            DatasetKind.IDX,
            "Made for a test.",
            images(30, 1),
            images(20, 2),
            List.of("0", "1", "2"),
            Fingerprint.ofWhole("0".repeat(64)));

    @Test
    void repeated_images_are_read_as_the_same_ones_again_and_again_and_their_files_go() {
        AtomicReference<Path> seen = new AtomicReference<>();

        Dataset many = Repeated.read(dataset, 70, folder -> {
            seen.set(folder);
            return new Datasets(folder, BuiltinDigits::dataset)
                    .open(DatasetRequest.of(DatasetKind.IDX, Optional.of(folder.toString())), LoadProgress.NONE);
        });

        assertThat(many.train().size()).isEqualTo(70);
        for (int i = 0; i < 70; i++) {
            assertThat(many.train().image(i)).isEqualTo(dataset.train().image(i % 30));
            assertThat(many.train().label(i)).isEqualTo(dataset.train().label(i % 30));
        }
        assertThat(many.test().pixels()).isEqualTo(dataset.test().pixels());
        assertThat(Files.exists(seen.get())).isFalse();
    }

    @Test
    void a_training_is_ended_once_its_pace_is_known() {
        Hyperparameters settings = Hyperparameters.DEFAULT.with(Setting.EPOCHS, 1_000);
        Pace pace = new Pace(settings.batchSize());
        Training training = new Training(new TrainingPlan(settings, many(), "cpu"));

        assertThatThrownBy(() -> training.run(pace)).isInstanceOf(CancellationException.class);

        assertThat(pace.imagesPerSecond()).isPositive().isFinite();
    }

    /** So many that a thousand epochs take longer than it does to know. */
    private Dataset many() {
        return new Dataset(
                dataset.kind(),
                dataset.reason(),
                images(5_000, 1),
                dataset.test(),
                List.of("0", "1", "2"),
                dataset.fingerprint());
    }

    private static LabelledImages images(int count, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[count * ImageShape.MNIST.size()];
        random.nextBytes(pixels);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) random.nextInt(3);
        }
        return new LabelledImages(ImageShape.MNIST, pixels, labels);
    }
}
