package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.TrainedOn;
import inkling.database.Database;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.idx.IdxBytes;
import inkling.text.Figures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data set of one's own with three named classes, of which the third has no test image, and 65 test images in batches
 * of 64: the last one, whose label is wrong, is a batch by itself.
 */
class ThreeClassesTest {
    private static final int TEST = 65;

    @TempDir
    private static Path folder;

    @AutoClose
    private static App app;

    private static URI address;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void train() throws Exception {
        LabelledImages test = bars(TEST, 2, 2);
        test.labels()[TEST - 1] = (byte) (1 - test.labels()[TEST - 1]);
        app = new App(folder.resolve("home"));
        for (int set = 1; set <= 2; set++) {
            Path data = IdxBytes.folder(folder.resolve("set-" + set), bars(300, 3, 10 + set), test);
            Files.writeString(data.resolve("classes.txt"), "cat\ndog\nbird\n");
            long run = app.parts()
                    .runs
                    .start(app.parts()
                            .form
                            .read(Map.of(
                                    "dataset", "idx",
                                    "data", data.toString(),
                                    "batch_size", "64",
                                    "epochs", "12",
                                    "lr", "0.01",
                                    "hidden", "16,12",
                                    "augment", "false",
                                    "seed", "1")))
                    .id();
            app.parts().runs.await(run);
        }
        app.close();
        trainTenOutputs();
    }

    /** Run 3, begun by an earlier version, whose networks all had ten outputs, and trained further by this one. */
    private static void trainTenOutputs() throws Exception {
        try (Database database = new Database(folder.resolve("home"))) {
            RunRepository runs = new RunRepository(database);
            Run like = runs.get(1);
            TrainedOn data = like.data().orElseThrow();
            long begun = new RunLife(database)
                    .create(like.request(), "0.1.0", Instant.parse("2026-01-01T12:00:00Z"))
                    .id();
            runs.use(
                    begun,
                    new TrainedOn(
                            data.kind(),
                            data.reason(),
                            data.fingerprint(),
                            data.shape(),
                            data.trainImages(),
                            data.validationImages(),
                            data.testImages(),
                            data.classNames(),
                            10,
                            data.notes()));
        }
        app = new App(folder.resolve("home"));
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
        app.parts().runs.resume(3);
        app.parts().runs.await(3);
        app.parts().runs.resume(3, 13);
        app.parts().runs.await(3);
    }

