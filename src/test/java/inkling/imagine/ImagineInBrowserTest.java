package inkling.imagine;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.Chromium;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees while a network imagines, in a real browser. */
@Timeout(180)
class ImagineInBrowserTest {
    private static final Pattern PERCENT = Pattern.compile("\\d+\\.\\d+.%");

    @TempDir
    private static Path home;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static Imagination imagination;

    @BeforeAll
    static void start() throws InterruptedException {
        chromium = Chromium.start();
        imagination = new Imagination(home);
    }

    @Test
    void a_person_asks_for_a_3_watches_it_grow_surer_stops_and_finds_it_in_the_gallery() {
        Page page = chromium.page(1280, 900);
        page.navigate(imagination.trained.server.address() + "/runs/1/imagine");
        assertThat(page.getByLabel("Noise images")).hasValue("1600000");
        assertThat(page.getByLabel("Epsilon")).isHidden();
        assertThat(page.locator("#columns")).containsText("of its training images");
        chromium.assertAccessible(page);

        page.getByLabel("Noise images").fill("1000000000");
        press(page, "Imagine");

        page.waitForURL(Pattern.compile(".*/runs/1/imagine/\\d+$"));
        assertThat(page.locator("[data-dream=sureness]")).hasText(PERCENT);
        assertThat(page.locator("[data-dream=picture]")).isVisible();
        Locator canvas = page.locator("[data-dream-curve]");
        page.waitForFunction(
                "canvas => window.Chart.getChart(canvas).data.datasets[0].data.length > 3", canvas.elementHandle());
        chromium.assertAccessible(page);

        press(page, "Cancel");
        assertThat(page.locator("#dream-state")).containsText("The best so far is kept.");
        assertThat(page.locator(".status")).hasText("Cancelled");
        String sureness = page.locator("[data-dream=sureness]").textContent();
        String url = page.url();

        page.getByText("All imagined pictures").click();
        assertThat(page.locator(".gallery li").first()).containsText("3: " + sureness);
        page.locator(".gallery a").first().click();
        assertThat(page).hasURL(url);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_test_image_is_changed_on_a_narrow_screen_and_the_page_turns_by_itself_when_it_is_done() {
        Page page = chromium.page(360, 780);
        page.navigate(imagination.trained.server.address() + "/runs/1/imagine?method=adversarial&image=7");
        assertThat(page.locator("#f-image")).hasValue("7");
        assertThat(page.getByLabel("Noise images")).isHidden();
        page.getByLabel("Epsilon").fill("3");
        press(page, "Imagine");
        assertThat(page.getByLabel("Epsilon"))
                .hasAccessibleDescription(Pattern.compile("epsilon must be above 0 and at most 1, was 3.*"));
        chromium.assertAccessible(page);

        page.getByLabel("Epsilon").fill("0.2");
        press(page, "Imagine");

        assertThat(page.locator(".status")).hasText("Finished");
        assertThat(page.locator(".dream-pictures img")).hasCount(3);
        assertThat(page.locator(".bars tbody tr")).hasCount(10);
        chromium.assertAccessible(page);
        page.getByText("What each epoch says of it").click();
        assertThat(page.locator(".dream-epochs tbody tr")).hasCount(4);
        chromium.assertAccessible(page);
        page.getByText("Again, with changes").click();
        assertThat(page.getByLabel("Epsilon")).hasValue("0.2");
        assertThat(chromium.logged().stream().filter(line -> !line.contains("400")))
                .isEmpty();
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
