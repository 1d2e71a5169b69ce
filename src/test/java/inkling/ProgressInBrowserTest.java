package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import inkling.archive.runs.Run;
import inkling.runs.job.Laboratory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a job while looking elsewhere: the tab's title and icon, and a notification. */
@Timeout(180)
class ProgressInBrowserTest {
    private static final Pattern UNDER_WAY = Pattern.compile("\\d+\u2009% · .* – Inkling");
    private static final Pattern RING = Pattern.compile("data:image/svg\\+xml,.*");
    private static final String ICON = "link[rel=icon]";

    /** Notes what the browser would show; a headless one shows nothing. */
    private static final String NOTIFICATION = """
            window.shown = [];
            window.Notification = class extends EventTarget {
              static permission = "default";
              static async requestPermission() { return (this.permission = "%s"); }
              constructor(title, options) { super(); shown.push({ title, ...options, click: () => this.dispatchEvent(new Event("click")) }); }
            };
            """;

    @TempDir
    private Path home;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private Laboratory laboratory;

    @BeforeEach
    void start() {
        chromium = Chromium.start();
        laboratory = new Laboratory(home);
    }

    @Test
    void the_tab_says_how_far_it_is_on_the_run_s_own_page_and_on_those_of_none() throws Exception {
        long run = laboratory.service.start(Laboratory.request(1000)).id();
        long waiting = laboratory.service.start(Laboratory.request(1000)).id();
        Page own = open("/runs/" + run);
        Page list = open("/");
        Page other = open("/runs/" + waiting);

        assertThat(own).hasTitle(Pattern.compile("\\d+\u2009% · Bars – Inkling"));
        assertThat(own.locator(ICON)).hasAttribute("href", RING);
        assertThat(list).hasTitle(Pattern.compile("\\d+\u2009% · Runs – Inkling"));
        assertThat(other.locator("[data-job-rows] li")).hasCount(1);
        assertThat(other).hasTitle("Bars – Inkling");

        laboratory.service.cancel(waiting);
        laboratory.service.cancel(run);
        laboratory.service.await(run);
        for (Page page : List.of(own, list)) {
            assertThat(page).hasTitle(Pattern.compile("(Bars|Runs) – Inkling"));
            assertThat(page.locator(ICON)).hasAttribute("href", Pattern.compile(".*favicon.*svg"));
        }
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_tab_in_the_background_goes_on_and_says_done_until_it_is_looked_at() throws Exception {
        laboratory.train(Laboratory.request(1));
        Page page = open("/");
        look(page, false);
        long run = laboratory.service.start(Laboratory.request(100)).id();
        assertThat(page).hasTitle(UNDER_WAY);
        laboratory.service.await(run);
        assertThat(page).hasTitle("Done · Runs – Inkling");
        look(page, true);
        assertThat(page).hasTitle("Runs – Inkling");

        // Whoever looks on sees that it is done.
        laboratory.train(Laboratory.request(30));
        assertThat(page.locator("[data-run-row='/runs/3'] .status")).hasText("Finished");
        assertThat(page).hasTitle("Runs – Inkling");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void what_ends_between_two_pages_of_a_window_is_told_of_on_the_second() throws Exception {
        laboratory.service.start(Laboratory.request(1000));
        Page page = open("/");
        assertThat(page).hasTitle(UNDER_WAY);
        page.navigate("about:blank");
        laboratory.service.cancel(1);
        laboratory.service.await(1);
        laboratory.train(Laboratory.request(1));

        page.addInitScript(
                NOTIFICATION.formatted("granted")
                        + "Notification.permission = 'granted'; try { localStorage.setItem('inkling.notify', 'yes') } catch {}");
        page.navigate(laboratory.server.address() + "/");

        page.waitForFunction("() => shown.length === 1");
        assertThat(page.evaluate("shown[0].title")).isEqualTo("Run 1: Bars");
        page.reload();
        laboratory.train(Laboratory.request(100));
        page.waitForFunction("() => shown.length === 1");
        assertThat(page.evaluate("shown[0].title")).isEqualTo("Run 3: Bars");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void whoever_wants_it_is_notified_in_every_window_under_one_tag_and_a_click_leads_to_the_run() throws Exception {
        long first = laboratory.service.start(Laboratory.request(1000)).id();
        Page page = chromium.page(1280, 900);
        page.context().addInitScript(NOTIFICATION.formatted("granted"));
        Page second = page.context().newPage();
        page.navigate(laboratory.server.address() + "/runs/" + first);
        second.navigate(laboratory.server.address() + "/");
        Locator button = page.locator("[data-notify]");
        assertThat(button).hasAttribute("aria-pressed", "false");
        chromium.assertAccessible(page);
        button.click();
        assertThat(button).hasAttribute("aria-pressed", "true");
        second.evaluate("Notification.permission = 'granted'");

        laboratory.service.cancel(first);
        Run run = laboratory.train(Laboratory.request(100));

        for (Page window : List.of(page, second)) {
            window.waitForFunction("() => shown.length === 2");
            Map<?, ?> last = (Map<?, ?>) window.evaluate("shown[1]");
            assertThat(last.get("title")).isEqualTo("Run 2: Bars");
            assertThat(last.get("body").toString()).matches("Finished, test accuracy [\\d.]+\u2009%");
            assertThat(last.get("silent")).isEqualTo(true);
            assertThat(last.get("tag")).isEqualTo(page.evaluate("shown[1].tag"));
        }
        page.evaluate("shown[1].click()");
        page.waitForURL("**" + run.url());
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_refused_permission_is_said_and_nothing_is_shown() throws Exception {
        laboratory.service.start(Laboratory.request(1000));
        Page page = chromium.page(360, 780);
        page.addInitScript(NOTIFICATION.formatted("denied"));
        page.navigate(laboratory.server.address() + "/");
        assertThat(page.locator("[data-notify-refused]")).isHidden();

        page.locator("[data-notify]").click();

        assertThat(page.locator("[data-notify-refused]")).isVisible();
        assertThat(page.locator("[data-notify]")).hasAttribute("aria-pressed", "false");
        chromium.assertAccessible(page);
        laboratory.service.cancel(1);
        laboratory.service.await(1);
        assertThat(page.locator("[data-jobs]")).isHidden();
        assertThat((int) page.evaluate("shown.length")).isZero();
    }

    private Page open(String path) {
        Page page = chromium.page(1280, 900);
        page.navigate(laboratory.server.address() + path);
        return page;
    }

    /** As the browser tells a page that its tab is behind others, or in front again. */
    private static void look(Page page, boolean seen) {
        page.evaluate("""
                (seen) => {
                  Object.defineProperty(document, "hidden", { value: !seen, configurable: true });
                  document.dispatchEvent(new Event("visibilitychange"));
                }
                """, seen);
    }
}
