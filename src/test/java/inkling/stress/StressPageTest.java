package inkling.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.analysis.LabelledPredictions;
import inkling.analysis.robustness.StressTest;
import inkling.archive.ImageSplit;
import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MeasuredEpoch;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.RunRepository;
import inkling.corruption.Corrupter;
import inkling.corruption.Corruption;
import inkling.dataset.LabelledImages;
import inkling.inspect.TrainedRun;
import inkling.network.Predictor;
import inkling.studies.Studies;
import inkling.studies.StudyPages;
import inkling.training.EpochMetrics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StressPageTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    private static Studies studies;

    @BeforeAll
    static void train() throws Exception {
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
            StressStudy stress = new StressStudy(run.archive, run.predictions);
            studies.add(stress);
            Routes.studies(all, new StudyPages(run.archive, studies));
            Routes.stress(all, new StressPage(run.archive, run.predictions, studies, stress));
        });
        for (String epoch : new String[] {"1", "2"}) {
            studies.await(studies.get(post("/api/runs/1/studies/stress", "epoch=" + epoch)
                    .get("id")
                    .getAsString()));
        }
    }

    private static JsonObject post(String path, String form) throws Exception {
        HttpResponse<String> answer = trained.client.send(
                trained.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String page(String query) throws Exception {
        HttpResponse<String> answer = trained.get("/runs/1/stress" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static JsonObject result(int epoch) throws Exception {
        return JsonParser.parseString(
                        trained.get("/runs/1/stress.json?epoch=" + epoch).body())
                .getAsJsonObject();
    }

    private static BufferedImage picture(String path) throws Exception {
        HttpResponse<byte[]> answer = trained.bytes(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    @Test
    void the_figures_are_those_of_the_epochs_network_on_the_corrupted_test_images() throws Exception {
        LabelledImages images = trained.archive.images(trained.run, ImageSplit.TEST);
        byte[] blurred = new byte[images.pixels().length];
        new Corrupter(Corruption.GLASS_BLUR, 2, StressTest.SEED).apply(images, 0, images.size(), blurred);
        try (Predictor network = trained.predictions.predictor(trained.run, 1)) {
            float[] logits =
                    network.predict(blurred, 0, images.size(), Set.of()).logits();
            LabelledPredictions said = new LabelledPredictions(10, images.labels(), logits);

            JsonObject level = result(1)
                    .getAsJsonArray("corruptions")
                    .get(Corruption.GLASS_BLUR.ordinal())
                    .getAsJsonObject()
                    .getAsJsonArray("strengths")
                    .get(1)
                    .getAsJsonObject();

            assertThat(level.get("accuracy").getAsDouble())
                    .isEqualTo(said.score().accuracy());
            assertThat(level.get("loss").getAsDouble()).isEqualTo(said.score().loss());
        }
    }

    @Test
    void the_run_is_judged_by_its_best_epoch_also_when_it_goes_on() throws Exception {
        JsonObject best = result(2);

        assertThat(trained.run.bestEpoch()).hasValue(2);
        assertThat(trained.service.get(1).corruptionError().orElseThrow())
                .isCloseTo(best.get("mean_corruption_error").getAsDouble(), within(1e-12));
        assertThat(result(1).get("mean_corruption_error").getAsDouble())
                .isNotEqualTo(best.get("mean_corruption_error").getAsDouble());

        trained.database.jdbi().useTransaction(handle -> {
            MetricsRepository.keepCorruptionError(handle, 1, 3, 0.123); // Another epoch counts for nothing.
            assertThat(RunRepository.find(handle, 1)
                            .orElseThrow()
                            .corruptionError()
                            .orElseThrow())
                    .isNotEqualTo(0.123);
            RunRepository.begin(handle, trained.run.job().id());
            assertThat(RunRepository.find(handle, 1).orElseThrow().corruptionError())
                    .isEqualTo(trained.service.get(1).corruptionError());
            handle.rollback();
        });
    }

    @Test
    void another_best_epoch_brings_its_own_figure_once_it_has_one() throws Exception {
        long other = trained.train().id();
        studies.await(studies.get(
                post("/api/runs/" + other + "/studies/stress", "").get("id").getAsString()));
        double before = trained.service.get(other).corruptionError().orElseThrow();

        addEpoch(other, new EpochMetrics(4, 1, 0.9, 0.5, 9, 0.1));
        double worse = trained.service.get(other).corruptionError().orElseThrow();
        addEpoch(other, new EpochMetrics(5, 1, 0.1, 0.9, 0.001, 1));
        Optional<Double> unknown = trained.service.get(other).corruptionError();
        trained.database.jdbi().useHandle(handle -> MetricsRepository.keepCorruptionError(handle, other, 5, 0.321));

        assertThat(worse).isEqualTo(before);
        assertThat(trained.service.get(other).bestEpoch()).hasValue(5);
        assertThat(unknown).isEmpty();
        assertThat(trained.service.get(other).corruptionError()).hasValue(0.321);
    }

    @Test
    void an_epoch_that_was_tested_before_it_became_the_best_counts_as_soon_as_it_is() throws Exception {
        long other = trained.train().id();
        trained.database.jdbi().useHandle(handle -> MetricsRepository.keepCorruptionError(handle, other, 1, 0.4));
        Optional<Double> before = trained.service.get(other).corruptionError();

        trained.metrics.rewind(other, 1, 0, 0); // Its best epoch is forgotten.

        assertThat(before).isEmpty();
        assertThat(trained.service.get(other).bestEpoch()).hasValue(1);
        assertThat(trained.service.get(other).corruptionError()).hasValue(0.4);
    }

    private static void addEpoch(long run, EpochMetrics epoch) {
        var checkpoint = new CheckpointInfo(epoch.epoch(), 400, "none", 1, Instant.EPOCH, Optional.empty());
        trained.metrics.addEpoch(run, new MeasuredEpoch(epoch, List.of()), checkpoint);
    }

    @Test
    void corruptions_stand_by_damage_or_by_name_and_each_leads_to_a_closer_look() throws Exception {
        String byDamage = page("");
        String byName = page("?sort=name");
        String zigzag = page("?corruption=zigzag&strength=5");

        assertThat(panels(byName)).startsWith("brightness", "canny_edges").hasSize(15);
        assertThat(panels(byDamage)).containsExactlyInAnyOrder(panels(byName)).isNotEqualTo(panels(byName));
        assertThat(errors(byDamage)).isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(zigzag).contains("Zigzag</span> <span class=\"soft\">at strength 5", "as opaque as 1");
        assertThat(byDamage)
                .contains("/runs/1/stress?corruption=fog#chosen")
                .contains("Stressed epochs beside each other");
    }

    private static String[] panels(String page) {
        return Pattern.compile("id=\"panel-(\\w+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toArray(String[]::new);
    }

    private static Double[] errors(String page) {
        return Pattern.compile("mean error ([\\d.]+)")
                .matcher(page)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toArray(Double[]::new);
    }

    @Test
    void any_test_image_is_shown_under_every_corruption_with_what_it_is_taken_for() throws Exception {
        String untested = page("?epoch=3&image=7");
        BufferedImage sheet = picture("/runs/1/stress/sheet.png?image=7");
        BufferedImage own = picture("/runs/1/images/test/7.png");

        assertThat(untested).contains("Stress-test epoch 3", "Test image 7").doesNotContain("id=\"stress-panels\"");
        assertThat(untested.split("stress-picture", -1)).hasSize(1 + 90);
        assertThat(sheet.getWidth()).isEqualTo(6 * 28);
        assertThat(sheet.getHeight()).isEqualTo(15 * 28);
        for (int row = 0; row < 15; row++) { // As it is, it stands first in each row.
            assertThat(sheet.getRGB(14, 28 * row + 14)).isEqualTo(own.getRGB(14, 14));
        }
        assertThat(page("?select=test:12")).contains("Test image 12");
    }

    @Test
    void images_that_fall_are_those_that_are_known_as_they_are() throws Exception {
        LabelledPredictions clean = trained.predictions.labelled(trained.run, 2, ImageSplit.TEST);
        JsonArray falls = result(2).getAsJsonArray("first_to_fall");
        String page = page("?corruption=fog&strength=4");

        assertThat(falls)
                .isNotEmpty()
                .allSatisfy(fall -> assertThat(
                                clean.right(fall.getAsJsonObject().get("image").getAsInt()))
                        .isTrue());
        Matcher fallen =
                Pattern.compile("Test image (\\d+): (\\d), taken for (\\d)").matcher(page);
        assertThat(fallen.results()).isNotEmpty().allSatisfy(found -> {
            int image = Integer.parseInt(found.group(1));
            assertThat(clean.right(image)).isTrue();
            assertThat(found.group(2))
                    .isEqualTo(String.valueOf(clean.label(image)))
                    .isNotEqualTo(found.group(3));
        });
        assertThat(picture("/runs/1/stress/fallen.png?epoch=2&corruption=fog&strength=4")
                        .getWidth())
                .isEqualTo(6 * 28);
    }

    @Test
    void what_cannot_be_asked_is_refused_with_a_sentence() throws Exception {
        assertThat(trained.get("/runs/1/stress?corruption=rain").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/stress?strength=6").body())
                .contains("strength must be a whole number from 1 to 5");
        assertThat(trained.get("/runs/1/stress?image=500").body())
                .contains("the test image must be a whole number from 0 to 499");
        assertThat(trained.get("/runs/1/stress.json?epoch=3").body())
                .contains("nobody has asked for it yet; POST /api/runs/1/studies/stress does.");
        assertThat(trained.get("/runs/1/stress.json?epoch=3").statusCode()).isEqualTo(404);
    }
}
