package inkling.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetKind;
import inkling.dataset.ImageShape;
import inkling.dataset.Split;
import inkling.runs.job.TinyDataset;
import inkling.training.Chosen;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DuplicatesPageTest {
    private static final int HEADER = 16;

    @TempDir
    private Path folder;

    @Test
    void images_of_two_splits_and_of_two_labels_are_shown_side_by_side_with_their_pages() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        TinyDataset.write(data, 300, 60);
        plant(data, 3, 5, value -> value); // of another label
        plant(data, 12, 22, value -> 10 + value * 9 / 10); // of the same
        try (DoctoredRun doctored = new DoctoredRun(folder.resolve("home"))) {
            Run run = train(doctored, data);
            assertThat(doctored.trained
                            .get(run.url() + "/doctor/duplicates.json")
                            .statusCode())
                    .isEqualTo(404);

            doctored.study(run, "duplicates");

            JsonObject json = doctored.json(run.url() + "/doctor/duplicates.json");
            assertThat(json.get("total").getAsInt()).isEqualTo(2);
            JsonArray pairs = json.getAsJsonArray("pairs");
            Split split = doctored.trained.archive.split(run);
            assertPair(pairs.get(0).getAsJsonObject(), split, 3, 5, true);
            assertPair(pairs.get(1).getAsJsonObject(), split, 12, 22, false);
            assertThat(pairs.get(1).getAsJsonObject().get("correlation").getAsDouble())
                    .isBetween(0.999, 0.99999);

            String page = doctored.trained.get(run.url() + "/doctor/duplicates").body();
            assertThat(page)
                    .contains("the same pixel for pixel</span><strong>, labelled differently</strong>")
                    .contains("Test image 5", "Test image 22")
                    .contains(run.url() + "/images/test/5\"")
                    .contains("100.00\u2009% alike");
            assertThat(doctored.json(run.url() + "/doctor/duplicates.json?least=100")
                            .get("total")
                            .getAsInt())
                    .isEqualTo(1);
            assertThat(doctored.json(run.url() + "/doctor/duplicates.json?among=labels")
                            .get("total")
                            .getAsInt())
                    .isEqualTo(1);
            assertThat(doctored.trained
                            .get(run.url() + "/doctor/duplicates?least=42")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static void assertPair(JsonObject pair, Split split, int train, int test, boolean otherLabel) {
        JsonObject first = pair.getAsJsonObject("first");
        boolean learnt = first.get("split").getAsString().equals("train");
        int[] indices = learnt ? split.train() : split.validation();
        assertThat(indices[first.get("index").getAsInt()]).isEqualTo(train);
        assertThat(pair.getAsJsonObject("second").get("split").getAsString()).isEqualTo("test");
        assertThat(pair.getAsJsonObject("second").get("index").getAsInt()).isEqualTo(test);
        assertThat(pair.get("other_label").getAsBoolean()).isEqualTo(otherLabel);
    }

    private static Run train(DoctoredRun doctored, Path data) throws InterruptedException {
        var hyperparameters = Chosen.of("epochs=1 batch_size=30 augment=false seed=7");
        long id = doctored.trained
                .service
                .start(new RunRequest("Planted", DatasetKind.IDX, Optional.of(data.toString()), hyperparameters, "cpu"))
                .id();
        doctored.trained.service.await(id);
        return doctored.trained.service.get(id);
    }

    /** Puts a training image, changed, in the place of a test image. */
    private static void plant(Path data, int train, int test, IntUnaryOperator change) throws Exception {
        int size = ImageShape.MNIST.size();
        byte[] all = Files.readAllBytes(data.resolve("train-images-idx3-ubyte"));
        byte[] image = Arrays.copyOfRange(all, HEADER + train * size, HEADER + (train + 1) * size);
        for (int i = 0; i < size; i++) {
            image[i] = (byte) change.applyAsInt(image[i] & 0xff);
        }
        try (RandomAccessFile file =
                new RandomAccessFile(data.resolve("t10k-images-idx3-ubyte").toFile(), "rw")) {
            file.seek(HEADER + (long) test * size);
            file.write(image);
        }
    }
}
