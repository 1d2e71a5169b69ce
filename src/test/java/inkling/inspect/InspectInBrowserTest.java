package inkling.inspect;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import inkling.Chromium;
import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.NearestImages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the confusion matrix to one image and through the epochs, in a real browser. */
class InspectInBrowserTest {
    private static final Pattern EPOCH_0 = Pattern.compile(".*[?&]epoch=0(&.*)?$");

    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    @AutoClose
    private Chromium chromium;

    @BeforeEach
    void open() {
        chromium = Chromium.start();
    }

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(
                home,
                (parts, all) -> Routes.inspect(
                        all,
                        new ConfusionPage(parts.archive, parts.predictions),
                        new MistakesPage(parts.archive, parts.predictions),
                        new CalibrationPage(parts.archive, parts.predictions),
                        new ImagePage(
                                parts.archive,
                                parts.predictions,
                                new NearestImages(parts.archive, parts.predictions),
                                new Background(Duration.ofMinutes(1)))));
    }

    @Test
    void a_person_goes_from_a_cell_to_its_images_to_one_of_them_and_back_through_training() {
        Page page = chromium.page(1280, 900);
        page.navigate(trained.server.address() + "/runs/1/confusion?epoch=1");
        assertThat(page.locator("[data-plot]")).isVisible();
        page.getByText("The same as a table").click();
        Locator cell = page.locator("#confusion-table a:not(.none, .term)").nth(1);
        String count = cell.textContent();

        cell.click();
        assertThat(page.locator("[data-total]")).hasText(count);

        page.locator(".mistake").first().click();
        page.waitForURL(Pattern.compile(".*/images/test/\\d+\\?epoch=1.*"));
        assertThat(page.locator("#image-neighbours li")).hasCount(10);

        String before = page.locator("#image-steps li").last().textContent();
        page.locator("[data-scrubber] [name=epoch]").fill("0");
        page.waitForURL(EPOCH_0);
        assertThat(page.locator("#image-steps li").last()).not().hasText(before);
        assertThat(page.locator("tr.chosen th")).hasText("0");
        assertThat(page.locator("#run-tabs a").nth(1)).hasAttribute("href", Pattern.compile(".*epoch=0&select=test.*"));
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void what_is_wrong_has_a_scale_of_its_own_beside_what_is_right() {
        Page page = chromium.page(1280, 900);
        for (String show : List.of("count", "row", "errors")) {
            page.navigate(trained.server.address() + "/runs/1/confusion?show=" + show);
            Object[] looks = ((List<?>) page.locator("[data-matrix]").evaluate("""
                    (canvas) => {
                      const { data, look } = Chart.getChart(canvas).shown;
                      const wrong = data.filter(({ x, y }) => x !== y).sort((a, b) => a.share - b.share);
                      const channels = (cell) => look(cell).fill.match(/\\d+/g).map(Number);
                      const [red, , blue] = channels(wrong.at(-1));
                      const fills = new Set(wrong.map((cell) => look(cell).fill)).size;
                      return [red > blue, fills > 3, channels(data[0])[2] > channels(data[0])[0]];
                    }
                    """)).toArray();
            assertThat(looks).as(show).containsExactly(true, true, !show.equals("errors"));
            assertThat(page.locator("[data-scale=wrong] [data-most]")).hasText(Pattern.compile("[1-9].*"));
            assertThat(page.locator("[data-scale=right]"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setVisible(!show.equals("errors")));
        }
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void the_calibration_names_both_kinds_of_gap_and_draws_each_in_its_own_colour() {
        Page page = chromium.page(1280, 900);
        page.navigate(trained.server.address() + "/runs/1/calibration");

        Object gaps = page.locator("[data-reliability]").first().evaluate("""
                (canvas) => {
                  const chart = Chart.getChart(canvas);
                  const named = chart.legend.legendItems.map(({ text }) => text);
                  const of = (label) => chart.data.datasets.find((each) => each.label === label).data;
                  const right = of("too sure").every(({ bin }) => bin.confidence > bin.accuracy)
                      && of("not sure enough").every(({ bin }) => bin.confidence < bin.accuracy);
                  const colours = new Set(chart.data.datasets.slice(1).map((_, i) => chart.getDatasetMeta(i + 1).data[0]?.options.backgroundColor));
                  const binned = of("too sure").length + of("not sure enough").length;
                  return [named.includes("too sure"), named.includes("not sure enough"), right, binned > 3, colours.size];
                }
                """);

        assertThat(gaps).isEqualTo(List.of(true, true, true, true, 3));
    }

    @Test
    void every_view_shows_the_same_after_scrubbing_as_after_loading() {
        for (String view : List.of("confusion", "mistakes", "calibration", "images/test/3")) {
            Page scrubbed = chromium.page(1280, 900);
            scrubbed.navigate(trained.server.address() + "/runs/1/" + view + "?epoch=3");
            scrubbed.locator("[data-scrubber] [name=epoch]").fill("0");
            scrubbed.waitForURL(EPOCH_0);
            Page loaded = chromium.page(1280, 900);
            loaded.navigate(trained.server.address() + "/runs/1/" + view + "?epoch=0");

            for (String part : List.of("table", "dl.figures", ".mistake-cards", ".derivation", ".neighbours")) {
                for (int i = 0; i < loaded.locator(part).count(); i++) {
                    String text = loaded.locator(part)
                            .nth(i)
                            .evaluate("e => e.textContent")
                            .toString();
                    assertThat(scrubbed.locator(part).nth(i))
                            .hasText(text.strip().replaceAll("\\s+", " "));
                }
            }
            scrubbed.context().close();
            loaded.context().close();
        }
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void every_view_is_accessible_wide_and_narrow() {
        for (String view : List.of("confusion", "mistakes", "calibration", "images/test/3")) {
            for (int width : new int[] {1280, 360}) {
                Page page = chromium.page(width, 900);
                page.navigate(trained.server.address() + "/runs/1/" + view);
                chromium.assertAccessible(page);
                page.context().close();
            }
        }
    }

    @Test
    void playing_goes_through_all_epochs_and_arrow_keys_walk_through_images() {
        Page page = chromium.page(360, 780);
        page.navigate(trained.server.address() + "/runs/1/images/test/7?epoch=3");
        page.locator("[data-scrubber-play]").click();
        page.waitForURL(EPOCH_0);
        page.waitForURL(Pattern.compile(".*[?&]epoch=3.*"));
        assertThat(page.locator("[data-scrubber-play]")).hasAttribute("aria-pressed", "false");

        page.locator("h2").first().click();
        page.keyboard().press("ArrowRight");
        page.waitForURL(Pattern.compile(".*/images/test/8\\?epoch=3.*"));
        page.navigate(trained.server.address() + "/runs/1/calibration");
        assertThat(chromium.logged()).isEmpty();
    }
}
