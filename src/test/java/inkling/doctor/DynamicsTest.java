package inkling.doctor;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import inkling.Chromium;
import inkling.analysis.LabelledPredictions;
import inkling.archive.Epochs;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.inspect.TrainedRun;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the images of a small run were learnt: measured, on its page, and on its map. */
@Timeout(300)
class DynamicsTest {

    @TempDir
    private static Path home;

    @AutoClose
    private static DoctoredRun doctored;

    @AutoClose
    private static Chromium chromium;

    private static TrainedRun trained;

    @BeforeAll
    static void train() throws Exception {
        doctored = new DoctoredRun(home);
        trained = doctored.trained;
        chromium = Chromium.start();
        doctored.study(trained.run, "dynamics");
    }

    @Test
    void a_page_asks_for_it_follows_it_and_shows_the_map_by_itself() throws Exception {
        String url = trained.train().url() + "/doctor";
        assertThat(trained.get(url + ".json").statusCode()).isEqualTo(404);
        Page page = page();
        page.navigate(trained.server.address() + url);

        page.getByText("Look at every training image").click();

        page.waitForSelector("#dynamics-map");
        assertThat(page.getByText("2,700 training images over epochs 1 to 3")).isVisible();
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void its_numbers_are_those_of_what_each_epoch_s_network_says() throws Exception {
        JsonObject json = doctored.json("/runs/1/doctor.json?share=10");
        List<LabelledPredictions> epochs = IntStream.rangeClosed(1, TrainedRun.EPOCHS)
                .mapToObj(epoch -> trained.predictions.labelled(trained.run, epoch, ImageSplit.TRAIN))
                .toList();

        JsonArray confidence = json.getAsJsonArray("confidence");
        assertThat(confidence).hasSize(TrainedRun.TRAIN_IMAGES);
        for (int image = 0; image < TrainedRun.TRAIN_IMAGES; image++) {
            int index = image;
            double[] p = epochs.stream()
                    .mapToDouble(said -> said.probability(index, said.label(index)))
                    .toArray();
            double mean = DoubleStream.of(p).average().orElseThrow();
            double variance = DoubleStream.of(p)
                    .map(each -> (each - mean) * (each - mean))
                    .average()
                    .orElseThrow();
            assertThat(confidence.get(image).getAsDouble()).isCloseTo(mean, within(1e-5));
            assertThat(json.getAsJsonArray("variability").get(image).getAsDouble())
                    .isCloseTo(Math.sqrt(variance), within(1e-5));
            assertThat(json.getAsJsonArray("correctness").get(image).getAsDouble())
                    .isEqualTo(epochs.stream().filter(said -> said.right(index)).count() / 3.0);
        }
        JsonArray hard = json.getAsJsonObject("lists").getAsJsonArray("hard");
        assertThat(hard).hasSize(TrainedRun.TRAIN_IMAGES / 10);
        double hardest = confidence.get(hard.get(0).getAsInt()).getAsDouble();
        assertThat(confidence).allMatch(each -> each.getAsDouble() >= hardest);
    }

    @Test
    void the_page_has_the_images_of_every_list_and_says_where_a_region_ends() throws Exception {
        String page = trained.get("/runs/1/doctor?share=5").body();
        JsonObject json = doctored.json("/runs/1/doctor.json?share=5");

        JsonArray hard = json.getAsJsonObject("lists").getAsJsonArray("hard");
        assertThat(page.replaceAll("\\s+", " "))
                .contains("135 images")
                .contains("/runs/1/images/train/" + hard.get(0).getAsInt() + "\"")
                .contains("at most %.2f\u2009%%."
                        .formatted(100
                                * json.getAsJsonArray("confidence")
                                        .get(hard.get(134).getAsInt())
                                        .getAsDouble()));
        assertThat(trained.get("/runs/1/doctor?share=7").statusCode()).isEqualTo(400);
    }

    @Test
    void an_image_on_the_map_is_pointed_at_chosen_and_opened_by_mouse_and_by_keys() {
        Page page = page();
        page.navigate(trained.server.address() + "/runs/1/doctor?select=train:17");

        assertThat(page.locator("[data-picked-link]")).hasText("Training image 17");
        assertThat(page.locator("[data-picked-text]")).containsText(Pattern.compile("right after \\d of 3 epochs"));
        page.waitForFunction(
                "() => Chart.getChart(document.querySelector('[data-picked-story]'))?.data.labels.length === 4");
        // A lasso around everything; then the point under the keyboard's cross.
        page.locator("label:has([value=lasso])").click();
        BoundingBox box = page.locator("[data-map-box]").boundingBox();
        page.mouse().move(box.x + 2, box.y + 2);
        page.mouse().down();
        page.mouse().move(box.x + box.width - 2, box.y + 2);
        page.mouse().move(box.x + box.width - 2, box.y + box.height - 2);
        page.mouse().move(box.x + 2, box.y + box.height - 2);
        page.mouse().up();
        assertThat(page.locator("[data-inside-count]")).containsText(Pattern.compile("2,700 images, \\d+ never right"));
        assertThat(page.locator("[data-inside-pictures] li")).hasCount(60);
        page.locator("[data-map-box]").focus();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowRight");
        page.waitForSelector("[data-map-card]:not([hidden]) .small-story circle");
        page.keyboard().press("Enter");
        String chosen = page.locator("[data-picked-link]").textContent();
        page.keyboard().press("Enter");

        page.waitForURL(Pattern.compile(".*/runs/1/images/train/" + chosen.replaceAll("\\D", "") + "\\?epoch=3.*"));
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void of_many_epochs_some_are_asked_the_first_and_the_last_among_them() {
        List<Integer> many = IntStream.rangeClosed(1, 500).boxed().toList();

        assertThat(Epochs.evenly(many, 60))
                .hasSize(60)
                .startsWith(1, 9)
                .endsWith(500)
                .isSorted();
        assertThat(Epochs.evenly(many, 1_000)).isEqualTo(many);
        assertThat(Epochs.evenly(List.of(), 60)).isEmpty();
    }

    @Test
    void epochs_that_came_since_are_named_and_taken_in_when_it_is_asked_again() throws Exception {
        Run run = trained.train();
        doctored.study(run, "dynamics");
        assertThat(trained.get(run.url() + "/doctor").body()).doesNotContain("other epochs by now");
        trained.service.resume(run.id(), 5);
        trained.service.await(run.id());

        String before = trained.get(run.url() + "/doctor").body();
        doctored.study(run, "dynamics");

        assertThat(before).contains("other epochs by now", "over epochs 1 to 3");
        assertThat(trained.get(run.url() + "/doctor").body())
                .contains("over epochs 1 to 5")
                .doesNotContain("other epochs by now");
    }

    @Test
    void an_epoch_whose_checkpoint_is_gone_is_left_out_and_named() throws Exception {
        Run run = trained.train();
        Files.delete(trained.files.path(run.id(), 2));

        doctored.study(run, "dynamics");

        JsonObject json = doctored.json(run.url() + "/doctor.json");
        assertThat(json.getAsJsonArray("epochs")).hasToString("[1,3]");
        assertThat(json.getAsJsonArray("missing")).hasToString("[2]");
        assertThat(json.getAsJsonArray("confidence").get(5).getAsDouble())
                .isCloseTo((probability(1, 5) + probability(3, 5)) / 2, within(1e-6));
        assertThat(trained.get(run.url() + "/doctor").body())
                .contains("over 2 of the epochs 1 to 3")
                .contains("Epoch 2 is left out: its checkpoint is gone or cannot be used.")
                .doesNotContain("other epochs by now");
    }

    /** Of the first run, which is equal to every other one. */
    private static double probability(int epoch, int image) {
        LabelledPredictions said = trained.predictions.labelled(trained.run, epoch, ImageSplit.TRAIN);
        return said.probability(image, said.label(image));
    }

    @Test
    void a_run_of_one_epoch_has_nothing_that_varies(@TempDir Path other) throws Exception {
        try (DoctoredRun once = DoctoredRun.ofOneEpoch(other)) {
            HttpResponse<String> answer = once.ask(once.trained.run, "dynamics");

            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("at least 2 epochs; run 1 has 1.");
            assertThat(once.trained.get("/runs/1/doctor").body()).contains("at least two epochs");
        }
    }

    private static Page page() {
        Page page = chromium.page(1_280, 1_600);
        return page;
    }
}
