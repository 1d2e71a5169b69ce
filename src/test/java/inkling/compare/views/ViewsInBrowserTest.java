package inkling.compare.views;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import inkling.Chromium;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From tab to tab of a comparison, and a selection that all maps share, in a real browser. */
@Timeout(180)
class ViewsInBrowserTest {
    private static final String BOX = "[data-panel=\"%d\"] [data-map-box]";

    @TempDir
    private static Path home;

    @AutoClose
    private static ComparedRunsFixture runs;

    @AutoClose
    private static Chromium chromium;

    @BeforeAll
    static void train() throws InterruptedException {
        chromium = Chromium.start();
        runs = new ComparedRunsFixture(home);
    }

    @Test
    void a_person_walks_through_the_four_views_and_selects_in_all_maps_at_once() {
        Page page = chromium.page(1280, 1000);
        page.navigate(runs.trained.server.address() + "/compare/confusion?runs=1,2&epoch=0");
        assertThat(page.locator(".small-matrix")).hasCount(3);
        chromium.assertAccessible(page);

        page.locator("td.better-4, td.worse-4").first().locator("a").click();
        page.waitForURL(Pattern.compile(".*/compare/images\\?.*a=1&b=2&true=\\d&predicted=\\d.*"));
        assertThat(page.locator(".differ-cards li").first()).isVisible();
        chromium.assertAccessible(page);
        page.locator("[data-filters] [name=true]").selectOption("");
        page.waitForURL(Pattern.compile(".*true=&.*"));

        page.locator(".view-nav").getByText("Weights").click();
        assertThat(page.locator(".strips li")).hasCount(25);
        page.getByLabel("Order: norm").click();
        assertThat(page.getByLabel("Order: norm")).hasAttribute("aria-current", "true");
        chromium.assertAccessible(page);

        page.locator(".view-nav").getByText("Maps").click();
        selectInAllMaps(page);
        assertThat(chromium.logged()).isEmpty();
    }

    private static void selectInAllMaps(Page page) {
        // The points are there once a map can say which image is at its middle.
        page.locator(BOX.formatted(1)).focus();
        page.waitForFunction("() => { document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '-'}));"
                + " return !document.querySelector('[data-shared-image]').hidden; }");
        chromium.assertAccessible(page);

        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*select=test:\\d+.*"));
        assertThat(page.locator("[data-shared-readings] li")).hasCount(2);
        assertThat(page.locator("[data-shared-title]")).hasText(Pattern.compile("Test image \\d+"));

        BoundingBox box = page.locator(BOX.formatted(2)).boundingBox();
        byte[] before = page.locator(BOX.formatted(1)).screenshot();
        page.keyboard().down("Shift");
        drag(page, box);
        page.keyboard().up("Shift");

        Locator list = page.locator("[data-shared-list]");
        assertThat(list).isVisible();
        assertThat(page.locator("[data-list-count]"))
                .hasText(Pattern.compile("\\d+ images: run 1 reads \\d+ wrongly, run 2 reads \\d+ wrongly.*"));
        assertThat(page.locator("[data-list-rows] tr").first().locator("td")).hasCount(3);
        assertThat(page.locator(BOX.formatted(1)).screenshot())
                .as("what the lasso caught in one map is ringed in the other")
                .isNotEqualTo(before);
        chromium.assertAccessible(page);
        page.locator("[data-list-clear]").click();
        assertThat(list).isHidden();
    }

    /** Round a part of the middle, which holds some of the points and not all. */
    private static void drag(Page page, BoundingBox box) {
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        double reach = box.width / 10;
        page.mouse().move(x - reach, y - reach);
        page.mouse().down();
        page.mouse().move(x + reach, y - reach);
        page.mouse().move(x + reach, y + reach);
        page.mouse().move(x - reach, y + reach);
        page.mouse().up();
    }

    @Test
    void everything_fits_a_narrow_window() {
        Page page = chromium.page(360, 780);
        for (String view : new String[] {"confusion", "images", "weights", "maps"}) {
            page.navigate(runs.trained.server.address() + "/compare/" + view + "?runs=1,2&epoch=0");
            chromium.assertAccessible(page);
        }
        assertThat(chromium.logged()).isEmpty();
    }
}
