package inkling.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.analysis.CentreOfMass;
import inkling.analysis.pictures.Png;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.dataset.ImageShape;
import inkling.explain.Explanations;
import inkling.inspect.TrainedRun;
import inkling.network.CrossEntropy;
import inkling.network.Predictor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawPagesTest {
    private static final String BOUNDARY = "the-boundary";

    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (parts, all) -> {
            var nearest = new NearestImages(parts.archive, parts.predictions);
            var explanations = new Explanations(parts.archive, parts.predictions);
            Routes.draw(all, new DrawPages(parts.archive, parts.predictions, nearest, explanations));
            all.post("/runs/{id}/cancel", context -> context.result(context.body()));
        });
    }

    @Test
    void a_drawn_image_gets_the_probabilities_of_the_predictor_on_the_centred_picture() throws Exception {
        byte[] image = trained.archive.images(trained.run, ImageSplit.TRAIN).image(7);
        byte[] seen = CentreOfMass.centred(image, 28, 28);

        JsonObject answer = json(draw(image, "?epoch=2"));

        double[] expected = predicted(seen, 2);
        JsonArray chances = answer.getAsJsonArray("chances");
        for (int label = 0; label < 10; label++) {
            double probability =
                    chances.get(label).getAsJsonObject().get("probability").getAsDouble();
            assertThat(probability).isCloseTo(expected[label], within(1e-5));
        }
        String picture = answer.get("seen").getAsString();
        assertThat(Base64.getDecoder().decode(picture.substring(picture.indexOf(',') + 1)))
                .isEqualTo(Png.of(ImageShape.MNIST, seen));
        assertThat(answer.get("epoch").getAsInt()).isEqualTo(2);
        assertThat(answer.getAsJsonArray("history")).hasSize(TrainedRun.EPOCHS + 1);
        assertThat(answer.getAsJsonArray("units")).isNotEmpty().hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void the_nearest_training_images_are_those_a_plain_search_of_h2_finds() throws Exception {
        byte[] image = trained.archive.images(trained.run, ImageSplit.TEST).image(3);
        byte[] seen = CentreOfMass.centred(image, 28, 28);
        var train = trained.predictions.of(trained.run, 3, ImageSplit.TRAIN);
        float[] h2;
        try (Predictor predictor = predictor(3)) {
            h2 = predictor.predict(seen, 1).features().values();
        }
        double nearest = Double.POSITIVE_INFINITY;
        for (int row = 0; row < train.count(); row++) {
            double distance = 0;
            for (int i = 0; i < train.features().width(); i++) {
                distance += Math.pow(
                        h2[i] - train.features().values()[row * train.features().width() + i], 2);
            }
            nearest = Math.min(nearest, Math.sqrt(distance));
        }

        JsonArray neighbours = json(draw(image, "?epoch=3")).getAsJsonArray("neighbours");

        assertThat(neighbours).hasSize(15);
        JsonObject first = neighbours.get(0).getAsJsonObject();
        assertThat(first.get("distance").getAsDouble()).isCloseTo(nearest, within(1e-3));
        int label = trained.archive
                .images(trained.run, ImageSplit.TRAIN)
                .label(first.get("index").getAsInt());
        assertThat(first.get("label").getAsString()).isEqualTo(String.valueOf(label));
        assertThat(trained.get(first.get("picture").getAsString()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_drawing_is_explained_as_the_test_image_that_it_is() throws Exception {
        byte[] seen = CentreOfMass.centred(
                trained.archive.images(trained.run, ImageSplit.TEST).image(3), 28, 28);
        // Centred twice it stays where it is, so that the network sees the same picture.
        byte[] again = CentreOfMass.centred(seen, 28, 28);

        JsonObject why = json(trained.client.send(
                trained.request("/runs/1/draw/why?epoch=3&class=5&baseline=blurred")
                        .header("Content-Type", "application/octet-stream")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(seen))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));

        try (Predictor predictor = predictor(3)) {
            assertThat(why.get("logit").getAsDouble())
                    .isCloseTo(predictor.predict(again, 1).logits()[5], within(1e-4));
        }
        double difference = why.get("difference").getAsDouble();
        assertThat(why.get("sum").getAsDouble())
                .isCloseTo(difference, within(0.01 * Math.max(1, Math.abs(difference))));
        assertThat(why.get("image").isJsonNull()).isTrue();
        assertThat(why.get("baseline").getAsString()).isEqualTo("blurred");
        assertThat(json(trained.client.send(
                                trained.request("/runs/1/draw/why?class=true")
                                        .header("Content-Type", "application/octet-stream")
                                        .header("Accept", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofByteArray(seen))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                        .get("detail")
                        .getAsString())
                .as("nobody knows it")
                .isEqualTo("class must be predicted, a label from 0 to 9 or a class’s name, was true");
    }

    @Test
    void the_map_has_an_even_share_of_the_training_images_and_the_centres_of_the_classes() throws Exception {
        JsonObject map = json(trained.get("/runs/1/draw.json?epoch=3"));

        assertThat(map.getAsJsonArray("x")).hasSize(2_000);
        assertThat(map.getAsJsonArray("labels")).hasSize(2_000);
        assertThat(map.getAsJsonArray("centres")).hasSize(10);
        assertThat(map.getAsJsonArray("explained").get(0).getAsDouble()).isBetween(0.1, 1.0);
    }

    @Test
    void an_empty_canvas_and_bytes_that_are_no_square_get_a_sentence() throws Exception {
        assertThat(draw(new byte[784], "")).returns(400, HttpResponse::statusCode);
        assertThat(draw(new byte[784], "").body()).contains("Nothing is drawn yet.");
        assertThat(draw(new byte[785], "").body()).contains("these were 785 bytes");
        assertThat(draw(new byte[100], "").statusCode()).isEqualTo(400);
        assertThat(draw(new byte[784], "?epoch=9").statusCode()).isEqualTo(400);
        assertThat(draw(new byte[0], "").statusCode()).isEqualTo(400);
    }

    @Test
    void another_sites_page_cannot_send_a_drawing() throws Exception {
        var request = trained.request("/runs/1/draw")
                .header("Content-Type", "application/octet-stream")
                .header("Origin", "http://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[784]));

        assertThat(trained.client.send(request.build(), HttpResponse.BodyHandlers.ofString()))
                .returns(403, HttpResponse::statusCode);
        var text = trained.request("/runs/1/draw").header("Content-Type", "text/plain");
        text.POST(HttpRequest.BodyPublishers.ofString("a digit"));
        assertThat(trained.client.send(text.build(), HttpResponse.BodyHandlers.ofString()))
                .returns(415, HttpResponse::statusCode);
    }

    @Test
    void a_png_of_an_image_reads_as_the_image_itself() throws Exception {
        byte[] image = trained.archive.images(trained.run, ImageSplit.TEST).image(5);
        double[] expected = predicted(CentreOfMass.centred(image, 28, 28), 3);

        JsonObject answer = json(upload(file(grey(image, 28, false), "png"), "5.png", "application/json", "?epoch=3"));
        JsonObject inverted = json(upload(file(grey(image, 28, true), "png"), "5.png", "application/json", "?epoch=3"));

        for (int label = 0; label < 10; label++) {
            assertThat(probability(answer, label)).isCloseTo(expected[label], within(1e-5));
            assertThat(probability(inverted, label)).isCloseTo(expected[label], within(1e-5));
        }
        assertThat(answer.getAsJsonArray("notes")).isEmpty();
        assertThat(inverted.getAsJsonArray("notes").toString()).contains("dark on light, so it was inverted");
    }

    @Test
    void a_form_without_javascript_gets_the_whole_answer_as_a_page() throws Exception {
        byte[] image = trained.archive.images(trained.run, ImageSplit.TEST).image(5);

        var answer = upload(file(grey(image, 280, true), "jpg"), "5.jpg", "text/html", "?epoch=3");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("data-state=\"answered\"", "dark on light, so it was inverted", "data:image/png;base64,")
                .contains("/runs/1/images/train/", "/runs/1/weights/", "none of these");
        JsonObject json = json(upload(file(grey(image, 280, true), "jpg"), "5.jpg", "application/json", "?epoch=3"));
        assertThat(probability(
                        json,
                        trained.archive.images(trained.run, ImageSplit.TEST).label(5)))
                .isGreaterThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp"})
    void ink_is_found_in_every_format_alike(String format) throws Exception {
        byte[] image = trained.archive.images(trained.run, ImageSplit.TEST).image(5);

        var json = json(upload(file(grey(image, 280, true), format), "5." + format, "application/json", "?epoch=3"));

        assertThat(probability(
                        json,
                        trained.archive.images(trained.run, ImageSplit.TEST).label(5)))
                .isGreaterThan(0.5);
    }

    @Test
    void a_file_that_is_not_taken_is_refused_with_the_reason_at_the_field() throws Exception {
        byte[] image = trained.archive.images(trained.run, ImageSplit.TEST).image(5);
        byte[] png = file(grey(image, 280, true), "png");
        byte[] jpeg = file(grey(image, 280, true), "jpg");

        refused(new byte[15_000_001], "larger than 15 MB");
        refused(new byte[16_000_000], "larger than 15 MB");
        refused(new byte[0], "Choose a picture first");
        refused("just a text".getBytes(StandardCharsets.UTF_8), "it is no PNG, JPEG, GIF, BMP or WebP");
        refused(Arrays.copyOf(png, png.length / 2), "cut short");
        refused(Arrays.copyOf(jpeg, jpeg.length / 2), "cut short");
        refused(Arrays.copyOf(png, 20), "cut short");
        refused(Arrays.copyOf(jpeg, 20), "cut short");
        refused(file(grey(new byte[784], 280, true), "png"), "no part of the picture is clearly darker");
    }

    @Test
    void dimensions_are_refused_from_the_header_before_anything_is_decoded() throws Exception {
        byte[] png = file(grey(new byte[784], 28, true), "png");
        // Width and height stand at bytes 16 and 20 of a PNG; a bomb claims what it does not hold.
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        var checksum = new java.util.zip.CRC32();
        checksum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());

        refused(png, "60,000 × 60,000 pixels; at most 50 megapixels are read");
    }

    @Test
    void only_a_picture_may_be_as_large_as_one() throws Exception {
        var beyond = upload(new byte[20_000_000], "digit.png", "application/json", "");
        var elsewhere = trained.request("/runs/1/cancel")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[5_000_000]));

        assertThat(beyond.statusCode()).isEqualTo(413);
        assertThat(json(beyond).get("detail").getAsString()).contains("must not exceed 19194304 bytes");
        // On a connection of its own: the server closes the one whose body it did not want.
        assertThat(HttpClient.newHttpClient().send(elsewhere.build(), HttpResponse.BodyHandlers.ofString()))
                .returns(413, HttpResponse::statusCode);
    }

    private static void refused(byte[] file, String reason) throws Exception {
        var page = upload(file, "digit.png", "text/html", "");
        assertThat(page.statusCode()).as(reason).isEqualTo(400);
        assertThat(page.body()).contains("aria-invalid=\"true\"", reason);
        var problem = upload(file, "digit.png", "application/json", "");
        assertThat(problem.statusCode()).isEqualTo(400);
        assertThat(json(problem).getAsJsonObject("errors").get("picture").getAsString())
                .contains(reason);
    }

    private static Predictor predictor(int epoch) {
        return new Predictor(
                trained.run.blueprint(),
                trained.archive.parameters(trained.run, epoch),
                trained.archive.normalisation(trained.run),
                "cpu");
    }

    private static double[] predicted(byte[] seen, int epoch) {
        try (Predictor predictor = predictor(epoch)) {
            return CrossEntropy.softmax(predictor.predict(seen, 1).logits(), 0, 10);
        }
    }

    private static double probability(JsonObject answer, int label) {
        return answer.getAsJsonArray("chances")
                .get(label)
                .getAsJsonObject()
                .get("probability")
                .getAsDouble();
    }

    /** The image enlarged without smoothing. */
    private static BufferedImage grey(byte[] image, int side, boolean inverted) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int shade = image[y * 28 / side * 28 + x * 28 / side] & 0xff;
                picture.getRaster().setSample(x, y, 0, inverted ? 255 - shade : shade);
            }
        }
        return picture;
    }

    private static byte[] file(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private static HttpResponse<String> draw(byte[] pixels, String query) throws Exception {
        var request = trained.request("/runs/1/draw" + query)
                .header("Content-Type", "application/octet-stream")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(pixels));
        return trained.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> upload(byte[] file, String name, String accept, String query) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        new ByteArrayInputStream(file).transferTo(body);
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        var request = trained.request("/runs/1/draw" + query)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
        return trained.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
