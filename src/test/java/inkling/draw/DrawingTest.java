package inkling.draw;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import inkling.Chromium;
import inkling.Routes;
import inkling.analysis.CentreOfMass;
import inkling.analysis.pictures.Png;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.dataset.ImageShape;
import inkling.explain.Explanations;
import inkling.inspect.TrainedRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hand that draws, in a real browser. */
class DrawingTest {
    private static final Pattern PERCENT = Pattern.compile("\\d+\\.\\d\\d\\s%");

    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @AutoClose
    private static Chromium chromium;

    @BeforeAll
    static void train() throws InterruptedException {
        chromium = Chromium.start();
        trained = new TrainedRun(
                home,
                (parts, all) -> Routes.draw(
                        all,
                        new DrawPages(
                                parts.archive,
                                parts.predictions,
                                new NearestImages(parts.archive, parts.predictions),
                                new Explanations(parts.archive, parts.predictions))));
    }

    @Test
    void once_the_hand_rests_maps_say_which_pixels_speak_for_which_class() {
        Page page = open(1280, 900);
        stroke(page, .5, .15, .5, .85);

        Locator maps = page.locator("[data-why-maps]");
        assertThat(maps.locator(".why-map")).hasCount(5);
        assertThat(maps.locator(".why-sums tbody tr")).hasCount(3);
        String predicted = page.locator("[data-reading]").textContent();
        assertThat(maps.locator("select[name=class] option").first()).hasText("predicted: " + predicted);
        chromium.assertAccessible(page);

        maps.locator("select[name=class]").selectOption("8");
        assertThat(maps.locator(".soft strong").first()).hasText("8");
        page.waitForURL(Pattern.compile(".*[?&]class=8.*"));
        Locator pixels = maps.locator("[data-pixels]");
        pixels.press("ArrowDown");
        pixels.press("ArrowLeft");
        assertThat(maps.locator("[data-pixel-words]"))
                .containsText(Pattern.compile("Row 14, column 13: pixel [01]\\.\\d\\d, integrated gradients [+−0]"));
        page.locator("[data-scrubber] [name=epoch]").fill("0");
        assertThat(maps.locator("select[name=class]")).hasValue("8");
        assertThat(maps.locator("[data-pixel-words]")).containsText("Row 14, column 13");
        page.locator("[data-clear]").click();
        assertThat(maps).isHidden();
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_stroke_moves_the_bars_and_the_epochs_say_what_they_made_of_it() {
        Page page = open(1280, 900);
        assertThat(page.locator(".reading-empty")).containsText("Nothing is drawn yet");
        assertThat(page.locator("[data-place-words]")).containsText("2,000 of the training images");
        chromium.assertAccessible(page);

        stroke(page, .5, .15, .5, .85);

        assertThat(page.locator(".chances tr.best")).hasCount(1);
        assertThat(page.locator(".chances tr.best [data-percent]")).hasText(PERCENT);
        assertThat(page.locator("[data-summary]")).containsText("Epoch 3: the network says");
        assertThat(page.locator("[data-neighbours] li")).hasCount(15);
        assertThat(page.locator("[data-place-words]")).containsText("The ring is your picture");
        assertThat(page.locator("[data-history-rows] tr")).hasCount(TrainedRun.EPOCHS + 1);
        chromium.assertAccessible(page);

        List<?> before = bars(page);
        stroke(page, .2, .2, .8, .2, .8, .5, .2, .8);
        page.waitForFunction(
                "before => JSON.stringify([...document.querySelectorAll('.chances rect')].map(bar => bar.getAttribute('width'))) !== before",
                page.evaluate("JSON.stringify", before));

        page.locator("#epoch-range").fill("0");
        assertThat(page.locator("[data-summary]")).containsText("Epoch 0");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void keys_take_strokes_back_and_clear_and_the_drawing_outlives_another_page() {
        Page page = open(360, 780);
        stroke(page, .3, .2, .7, .2, .4, .8);
        assertThat(page.locator(".chances tr.best")).hasCount(1);
        stroke(page, .3, .5, .7, .5);

        page.keyboard().press("z");
        page.route("**/why?*", asked -> {}); // which is never answered
        page.reload();
        assertThat(page.locator(".chances tr.best")).hasCount(1);
        assertThat(page.locator("[data-why][aria-busy]")).containsText("Asking the network");
        chromium.assertAccessible(page);
        page.locator("[data-pad] canvas").focus();
        page.keyboard().press("Escape");

        assertThat(page.locator("#draw")).hasAttribute("data-state", "empty");
        assertThat(page.locator("[data-summary]")).hasText("The pad is empty.");
        assertThat(page.locator("[data-clear]")).isDisabled();
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_picture_is_sent_when_it_is_chosen_and_a_wrong_one_is_said_at_the_field() throws Exception {
        byte[] image = trained.archive.images(trained.run, ImageSplit.TEST).image(5);
        Path picture =
                Files.write(home.resolve("five.png"), Png.of(ImageShape.MNIST, CentreOfMass.centred(image, 28, 28)));
        Path text = Files.writeString(home.resolve("text.png"), "no picture", StandardCharsets.UTF_8);
        Page page = open(1280, 900);

        page.getByLabel("Or a picture").setInputFiles(picture);
        assertThat(page.locator("[data-reading]"))
                .hasText(String.valueOf(
                        trained.archive.images(trained.run, ImageSplit.TEST).label(5)));
        page.getByLabel("Or a picture").setInputFiles(text);

        assertThat(page.getByLabel("Or a picture"))
                .hasAccessibleDescription(Pattern.compile("The picture cannot be read: it is no PNG.*"));
        assertThat(page.locator("#draw")).hasAttribute("data-state", "answered");
        chromium.assertAccessible(page);
    }

    @Test
    void a_picture_that_is_not_taken_leaves_the_drawing_and_what_was_said_of_it() throws Exception {
        Path text = Files.writeString(home.resolve("no.png"), "no picture", StandardCharsets.UTF_8);
        Path large = Files.write(home.resolve("large.png"), new byte[15_000_001]);
        Page page = open(1280, 900);
        stroke(page, .5, .15, .5, .85);
        assertThat(page.locator("[data-summary]")).containsText("Epoch 3");
        String said = page.locator("[data-reading-percent]").textContent();

        for (Path bad : List.of(text, large)) {
            page.getByLabel("Or a picture").setInputFiles(bad);

            assertThat(page.getByLabel("Or a picture"))
                    .hasAccessibleDescription(Pattern.compile(".*(it is no PNG|The file is larger than 15 MB).*"));
            assertThat(page.locator("[data-pad-error]"))
                    .containsText(bad.getFileName().toString());
            assertThat(page.locator("[data-clear]")).isEnabled();
            assertThat(page.locator("#draw")).hasAttribute("data-state", "answered");
            assertThat(page.locator("[data-reading-percent]")).hasText(said);
        }
        page.locator("#epoch-range").fill("0");
        assertThat(page.locator("[data-summary]")).containsText("Epoch 0");
    }

    @Test
    void a_picture_is_dropped_anywhere_or_pasted() throws Exception {
        int label = trained.archive.images(trained.run, ImageSplit.TEST).label(5);
        byte[] five = Png.of(
                ImageShape.MNIST,
                CentreOfMass.centred(
                        trained.archive.images(trained.run, ImageSplit.TEST).image(5), 28, 28));
        Page page = open(1280, 900);
        stroke(page, .5, .15, .5, .85);
        hold(page, five, "five.png");

        carry(page, "dragenter");
        assertThat(page.locator(".drop-hint")).isVisible();
        chromium.assertAccessible(page);
        carry(page, "dragleave");
        assertThat(page.locator(".drop-hint")).isHidden();
        carry(page, "dragenter");
        carry(page, "drop");
        assertThat(page.locator(".drop-hint")).isHidden();
        assertThat(page.locator("[data-reading]")).hasText(String.valueOf(label));
        assertThat(page.locator("[data-clear]")).isDisabled();

        stroke(page, .5, .15, .5, .85);
        assertThat(page.locator("[data-clear]")).isEnabled();
        hold(page, "no picture".getBytes(StandardCharsets.UTF_8), "notes.pdf");
        carry(page, "drop");
        assertThat(page.locator("[data-pad-error]"))
                .containsText("notes.pdf\u2069: The picture cannot be read: it is no PNG");
        assertThat(page.locator("[data-clear]")).isEnabled();
        hold(page, five, "image.png");
        page.evaluate("""
                () => document.querySelector("canvas").dispatchEvent(
                  new ClipboardEvent("paste", { bubbles: true, clipboardData: window.held }))
                """);
        assertThat(page.locator("[data-clear]")).isDisabled();
        assertThat(page.locator("[data-pad-error]")).isEmpty();
    }

    private static void hold(Page page, byte[] file, String name) {
        page.evaluate("""
                ([file, name]) => {
                  window.held = new DataTransfer();
                  window.held.items.add(new File([Uint8Array.from(atob(file), (c) => c.charCodeAt(0))], name));
                }
                """, List.of(Base64.getEncoder().encodeToString(file), name));
    }

    private static void carry(Page page, String type) {
        page.evaluate("""
                (type) => document.querySelector("footer").dispatchEvent(
                  new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: window.held }))
                """, type);
    }

    private static Page open(int width, int height) {
        Page page = chromium.page(width, height);
        page.navigate(trained.server.address() + "/runs/1/draw?epoch=3");
        return page;
    }

    private static List<?> bars(Page page) {
        return (List<?>)
                page.locator(".chances rect").evaluateAll("bars => bars.map(bar => bar.getAttribute('width'))");
    }

    /** Draws with the mouse, in parts of the pad's side. */
    private static void stroke(Page page, double... points) {
        Locator pad = page.locator("[data-pad] canvas");
        pad.scrollIntoViewIfNeeded();
        BoundingBox box = pad.boundingBox();
        page.mouse().move(box.x + points[0] * box.width, box.y + points[1] * box.height);
        page.mouse().down();
        for (int i = 2; i < points.length; i += 2) {
            page.mouse()
                    .move(
                            box.x + points[i] * box.width,
                            box.y + points[i + 1] * box.height,
                            new Mouse.MoveOptions().setSteps(5));
        }
        page.mouse().up();
    }
}