    /** A bright bar whose height is the label, among noise. */
    private static LabelledImages bars(int count, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * ImageShape.MNIST.size()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % classes);
            for (int pixel = 0; pixel < ImageShape.MNIST.size(); pixel++) {
                boolean bar = pixel / ImageShape.MNIST.width() / 6 == labels[i];
                pixels[i * ImageShape.MNIST.size() + pixel] = (byte) ((bar ? 155 : 0) + random.nextInt(100));
            }
        }
        return new LabelledImages(ImageShape.MNIST, pixels, labels);
    }

    @Test
    void the_test_figures_are_means_over_images_and_the_same_everywhere() throws Exception {
        JsonObject confusion = json("/runs/1/confusion.json");
        JsonObject test = json("/api/runs/1").getAsJsonObject("test");
        int right = 0;
        for (int label = 0; label < 3; label++) {
            right += cell(confusion, label, label);
        }
        double accuracy = right / (double) TEST;
        String percent = Figures.percent(accuracy);

        assertThat(right).as("all but the one that is labelled wrongly").isEqualTo(TEST - 1);
        assertThat(test.get("accuracy").getAsDouble()).isEqualTo(accuracy);
        assertThat(test).as("to the last bit").isEqualTo(figures(confusion));
        assertThat(confusion.getAsJsonObject("over_batches").get("accuracy").getAsDouble())
                .as("as a notebook counts: 64 of 64, and 0 of 1")
                .isEqualTo(0.5);
        assertThat(page("/runs/1")).contains("data-test-accuracy>" + percent, Figures.loss(loss(test)));
        assertThat(page("/")).contains(percent).doesNotContain("50.00\u2009%");
        assertThat(page("/runs/1/confusion"))
                .contains("data-accuracy>" + percent, "data-loss>" + Figures.loss(loss(test)))
                .contains("data-batch-accuracy>50.00\u2009%");
        assertThat(page("/runs/1/calibration")).contains(percent);
        assertThat(page("/compare?runs=1,2")).contains(percent);
        assertThat(json("/api/compare?runs=1,2").toString())
                .contains(test.get("accuracy").getAsString());
    }

    private static JsonObject figures(JsonObject confusion) {
        JsonObject figures = new JsonObject();
        figures.add("loss", confusion.get("loss"));
        figures.add("accuracy", confusion.get("accuracy"));
        return figures;
    }

    private static double loss(JsonObject test) {
        return test.get("loss").getAsDouble();
    }

    private static int cell(JsonObject confusion, int label, int predicted) {
        return confusion
                .getAsJsonArray("counts")
                .get(label)
                .getAsJsonArray()
                .get(predicted)
                .getAsInt();
    }

    @Test
    void a_class_without_images_has_a_dash_and_null() throws Exception {
        JsonArray figures = json("/runs/1/confusion.json").getAsJsonArray("figures");
        String page = page("/runs/1/confusion");

        assertThat(figures).hasSize(3);
        JsonObject bird = figures.get(2).getAsJsonObject();
        for (String figure : List.of("precision", "recall", "f1")) {
            assertThat(bird.get(figure).isJsonNull()).as(figure).isTrue();
            assertThat(figures.get(0).getAsJsonObject().get(figure).getAsDouble())
                    .isPositive();
        }
        assertThat(bird.get("support").getAsInt()).isZero();
        assertThat(page).containsPattern("bird</a></th>\\s*<td>–</td>\\s*<td>–</td>\\s*<td>–</td>\\s*<td>0</td>");
        assertThat(page("/runs/1/map?split=test&layer=logits&method=pca")).doesNotContain("NaN");
        awaitCompared(
                "/compare/confusion?runs=1,2",
                page2 -> assertThat(page2)
                        .containsPattern("bird</span></th><td>0</td><td><span>–</span>")
                        .doesNotContain("NaN"));
    }

    @Test
    void only_the_classes_that_have_a_name_are_offered() throws Exception {
        assertThat(options(page("/runs/1/mistakes"), "true")).containsExactly("", "0", "1", "2");
        assertThat(options(page("/runs/1/mistakes"), "predicted")).containsExactly("", "0", "1", "2");
        assertThat(options(page("/runs/1/imagine"), "class")).containsExactly("0", "1", "2");
        assertThat(page("/runs/1/imagine"))
                .containsPattern("<option value=\"2\"[^>]*selected")
                .contains("Every class");
        assertThat(labels(page("/runs/1/draw"), "data-label")).containsExactly("0", "1", "2");
        assertThat(labels(page("/runs/1/map"), "data-hide")).containsExactly("0", "1", "2");
        assertThat(labels(page("/runs/1/map"), "data-class")).containsExactly("0", "1", "2");
        assertThat(page("/runs/1/weights?order=class")).doesNotContain("Push for output", "Push for 3");
        assertThat(page("/runs/1/weights/0")).contains("bird").doesNotContain("output 3");
        assertThat(json("/runs/1/confusion.json").getAsJsonArray("classes").toString())
                .isEqualTo("[\"cat\",\"dog\",\"bird\"]");
        assertThat(json("/api/runs/1").getAsJsonArray("class_names")).hasSize(3);
        assertThat(labels(page("/compare/maps?runs=1,2"), "data-hide")).containsExactly("0", "1", "2");
        awaitCompared(
                "/compare/images?runs=1,2",
                page -> assertThat(options(page, "true")).containsExactly("", "0", "1", "2"));
    }

    @Test
    void a_network_has_an_output_a_class_and_no_other() throws Exception {
        JsonObject untrained = json("/runs/1/confusion.json?epoch=0");
        int counted = 0;
        for (var row : untrained.getAsJsonArray("counts")) {
            for (var count : row.getAsJsonArray()) {
                counted += count.getAsInt();
            }
        }
        HttpResponse<String> beyond =
                CLIENT.send(request("/runs/1/mistakes?predicted=7").build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page("/runs/1/images/test/0?epoch=0")).doesNotContain("output 3");
        assertThat(counted).as("whatever the images are taken for").isEqualTo(TEST);
        assertThat(beyond.statusCode()).isEqualTo(400);
        assertThat(beyond.body()).contains("predicted must be a label from 0 to 2, was 7");
    }

    @Test
    void a_run_of_an_earlier_version_keeps_its_ten_outputs_and_can_be_looked_at() throws Exception {
        JsonObject run = json("/api/runs/3");
        int named = 0;
        for (var row : json("/runs/3/confusion.json").getAsJsonArray("counts")) {
            for (var count : row.getAsJsonArray()) {
                named += count.getAsInt();
            }
        }

        assertThat(run.get("status").getAsString()).isEqualTo("finished");
        assertThat(page("/runs/3")).contains(Figures.count(785 * 16 + 17 * 12 + 13 * 10));
        assertThat(run.getAsJsonArray("class_names")).hasSize(3);
        assertThat(run.getAsJsonObject("test").get("accuracy").getAsDouble()).isEqualTo((TEST - 1) / (double) TEST);
        assertThat(named).isEqualTo(TEST);
        assertThat(page("/runs/3/images/test/0?epoch=0"))
                .as("its loss is that of all ten outputs")
                .contains("output 3", "output 9");
        assertThat(options(page("/runs/3/imagine"), "class")).containsExactly("0", "1", "2");
        for (String view : List.of(
                "",
                "/confusion?epoch=0",
                "/mistakes?predicted=7",
                "/calibration",
                "/weights",
                "/weights/0",
                "/weights/histograms",
                "/draw",
                "/map?layer=logits")) {
            assertThat(page("/runs/3" + view)).as(view).doesNotContain("NaN");
        }
        awaitCompared("/compare/images?runs=1,3", page -> assertThat(page).doesNotContain("NaN"));
        awaitCompared("/compare/weights?runs=1,3", page -> assertThat(page).doesNotContain("NaN"));
        awaitCompared("/compare/confusion?runs=1,3", page -> assertThat(page).doesNotContain("NaN"));
    }

    @Test
    void nobody_imagines_a_class_that_there_is_not() throws Exception {
        HttpRequest wish = request("/runs/1/imagine")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("method=ascent&class=3&steps=1"))
                .build();

        HttpResponse<String> answer = CLIENT.send(wish, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("class must be between 0 and 2, was 3");
    }

    @Test
    void runs_that_learnt_from_other_images_are_compared_on_the_test_images_that_they_share() throws Exception {
        JsonObject one = json("/api/runs/1");
        JsonObject two = json("/api/runs/2");

        assertThat(one.get("dataset_fingerprint")).isNotEqualTo(two.get("dataset_fingerprint"));
        assertThat(one.get("train_fingerprint")).isNotEqualTo(two.get("train_fingerprint"));
        assertThat(one.get("test_fingerprint")).isEqualTo(two.get("test_fingerprint"));
        assertThat(json("/api/compare/mcnemar?runs=1,2").toString()).doesNotContain("tested on other images");
        assertThat(json("/api/compare/mcnemar?runs=1,2").getAsJsonArray("pairs"))
                .hasSize(1);
        assertThat(page("/compare?runs=1,2")).contains("They were tested on the same images, though.");
    }

    private static List<String> options(String page, String select) {
        var found = Pattern.compile("<select[^>]*name=\"" + select + "\".*?</select>", Pattern.DOTALL)
                .matcher(page);
        assertThat(found.find()).as("a field " + select).isTrue();
        return labels(found.group(), "value");
    }

    /** The values of an attribute that are numbers, or empty, each once and in order. */
    private static List<String> labels(String page, String attribute) {
        List<String> labels = new ArrayList<>();
        var matcher = Pattern.compile(attribute + "=\"(\\d*)\"").matcher(page);
        while (matcher.find()) {
            if (!labels.contains(matcher.group(1))) {
                labels.add(matcher.group(1));
            }
        }
        return labels;
    }

    private interface Check {
        void of(String page);
    }

    private static void awaitCompared(String path, Check check) throws Exception {
        String page = page(path);
        while (page.contains("data-live-again")) {
            Thread.sleep(50);
            page = page(path);
        }
        check.of(page);
    }

    private static JsonObject json(String path) throws Exception {
        return JsonParser.parseString(page(path)).getAsJsonObject();
    }

    private static String page(String path) throws Exception {
        HttpResponse<String> answer = CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }
}
