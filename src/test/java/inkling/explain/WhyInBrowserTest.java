package inkling.explain;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import inkling.Chromium;
import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.NearestImages;
import inkling.inspect.CalibrationPage;
import inkling.inspect.ConfusionPage;
import inkling.inspect.ImagePage;
import inkling.inspect.MistakesPage;
import inkling.inspect.TrainedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a mistake to the pixels that it comes from, in a real browser. */
class WhyInBrowserTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (parts, all) -> {
            Background background = new Background(Duration.ofMinutes(1));
            Explanations explanations = new Explanations(parts.archive, parts.predictions);
            Routes.explain(all, new WhyPage(parts.archive, parts.predictions, explanations, background));
            Routes.inspect(
                    all,
                    new ConfusionPage(parts.archive, parts.predictions),
                    new MistakesPage(parts.archive, parts.predictions),
                    new CalibrationPage(parts.archive, parts.predictions),
                    new ImagePage(
                            parts.archive,
                            parts.predictions,
                            new NearestImages(parts.archive, parts.predictions),
                            parts.versions,
                            background));
        });
    }

    @BeforeEach
    void open() {
        chromium = Chromium.start();
    }

    @Test
    void a_person_goes_from_the_surest_mistake_to_its_pixels_and_on_to_the_next() {
        Page page = chromium.page(1280, 900);
        page.navigate(trained.server.address() + "/runs/1/mistakes?epoch=1");
        page.locator(".mistake").first().click();
        page.getByText("Why this answer").click();

        page.waitForURL(Pattern.compile(".*/images/test/\\d+/why\\?epoch=1.*"));
        assertThat(page.locator(".verdict")).containsText("but taken for");
        assertThat(page.locator(".why-map")).hasCount(5);
        assertThat(page.locator(".walk")).containsText("of the selection");
        Locator sum = page.locator(".why-sums tbody td").first();
        String before = sum.textContent();
        Locator pixels = page.locator("[data-pixels]");
        pixels.press("ArrowUp");
        pixels.press("ArrowUp");
        pixels.press("ArrowRight");
        Locator pointed = page.locator("[data-pixel-words]");
        assertThat(pointed).containsText("Row 13, column 15: pixel ");
        assertThat(page.locator("[data-pixel]:visible")).hasCount(5);

        page.locator("[data-scrubber] [name=epoch]").fill("0");
        assertThat(sum).not().hasText(before);
        assertThat(pointed).containsText("Row 13, column 15: pixel ");
        String untrained = sum.textContent();
        page.locator("select[name=class]").selectOption("true");
        page.waitForURL(Pattern.compile(".*[?&]epoch=0.*class=true.*"));
        assertThat(sum).not().hasText(untrained);

        page.locator("a[rel=next]").click();
        page.waitForURL(Pattern.compile(".*/why\\?epoch=0.*class=true.*"));
        assertThat(page.locator("select[name=class]")).hasValue("true");
        page.locator(".why-map").nth(2).hover();
        assertThat(pointed).containsText(Pattern.compile("Row 1[34], column 1[34]: pixel "));
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void it_can_be_read_and_chosen_without_scripts() {
        Page page = chromium.page(
                new Browser.NewContextOptions().setViewportSize(360, 800).setJavaScriptEnabled(false));
        page.navigate(trained.server.address() + "/runs/1/images/train/3/why?epoch=2");

        page.locator("select[name=class]").selectOption("6");
        page.locator("select[name=baseline]").selectOption("blurred");
        page.locator("form.filters [type=submit]").click();

        page.waitForURL(Pattern.compile(".*train/3/why\\?epoch=2&class=6&baseline=blurred.*"));
        assertThat(page.locator("#why-parts .soft").first()).containsText("speaks for 6");
        assertThat(page.locator("#why-parts .soft").first()).containsText("the picture itself, blurred");
        assertThat(page.locator(".why-map img")).hasCount(5);
        page.locator("#why-strongest summary").click();
        assertThat(page.locator("#why-strongest tbody tr")).hasCount(3);
    }
}
