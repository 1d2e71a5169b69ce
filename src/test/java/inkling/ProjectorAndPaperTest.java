package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import inkling.http.Proxies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every chart, matrix, map and sheet on a full screen, and every page on paper, in a real browser. */
@Timeout(300)
class ProjectorAndPaperTest {
    /** Pages, and how many things on each can have the whole screen. */
    private static final Map<String, Integer> STAGES = Map.ofEntries(
            Map.entry("/runs/1", 2),
            Map.entry("/runs/1/confusion", 1),
            Map.entry("/runs/1/calibration", 4),
            Map.entry("/runs/1/images/test/3", 1),
            Map.entry("/runs/1/map?" + SmallServer.MAP, 1),
            Map.entry("/runs/1/weights", 1),
            Map.entry("/runs/1/imagine/1", 1),
            Map.entry("/runs/1/draw", 1),
            Map.entry("/sweeps/1", 2),
            Map.entry("/compare?runs=1,2,3", 4),
            Map.entry("/runs/1/images/test/3/why", 1),
            Map.entry("/runs/1/images/test/3/between", 2),
            Map.entry("/runs/1/images/test/3/counterfactual", 1),
            Map.entry("/runs/1/stress", 1));

    /** The places of those among all; some have nothing to show yet. */
    private static final String SHOWN = """
            () => [...document.querySelectorAll("[data-stage]")].flatMap((stage, place) =>
              stage.querySelector("[data-fullscreen]")?.checkVisibility() ? [place] : [])
            """;

    private static final String FORBIDDEN =
            "Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('not allowed'));";

    /** What is larger than on a page: the letters of each chart within a stage, and the widths of its lines. */
    private static final String DRAWN = """
            (stage) => [...stage.querySelectorAll("canvas")].map((canvas) => window.Chart?.getChart(canvas)).filter(Boolean).map((chart) => ({
              letters: Math.max(...Object.values(chart.scales).map((scale) => scale._resolveTickFontOptions(0).size)),
              line: Math.max(0, ...chart.getSortedVisibleDatasetMetas().map(({ dataset }) => dataset?.options.borderWidth ?? 0)),
            }))
            """;

    @TempDir
    private static Path folder;

    @AutoClose
    private static SmallServer server;

    @AutoClose
    private Chromium chromium;

    @BeforeAll
    static void fill() throws IOException, InterruptedException {
        server = new SmallServer(folder, Proxies.NONE);
    }

    @BeforeEach
    void open() {
        chromium = Chromium.start();
    }

    @Test
    void everything_drawn_has_the_whole_screen_with_large_letters_and_gives_it_back() {
        STAGES.forEach((path, count) -> {
            Page page = open(path, 1280);
            Locator buttons = page.locator("[data-fullscreen]:visible");
            assertThat(buttons).hasCount(count);
            for (Object shown : (List<?>) page.evaluate(SHOWN)) {
                Locator stage = page.locator("[data-stage]").nth((Integer) shown);
                Locator button = stage.locator("[data-fullscreen]");
                Object before = stage.evaluate(DRAWN);
                button.click();
                assertThat(stage).hasClass(Pattern.compile(".*\\bfull\\b.*"));
                assertThat(stage.evaluate("stage => document.fullscreenElement === stage"))
                        .isEqualTo(true);
                assertCovers(stage, page);
                assertLarger(stage, before);
                if (page.locator("[data-scrubber]").count() > 0) {
                    assertThat(stage.locator("[data-scrubber]")).isVisible();
                }
                assertThat(page.locator("main :focus-visible, main :focus")).hasCount(1);

                page.mouse().move(0, 0); // The line that is pointed at is a stronger one.
                page.keyboard().press("Escape");
                assertThat(page.locator(".full")).hasCount(0);
                assertThat(button).isFocused();
                assertThat(page.locator("[inert], [data-stage] [data-scrubber]"))
                        .hasCount(0);
                assertThat(stage.evaluate(DRAWN)).isEqualTo(before);
            }
            page.context().close();
        });
        assertThat(chromium.logged()).isEmpty();
    }

    private Page open(String path, int width) {
        Page page = chromium.page(width, 800);
        page.navigate(server.address + path);
        page.waitForFunction(
                "() => [...document.querySelectorAll('[data-stage] canvas')].filter(canvas => canvas.checkVisibility()).every(canvas => canvas.width > 0)");
        page.waitForTimeout(500);
        return page;
    }

    private static void assertCovers(Locator stage, Page page) {
        BoundingBox box = stage.boundingBox();
        assertThat(List.of(box.x, box.y, box.width)).containsExactly(0.0, 0.0, (double) page.viewportSize().width);
        assertThat(box.height).isEqualTo(page.viewportSize().height);
    }

    @SuppressWarnings("unchecked")
    private static void assertLarger(Locator stage, Object before) {
        var small = (List<Map<String, Number>>) before;
        var large = (List<Map<String, Number>>) stage.evaluate(DRAWN);
        for (int i = 0; i < small.size(); i++) {
            for (String what : List.of("letters", "line")) {
                double was = small.get(i).get(what).doubleValue();
                assertThat(large.get(i).get(what).doubleValue()).as(what).isGreaterThanOrEqualTo(was * 1.5);
            }
        }
    }

