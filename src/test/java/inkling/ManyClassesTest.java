package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.idx.IdxBytes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data set of thirty named classes, a bright square in one of thirty places each. Five of the ten test images of place 4
 * show place 19, so that a trained network takes them for it.
 */
class ManyClassesTest {
    private static final int CLASSES = 30;
    private static final int MISLEADING = 5;

    @TempDir
    private static Path folder;

    @AutoClose
    private static App app;

    @AutoClose
    private static final Chromium chromium = Chromium.start();

    private static String address;

    @BeforeAll
    static void train() throws Exception {
        Path data = IdxBytes.folder(folder.resolve("set"), squares(1_500, 0, 1), squares(10 * CLASSES, MISLEADING, 2));
        Files.writeString(
                data.resolve("classes.txt"),
                IntStream.range(0, CLASSES).mapToObj(c -> "place " + c).collect(Collectors.joining("\n")));
        app = new App(folder.resolve("home"));
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")))
                .toString();
        train(data, "8", "0.005");
        train(data, "1", "0.0001");
    }

    private static void train(Path data, String epochs, String rate) throws InterruptedException {
        long run = app.parts()
                .runs
                .start(app.parts()
                        .form
                        .read(Map.of(
                                "dataset", "idx",
                                "data", data.toString(),
                                "epochs", epochs,
                                "lr", rate,
                                "arch", "dense 64, relu, dense 32, relu",
                                "augment", "none",
                                "seed", "1")))
                .id();
        app.parts().runs.await(run);
    }

    private static LabelledImages squares(int count, int misleading, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * ImageShape.MNIST.size()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % CLASSES);
            int place = labels[i] == 4 && i / CLASSES < misleading ? 19 : labels[i];
            for (int pixel = 0; pixel < ImageShape.MNIST.size(); pixel++) {
                boolean bright = pixel / 28 / 5 == place / 6 && pixel % 28 / 4 == place % 6;
                pixels[i * ImageShape.MNIST.size() + pixel] = (byte) ((bright ? 155 : 0) + random.nextInt(100));
            }
        }
        return new LabelledImages(ImageShape.MNIST, pixels, labels);
    }

    @Test
    void what_is_confused_most_is_listed_and_stands_together() throws Exception {
        JsonObject confusion =
                JsonParser.parseString(get("/runs/1/confusion.json")).getAsJsonObject();
        List<Integer> similar = confusion.getAsJsonArray("similar").asList().stream()
                .map(each -> each.getAsInt())
                .toList();
        String page = get("/runs/1/confusion");

        assertThat(confusion.getAsJsonArray("counts")).hasSize(CLASSES);
        assertThat(similar).hasSize(CLASSES).doesNotHaveDuplicates();
        assertThat(Math.abs(similar.indexOf(4) - similar.indexOf(19))).isEqualTo(1);
        assertThat(page)
                .containsPattern(
                        "mistakes\\?true=4&amp;predicted=19\"[^>]*><b>place 4</b> taken for <b>place 19</b></a>:"
                                + " <span class=\"nowrap\">5 of 10, 50.0\u2009%")
                .doesNotContain("id=\"confusion-table\"");
        assertThat(get("/runs/1/mistakes?true=4&predicted=19"))
                .contains("data-total>5<")
                .containsPattern("<select name=\"true\" data-typed=\"true\">");
    }

    @Test
    void of_many_probabilities_the_likeliest_are_shown_and_the_others_summed_up() throws Exception {
        String image = get("/runs/1/images/test/4");

        assertThat(Pattern.compile("class=\"class-dot\"").matcher(image).results())
                .hasSizeBetween(10, 11);
        assertThat(image).containsPattern("the other (19|20)<");
    }

    @Test
    void a_class_is_found_by_typing_on_the_matrix_in_a_filter_and_in_a_legend() {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/runs/1/confusion?order=similarity");
        page.locator("[data-find-class]").fill("place 19");
        assertThat(page.locator("[data-pointed]")).containsText("most often taken for it: place 4 (5)");
        page.locator(".matrix-plot").focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("[data-pointed]"))
                .hasText(Pattern.compile("True place \\d+, predicted place \\d+: .*"));
        chromium.assertAccessible(page);

        page.navigate(address + "/runs/1/mistakes");
        page.locator("label:has(select[name=true]) input").fill("place 4");
        page.keyboard().press("Tab");
        page.waitForURL(Pattern.compile(".*[?&]true=4&.*"));
        assertThat(page.locator("[data-total]")).hasText("5");
        chromium.assertAccessible(page);

        page.navigate(address + "/runs/1/map?layer=logits&split=test");
        // The page makes its first map by itself and then opens anew.
        page.waitForFunction("() => !document.querySelector('[data-by-itself]')");
        page.locator("[data-find-class]").fill("place 2");
        assertThat(page.locator(".legend-entries button:visible")).hasCount(11);
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void matrices_that_are_drawn_beside_each_other_say_their_cells_in_words_and_find_a_class() {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/compare/confusion?runs=1,2");
        Locator matrices = page.locator(".drawn-matrix");
        assertThat(matrices).hasCount(3);
        page.locator("[data-find-class]").fill("place 4");
        assertThat(page.locator("[data-words]").first())
                .containsText(Pattern.compile("True place 4, predicted: (place 19|place 4) \\(5\\)"));
        assertThat(page.locator("[data-words]").last())
                .containsText(Pattern.compile("True place 4, predicted: .*[(][−+]\\d"));
        chromium.assertAccessible(page);

        // A cell of the true label 4, which is the fifth row, and the predicted label 19, the twentieth column.
        BoundingBox box = matrices.first().boundingBox();
        Locator.HoverOptions hover =
                new Locator.HoverOptions().setPosition(19.5 / CLASSES * box.width, 4.5 / CLASSES * box.height);
        matrices.first().hover(hover);
        assertThat(page.locator("[data-words]").first()).hasText("True place 4, predicted place 19: 5.");
        matrices.first().click(new Locator.ClickOptions().setPosition(hover.position.x, hover.position.y));
        page.waitForURL(Pattern.compile(".*/runs/1/mistakes\\?.*true=4&predicted=19$"));
        assertThat(page.locator("[data-total]")).hasText("5");
        assertThat(chromium.logged()).isEmpty();
    }

    private static String get(String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
