package inkling.whatif;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import inkling.Chromium;
import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.inspect.TrainedRun;
import inkling.network.CrossEntropy;
import inkling.network.Predictions;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every number against plain loops over the images and what the networks of the epochs say of them. */
class WhatIfPagesTest {
    private static final double LR = 0.003;

    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @AutoClose
    private static final Background busy = new Background(Duration.ofMillis(200));

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (parts, all) -> {
            var nearest = new NearestImages(parts.archive, parts.predictions);
            all.get(
                    "/busy/{id}/images/{split}/{index}/influence",
                    new WhatIfPages(parts.archive, parts.predictions, nearest, busy).influence::page);
            Routes.whatIf(
                    all,
                    new WhatIfPages(parts.archive, parts.predictions, nearest, new Background(Duration.ofMinutes(1))));
        });
    }

    private static JsonObject json(String path) throws Exception {
        return JsonParser.parseString(trained.get("/runs/1/images/" + path).body())
                .getAsJsonObject();
    }

    private static double[] numbers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    private static PlainNetwork network(int epoch) {
        return trained.archive.network(trained.run, epoch);
    }

    private static float[] pixels(ImageSplit split, int index) {
        byte[] bytes = trained.archive.images(trained.run, split).image(index);
        float[] pixels = new float[bytes.length];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (bytes[i] & 0xff) / 255f);
        return pixels;
    }

    private static ForwardPass said(int epoch, float[] pixels) {
        LabelledImages images = trained.archive.images(trained.run, ImageSplit.TEST);
        return network(epoch).forward(trained.archive.normalisation(trained.run).normalised(images.shape(), pixels));
    }

    private static int largest(double[] numbers) {
        return IntStream.range(0, numbers.length).reduce(0, (a, b) -> numbers[b] > numbers[a] ? b : a);
    }

    @Test
    void on_the_way_to_another_image_the_answers_are_the_networks_and_change_where_it_is_said() throws Exception {
        int other = another(3);
        JsonObject way = json("test/3/between.json?epoch=3&with=test:" + other);
        float[] from = pixels(ImageSplit.TEST, 3);
        float[] to = pixels(ImageSplit.TEST, other);

        JsonArray probabilities = way.getAsJsonObject("pixels").getAsJsonArray("probabilities");
        assertThat(probabilities).hasSize(41);
        for (int place : List.of(0, 17, 40)) {
            assertThat(numbers(probabilities.get(place)))
                    .containsExactly(said(3, mixed(from, to, place / 40.0)).probabilities(), within(1e-9));
        }
        JsonArray flips = way.getAsJsonObject("pixels").getAsJsonArray("flips");
        assertThat(flips).as("images of different classes").isNotEmpty();
        for (JsonElement each : flips) {
            JsonObject flip = each.getAsJsonObject();
            double at = flip.get("at").getAsDouble();
            assertThat(largest(said(3, mixed(from, to, at - 0.0006)).logits()))
                    .isEqualTo(flip.get("from").getAsInt());
            assertThat(largest(said(3, mixed(from, to, at + 0.0006)).logits()))
                    .isEqualTo(flip.get("to").getAsInt());
        }
        String page = trained.get("/runs/1/images/test/3/between?epoch=3&with=" + other)
                .body();
        assertThat(page)
                .contains("To test image " + other, "The answer changes", "data-way=\"hidden\"", "test:" + other);
        assertThat(page.split("The picture at ", -1)).as("a film of eleven").hasSize(12);
    }

    /** The first test image of another class, both taken for what they are. */
    private static int another(int index) {
        LabelledImages test = trained.archive.images(trained.run, ImageSplit.TEST);
        return IntStream.range(0, test.size())
                .filter(i -> test.label(i) != test.label(index)
                        && largest(said(3, pixels(ImageSplit.TEST, i)).logits()) == test.label(i))
                .findFirst()
                .orElseThrow();
    }

    private static float[] mixed(float[] from, float[] to, double at) {
        float[] mixed = new float[from.length];
        IntStream.range(0, mixed.length).forEach(i -> mixed[i] = (float) ((1 - at) * from[i] + at * to[i]));
        return mixed;
    }

    @Test
    void through_the_hidden_layer_the_output_layer_answers_and_the_nearest_training_images_are_met() throws Exception {
        JsonObject way = json("train/3/between.json?epoch=2&with=test:9");
        float[] from = floats(said(2, pixels(ImageSplit.TRAIN, 3)).activations("h2"));
        float[] to = floats(said(2, pixels(ImageSplit.TEST, 9)).activations("h2"));

        float[] h = mixed(from, to, 0.35);
        float[] weight = tensor("output_fc.weight");
        float[] bias = tensor("output_fc.bias");
        float[] logits = new float[10];
        for (int c = 0; c < 10; c++) {
            double sum = bias[c];
            for (int j = 0; j < h.length; j++) {
                sum += weight[c * h.length + j] * h[j];
            }
            logits[c] = (float) sum;
        }
        JsonArray probabilities = way.getAsJsonObject("hidden").getAsJsonArray("probabilities");
        assertThat(numbers(probabilities.get(14))).containsExactly(CrossEntropy.softmax(logits, 0, 10), within(1e-5));

        JsonArray nearest = way.getAsJsonArray("nearest");
        JsonObject first = nearest.get(0).getAsJsonObject();
        assertThat(first.get("index").getAsInt())
                .as("it is a training image itself")
                .isEqualTo(3);
        assertThat(first.get("distance").getAsDouble()).isCloseTo(0, within(1e-4));
        Predictions train = trained.predictions.of(trained.run, 2, ImageSplit.TRAIN);
        int met = IntStream.range(0, train.count())
                .boxed()
                .min((a, b) -> Double.compare(distance(train, a, h), distance(train, b, h)))
                .orElseThrow();
        assertThat(nearest.asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .filter(each -> each.get("from").getAsDouble() <= 0.35
                                && each.get("to").getAsDouble() >= 0.35)
                        .map(each -> each.get("index").getAsInt()))
                .containsExactly(met);
    }

    private static double distance(Predictions train, int index, float[] h) {
        double squares = 0;
        for (int j = 0; j < h.length; j++) {
            double apart = train.features().values()[index * h.length + j] - h[j];
            squares += apart * apart;
        }
        return squares;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) numbers[i]);
        return floats;
    }

    private static float[] tensor(String name) {
        return trained.archive.parameters(trained.run, 2).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void without_another_image_it_goes_to_the_nearest_test_image_of_the_runner_up_or_the_true_class() throws Exception {
        int wrong = IntStream.range(0, TrainedRun.TEST_IMAGES)
                .filter(i -> largest(said(3, pixels(ImageSplit.TEST, i)).logits())
                        != trained.archive.images(trained.run, ImageSplit.TEST).label(i))
                .findFirst()
                .orElseThrow();
        LabelledImages test = trained.archive.images(trained.run, ImageSplit.TEST);

        JsonObject way = json("test/%d/between.json?epoch=3".formatted(wrong));

        int to = Integer.parseInt(way.get("with").getAsString().replace("test:", ""));
        assertThat(test.label(to)).isEqualTo(test.label(wrong));
        double apart = distanceOfTests(wrong, to);
        assertThat(IntStream.range(0, test.size())
                        .filter(i -> test.label(i) == test.label(wrong) && i != wrong)
                        .filter(i -> largest(said(3, pixels(ImageSplit.TEST, i)).logits()) == test.label(i))
                        .mapToDouble(i -> distanceOfTests(wrong, i)))
                .allMatch(each -> each >= apart);
        assertThat(trained.get("/runs/1/images/test/%d/between?epoch=3".formatted(wrong))
                        .body())
                .contains("its true class", "what it is taken for");
    }

    private static double distanceOfTests(int one, int other) {
        return distance(
                trained.predictions.of(trained.run, 3, ImageSplit.TEST),
                other,
                floats(said(3, pixels(ImageSplit.TEST, one)).activations("h2")));
    }

    @Test
    void each_of_the_smallest_changes_leads_to_the_class_and_is_the_smallest_by_its_own_measure() throws Exception {
        double[] before = said(3, pixels(ImageSplit.TEST, 5)).probabilities();
        int target = (largest(before) + 3) % 10;
        JsonObject answer = json("test/5/counterfactual.json?epoch=3&sure=0.9&to=" + target);

        JsonObject changes = answer.getAsJsonObject("changes");
        List<JsonObject> all = new ArrayList<>();
        for (String name : List.of("cheapest", "shortest", "flattest")) {
            JsonObject change = changes.getAsJsonObject(name);
            float[] changed = floats(numbers(change.get("pixels")));
            assertThat(said(3, changed).probabilities()[target]).as(name).isGreaterThanOrEqualTo(0.9 - 1e-6);
            assertThat(said(3, changed).probabilities()[target])
                    .isCloseTo(change.get("probability").getAsDouble(), within(1e-6));
            all.add(change.getAsJsonObject("size"));
        }
        assertThat(all)
                .extracting(size -> size.get("l0").getAsInt())
                .startsWith(smallest(all, "l0").intValue());
        assertThat(all.get(1).get("l2").getAsDouble()).isEqualTo(smallest(all, "l2"));
        assertThat(all.get(2).get("linf").getAsDouble()).isEqualTo(smallest(all, "linf"));
        JsonArray classes = answer.getAsJsonArray("classes");
        assertThat(classes).as("of every other class").hasSize(9);
        assertThat(classes.asList().stream()
                        .map(each -> each.getAsJsonObject().get("distance"))
                        .map(each -> each.isJsonNull() ? Double.POSITIVE_INFINITY : each.getAsDouble()))
                .isSorted();
        assertThat(trained.get("/runs/1/images/test/5/counterfactual?epoch=3&to=" + largest(before))
                        .body())
                .contains("nothing has to change");
    }

    private static Double smallest(List<JsonObject> sizes, String measure) {
        return sizes.stream()
                .mapToDouble(size -> size.get(measure).getAsDouble())
                .min()
                .orElseThrow();
    }

    @Test
    void influence_is_the_sum_over_the_epochs_of_the_products_of_the_last_layers_gradients() throws Exception {
        LabelledImages train = trained.archive.images(trained.run, ImageSplit.TRAIN);
        double[] scores = new double[train.size()];
        for (int epoch = 1; epoch <= 2; epoch++) {
            Predictions said = trained.predictions.of(trained.run, epoch, ImageSplit.TRAIN);
            double[] gradient = gradient(said, 7, train.label(7));
            for (int i = 0; i < scores.length; i++) {
                double[] others = gradient(said, i, train.label(i));
                for (int j = 0; j < gradient.length; j++) {
                    scores[i] += LR * gradient[j] * others[j];
                }
            }
        }
        double own = scores[7];
        scores[7] = 0;

        JsonObject answer = json("train/7/influence.json?epoch=2");

        JsonObject first = answer.getAsJsonArray("proponents").get(0).getAsJsonObject();
        assertThat(answer.getAsJsonArray("proponents")).hasSize(10);
        assertThat(first.get("index").getAsInt()).isEqualTo(largest(scores));
        assertThat(first.get("score").getAsDouble()).isCloseTo(scores[largest(scores)], within(1e-7));
        JsonObject against = answer.getAsJsonArray("opponents").get(9).getAsJsonObject();
        assertThat(against.get("score").getAsDouble())
                .isCloseTo(
                        IntStream.range(0, scores.length)
                                .mapToDouble(i -> scores[i])
                                .sorted()
                                .skip(9)
                                .findFirst()
                                .orElseThrow(),
                        within(1e-7));
        assertThat(answer.getAsJsonObject("own").get("score").getAsDouble()).isCloseTo(own, within(1e-7));
        assertThat(answer.getAsJsonArray("checkpoints")
                        .get(1)
                        .getAsJsonObject()
                        .get("rate")
                        .getAsDouble())
                .isCloseTo(LR, within(1e-12));
        assertThat(trained.get("/runs/1/images/train/7/influence?epoch=0").body())
                .contains("Nothing had been learnt");
    }

    /** Of the last layer's weights and biases, written out. */
    private static double[] gradient(Predictions said, int index, int label) {
        double[] p = CrossEntropy.softmax(said.logits(), index, 10);
        int width = said.features().width();
        double[] gradient = new double[10 * (width + 1)];
        for (int c = 0; c < 10; c++) {
            for (int j = 0; j <= width; j++) {
                double h = j == width ? 1 : said.features().values()[index * width + j];
                gradient[c * (width + 1) + j] = (p[c] - (c == label ? 1 : 0)) * h;
            }
        }
        return gradient;
    }

    @Test
    void a_checkpoint_that_is_gone_is_named_and_the_next_one_stands_for_its_epoch() throws Exception {
        Run run = trained.train();
        Files.delete(trained.files.path(run.id(), 1));
        String path = run.url() + "/images/train/7/influence";

        JsonObject answer = JsonParser.parseString(
                        trained.get(path + ".json?epoch=3").body())
                .getAsJsonObject();

        assertThat(answer.getAsJsonArray("missing")).hasToString("[1]");
        JsonArray checkpoints = answer.getAsJsonArray("checkpoints");
        assertThat(checkpoints).hasSize(2);
        assertThat(checkpoints.get(0).getAsJsonObject().get("epoch").getAsInt()).isEqualTo(2);
        assertThat(checkpoints.get(0).getAsJsonObject().get("rate").getAsDouble())
                .isCloseTo(2 * LR, within(1e-12));
        assertThat(trained.get(path + "?epoch=3").body())
                .contains("Epoch 1 is left out: its checkpoint is gone or cannot be used.");
    }

    @Test
    void a_page_that_has_to_wait_says_so_and_looks_again() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        for (String work : List.of("one", "another")) { // As many as are worked out at once.
            busy.ask(new Background.Key(work, 1, 0), () -> {
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return true;
            });
        }
        String path = "/busy/1/images/test/3/influence?epoch=1";

        String hurried = trained.get(path).body();
        free.countDown();
        String whole = hurried;
        while (whole.contains("data-live-again")) {
            whole = trained.get(path).body();
        }

        assertThat(hurried).contains("data-live-again=\"" + path + "\"").doesNotContain("Proponents</h2>");
        assertThat(whole).contains("Proponents</h2>", "alt=\"Training image");
    }

    @Test
    void what_there_is_not_is_said_in_a_sentence() throws Exception {
        assertThat(trained.get("/runs/1/images/test/3/between?with=nonsense").body())
                .contains("with must name an image, such as test:12");
        assertThat(trained.get("/runs/1/images/test/3/between?with=est:1").body())
                .contains("with must name an image, such as test:12, train:7 or validation:7, was est:1");
        assertThat(trained.get("/runs/1/images/test/3/between?with=train:99999").body())
                .contains("There is no training image 99999");
        assertThat(trained.get("/runs/1/images/test/3/counterfactual?to=10").body())
                .contains("to must be a label");
        assertThat(trained.get("/runs/1/images/test/3/counterfactual?sure=1").body())
                .contains("sure must be one of");
        assertThat(trained.get("/runs/1/images/test/3/influence?class=x").body())
                .contains("class must be a label");
    }

    @Test
    void the_curves_and_pictures_of_the_way_follow_the_slider_and_a_click_leads_to_another_end() {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 900);
            page.navigate(trained.server.address() + "/runs/1/images/test/3/between?epoch=3");
            Locator curve = page.locator("canvas[data-way=pixels]");
            assertThat(curve).isVisible();
            page.waitForFunction("canvas => window.Chart?.getChart(canvas)", curve.elementHandle());
            String verdict = page.locator("#between-ends .whatif-image").first().textContent();

            page.locator("[data-scrubber] [name=epoch]").fill("1");

            assertThat(page.locator("#between-ends .whatif-image").first())
                    .not()
                    .hasText(verdict);
            assertThat(page.locator("#between-pixels .filmstrip li")).hasCount(11);
            assertThat(page.locator("input[name=epoch][type=hidden]")).hasValue("1");
            page.locator("#between-choices a").last().click();
            assertThat(page.locator("#between-choices a").last()).hasAttribute("aria-current", "true");
            assertThat(page.locator("#between-hidden li").first()).isVisible();
            assertThat(chromium.logged()).isEmpty();
        }
    }
}
