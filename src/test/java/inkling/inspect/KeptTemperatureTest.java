package inkling.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.analysis.Temperature;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.network.Safetensors;
import inkling.network.plain.PlainNetwork;
import inkling.runs.RunApi;
import inkling.runs.RunForm;
import inkling.runs.RunPages;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the temperature that a page fits to the file with calibrated probabilities. */
class KeptTemperatureTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static final Background background = new Background();

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (parts, all) -> {
            RunForm form = new RunForm(parts.devices::names, () -> 1, List::of);
            Routes.runs(
                    all,
                    new RunPages(parts.service, parts.metrics, parts.events, form, Clock.systemUTC()),
                    new RunApi(parts.service, parts.metrics, parts.files, form, parts.events));
            Routes.inspect(
                    all,
                    new ConfusionPage(parts.archive, parts.predictions),
                    new MistakesPage(parts.archive, parts.predictions),
                    new CalibrationPage(parts.archive, parts.predictions),
                    new ImagePage(
                            parts.archive,
                            parts.predictions,
                            new NearestImages(parts.archive, parts.predictions),
                            background));
        });
    }

    @Test
    void it_is_fitted_on_validation_images_and_judged_on_test_images() throws Exception {
        JsonObject json = JsonParser.parseString(
                        trained.get("/runs/1/calibration.json?epoch=1").body())
                .getAsJsonObject();
        Temperature fitted = Temperature.fitted(trained.predictions.labelled(trained.run, 1, ImageSplit.VALIDATION));
        var test = trained.predictions.labelled(trained.run, 1, ImageSplit.TEST);

        JsonObject temperature = json.getAsJsonObject("temperature");
        assertThat(temperature.get("value").getAsDouble()).isEqualTo(fitted.value());
        assertThat(temperature.get("images").getAsInt()).isEqualTo(300);
        assertThat(json.get("loss").getAsDouble()).isEqualTo(test.score().loss());
        assertThat(json.getAsJsonObject("scaled").get("loss").getAsDouble())
                .isEqualTo(test.scaled(fitted.value()).score().loss());
        assertThat(json.getAsJsonObject("scaled").get("accuracy")).isEqualTo(json.get("accuracy"));
    }

    @Test
    void it_stays_with_its_checkpoint_and_goes_into_the_file_of_the_network() throws Exception {
        assertThat(trained.get("/api/runs/1/checkpoints/2?temperature=yes").statusCode())
                .isEqualTo(409);

        assertThat(post("epoch=2&temperature=keep").headers().firstValue("Location"))
                .hasValue("/runs/1/calibration?epoch=2");

        double kept = trained.archive.temperature(trained.run, 2).orElseThrow();
        assertThat(kept)
                .isEqualTo(Temperature.fitted(trained.predictions.labelled(trained.run, 2, ImageSplit.VALIDATION))
                        .value());
        assertThat(trained.archive.temperature(trained.run, 3)).isEmpty();
        assertThat(trained.get("/api/runs/1/metrics").body()).contains("\"temperatures\":{\"2\":" + kept + "}");
        assertThat(trained.get("/runs/1").body()).contains("/api/runs/1/checkpoints/2?temperature=yes");
        Path file = Files.write(
                home.resolve("calibrated.safetensors"),
                trained.bytes("/api/runs/1/checkpoints/2?temperature=yes").body());
        Safetensors.Content content = Safetensors.read(file);
        assertThat(content.metadata()).containsEntry("inkling.temperature", String.valueOf(kept));
        var plain = trained.archive.network(trained.run, 2);
        var calibrated = new PlainNetwork(
                trained.run.blueprint(), List.copyOf(content.tensors().values()));
        var images = trained.archive.images(trained.run, ImageSplit.TEST);
        float[] x = new float[784];
        trained.archive.normalisation(trained.run).apply(images.shape(), images.pixels(), 0, 1, x, 0);
        for (int c = 0; c < 10; c++) {
            assertThat(calibrated.forward(x).logits()[c])
                    .isCloseTo(plain.forward(x).logits()[c] / kept, within(1e-5));
        }

        post("epoch=2&temperature=forget");

        assertThat(trained.archive.temperature(trained.run, 2)).isEmpty();
        assertThat(post("epoch=2&temperature=warm").statusCode()).isEqualTo(400);
        assertThat(trained.get("/api/runs/1/checkpoints/2?temperature=warm").statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> post(String form) throws Exception {
        return trained.client.send(
                trained.request("/runs/1/calibration")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
