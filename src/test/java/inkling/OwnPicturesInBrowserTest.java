package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of somebody with a folder of pictures, from the empty page to what a filter of a network finds in them. */
class OwnPicturesInBrowserTest {

    @TempDir
    private Path folder;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private App app;

    private URI address;

    @BeforeEach
    void start() {
        chromium = Chromium.start();
        Path home = folder.resolve("home");
        app = new App(home);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
    }

    @Test
    void a_zip_of_pictures_is_dropped_looked_at_and_learnt_by_a_convolutional_network() throws Exception {
        Page page = chromium.page(1280, 900);
        page.navigate(address.toString());
        page.getByText("Or begin with pictures of your own").click();

        drop(page, Shapes.zip(folder.resolve("shapes.zip"), 30));
        page.waitForURL("**/data/shapes");
        assertThat(page.getByText("24 × 20 pixels, colour")).isVisible();
        assertThat(page.locator(".previewed img")).hasCount(25);
        chromium.assertAccessible(page);

        page.getByText("Train on this").first().click();
        page.locator("[name=arch]").fill("conv 8x3 pad 1, relu, maxpool 2, dense 16, relu");
        page.locator("[name=epochs]").fill("3");
        page.locator("[name=batch_size]").fill("10");
        page.locator("aside [type=submit]").click();

        page.waitForURL("**/runs/1");
        assertThat(page.locator(".status-finished").first()).isVisible();
        page.reload();
        assertThat(page.getByText("shift 0.125, flip").first()).isVisible();
        page.getByText("Weights", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.getByText("Feature maps").click();
        page.waitForURL("**/runs/1/images/test/0/features?epoch=*");
        assertThat(page.locator("#layer-conv1")).hasAttribute("aria-current", "true");
        assertThat(page.locator(".feature-maps li")).hasCount(8);
        assertThat(page.getByText("conv 8x3 pad 1 makes 8 × 20 × 24 of 3 × 20 × 24."))
                .isVisible();
        page.evaluate("document.body.dataset.still = 'here'");

        page.locator("[data-scrubber] [name=epoch]").fill("1");
        assertThat(page.locator(".feature-maps image").first()).hasAttribute("href", Pattern.compile(".*epoch=1&.*"));
        page.locator("#map-3").click();
        assertThat(page.locator("#feature-large")).containsText("3");
        assertThat(page.locator("#feature-large image")).hasAttribute("href", Pattern.compile(".*epoch=1&.*"));
        String maps = page.locator(".feature-maps image").first().getAttribute("href");
        assertThat(colours(maps)).isGreaterThan(20);
        assertThat(bytes(maps)).isNotEqualTo(bytes(maps.replace("epoch=1", "epoch=3")));
        assertThat(page.evaluate("document.body.dataset.still")).isEqualTo("here");
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_said_at_the_field_without_leaving_the_page() throws Exception {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/data");

        page.locator("#f-files").setInputFiles(Files.writeString(folder.resolve("notes.txt"), "no pictures"));
        page.locator("[data-upload-send]").click();

        assertThat(page.locator("#e-files")).containsText("notes.txt holds nothing that can be read as a data set");
        assertThat(page.locator("[data-upload-send]")).isVisible();
    }

    private byte[] bytes(String picture) throws Exception {
        try (InputStream in = address.resolve(picture).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    private long colours(String picture) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes(picture)));
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }

    private static void drop(Page page, Path file) throws Exception {
        JSHandle dragged = page.evaluateHandle(
                "([name, base64]) => {"
                        + " const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));"
                        + " const dragged = new DataTransfer();"
                        + " dragged.items.add(new File([bytes], name));"
                        + " return dragged; }",
                List.of(file.getFileName().toString(), Base64.getEncoder().encodeToString(Files.readAllBytes(file))));
        page.dispatchEvent("[data-upload]", "drop", Map.of("dataTransfer", dragged));
    }
}
