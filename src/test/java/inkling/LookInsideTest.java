package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import inkling.dataset.Normalisation;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.network.Predictions;
import inkling.network.Predictor;
import inkling.network.Waves;
import inkling.training.Checkpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views of a run of five epochs on the real MNIST, looked at in a browser and held against plain loops. */
class LookInsideTest {
    private static final int CLASSES = 10;

    @TempDir
    private static Path home;

    @AutoClose
    private static App app;

    private static URI address;
    private static long run;

    @BeforeAll
    static void train() throws InterruptedException {
        Path mnist = RealMnist.folder();
        app = new App(home);
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
        run = app.parts()
                .runs
                .start(app.parts().form.read(Map.of("data", mnist.toString(), "seed", "1")))
                .id();
        app.parts().runs.await(run);
    }

    @Test
    void a_person_walks_from_the_confusion_matrix_to_an_imagined_three() {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 1000);
            page.navigate(address + "/runs/" + run);
            page.locator("#run-tabs").getByText("Confusion").click();
            chromium.assertAccessible(page);

            Locator matrix = page.locator("canvas[data-matrix]");
            page.waitForFunction(
                    "canvas => window.Chart?.getChart(canvas)?.shown.data.length === 100", matrix.elementHandle());
            clickCell(page, matrix, 4, 9);
            page.waitForURL(Pattern.compile(".*/mistakes\\?.*true=4&predicted=9.*"));
            assertThat(page.locator(".mistake").first()).isVisible();
            chromium.assertAccessible(page);

            page.locator(".mistake").first().click();
            page.waitForURL(Pattern.compile(".*/images/test/\\d+\\?.*"));
            assertThat(page.locator("#image-neighbours li")).hasCount(10);
            chromium.assertAccessible(page);

            page.getByText("On the map").click();
            page.waitForURL(Pattern.compile(".*/map\\?.*"));
            assertThat(page.locator("[data-picked-image]")).isVisible();
            assertThat(page.locator("[data-picked-text]")).containsText("4");
            chromium.assertAccessible(page);

            page.locator("[data-scrubber] [name=epoch]").fill("0");
            page.waitForURL(Pattern.compile(".*[?&]epoch=0.*"));
            assertThat(page.locator("[data-picked-image]")).isVisible();

            page.navigate(address + "/runs/" + run + "/imagine");
            page.locator("#f-class").selectOption("3");
            page.locator("#f-images").fill("200000");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Imagine").setExact(true))
                    .click();
            page.waitForURL(Pattern.compile(".*/imagine/1$"));
            assertThat(page.locator("#dream-state")).hasAttribute("data-status", "finished");
            chromium.assertAccessible(page);
            page.getByText("All imagined pictures").click();
            assertThat(page.locator(".gallery li").first()).containsText("3:");
            assertThat(page.locator(".gallery img").first()).isVisible();
            chromium.assertAccessible(page);
            assertThat(chromium.logged()).isEmpty();
        }
    }

    private static void clickCell(Page page, Locator matrix, int label, int predicted) {
        BoundingBox box = matrix.boundingBox();
        List<?> centre = (List<?>) matrix.evaluate(
                "(canvas, [x, y]) => { const { scales } = Chart.getChart(canvas);"
                        + " return [scales.x.getPixelForValue(x), scales.y.getPixelForValue(y)]; }",
                List.of(predicted, label));
        page.mouse().click(box.x + number(centre.get(0)), box.y + number(centre.get(1)));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /** Counts, precision, recall, loss and calibration, worked here from the checkpoint's own logits by plain loops. */
    @Test
    void the_views_of_the_last_epoch_say_what_plain_loops_over_its_logits_say() throws Exception {
        Dataset mnist = new Datasets(home, BuiltinDigits::dataset)
                .open(
                        DatasetRequest.of(
                                DatasetKind.MNIST,
                                Optional.of(RealMnist.folder().toString())),
                        LoadProgress.NONE);
        Path checkpoint = home.resolve("runs").resolve(String.valueOf(run)).resolve("checkpoint-0005.safetensors");
        Predictions said;
        try (Predictor predictor = new Predictor(
                Waves.perceptron(List.of(250, 100)),
                Checkpoint.read(checkpoint, Waves.perceptron(List.of(250, 100))).parameters(),
                Normalisation.of(mnist.train()),
                "cpu")) {
            said = predictor.predict(mnist.test().pixels(), mnist.test().size());
        }
        int[][] counts = new int[CLASSES][CLASSES];
        double[] right = new double[15];
        double[] sure = new double[15];
        double loss = 0;
        for (int i = 0; i < said.count(); i++) {
            double largest = Double.NEGATIVE_INFINITY;
            int predicted = 0;
            for (int k = 0; k < CLASSES; k++) {
                if (said.logits()[i * CLASSES + k] > largest) {
                    largest = said.logits()[i * CLASSES + k];
                    predicted = k;
                }
            }
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                sum += Math.exp(said.logits()[i * CLASSES + k] - largest);
            }
            int label = mnist.test().label(i);
            counts[label][predicted]++;
            loss += Math.log(sum) + largest - said.logits()[i * CLASSES + label];
            int bin = Math.min(14, (int) (15 / sum));
            right[bin] += predicted == label ? 1 : 0;
            sure[bin] += 1 / sum;
        }
        double calibrationError = 0;
        for (int bin = 0; bin < 15; bin++) {
            calibrationError += Math.abs(right[bin] - sure[bin]) / said.count();
        }

        JsonObject confusion = json("/confusion.json?epoch=5");
        for (int label = 0; label < CLASSES; label++) {
            JsonArray row = confusion.getAsJsonArray("counts").get(label).getAsJsonArray();
            int support = 0;
            int taken = 0;
            for (int k = 0; k < CLASSES; k++) {
                assertThat(row.get(k).getAsInt())
                        .as("%d taken for %d", label, k)
                        .isEqualTo(counts[label][k]);
                support += counts[label][k];
                taken += counts[k][label];
            }
            JsonObject figures = confusion.getAsJsonArray("figures").get(label).getAsJsonObject();
            assertThat(figures.get("recall").getAsDouble())
                    .isCloseTo((double) counts[label][label] / support, within(1e-12));
            assertThat(figures.get("precision").getAsDouble())
                    .isCloseTo((double) counts[label][label] / taken, within(1e-12));
        }
        assertThat(confusion.get("loss").getAsDouble()).isCloseTo(loss / said.count(), within(1e-9));
        assertThat(json("/calibration.json?epoch=5").get("expected_error").getAsDouble())
                .isCloseTo(calibrationError, within(1e-9));
    }

    private static JsonObject json(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/runs/" + run + path))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return JsonParser.parseString(body).getAsJsonObject();
    }
}
