package inkling.compare;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import inkling.Chromium;
import inkling.LogAxis;
import inkling.archive.runs.Run;
import inkling.training.Measured;
import inkling.training.Score;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs side by side in a real browser. */
class CompareInBrowserTest {
    /** Of the chart of a kind and a metric, the lines that are drawn: one a column, without bands and single steps. */
    private static final String DRAWN = """
            ([kind, metric]) => window.Chart.getChart(document.querySelector(
                `canvas[data-kind=${kind}][data-curve=${metric}]`)).data.datasets.filter((_, i) => i % 4 === 3)
                .map(line => ({ points: line.data.length, last: line.data.at(-1)?.y, dash: line.borderDash.join(" "),
                    colour: line.borderColor, hidden: line.hidden }))
            """;

    @TempDir
    private Path home;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private StoredRuns store;

    @BeforeEach
    void open() {
        chromium = Chromium.start();
        store = new StoredRuns(home);
    }

    private Page compare(int width, String runs) {
        Page page = chromium.page(width, 900);
        page.navigate(store.server.address() + "/compare?runs=" + runs);
        assertThat(page.locator("[data-legend] output").first()).hasText(Pattern.compile("\\d.*"));
        return page;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> drawn(Page page, String kind, String metric) {
        return (List<Map<String, Object>>) page.evaluate(DRAWN, List.of(kind, metric));
    }

    @Test
    void two_runs_are_drawn_over_each_other_and_read_at_the_crosshair() {
        store.finished("Slow", StoredRuns.settings(0.001, 1), new Score(0.081, 0.9741), 0.5, 0.4, 0.3);
        store.finished("Fast", StoredRuns.settings(0.01, 1), new Score(0.07, 0.98), 0.4, 0.2, 0.25);
        Page page = compare(1280, "1,2");

        assertThat(drawn(page, "valid", "loss"))
                .extracting(line -> line.get("last"))
                .containsExactly(0.3, 0.25);
        assertThat(drawn(page, "train", "loss"))
                .extracting(line -> line.get("points"))
                .containsExactly(120, 120);
        Locator rows = page.locator("[data-legend] li");
        assertThat(rows.first()).containsText("Fast");
        assertThat(rows.first().locator("output")).hasText("0.2500");

        Locator chart = page.locator("canvas[data-kind=valid][data-curve=loss]");
        BoundingBox box = chart.boundingBox();
        page.mouse().move(box.x + box.width * 0.7, box.y + box.height * 0.4);
        assertThat(rows.first().locator("output")).hasText("0.2000");
        assertThat(page.locator("[data-place]")).hasText(Pattern.compile("at step \\d+"));

        page.getByLabel("log", new Page.GetByLabelOptions().setExact(true)).check();
        assertThat(chart.evaluate("canvas => window.Chart.getChart(canvas).scales.y.type"))
                .isEqualTo("logarithmic");
        page.getByLabel("epoch", new Page.GetByLabelOptions().setExact(true)).check();
        assertThat(chart.evaluate("canvas => window.Chart.getChart(canvas).data.datasets[3].data.at(-1).x"))
                .isEqualTo(3);
        rows.filter(new Locator.FilterOptions().setHasText("Slow"))
                .locator("button")
                .click();
        assertThat(drawn(page, "train", "accuracy"))
                .extracting(line -> line.get("hidden"))
                .containsExactly(true, false);
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_run_stays_brought_out_once_its_value_is_pressed_until_it_is_pressed_again() {
        store.finished("Slow", StoredRuns.settings(0.001, 1), new Score(0.081, 0.9741), 0.5, 0.4, 0.3);
        store.finished("Fast", StoredRuns.settings(0.01, 1), new Score(0.07, 0.98), 0.4, 0.2, 0.25);
        Page page = compare(360, "1,2");
        Locator value = page.locator("[data-legend] li").first().locator("output");

        value.click();
        page.mouse().move(0, 0);
        assertThat(widths(page)).isEqualTo(List.of(2, 3));

        value.click();
        page.mouse().move(0, 0);
        assertThat(widths(page)).isEqualTo(List.of(2, 2));
    }

    private static Object widths(Page page) {
        return page.evaluate("""
                () => window.Chart.getChart(document.querySelector("canvas[data-curve=loss]")).data.datasets
                    .filter((_, i) => i % 4 === 3).map(line => line.borderWidth)
                """);
    }

    @Test
    void the_numbers_of_the_x_axis_are_round_and_never_stand_on_each_other() {
        store.finished("Odd", StoredRuns.settings(0.001, 1), new Score(0.08, 0.97), 0.5, 0.4, 0.3);
        Page page = compare(1280, "1");

        assertThat(ticks(page, 0, 3374)).isEqualTo(List.of(0, 500, 1000, 1500, 2000, 2500, 3000));
        assertThat(ticks(page, 0, 421789)).isEqualTo(List.of(0, 100000, 200000, 300000, 400000));
        assertThat(ticks(page, 1234.5, 3374)).isEqualTo(List.of(1500, 2000, 2500, 3000));
    }

    private static Object ticks(Page page, double from, double to) {
        return page.evaluate("""
                ([from, to]) => {
                  const chart = window.Chart.getChart(document.querySelector("canvas[data-kind=train]"));
                  chart.data.datasets[3].data = [{ x: from, y: 1 }, { x: to, y: 1 }];
                  chart.data.datasets[2].data = [];
                  chart.options.scales.x.suggestedMin = from;
                  chart.update("none");
                  return chart.scales.x.ticks.map(({ value }) => value);
                }
                """, List.of(from, to));
    }

    @Test
    void ten_runs_stay_apart_by_colour_and_dash_and_fit_a_narrow_window() {
        for (int i = 0; i < 10; i++) {
            store.finished(
                    "Run " + i, StoredRuns.settings(0.001 * (i + 1), i), new Score(0.1, 0.9), 0.5, 0.4 - 0.01 * i);
        }
        String runs = LongStream.rangeClosed(1, 10).mapToObj(String::valueOf).collect(Collectors.joining(","));
        for (int width : new int[] {1280, 360}) {
            Page page = compare(width, runs);
            List<String> looks = drawn(page, "train", "loss").stream()
                    .map(line -> line.get("colour") + " " + line.get("dash"))
                    .toList();
            assertThat(looks).hasSize(10).doesNotHaveDuplicates();
            assertThat(drawn(page, "valid", "accuracy"))
                    .extracting(line -> line.get("points"))
                    .containsOnly(2);
            chromium.assertAccessible(page);
            page.context().close();
        }
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void seeds_are_drawn_as_the_mean_and_the_band_that_python_gives() {
        store.finished("Slow", StoredRuns.settings(0.001, 1), new Score(0.08, 0.97), 0.5, 0.4);
        store.finished("Slow", StoredRuns.settings(0.001, 2), new Score(0.08, 0.97), 0.7, 0.2);
        store.finished("Fast", StoredRuns.settings(0.01, 1), new Score(0.08, 0.97), 0.3, 0.2);
        Page page = compare(1280, "1,2,3");

        // statistics.mean and statistics.stdev of three curves that meet at steps 1, 2 and 3:
        // [2.3, 2.1, 2.6], [1.9, 1.7, 2.0] and [1.4, 1.5, 1.1]
        Object banded = page.evaluate("""
                async () => {
                  const module = document.querySelector("script[src$='compare.js']").src.replace("compare.js", "seed-band.js");
                  const { band } = await import(module);
                  const curve = (...ys) => ys.map((y, i) => ({ x: 10 * i, y, at: i + 1 }));
                  const curves = [curve(2.3, 1.9, 1.4, 1.2), curve(2.1, 1.7, 1.5), curve(2.6, 2.0, 1.1, NaN, 0.9)];
                  const range = band(curves, "range");
                  const deviation = band(curves, "deviation");
                  const ys = (points) => points.map((point) => point.y);
                  return [...ys(range.mean), ...ys(range.low), ...ys(range.high),
                      ...deviation.high.map((point, i) => point.y - deviation.mean[i].y)];
                }
                """);
        double[] expected = {
            2.3333333333333335,
            1.8666666666666667,
            1.3333333333333333,
            2.1,
            1.7,
            1.1,
            2.6,
            2.0,
            1.5,
            0.2516611478423583,
            0.1527525231651947,
            0.2081665999466132
        };
        assertThat(((List<?>) banded)
                        .stream()
                                .mapToDouble(each -> ((Number) each).doubleValue())
                                .toArray())
                .containsExactly(expected, within(1e-12));
        assertThat(drawn(page, "valid", "loss"))
                .extracting(line -> line.get("points"))
                .containsExactly(2, 2);
        assertThat(((Number) drawn(page, "valid", "loss").get(0).get("last")).doubleValue())
                .isCloseTo(0.3, within(1e-6));
        page.locator(".compare-grouping a:not(.term)").first().click();
        page.waitForURL(Pattern.compile(".*group=none.*"));
        assertThat(page.locator("[data-legend] li")).hasCount(3);
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_run_that_goes_on_grows_in_the_chart_and_in_the_table_until_it_ends() {
        store.finished("Slow", StoredRuns.settings(0.001, 1), new Score(0.08, 0.97), 0.5, 0.4);
        Run going = store.begin("Under way", StoredRuns.settings(0.01, 1));
        store.addEpoch(going, StoredRuns.epoch(1, 0.3));
        Page page = compare(1280, "1,2");
        assertThat(page.locator("[data-row='valid_loss last'] td").nth(1)).containsText("epoch 1");

        store.addEpoch(going, StoredRuns.epoch(2, 0.125));
        store.life.finish(going.id(), new Score(0.12, 0.96), StoredRuns.NOON.plusSeconds(30));

        assertThat(page.locator("[data-row='valid_loss last'] td").nth(1)).containsText("0.1250");
        assertThat(page.locator("[data-row='test_loss '] td").nth(1)).containsText("0.1200");
        assertThat(page.locator("[data-legend] output").first()).hasText("0.1250");
        assertThat(drawn(page, "train", "loss"))
                .extracting(line -> line.get("points"))
                .containsExactly(80, 80);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void what_changes_while_the_table_is_being_fetched_is_fetched_afterwards() {
        Run going = store.begin("Under way", StoredRuns.settings(0.01, 1));
        store.addEpoch(going, StoredRuns.epoch(1, 0.3));
        Page page = compare(1280, "1");
        AtomicReference<Runnable> answer = new AtomicReference<>();
        page.route("**/compare?runs=1", route -> {
            APIResponse early = route.fetch();
            if (answer.getAndSet(() -> route.fulfill(new Route.FulfillOptions().setResponse(early))) != null) {
                route.fulfill(new Route.FulfillOptions().setResponse(early));
            }
        });

        store.addEpoch(going, StoredRuns.epoch(2, 0.25));
        while (answer.get() == null) {
            page.waitForTimeout(50);
        }
        Runnable first = answer.get();
        store.life.finish(going.id(), new Score(0.12, 0.96), StoredRuns.NOON.plusSeconds(30));
        Predicate<Response> ended = response ->
                response.url().contains("/curves") && response.text().contains("finished");
        page.waitForResponse(ended, () -> {});
        page.waitForTimeout(200);
        first.run();

        assertThat(page.locator("[data-row='test_loss '] td").first()).containsText("0.1200");
    }

    @Test
    void a_loss_of_zero_has_a_mark_below_a_logarithmic_axis_and_no_number_stands_on_another() {
        double[] losses = {2.5, 0.4, 0, 1e-6, 0.0301, 0.0302, 0.03025};
        withLosses("Memorised", 0.001, losses);
        Page page = compare(1280, "1");
        page.locator("label:has([name=scale][value=log])").click();

        LogAxis.assertZeroIsMarked(page, "canvas[data-kind=valid][data-curve=loss]", 3, 2);
        page.locator("canvas[data-kind=valid][data-curve=loss]").evaluate(LogAxis.POINT_AT, List.of(3, 2));
        assertThat(page.locator("[data-legend] output").first()).hasText("0.0000");
        LogAxis.assertNumbersApart(page);
        page.evaluate("() => Chart.getChart(document.querySelector('canvas[data-kind=valid][data-curve=loss]'))"
                + ".zoomScale('x', { min: 195, max: 285 }, 'none')");
        page.waitForTimeout(300); // All charts follow.
        LogAxis.assertNumbersApart(page);
        chromium.assertAccessible(page);
        page.locator("label:has([name=scale][value=linear])").click();
        assertThat(page.locator("figure[data-kind=valid][data-metric=loss] [data-zeros]"))
                .isHidden();
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_run_that_diverges_does_not_flatten_the_others_unless_it_is_asked_for() {
        store.finished("Good", StoredRuns.settings(0.001, 1), new Score(0.08, 0.97), 0.2, 0.12, 0.1);
        store.finished("Better", StoredRuns.settings(0.002, 1), new Score(0.08, 0.97), 0.15, 0.11, 0.09);
        withLosses("Diverged", 0.1, 120, 100, 110);
        withLosses("Bumpy", 0.01, 0.2, 0.12, 0.1, 40, 0.1);
        Page page = compare(1280, "1,2,3,4");
        Locator said = page.locator("figure[data-kind=valid][data-metric=loss] [data-above]");
        assertThat(said).hasText("▲ 1 point above 0.2 is not shown. Diverged, run 3, lies above 0.2.");
        assertThat(top(page)).isEqualTo(0.2);
        assertThat(marks(page)).isEqualTo(List.of("2 0,1,2", "3 3"));

        page.locator("canvas[data-kind=valid][data-curve=loss]").evaluate(LogAxis.POINT_AT, List.of(15, 2));
        assertThat(page.locator("[data-legend] li").last().locator("output")).hasText("110.0000");
        page.evaluate("() => Chart.getChart(document.querySelector('canvas[data-kind=valid][data-curve=loss]'))"
                + ".zoomScale('x', { min: 60, max: 130 }, 'none')");
        assertThat(said).hasText("▲ Diverged, run 3, lies above 0.12.");
        page.locator("[data-reset-zoom]").click();
        page.locator("[data-legend] button")
                .filter(new Locator.FilterOptions().setHasText("Diverged"))
                .click();
        assertThat(said).hasText("▲ 1 point above 0.2 is not shown.");

        page.locator("label:has([name=outliers][value=shown])").click();
        assertThat(said).isHidden();
        assertThat(top(page)).isGreaterThanOrEqualTo(40);
        page.reload();
        assertThat(page.locator("[name=outliers][value=shown]")).isChecked();
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }

    private void withLosses(String name, double learningRate, double... losses) {
        Run run = store.begin(name, StoredRuns.settings(learningRate, 1));
        for (int i = 0; i < losses.length; i++) {
            store.addEpoch(run, Measured.epoch(i + 1, 2, losses[i], 0.9, losses[i], 0.9));
        }
        store.life.finish(run.id(), new Score(losses[losses.length - 1], 0.9), StoredRuns.NOON.plusSeconds(10));
    }

    private static double top(Page page) {
        return ((Number)
                        page.evaluate(
                                "() => Chart.getChart(document.querySelector('canvas[data-kind=valid][data-curve=loss]')).scales.y.max"))
                .doubleValue();
    }

    /** Of each line that has any, at which of its points there is a mark above the chart. */
    private static Object marks(Page page) {
        return page.evaluate("""
                () => {
                  const canvas = document.querySelector("canvas[data-kind=valid][data-curve=loss]");
                  const chart = Chart.getChart(canvas);
                  const scale = canvas.width / canvas.clientWidth;
                  const row = Math.round((chart.chartArea.top - 3) * scale);
                  const above = canvas.getContext("2d").getImageData(0, row, canvas.width, 1).data;
                  const ink = (x) => [...above.slice(4 * Math.round(x * scale), 4 * Math.round(x * scale) + 3)].join(" ");
                  return chart.data.datasets.filter((_, i) => i % 4 === 3).map(({ data, borderColor }, line) => {
                    const own = borderColor.match(/\\d+/g).slice(0, 3).join(" ");
                    const at = data.map(({ x }, i) => (ink(chart.scales.x.getPixelForValue(x)) === own ? i : -1)).filter((i) => i >= 0);
                    return at.length > 0 ? `${line} ${at.join()}` : "";
                  }).filter(Boolean);
                }
                """);
    }
}
