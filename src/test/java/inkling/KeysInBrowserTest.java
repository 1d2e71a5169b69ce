package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import inkling.http.Proxies;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be done without a mouse, and the list that says so. */
@Timeout(180)
class KeysInBrowserTest {
    @TempDir
    private Path folder;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private SmallServer server;

    private Page page;
    private Locator dialog;

    @BeforeEach
    void start() throws Exception {
        chromium = Chromium.start();
        server = new SmallServer(folder, Proxies.NONE);
        page = chromium.page(360, 780);
        dialog = page.locator("[data-keys-dialog]");
    }

    private void open(String path) {
        page.navigate(server.address + path);
        assertThat(page.locator("[data-keys-open]")).isVisible();
    }

    private void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    @Test
    void a_question_mark_lists_the_page_s_keys_and_they_work_except_while_typing() {
        open("/");
        press("?");
        assertThat(dialog).isVisible();
        assertThat(dialog).containsText("Type a filter");
        chromium.assertAccessible(page);
        press("g", "q");
        assertThat(dialog).isVisible();
        press("Escape");
        assertThat(dialog).isHidden();

        press("/");
        assertThat(page.locator("#f-q")).isFocused();
        press("g", "q", "?");
        assertThat(page.locator("#f-q")).hasValue("gq?");
        assertThat(dialog).isHidden();

        page.locator("h1").click();
        press("g", "q");
        page.waitForURL("**/queue");
        assertThat(page.locator("[data-keys-open]")).isVisible();
        press("g", "n");
        page.waitForURL("**/runs/new");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void single_keys_can_be_switched_off_for_good_and_the_button_opens_the_list_all_the_same() {
        open("/");
        page.locator("[data-keys-open]").click();
        page.locator("[data-keys-single]").uncheck();
        page.locator("[data-keys-close]").click();
        assertThat(page.locator("[data-keys-open]")).isFocused();

        open("/queue");
        press("?", "g", "r", "/");
        assertThat(dialog).isHidden();
        assertThat(page).hasURL(server.address + "/queue");
        page.locator("[data-keys-open]").click();
        page.locator("[data-keys-single]").check();
        press("Escape");
        press("?");
        assertThat(dialog).isVisible();
    }

    @Test
    void each_page_lists_what_its_own_modules_bind() {
        open("/runs/1/draw");
        Locator pad = page.locator("[data-pad] canvas");
        pad.click();
        assertThat(page.locator("[data-undo]")).isEnabled();
        press("Shift+Tab", "?");
        assertThat(dialog).containsText("On the drawing pad");
        assertThat(dialog).containsText("On the slider of epochs");
        press("Escape");
        pad.focus();
        press("z");
        assertThat(page.locator("[data-undo]")).isDisabled();

        open("/runs/1/map?layer=h2&split=test&method=pca&epoch=2");
        press("?");
        assertThat(dialog.locator("h3", new Locator.LocatorOptions().setHasText("On a map")))
                .hasCount(1);
        press("Escape");
        page.locator("[data-map-box]").focus();
        press("Enter");
        press("+", "0", "ArrowLeft");

        open("/runs/1/images/test/5");
        press("?");
        assertThat(dialog).containsText("The one after");
        press("Escape");
        press("ArrowRight");
        page.waitForURL("**/images/test/6*");
        assertThat(chromium.logged()).isEmpty();
    }
}
