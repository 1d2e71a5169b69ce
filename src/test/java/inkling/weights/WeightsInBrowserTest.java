package inkling.weights;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import inkling.Chromium;
import inkling.inspect.TrainedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The weights through training, from unit to unit, in a real browser. */
@Timeout(180)
class WeightsInBrowserTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @AutoClose
    private static Chromium chromium;

    @BeforeAll
    static void train() throws InterruptedException {
        chromium = Chromium.start();
        trained = WeightsFixture.train(home);
    }

    @Test
    void the_pictures_follow_the_epoch_and_their_switches_without_a_new_page() {
        Page page = chromium.page(1280, 900);
        page.navigate(trained.server.address() + "/runs/1/weights?epoch=3&count=all");
        page.evaluate("document.body.dataset.still = 'here'");
        Locator first = page.locator("#units .units a").first();
        chromium.assertAccessible(page);

        page.locator("[data-scrubber] [name=epoch]").fill("0");
        assertThat(first).hasAttribute("href", Pattern.compile(".*\\?epoch=0&.*"));
        assertThat(page.locator("#units image").first())
                .hasAttribute("href", Pattern.compile(".*epoch=0&layer=input_fc&scale=each.*"));

        page.getByLabel("Colour: signed").click();
        assertThat(page.locator("#units image").first())
                .hasAttribute("href", Pattern.compile(".*epoch=0&layer=input_fc&scale=each&colour=signed.*"));
        assertThat(page).hasURL(Pattern.compile(".*epoch=0&.*colour=signed.*"));
        assertThat(page.evaluate("document.body.dataset.still")).isEqualTo("here");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_unit_is_opened_and_the_arrow_keys_walk_on_from_it() {
        Page page = chromium.page(360, 780);
        page.navigate(trained.server.address() + "/runs/1/weights?epoch=2&order=norm");
        chromium.assertAccessible(page);
        List<String> order = page.locator("#units .units a span").allTextContents();

        page.locator("#units .units a").first().click();
        assertThat(page.locator("#unit-title")).hasText("Unit " + order.get(0) + " of the first layer");
        assertThat(page.locator(".excited img")).hasCount(24);
        chromium.assertAccessible(page);

        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#unit-title")).hasText("Unit " + order.get(1) + " of the first layer");
        page.waitForLoadState(); // nobody listens to keys before
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("#unit-title")).hasText("Unit " + order.get(0) + " of the first layer");

        String before = page.locator(".excited").textContent();
        page.locator("[data-scrubber] [name=epoch]").fill("0");
        assertThat(page.locator(".excited")).not().hasText(before);
        assertThat(page)
                .hasURL(Pattern.compile(".*/weights/" + order.get(0) + "\\?epoch=0&layer=input_fc&order=norm.*"));
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void the_histograms_arrive_by_themselves_and_mark_the_epoch_that_is_looked_at() {
        Page page = chromium.page(1280, 900);
        page.navigate(trained.server.address() + "/runs/1/weights/histograms?epoch=1");
        page.locator("[data-live-again]").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

        assertThat(page.locator(".ridges")).hasCount(12);
        assertThat(page.locator(".ridges").first().locator("g")).hasCount(TrainedRun.EPOCHS + 1);
        assertThat(page.locator(".ridges .current text").first()).hasText("1");
        chromium.assertAccessible(page);

        page.locator("[data-scrubber] [name=epoch]").fill("2");
        assertThat(page.locator(".ridges .current text").first()).hasText("2");
        assertThat(page.locator("#tensors-title")).hasText("The figures of epoch 2");
        assertThat(chromium.logged()).isEmpty();
    }
}
