package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import inkling.http.Proxies;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terms that say what they mean where they stand, in a real browser. */
class TermsInBrowserTest {
    private static final Pattern WORDS = Pattern.compile(".*/words#[a-z0-9_]+");
    private static final String BOX = "[role=tooltip]";

    @TempDir
    private static Path folder;

    @AutoClose
    private static SmallServer server;

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        server = new SmallServer(folder, Proxies.NONE);
    }

    @BeforeEach
    void open() {
        chromium = Chromium.start();
    }

    @Test
    void a_term_says_what_it_means_while_it_has_the_focus_and_until_escape() {
        for (int width : List.of(1280, 360)) {
            Page page = chromium.page(width, 700);
            for (String path : List.of("/runs/1", "/runs/1/calibration")) {
                page.navigate(server.address + path);
                List<Locator> terms = page.locator("main [data-term]").all();
                assertThat(terms).as(path).isNotEmpty();
                for (Locator term : terms) {
                    term.focus();
                    assertThat(page.locator(BOX)).hasText(term.getAttribute("aria-description"));
                    assertWithin(page, width, 700);
                    assertThat(term)
                            .hasAttribute("aria-describedby", page.locator(BOX).getAttribute("id"));
                    assertThat(term).hasAttribute("href", WORDS);

                    page.keyboard().press("Escape");
                    assertThat(page.locator(BOX)).isHidden();
                    assertThat(term).isFocused();
                }
                terms.get(0).focus();
                chromium.assertAccessible(page);
                page.keyboard().press("Tab");
                assertThat(terms.get(0)).not().hasAttribute("aria-describedby", Pattern.compile(".*"));
            }
        }
        assertThat(chromium.logged()).isEmpty();
    }

    /** All of it lies in the window, and nothing is drawn over it, whatever it stands in. */
    private static void assertWithin(Page page, int width, int height) {
        BoundingBox box = page.locator(BOX).boundingBox();
        assertThat(box.x).isGreaterThanOrEqualTo(0);
        assertThat(box.y).isGreaterThanOrEqualTo(0);
        assertThat(box.x + box.width).isLessThanOrEqualTo(width);
        assertThat(box.y + box.height).isLessThanOrEqualTo(height);
        assertThat(page.locator(BOX).evaluate("""
                box => {
                  const { left, top, right, bottom } = box.getBoundingClientRect();
                  return [[left, top], [right, top], [left, bottom], [right, bottom]].every(([x, y]) =>
                    document.elementFromPoint((8 * x + left + right) / 10, (8 * y + top + bottom) / 10) === box);
                }""")).as("seen whole").isEqualTo(true);
    }

    @Test
    void a_pointer_opens_it_and_can_go_into_it() {
        Page page = chromium.page(1280, 900);
        page.navigate(server.address + "/runs/1/calibration");
        Locator term = page.locator("[data-term]").first();

        term.hover();
        assertThat(page.locator(BOX)).isVisible();
        page.locator(BOX).hover();
        page.waitForTimeout(600);
        assertThat(page.locator(BOX)).isVisible();
        page.mouse().move(5, 5);
        assertThat(page.locator(BOX)).isHidden();

        term.hover();
        assertThat(page.locator(BOX)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator(BOX)).isHidden();
        term.click();
        page.waitForURL(WORDS);
    }

    @Test
    void a_finger_opens_it_first_and_then_follows_the_link() {
        Page page =
                chromium.page(new NewContextOptions().setViewportSize(360, 700).setHasTouch(true));
        page.navigate(server.address + "/runs/1/calibration");
        Locator term = page.locator("[data-term]").first();

        term.tap();
        assertThat(page.locator(BOX)).isVisible();
        page.locator("h2").first().tap();
        assertThat(page.locator(BOX)).isHidden();
        assertThat(page).hasURL(Pattern.compile(".*/calibration"));

        term.tap();
        assertThat(page.locator(BOX)).isVisible();
        term.tap();
        page.waitForURL(WORDS);
    }

    @Test
    void without_scripts_a_term_is_a_link() {
        Page page = chromium.page(new NewContextOptions().setJavaScriptEnabled(false));
        page.navigate(server.address + "/runs/1/calibration");

        page.locator("[data-term]").first().click();

        page.waitForURL(WORDS);
    }
}
