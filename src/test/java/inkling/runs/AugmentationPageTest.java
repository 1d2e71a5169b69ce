package inkling.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import inkling.Chromium;
import inkling.runs.job.Laboratory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What augmentation does to images, as the form and its page show it. */
class AugmentationPageTest {
    @TempDir
    private Path home;

    @AutoClose
    private Laboratory laboratory;

    @BeforeEach
    void start() throws Exception {
        laboratory = new Laboratory(home);
    }

    @Test
    void the_form_shows_each_kind_of_change_on_the_same_images() throws Exception {
        String form = body("/runs/new");

        assertThat(Pattern.compile("/augmentation/strip\\.png\\?augment=([a-z]*)")
                        .matcher(form)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactly("none", "rotate", "shift", "scale", "flip", "brightness", "erase");
        assertThat(pixels(strip("flip"))).isEqualTo(pixels(strip("flip")));
        assertThat(pixels(strip("flip"))).isNotEqualTo(pixels(strip("none")));
    }

    @Test
    void eight_images_stand_side_by_side_and_only_some_are_flipped() throws Exception {
        BufferedImage none = strip("none");
        BufferedImage flipped = strip("flip");
        assertThat(none.getWidth()).isEqualTo(8 * 28);
        int changed = 0;
        for (int image = 0; image < 8; image++) {
            for (int y = 0; y < 28; y++) {
                int[] before = none.getRGB(28 * image, y, 28, 1, null, 0, 28);
                int[] after = flipped.getRGB(28 * image, y, 28, 1, null, 0, 28);
                changed += java.util.Arrays.equals(before, after) ? 0 : 1;
                int mirrored = after[0] == before[0] ? before[27] : before[0];
                assertThat(after[27]).isEqualTo(mirrored);
            }
        }
        assertThat(changed).isPositive();
    }

    @Test
    void what_is_ticked_is_shown_on_25_images_and_what_is_wrong_is_said_at_its_row() throws Exception {
        assertThat(body("/augmentation?dataset=builtin")).contains("rotate 5, shift 2</p>");
        assertThat(
                        body(
                                "/augmentation?dataset=builtin&augment=own&augment_flip=on&augment_scale=on&augment_scale_by=.5"))
                .contains("scale 0.5, flip</p>");

        HttpResponse<byte[]> wrong =
                get("/augmentation?dataset=builtin&augment=own&augment_rotate=on&augment_rotate_by=x");

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(new String(wrong.body()))
                .contains("id=\"e-augment_rotate\">rotate must be above 0 and at most 180 degrees");
        assertThat(get("/augmentation/strip.png?augment=twirl").statusCode()).isEqualTo(400);
        assertThat(Pattern.compile("/augmentation/strip[^\"]*")
                        .matcher(body("/augmentation?dataset=builtin&augment=own&augment_flip=on"))
                        .results()
                        .map(found -> found.group().replace("&amp;", "&")))
                .hasSize(7)
                .allSatisfy(strip -> assertThat(get(strip).statusCode()).isEqualTo(200));
    }

    @Test
    @Timeout(180)
    void while_many_pictures_are_read_the_page_says_so_and_shows_them_afterwards() throws Exception {
        String data = manyPictures();

        HttpResponse<byte[]> strip = get("/augmentation/strip.png?augment=none&" + data);
        String page = body("/augmentation?seed=3&" + data);

        assertThat(strip.statusCode()).isEqualTo(503);
        assertThat(page)
                .contains("The images are being read", "data-live-again=\"/augmentation?")
                .doesNotContain("before and after");
        while (!page.contains("before and after")) {
            Thread.sleep(50);
            page = body("/augmentation?seed=3&" + data);
        }
        assertThat(get("/augmentation/strip.png?augment=none&" + data).statusCode())
                .as("of images that have been read")
                .isEqualTo(200);
    }

    /** An image in a page says no more than that it is not there. */
    @Test
    @Timeout(180)
    void the_form_s_examples_come_as_soon_as_the_pictures_are_read() throws Exception {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 900);
            page.navigate(laboratory.server.address() + "/augmentation?augment=own&augment_flip=on&" + manyPictures());
            Locator strip = page.locator("[data-strip]").first();

            strip.scrollIntoViewIfNeeded();
            page.waitForCondition(
                    () -> strip.evaluate("image => image.naturalWidth").equals(8 * 20));
            page.locator(".pairs li").nth(24).waitFor();

            chromium.assertAccessible(page);
        }
    }

    @Test
    @Timeout(180)
    void and_are_asked_for_as_long_as_the_reading_takes() {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 900);
            AtomicInteger asked = new AtomicInteger();
            page.route("**/strip.png?augment=none*", route -> {
                asked.incrementAndGet();
                route.fulfill(new Route.FulfillOptions().setStatus(503));
            });
            page.clock().install();
            page.navigate(laboratory.server.address() + "/augmentation?dataset=builtin&augment=own");
            Locator strip = page.locator("[data-strip]").first();
            strip.scrollIntoViewIfNeeded();

            for (int times = 1; times <= 10; times++) {
                int reached = times;
                page.waitForCondition(() -> {
                    page.clock().fastForward(10_000);
                    return asked.get() >= reached;
                });
            }
            page.unroute("**/strip.png?augment=none*");

            page.waitForCondition(() -> {
                page.clock().fastForward(10_000);
                return strip.evaluate("image => image.naturalWidth").equals(8 * 28);
            });
        }
    }

    /** More than are read before a page has looked. */
    private String manyPictures() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY), "png", png);
        for (int i = 0; i < 2_000; i++) {
            Path file = home.resolve("own").resolve(i % 2 == 0 ? "a" : "b").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, png.toByteArray());
        }
        return "data=" + URLEncoder.encode(home.resolve("own").toString(), StandardCharsets.UTF_8);
    }

    private BufferedImage strip(String augment) throws Exception {
        HttpResponse<byte[]> answer = get("/augmentation/strip.png?dataset=builtin&data=&augment=" + augment);
        assertThat(answer.statusCode()).isEqualTo(200);
        return ImageIO.read(new ByteArrayInputStream(answer.body()));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private String body(String path) throws Exception {
        return new String(get(path).body());
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(laboratory.server.address() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