    @Test
    void where_it_is_not_allowed_the_window_is_filled_and_keys_and_scrubber_work_there() {
        for (int width : List.of(1280, 360)) {
            Page page = chromium.page(width, 800);
            page.addInitScript(FORBIDDEN);
            page.navigate(server.address + "/runs/1/confusion?epoch=2");
            page.locator("[data-matrix]").scrollIntoViewIfNeeded();
            page.keyboard().press("f");
            assertThat(page.locator("[data-stage]")).hasClass(Pattern.compile(".*\\bfull\\b.*"));
            chromium.assertAccessible(page);

            page.locator("[data-scrubber] [name=epoch]").focus();
            page.keyboard().press("ArrowLeft");
            page.waitForURL(Pattern.compile(".*[?&]epoch=1(&.*)?$"));
            page.locator("[data-scrubber-play]").click();
            page.waitForURL(Pattern.compile(".*[?&]epoch=2(&.*)?$"));
            BoundingBox matrix = page.locator("[data-matrix]").boundingBox();
            page.mouse().move(matrix.x + matrix.width * 0.5, matrix.y + matrix.height * 0.5);
            assertThat(page.locator("[data-pointed]")).hasText(Pattern.compile("True \\d, predicted \\d: .*"));

            page.keyboard().press("F");
            assertThat(page.locator(".full")).hasCount(0);
            page.keyboard().press("f");
            page.keyboard().press("Escape");
            assertThat(page.locator(".full")).hasCount(0);
            assertThat(page.locator("[data-fullscreen]")).isFocused();
            page.context().close();
        }
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void what_opens_over_it_can_be_used_and_what_is_written_anew_stays_in_it() {
        Page page = chromium.page(1280, 800);
        page.addInitScript(FORBIDDEN);
        page.navigate(server.address + "/runs/1/confusion?epoch=2");
        page.locator("[data-scrubber] [name=epoch]").focus();
        page.keyboard().press("f");
        assertThat(page.locator(".full [data-scrubber] [name=epoch]")).isFocused();
        page.keyboard().press("?");
        page.locator("[data-keys-close]").click();
        assertThat(page.locator("[data-keys-dialog]")).isHidden();
        page.keyboard().press("?");
        page.keyboard().press("Escape");
        assertThat(page.locator("[data-keys-dialog]")).isHidden();
        assertThat(page.locator(".full")).hasCount(1);

        page.navigate(server.address + "/compare/confusion?runs=1,2");
        page.keyboard().press("f");
        page.evaluate("""
                async () => {
                  const { renew } = await import(document.querySelector("script[src$='main.js']").src.replace("shell/main", "live/parts"));
                  const written = new Promise((done) => document.addEventListener("inkling:written", done, { once: true }));
                  renew([...document.querySelectorAll("[data-live]")]);
                  await written;
                }
                """);
        assertThat(page.locator(".full [data-fullscreen]")).hasAttribute("aria-pressed", "true");
        page.keyboard().press("Escape");
        assertThat(page.locator(".full")).hasCount(0);
        assertThat(page.locator("[inert]")).hasCount(0);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_curve_on_a_full_screen_is_read_and_zoomed_as_on_the_page() {
        Page page = open("/compare?runs=1,2,3", 1280);
        page.locator("[data-fullscreen]").nth(1).click();
        Locator canvas = page.locator(".full canvas");
        page.waitForFunction("() => document.querySelector('.full canvas').clientHeight > 300");
        BoundingBox box = canvas.boundingBox();
        page.mouse().move(box.x + box.width * 0.9, box.y + box.height * 0.5);
        assertThat(page.locator(".full [data-legend-heading]")).hasText("Validation loss");
        assertThat(page.locator(".full [data-place]")).hasText(Pattern.compile("at step \\d+"));

        page.mouse().move(box.x + box.width * 0.4, box.y + box.height * 0.5);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.8, box.y + box.height * 0.5);
        page.mouse().up();
        page.waitForFunction("() => Chart.getChart(document.querySelector('.full canvas')).scales.x.min > 1");
        page.locator(".full [data-reset-zoom]").click();
        page.waitForFunction("() => Chart.getChart(document.querySelector('.full canvas')).scales.x.min <= 1");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void on_paper_nothing_is_dark_nothing_is_to_be_pressed_and_nothing_is_cut_in_two() {
        STAGES.keySet().forEach(path -> {
            Page page = open(path, 1280);
            page.emulateMedia(new Page.EmulateMediaOptions()
                    .setColorScheme(ColorScheme.DARK)
                    .setMedia(Media.PRINT));

            assertThat(page.locator(".site-header")).isHidden();
            assertThat(page.locator(".site-footer")).isHidden();
            assertThat(page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor"))
                    .isEqualTo("rgb(255, 255, 255)");
            assertThat(page.evaluate("""
                    () => [...document.querySelectorAll("main :is(button, nav, [role=button], input, select)")]
                        .filter((each) => each.checkVisibility() && !each.closest("[data-legend], .legend-entries")).map((each) => each.outerHTML)
                    """))
                    .as("what is to be pressed at %s", path)
                    .isEqualTo(List.of());
            assertThat(page.evaluate("""
                    () => [...document.querySelectorAll("main :is(canvas, svg, table)")].filter((each) => each.checkVisibility()).filter((each) => {
                      let whole = false;
                      for (let part = each; part.matches("main *"); part = part.parentElement) whole ||= getComputedStyle(part).breakInside === "avoid";
                      return !whole;
                    }).map((each) => each.outerHTML)
                    """)).as("what may break at %s", path).isEqualTo(List.of());
            page.context().close();
        });
    }
}
