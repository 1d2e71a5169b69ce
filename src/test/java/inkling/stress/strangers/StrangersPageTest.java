package inkling.stress.strangers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.analysis.LabelledPredictions;
import inkling.analysis.Separation;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.inspect.TrainedRun;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrangersPageTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static final Background background = new Background(Duration.ofMinutes(1));

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws Exception {
        Path table = Files.writeString(home.resolve("squares.csv"), squares(40));
        trained = new TrainedRun(home, (parts, all) -> {
            Strangers strangers = new Strangers(
                    parts.archive,
                    parts.predictions,
                    parts.datasets::open,
                    elsewhere -> Map.of(
                            "squares", DatasetRequest.of(DatasetKind.CSV, Optional.of(table.toString())),
                            "digits", DatasetRequest.of(DatasetKind.BUILTIN, Optional.empty())));
            Routes.strangers(all, new StrangersPage(parts.archive, parts.predictions, strangers, background));
        });
    }

    /** Images of 4 x 4 pixels. */
    private static String squares(int count) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < count; i++) {
            table.append(i % 2);
            for (int pixel = 0; pixel < 16; pixel++) {
                table.append(',').append((pixel * 16 + i) % 256);
            }
            table.append('\n');
        }
        return table.toString();
    }

    @Test
    void what_is_upside_down_is_scored_as_a_plain_loop_scores_the_turned_test_images() throws Exception {
        JsonObject json = json("/runs/1/stress/strangers.json?epoch=3&with=upside-down");
        LabelledPredictions test = trained.predictions.labelled(trained.run, 3, ImageSplit.TEST);
        var images = trained.archive.images(trained.run, ImageSplit.TEST);
        double[] confidence = new double[images.size()];
        for (int image = 0; image < images.size(); image++) {
            byte[] pixels = images.image(image);
            byte[] turned = new byte[784];
            for (int i = 0; i < 784; i++) {
                turned[i] = pixels[783 - i];
            }
            float[] x = new float[784];
            trained.archive.normalisation(trained.run).apply(images.shape(), turned, 0, 1, x, 0);
            double[] p = trained.archive.network(trained.run, 3).forward(x).probabilities();
            for (double each : p) {
                confidence[image] = Math.max(confidence[image], each);
            }
        }
        double[] known =
                IntStream.range(0, test.size()).mapToDouble(test::confidence).toArray();

        JsonObject upside = kind(json, "upside-down");
        assertThat(upside.get("count").getAsInt()).isEqualTo(TrainedRun.TEST_IMAGES);
        assertThat(upside.getAsJsonObject("by_confidence").get("auroc").getAsDouble())
                .isCloseTo(Separation.of(known, confidence).auroc(), within(1e-4));
        JsonArray bins = json.getAsJsonObject("confidence").getAsJsonArray("strangers");
        assertThat(bins.asList().stream().mapToInt(each -> each.getAsInt()).sum())
                .isEqualTo(TrainedRun.TEST_IMAGES);
        JsonObject surest = json.getAsJsonArray("surest").get(0).getAsJsonObject();
        assertThat(surest.get("confidence").getAsDouble())
                .isCloseTo(
                        IntStream.range(0, 500)
                                .mapToDouble(i -> confidence[i])
                                .max()
                                .orElseThrow(),
                        within(1e-4));
    }

    @Test
    void every_sort_is_shown_with_pictures_and_the_same_at_every_visit() throws Exception {
        for (String with : new String[] {"gaussian", "uniform", "upside-down", "letters"}) {
            String page =
                    trained.get("/runs/1/stress/strangers?epoch=2&with=" + with).body();
            assertThat(page)
                    .contains("/runs/1/stress/strangers/")
                    .contains("taken for")
                    .doesNotContain("Look again");
            byte[] picture =
                    trained.bytes("/runs/1/stress/strangers/7.png?with=" + with).body();
            assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth())
                    .isEqualTo(28);
            assertThat(trained.bytes("/runs/1/stress/strangers/7.png?with=" + with)
                            .body())
                    .isEqualTo(picture);
        }
        // Of one mean and deviation with the digits, but of no shape: the trained network knows better than chance.
        JsonObject json = json("/runs/1/stress/strangers.json?epoch=3&with=letters");
        assertThat(kind(json, "letters")
                        .getAsJsonObject("by_confidence")
                        .get("auroc")
                        .getAsDouble())
                .isGreaterThan(0.6);
    }

    @Test
    void another_data_set_is_brought_to_the_runs_shape_and_its_own_is_not_offered() throws Exception {
        JsonObject json = json("/runs/1/stress/strangers.json?epoch=2&with=data:squares");

        assertThat(kind(json, "data:squares").get("count").getAsInt())
                .isPositive()
                .isLessThanOrEqualTo(40);
        assertThat(trained.get("/runs/1/stress/strangers?epoch=2").body())
                .contains("data:squares")
                .doesNotContain("data:digits");
        assertThat(trained.get("/runs/1/stress/strangers?with=data:digits").statusCode())
                .isEqualTo(400);
        assertThat(trained.get("/runs/1/stress/strangers?with=/etc/passwd").statusCode())
                .isEqualTo(400);
        assertThat(trained.get("/runs/1/stress/strangers/500.png").statusCode()).isEqualTo(404);
    }

    @Test
    void what_lies_in_the_place_of_a_data_set_is_read_anew() throws Exception {
        Path table = home.resolve("squares.csv");
        int before = kind(json("/runs/1/stress/strangers.json?epoch=3&with=data:squares"), "data:squares")
                .get("count")
                .getAsInt();

        Files.writeString(table, squares(400));
        int after = kind(json("/runs/1/stress/strangers.json?epoch=3&with=data:squares"), "data:squares")
                .get("count")
                .getAsInt();
        Files.writeString(table, squares(40));

        assertThat(after).isGreaterThan(before);
    }

    private static JsonObject kind(JsonObject json, String id) {
        return json.getAsJsonArray("kinds").asList().stream()
                .map(each -> each.getAsJsonObject())
                .filter(each -> each.get("id").getAsString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject json(String path) throws Exception {
        return JsonParser.parseString(trained.get(path).body()).getAsJsonObject();
    }
}
