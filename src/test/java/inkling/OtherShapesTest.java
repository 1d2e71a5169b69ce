package inkling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imagining and drawing with convolutional networks: runs 1 and 3 of twelve colours, wider than high; run 2 of grey bars. */
@Timeout(300)
class OtherShapesTest {
    private static final int COLOURS = 12;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    @AutoClose
    private static App app;

    private static URI address;

    @BeforeAll
    static void train() throws Exception {
        app = new App(folder.resolve("home"));
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20 * COLOURS; i++) {
            int colour = i % COLOURS;
            Path file = folder.resolve("colours/train/colour %c/%d.png".formatted('a' + colour, i));
            write(file, coloured(12, 8, colour, random));
            write(Path.of(file.toString().replace("train", "test")), coloured(12, 8, colour, random));
            Path bar = folder.resolve("bars/train/bar %d/%d.png".formatted(i % 3, i));
            write(bar, bar(6, 9, i % 3, random));
            write(Path.of(bar.toString().replace("train", "test")), bar(6, 9, i % 3, random));
        }
        train("colours", "conv 6x3 pad 1, batchnorm, relu, maxpool 2, dense 16, gelu");
        train("bars", "residual(conv 4x3 pad 1, batchnorm), tanh, avgpool 3");
        train("colours", "conv 6x3 pad 1, relu, conv 5x3, relu, dense 16, gelu");
    }

    private static void train(String data, String network) throws Exception {
        long run = app.parts()
                .runs
                .start(app.parts()
                        .form
                        .read(Map.of(
                                "dataset", "folder",
                                "data", folder.resolve(data).toString(),
                                "arch", network,
                                "batch_size", "16",
                                "epochs", "8",
                                "lr", "0.02",
                                "augment", "none",
                                "seed", "1")))
                .id();
        app.parts().runs.await(run);
    }

    private static BufferedImage coloured(int width, int height, int colour, SplittableRandom random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        float hue = colour / (float) COLOURS;
        for (int i = 0; i < width * height; i++) {
            float shade = 0.7f + 0.3f * (float) random.nextDouble();
            image.setRGB(i % width, i / width, Color.HSBtoRGB(hue, 0.9f, shade));
        }
        return image;
    }

    private static BufferedImage bar(int width, int height, int place, SplittableRandom random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            boolean lit = i / width / 3 == place;
            image.getRaster().setSample(i % width, i / width, 0, (lit ? 180 : 0) + random.nextInt(60));
        }
        return image;
    }

    private static void write(Path file, BufferedImage image) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, png(image));
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void every_method_imagines_in_colour_and_says_the_class_by_its_name() throws Exception {
        for (String wish : List.of(
                "method=noise&class=11&images=2000",
                "method=ascent&class=11&steps=40",
                "method=adversarial&target=11&image=0&epsilon=0.5")) {
            String page = imagined(1, wish);

            assertThat(page).contains("“colour l”", ">Finished<");
            assertThat(labels(page)).as("of twelve").hasSize(COLOURS);
            assertThat(page.split("<tr data-label=\"\\d+\" hidden").length - 1).isBetween(1, 2);
        }
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes("/runs/1/imagine/2/image.png")));
        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(12, 8);
        boolean grey = true;
        for (int i = 0; i < 96; i++) {
            Color pixel = new Color(picture.getRGB(i % 12, i / 12));
            grey &= pixel.getRed() == pixel.getGreen() && pixel.getGreen() == pixel.getBlue();
        }
        assertThat(grey).isFalse();
        assertThat(page("/runs/1/imagine?real=yes&classes=10"))
                .contains("The mean image of colour l", "Gradient ascent taken for colour l", "colour k to colour l")
                .doesNotContain("The mean image of colour a");
    }

    @Test
    void what_is_wrong_with_the_data_is_asked_of_colour_pictures_too() throws Exception {
        JsonObject dynamics = studied("dynamics", "/runs/1/doctor.json");
        JsonObject duplicates = studied("duplicates", "/runs/1/doctor/duplicates.json?least=90");

        assertThat(dynamics.getAsJsonArray("confidence")).hasSize(216);
        assertThat(dynamics.getAsJsonArray("label")).anyMatch(label -> label.getAsInt() == COLOURS - 1);
        assertThat(page("/runs/1/doctor")).contains("216 training images over epochs 1 to 8", "colour l");
        assertThat(duplicates.getAsJsonArray("counts")).hasSize(6);
        assertThat(page("/runs/1/doctor/duplicates?least=90")).contains("None.");
    }

    private static JsonObject studied(String study, String result) throws Exception {
        CLIENT.send(
                request("/api/runs/1/studies/" + study)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        while (CLIENT.send(request(result).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 404) {
            Thread.sleep(50);
        }
        return JsonParser.parseString(page(result)).getAsJsonObject();
    }

    @Test
    void filters_are_compared_in_colour_where_the_pictures_are() throws Exception {
        String colours = compared("/compare/weights?runs=1");
        String bars = compared("/compare/weights?runs=2&colour=rgb");

        assertThat(colours).contains("colour=rgb", ">in colour<", "viewBox=\"3 0 3 3\"");
        assertThat(bars).contains("colour=signed").doesNotContain("sheet.png?colour=rgb", ">in colour<");
        for (String page : List.of(colours, bars)) {
            Matcher sheet = Pattern.compile("href=\"([^\"]*sheet.png[^\"]*)").matcher(page);
            assertThat(sheet.find()).isTrue();
            String address = sheet.group(1).replace("&amp;", "&");
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(bytes(address)));
            assertThat(page).contains("width=\"%d\" height=\"%d\"".formatted(picture.getWidth(), picture.getHeight()));
        }
    }

    /** Once it is worked out. */
    private static String compared(String address) throws Exception {
        String page = page(address);
        while (!page.contains("sheet.png")) {
            Thread.sleep(50);
            page = page(address);
        }
        return page;
    }

    @Test
    void a_coloured_picture_of_any_size_is_sent_instead_of_drawn() throws Exception {
        BufferedImage small = coloured(12, 8, 4, new SplittableRandom(9));
        BufferedImage large = new BufferedImage(240, 160, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 240 * 160; i++) {
            large.setRGB(i % 240, i / 240, small.getRGB(i % 240 / 20, i / 240 / 20));
        }

        JsonObject answer = upload(1, png(large));

        BufferedImage picture = picture(answer.get("seen").getAsString());
        for (int i = 0; i < 12 * 8; i++) {
            assertThat(picture.getRGB(i % 12, i / 12)).isEqualTo(small.getRGB(i % 12, i / 12));
        }
        assertThat(answer.get("chances")).isEqualTo(upload(1, png(small)).get("chances"));
        // A square keeps its proportions, as the run's images would have: the sides stay black.
        BufferedImage square = picture(upload(1, png(coloured(40, 40, 4, new SplittableRandom(9))))
                .get("seen")
                .getAsString());
        assertThat(square.getRGB(0, 4) & 0xffffff).isZero();
        assertThat(square.getRGB(6, 4) & 0xffffff).isNotZero();
        assertThat(answer.getAsJsonArray("chances")).hasSize(COLOURS);
        assertThat(answer.getAsJsonArray("neighbours")).hasSize(15);
        assertThat(page("/runs/1/draw"))
                .contains("Your picture", "brought to 12 × 8 as the run’s images were: in colour")
                .doesNotContain("data-pad ", "units-title");
        assertThat(send(1, new byte[96]).body()).contains("send a picture instead of a drawing");
    }

    @Test
    void what_next_and_the_tour_speak_of_drawing_only_where_there_is_a_pad() throws Exception {
        assertThat(page("/runs/1")).contains("Show it a picture").doesNotContain("with each stroke");
        assertThat(page("/runs/1/draw?tour=5")).contains("Show it your own").doesNotContain("stroke by stroke");
        assertThat(page("/runs/1/overview"))
                .contains("Of 6 filters, filter ")
                .doesNotContain("Draw or send", "pad-ink");
        assertThat(page("/runs/2")).contains("with each stroke");
        assertThat(page("/runs/2/draw?tour=5")).contains("Draw your own", "stroke by stroke");
        assertThat(page("/runs/2/overview")).contains("Draw or send", "pad-ink");
        assertThat(page("/runs/1?tour=1")).as("without augmentation").doesNotContain("changed at random");
    }

    @Test
    void a_picture_that_is_sent_gets_the_maps_of_the_convolution_that_is_chosen() throws Exception {
        Path test = folder.resolve("colours/test");
        Path first = Files.list(test).sorted().findFirst().orElseThrow();
        byte[] file = Files.readAllBytes(Files.list(first).sorted().findFirst().orElseThrow());
        JsonObject stored = JsonParser.parseString(page("/runs/1/images/test/0/features.json?layer=conv1&epoch=3"))
                .getAsJsonObject();

        JsonObject answer = upload(1, "?layer=conv1&epoch=3", file);

        assertThat(answer.get("layer").getAsString()).isEqualTo("conv1");
        assertThat(answer.getAsJsonArray("maps")).hasSize(6);
        Set<String> pictures = new HashSet<>();
        for (int channel = 0; channel < 6; channel++) {
            JsonObject map = answer.getAsJsonArray("maps").get(channel).getAsJsonObject();
            float largest = Float.NEGATIVE_INFINITY;
            for (int place = 0; place < 96; place++) {
                largest = Math.max(
                        largest,
                        stored.getAsJsonArray("activations")
                                .get(channel * 96 + place)
                                .getAsFloat());
            }
            assertThat(map.get("activation").getAsFloat()).isEqualTo(largest);
            BufferedImage picture = picture(map.get("picture").getAsString());
            assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(12, 8);
            assertThat(page(map.get("url").getAsString())).contains("Unit " + channel);
            pictures.add(map.get("picture").getAsString());
        }
        assertThat(pictures).as("a map for each filter").hasSize(6);
        assertThat(upload(1, "?layer=fc1", file).get("detail").getAsString()).contains("conv1");
        assertThat(page("/runs/2/draw")).contains("maps-title", "<option value=\"");
    }

    @Test
    void what_speaks_for_a_class_is_told_of_each_colour_and_of_all_together() throws Exception {
        Path first =
                Files.list(folder.resolve("colours/test")).sorted().findFirst().orElseThrow();
        byte[] file = Files.readAllBytes(Files.list(first).sorted().findFirst().orElseThrow());
        String query = "?epoch=8&class=colour%20c&baseline=mean";

        for (int run : List.of(1, 3)) {
            JsonObject why = JsonParser.parseString(page("/runs/%d/images/test/0/why.json%s".formatted(run, query)))
                    .getAsJsonObject();
            JsonObject sent = upload(run, "/why" + query, file);

            assertThat(why.get("class").getAsInt()).isEqualTo(2);
            assertThat(why.getAsJsonArray("map")).hasSize(8);
            assertThat(why.getAsJsonArray("channels")).hasSize(3);
            for (int pixel = 0; pixel < 96; pixel++) {
                double together = 0;
                for (JsonElement channel : why.getAsJsonArray("channels")) {
                    together += at(channel.getAsJsonArray(), pixel);
                }
                assertThat(at(why.getAsJsonArray("map"), pixel)).isCloseTo(together, within(1e-5));
            }
            double difference = why.get("difference").getAsDouble();
            assertThat(why.get("sum").getAsDouble())
                    .isCloseTo(difference, within(0.01 * Math.max(1, Math.abs(difference))));
            assertThat(sent.get("map")).isEqualTo(why.get("map"));
            assertThat(sent.get("true").isJsonNull()).isTrue();
        }
        assertThat(page("/runs/2/images/train/5/why?class=bar%202")).contains("1 × 1 pixels", "How much each pixel");
        JsonObject grey = JsonParser.parseString(page("/runs/2/images/train/5/why.json?method=occlusion"))
                .getAsJsonObject();
        assertThat(grey.get("channels").isJsonNull()).isTrue();
        assertThat(grey.getAsJsonArray("map")).hasSize(9);
        assertThat(ImageIO.read(new ByteArrayInputStream(bytes("/runs/1/images/test/0/why.png?method=smooth")))
                        .getWidth())
                .isEqualTo(12);
    }

    private static double at(JsonArray rows, int pixel) {
        return rows.get(pixel / 12).getAsJsonArray().get(pixel % 12).getAsDouble();
    }

    @Test
    void layers_are_compared_in_colour_and_the_later_ones_where_their_shapes_agree() throws Exception {
        String coloured = settled("/compare/weights?runs=1,3&colour=rgb");
        String later = settled("/compare/weights?runs=3,1&layer=conv2");
        String last = settled("/compare/weights?runs=1,2,3&layer=logits&order=index");

        assertThat(coloured).contains("What the first layers look for", ">in colour<", "colour=rgb&amp;range=");
        Matcher boxes =
                Pattern.compile("unit-picture\" [^>]*viewBox=\"([^\"]*)\"").matcher(coloured);
        assertThat(boxes.results().map(box -> box.group(1)).distinct())
                .as("six kernels of three by three beside each other")
                .containsExactlyInAnyOrder("0 0 3 3", "3 0 3 3", "6 0 3 3", "9 0 3 3", "12 0 3 3", "15 0 3 3");
        assertThat(later)
                .contains("What conv2 looks for", "Its network has no layer conv2 with weights.", "an order of its own")
                .contains("/runs/3/weights/4?epoch=")
                .doesNotContain(">in colour<");
        assertThat(last)
                .contains("What logits looks for", "only layers of one shape can be compared")
                .containsPattern("/runs/1/weights/11\\?epoch=\\d+&amp;layer=logits")
                .containsPattern("/runs/3/weights/11\\?epoch=\\d+&amp;layer=logits");
        assertThat(page("/compare/weights?runs=1,3&layer=conv9")).contains("layer must be one of");
        assertThat(settled("/compare/weights?runs=1,2")).contains("conv1 3 × 3 × 3 numbers: only layers of one shape");
        Matcher sheets =
                Pattern.compile("href=\"(/runs/\\d+/weights/sheet.png[^\"]*)\"").matcher(coloured + later);
        for (String sheet : sheets.results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .distinct()
                .toList()) {
            assertThat(ImageIO.read(new ByteArrayInputStream(bytes(sheet))))
                    .as(sheet)
                    .isNotNull();
        }
    }

    private static String settled(String path) throws Exception {
        String body = page(path);
        while (body.contains("data-live-again")) {
            body = page(path);
        }
        return body;
    }

    private static BufferedImage picture(String address) throws IOException {
        byte[] file = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    @Test
    void a_drawing_is_brought_to_the_shape_of_grey_images() throws Exception {
        BufferedImage canvas = new BufferedImage(30, 45, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 15, 30, 15);
        byte[] pixels = new byte[30 * 45];
        canvas.getRaster().getDataElements(0, 0, 30, 45, pixels);

        HttpResponse<String> answer = send(2, pixels);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject said = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(said.getAsJsonArray("chances")
                        .get(1)
                        .getAsJsonObject()
                        .get("probability")
                        .getAsDouble())
                .isGreaterThan(0.6);
        assertThat(page("/runs/2/draw")).contains("data-pad ", "data-width=\"6\"", "data-height=\"9\"");
        assertThat(send(2, new byte[30 * 30]).body()).contains("of a picture of 6 × 9 pixels");
    }

    private static String imagined(long run, String wish) throws Exception {
        HttpResponse<String> asked = CLIENT.send(
                request("/runs/%d/imagine".formatted(run))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(wish))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String url = asked.headers().firstValue("Location").orElseThrow(() -> new AssertionError(asked.body()));
        String page = page(url);
        while (page.contains("data-status=\"running\"") || page.contains("data-status=\"queued\"")) {
            Thread.sleep(50);
            page = page(url);
        }
        return page;
    }

    private static List<String> labels(String page) {
        Matcher matcher = Pattern.compile("<tr data-label=\"(\\d+)\"").matcher(page);
        return matcher.results().map(each -> each.group(1)).toList();
    }

    private static HttpResponse<String> send(long run, byte[] canvas) throws Exception {
        return CLIENT.send(
                request("/runs/%d/draw".formatted(run))
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(canvas))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_stress_test_takes_pictures_of_any_size_and_colour_and_any_classes() throws Exception {
        for (long run : new long[] {1, 2}) {
            long study = app.parts()
                    .studyPages
                    .start(run, "stress", Map.of(), Optional.empty())
                    .id();
            while (app.parts().studyPages.show(String.valueOf(study)).status().active()) {
                Thread.sleep(50);
            }
            JsonObject said = JsonParser.parseString(page("/runs/%d/stress.json".formatted(run)))
                    .getAsJsonObject();
            BufferedImage sheet =
                    ImageIO.read(new ByteArrayInputStream(bytes("/runs/%d/stress/sheet.png?image=5".formatted(run))));
            String page = page("/runs/%d/stress?image=5".formatted(run));

            assertThat(said.getAsJsonArray("corruptions")).hasSize(15);
            assertThat(said.getAsJsonObject("clean").get("accuracy").getAsDouble())
                    .isGreaterThan(0.5);
            assertThat(said.get("rise").getAsDouble()).isPositive();
            assertThat(sheet.getWidth()).isEqualTo(6 * (run == 1 ? 12 : 6));
            assertThat(sheet.getHeight()).isEqualTo(15 * (run == 1 ? 8 : 9));
            assertThat(page.split("stress-panel-head", -1)).hasSize(16);
        }
    }

    private static JsonObject upload(long run, byte[] file) throws Exception {
        return upload(run, "", file);
    }

    private static JsonObject upload(long run, String query, byte[] file) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write("--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.write("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = request("/runs/%d/draw%s".formatted(run, query))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return JsonParser.parseString(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())
                        .body())
                .getAsJsonObject();
    }

    private static String page(String path) throws Exception {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static byte[] bytes(String path) throws Exception {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }
}
