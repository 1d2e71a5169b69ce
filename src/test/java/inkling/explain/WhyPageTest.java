package inkling.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.analysis.pictures.ColourMap;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.inspect.TrainedRun;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhyPageTest {
    private static final String IMAGE = "/runs/1/images/test/7/why";

    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(
                home,
                (parts, all) -> Routes.explain(
                        all,
                        new WhyPage(
                                parts.archive,
                                parts.predictions,
                                new Explanations(parts.archive, parts.predictions),
                                new Background(Duration.ofMinutes(1)))));
    }

    @Test
    void the_sum_of_integrated_gradients_stands_beside_the_difference_of_the_logits() throws Exception {
        JsonObject why = json("?epoch=2&class=4");

        ForwardPass picture =
                forward(trained.archive.images(trained.run, ImageSplit.TEST).image(7), 2);
        ForwardPass black = forward(new byte[784], 2);
        assertThat(why.get("epoch").getAsInt()).isEqualTo(2);
        assertThat(why.get("image").getAsString()).isEqualTo("test:7");
        assertThat(why.get("class").getAsInt()).isEqualTo(4);
        assertThat(why.get("method").getAsString()).isEqualTo("ig");
        assertThat(why.get("baseline").getAsString()).isEqualTo("black");
        assertThat(number(why, "logit")).isCloseTo(picture.logits()[4], within(1e-4));
        assertThat(number(why, "baseline_logit")).isCloseTo(black.logits()[4], within(1e-4));
        double difference = picture.logits()[4] - black.logits()[4];
        assertThat(number(why, "difference")).isCloseTo(difference, within(1e-4));
        assertThat(number(why, "sum")).isCloseTo(difference, within(0.01 * Math.max(1, Math.abs(difference))));
        double sum = 0;
        for (int pixel = 0; pixel < 784; pixel++) {
            sum += pixel(why, pixel);
        }
        assertThat(sum).isCloseTo(number(why, "sum"), within(1e-4));
    }

    /** Of the trained network, by the definition: one window after the other. */
    @Test
    void occlusion_is_how_far_the_logit_falls_under_the_windows() throws Exception {
        JsonObject why = json("?epoch=3&class=true&method=occlusion");

        byte[] image = trained.archive.images(trained.run, ImageSplit.TEST).image(7);
        int label = trained.archive.images(trained.run, ImageSplit.TEST).label(7);
        double untouched = forward(image, 3).logits()[label];
        double falls = 0;
        for (int top : new int[] {12, 14}) {
            for (int left : new int[] {8, 10}) {
                byte[] covered = image.clone();
                for (int i = 0; i < 16; i++) {
                    covered[(top + i / 4) * 28 + left + i % 4] = 0;
                }
                falls += untouched - forward(covered, 3).logits()[label];
            }
        }
        assertThat(why.get("class").getAsInt()).isEqualTo(label);
        assertThat(why.get("true").getAsInt()).isEqualTo(label);
        assertThat(why.get("window").toString()).isEqualTo("[4,4]");
        assertThat(why.get("steps").getAsInt()).isEqualTo(169);
        assertThat(pixel(why, 15 * 28 + 11)).isCloseTo(falls / 4 / 16, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"ig, steps", "occlusion, window", "smooth, noise"})
    void a_map_is_a_picture_of_its_numbers_in_the_colours_of_signs(String method, String has) throws Exception {
        JsonObject why = json("?scale=each&method=" + method);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(
                trained.bytes(IMAGE + ".png?scale=each&method=" + method).body()));

        assertThat(why.get(has).isJsonNull()).isFalse();
        double limit = IntStream.range(0, 784)
                .mapToDouble(pixel -> Math.abs(pixel(why, pixel)))
                .max()
                .orElseThrow();
        for (int pixel = 0; pixel < 784; pixel++) {
            int value = 128 + (int) Math.round(127 * pixel(why, pixel) / limit);
            int seen = picture.getRGB(pixel % 28, pixel / 28) & 0xffffff;
            assertThat(seen)
                    .as("pixel %d", pixel)
                    .isIn(
                            ColourMap.SIGNED.rgb(value - 1),
                            ColourMap.SIGNED.rgb(value),
                            ColourMap.SIGNED.rgb(Math.min(255, value + 1)));
        }
    }

    @Test
    void the_mean_of_the_images_that_were_trained_on_can_be_the_baseline() throws Exception {
        JsonObject black = json("?class=3&baseline=black");
        JsonObject beside = json("?class=3&baseline=mean");

        assertThat(number(beside, "difference")).isNotCloseTo(number(black, "difference"), within(0.01));
        assertThat(number(beside, "sum"))
                .isCloseTo(
                        number(beside, "difference"),
                        within(0.01 * Math.max(1, Math.abs(number(beside, "difference")))));
        assertThat(page("?baseline=mean&class=3")).contains("which is <span>the mean training image</span>");
    }

    @Test
    void the_page_has_the_picture_three_maps_and_what_they_come_to_and_can_choose_every_class() throws Exception {
        String page = page("?epoch=0&class=5");

        assertThat(page.split("class=\"why-map\"", -1)).as("five pictures").hasSize(6);
        assertThat(page)
                .contains(
                        "Integrated gradients",
                        "Occlusion",
                        "SmoothGrad",
                        "name=\"class\"",
                        "<option value=\"5\" selected=\"selected\">5</option>",
                        "why.json?epoch=0&amp;method=occlusion&amp;class=5",
                        "/runs/1/images/test/8/why?epoch=0&amp;class=5",
                        "href=\"/runs/1/images/test/7?epoch=0\"",
                        "trust what they agree on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"class=10", "class=-1", "class=cat", "method=lime", "baseline=white", "scale=huge", "epoch=9"})
    void what_there_is_not_gets_a_sentence(String query) throws Exception {
        var answer = trained.get(IMAGE + ".json?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(query.substring(query.indexOf('=') + 1));
    }

    private static JsonObject json(String query) throws Exception {
        return JsonParser.parseString(trained.get(IMAGE + ".json" + query).body())
                .getAsJsonObject();
    }

    private static String page(String query) throws Exception {
        var answer = trained.get(IMAGE + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static double number(JsonObject json, String name) {
        return json.get(name).getAsDouble();
    }

    private static double pixel(JsonObject why, int pixel) {
        JsonArray row = why.getAsJsonArray("map").get(pixel / 28).getAsJsonArray();
        return row.get(pixel % 28).getAsDouble();
    }

    private static ForwardPass forward(byte[] image, int epoch) {
        float[] x = new float[784];
        trained.archive.normalisation(trained.run).apply(trained.run.blueprint().input(), image, 0, 1, x, 0);
        return trained.archive.network(trained.run, epoch).forward(x);
    }
}
