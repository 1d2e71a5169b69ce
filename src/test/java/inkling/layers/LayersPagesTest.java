package inkling.layers;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import inkling.Chromium;
import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.inspect.TrainedRun;
import inkling.studies.Studies;
import inkling.studies.StudyPages;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class LayersPagesTest {
    private static final List<String> LAYERS = List.of("pixels", "input_fc", "h1", "hidden_fc", "h2", "logits");

    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @AutoClose
    private static Chromium chromium;

    private static Studies studies;

    @BeforeAll
    static void train() throws InterruptedException {
        chromium = Chromium.start();
        trained = new TrainedRun(home, (run, all) -> {
            studies = new Studies(
                    run.archive,
                    run.database,
                    new RunFolders(home),
                    run.worker,
                    run.devices,
                    Optional.empty(),
                    run.hub,
                    Clock.systemUTC());
            ProbeStudy probes = new ProbeStudy(run.archive, run.predictions);
            LandscapeStudy landscape = new LandscapeStudy(run.archive, run.devices);
            List.of(probes, landscape).forEach(studies::add);
            Routes.studies(all, new StudyPages(run.archive, studies));
            Background patient = new Background(Duration.ofMinutes(1));
            Routes.layers(all, new LayersPages(run.archive, run.predictions, patient, studies, probes, landscape));
        });
    }

    private static JsonObject json(String path) throws Exception {
        HttpResponse<String> answer = trained.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    /** Asks for a study by the JSON API, and waits for it. */
    private static void study(String kind, String asked) throws Exception {
        study(trained.run, kind, asked);
    }

    private static void study(Run run, String kind, String asked) throws Exception {
        HttpResponse<String> answer = trained.client.send(
                trained.request("/api" + run.url() + "/studies/" + kind)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(asked))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        trained.worker.await(JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("job")
                .getAsLong());
    }

    private static double at(JsonArray matrix, int row, int column) {
        return matrix.get(row).getAsJsonArray().get(column).getAsDouble();
    }

    @Test
    void the_layers_of_a_network_are_compared_with_each_other() throws Exception {
        JsonObject found = json("/runs/1/layers.json?epoch=3");

        JsonArray alike = found.getAsJsonArray("similarity");
        assertThat(StreamSupport.stream(
                                found.getAsJsonObject("network")
                                        .getAsJsonArray("layers")
                                        .spliterator(),
                                false)
                        .map(layer -> layer.getAsJsonObject().get("id").getAsString()))
                .isEqualTo(LAYERS);
        assertThat(found.get("images").getAsInt()).isEqualTo(TrainedRun.TEST_IMAGES);
        for (int i = 0; i < LAYERS.size(); i++) {
            assertThat(at(alike, i, i)).isEqualTo(1);
            for (int j = 0; j < i; j++) {
                assertThat(at(alike, i, j)).isEqualTo(at(alike, j, i)).isBetween(0.0, 1.0);
            }
        }
        assertThat(at(alike, 4, 5)).isGreaterThan(at(alike, 0, 5));
    }

    @Test
    void they_come_nearer_to_what_they_are_at_the_last_epoch() throws Exception {
        JsonObject found = json("/runs/1/layers.json?epoch=3&with=1:0");

        JsonArray byEpoch = found.getAsJsonArray("by_epoch");
        JsonArray withUntrained = found.getAsJsonArray("similarity");
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            assertThat(at(byEpoch, layer, TrainedRun.EPOCHS)).isEqualTo(1);
            assertThat(at(byEpoch, layer, 0)).isCloseTo(at(withUntrained, layer, layer), within(1e-6));
        }
        assertThat(at(byEpoch, 0, 0)).isCloseTo(1, within(1e-6)); // The pixels.
        assertThat(at(byEpoch, 5, 0)).isLessThan(at(byEpoch, 5, 2)).isLessThan(0.9);
    }

    @Test
    void another_run_is_compared_layer_by_layer_where_its_test_images_are_the_same() throws Exception {
        Run again = trained.train(); // Equal to the bit.

        JsonObject found = json("/runs/1/layers.json?epoch=2&with=" + again.id() + ":2");
        String page =
                trained.get("/runs/1/layers?epoch=2&with=" + again.id() + ":2").body();

        for (int layer = 0; layer < LAYERS.size(); layer++) {
            assertThat(at(found.getAsJsonArray("similarity"), layer, layer)).isCloseTo(1, within(1e-6));
        }
        assertThat(page)
                .contains("Epoch 2 beside run " + again.id() + ", epoch 2")
                .contains("6 of 6 layers are most like the layer in their own place.");
        assertThat(trained.get("/runs/1/layers?with=99").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/layers?with=1:77").statusCode()).isEqualTo(400);
    }

    @Test
    void a_probe_of_each_layer_reads_more_from_a_trained_network_than_from_an_untrained_one() throws Exception {
        assertThat(trained.get("/runs/1/layers/probes.json?epoch=3").statusCode())
                .isEqualTo(404);

        study("probes", "{\"epoch\": 3}");

        JsonObject found = json("/runs/1/layers/probes.json?epoch=3");
        List<JsonObject> layers = found.getAsJsonArray("layers").asList().stream()
                .map(each -> each.getAsJsonObject())
                .toList();
        double network = trained.predictions
                .labelled(trained.run, 3, ImageSplit.TEST)
                .score()
                .accuracy();
        assertThat(layers).hasSize(LAYERS.size());
        assertThat(layers.get(0).get("test").getAsDouble())
                .isEqualTo(layers.get(0).get("test_at_beginning").getAsDouble())
                .isGreaterThan(0.7);
        assertThat(layers.get(5).get("test").getAsDouble()).isCloseTo(network, within(0.05));
        assertThat(layers.get(4).get("test").getAsDouble())
                .isGreaterThan(layers.get(4).get("test_at_beginning").getAsDouble() + 0.03);
        assertThat(trained.get("/runs/1/layers/probes?epoch=3").body())
                .contains("What a straight cut finds", "Test images, untrained");
    }

    @Test
    void the_landscape_has_the_network_s_own_loss_in_the_middle_and_its_way_on_it() throws Exception {
        study("landscape", "{\"epoch\": 2, \"along\": \"way\", \"split\": \"test\"}");

        JsonObject found = json("/runs/1/layers/landscape.json?epoch=2&along=way");
        JsonObject land = found.getAsJsonObject("landscape");
        double own = trained.predictions
                .labelled(trained.run, 2, ImageSplit.TEST)
                .score()
                .loss();
        int x = land.getAsJsonArray("xs").asList().stream()
                .map(each -> each.getAsDouble())
                .toList()
                .indexOf(0.0);
        int y = land.getAsJsonArray("ys").asList().stream()
                .map(each -> each.getAsDouble())
                .toList()
                .indexOf(0.0);
        assertThat(at(land.getAsJsonArray("loss"), y, x)).isCloseTo(own, within(1e-6));
        assertThat(land.getAsJsonArray("loss")).hasSize(25);
        JsonArray way = found.getAsJsonArray("way");
        assertThat(way).hasSize(TrainedRun.EPOCHS + 1);
        assertThat(way.get(2).getAsJsonObject().get("x").getAsDouble()).isCloseTo(0, within(1e-6));
        assertThat(way.get(0).getAsJsonObject().get("x").getAsDouble()).isNegative();
        assertThat(trained.get("/runs/1/layers/landscape?along=sideways").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_checkpoint_that_is_gone_is_named_and_the_layers_and_landscapes_of_the_others_are_shown() throws Exception {
        Run run = trained.train();
        Files.delete(trained.files.path(run.id(), 0));
        Files.writeString(trained.files.path(run.id(), TrainedRun.EPOCHS), "broken");

        String path = run.url() + "/layers";
        JsonObject alike = json(path + ".json?epoch=2");
        study(run, "probes", "{\"epoch\": 2}");
        study(run, "landscape", "{\"epoch\": 2}");
        study(run, "landscape", "{\"epoch\": 2, \"along\": \"way\"}");
        JsonObject land = json(path + "/landscape.json?epoch=2");

        assertThat(alike.getAsJsonArray("epochs")).hasToString("[1,2]");
        assertThat(alike.getAsJsonArray("missing")).hasToString("[0,3]");
        assertThat(at(alike.getAsJsonArray("by_epoch"), 5, 1)).isEqualTo(1);
        assertThat(trained.get(path + "?epoch=2").body())
                .contains("On the way to epoch 2")
                .contains("Epochs 0, 3 are left out: their checkpoints are gone or cannot be used.");
        assertThat(json(path + "/probes.json?epoch=2").get("beginning").getAsInt())
                .isEqualTo(1);
        assertThat(land.getAsJsonArray("way")).hasSize(2);
        assertThat(land.getAsJsonArray("missing")).hasToString("[0,3]");
        assertThat(trained.get(path + "/landscape?epoch=2").body()).contains("Epochs 0, 3 are left out");
        assertThat(trained.get(path + "/landscape?epoch=2&along=way").body())
                .contains("takes three checkpoints")
                .contains("Epochs 0, 3 are left out");
    }

    @Test
    void a_landscape_is_asked_for_with_a_button_and_comes_into_the_open_page() {
        Page page = chromium.page(1280, 900);
        page.navigate(trained.server.address() + "/runs/1/layers/landscape?epoch=3&seed=5");
        page.evaluate("document.body.dataset.still = 'here'");

        page.getByText("Work it out").click();

        assertThat(page.locator(".relief > svg")).isVisible();
        assertThat(page.locator(".relief-way").first()).isVisible();
        page.getByText("error", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#relief-title")).hasText("The error around epoch 3");
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }
}
