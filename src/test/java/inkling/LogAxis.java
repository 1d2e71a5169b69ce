package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** What holds for a chart with a logarithmic axis, wherever it is. */
public final class LogAxis {
    /** Points at a point of a line, given as both their indices. */
    public static final String POINT_AT = """
            (canvas, [line, index]) => {
              const chart = Chart.getChart(canvas);
              const { left, top } = canvas.getBoundingClientRect();
              const clientX = left + chart.scales.x.getPixelForValue(chart.data.datasets[line].data[index].x);
              canvas.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX, clientY: top + 40 }));
            }
            """;

    private static final String STATE = """
            (canvas, line) => {
              const chart = Chart.getChart(canvas);
              const { data } = chart.data.datasets[line];
              const scale = canvas.width / canvas.clientWidth;
              const row = Math.round((chart.chartArea.bottom + 6) * scale);
              const below = canvas.getContext("2d").getImageData(0, row, canvas.width, 1).data;
              const painted = (x) => below[4 * Math.round(chart.scales.x.getPixelForValue(x) * scale) + 3] > 128; // A tick is fainter.
              return {
                gaps: data.map(({ y }, i) => (Number.isNaN(y) ? i : -1)).filter((i) => i >= 0),
                marked: data.map(({ x }, i) => (painted(x) ? i : -1)).filter((i) => i >= 0),
                low: chart.scales.y.min,
              };
            }
            """;

    /** How far each number of an axis is from the one before it, less what it takes. */
    private static final String BETWEEN = """
            () => [...document.querySelectorAll("canvas")].map((canvas) => Chart.getChart(canvas)).filter(Boolean)
              .flatMap((chart) => Object.values(chart.scales).map((scale) => {
                const shown = scale.getLabelItems(chart.chartArea).filter(({ label }) => label !== "");
                const places = shown.map(({ options }) => options.translation[scale.isHorizontal() ? 0 : 1]);
                const sizes = shown.map(({ label }) => (scale.isHorizontal() ? chart.ctx.measureText(label).width : 12));
                const free = places.slice(1).map((place, i) => Math.abs(place - places[i]) - (sizes[i] + sizes[i + 1]) / 2);
                return { log: scale.type === "logarithmic", numbers: shown.map(({ label }) => label),
                  least: Math.min(1000, ...free) };
              }))
            """;

    private LogAxis() {}

    /** Checks that one point of a line is a gap with a mark below the axis, and that the axis holds the others. */
    @SuppressWarnings("unchecked")
    public static void assertZeroIsMarked(Page page, String canvas, int line, int index) {
        Locator chart = page.locator(canvas);
        assertThat(page.locator("figure:has(" + canvas + ") [data-zeros]")).isVisible();
        var state = (Map<String, Object>) chart.evaluate(STATE, line);
        assertThat(state.get("gaps")).isEqualTo(List.of(index));
        assertThat(state.get("marked")).isEqualTo(List.of(index));
        assertThat(((Number) state.get("low")).doubleValue()).isPositive().isLessThanOrEqualTo(1e-6);
    }

    /** Checks that on no axis of the page one number stands on another, and that there are some and different ones. */
    @SuppressWarnings("unchecked")
    public static void assertNumbersApart(Page page) {
        var axes = (List<Map<String, Object>>) page.evaluate(BETWEEN);
        assertThat(axes).anyMatch(axis -> axis.get("log").equals(true));
        for (Map<String, Object> axis : axes) {
            assertThat((List<String>) axis.get("numbers")).hasSizeGreaterThan(1).doesNotHaveDuplicates();
            assertThat(((Number) axis.get("least")).doubleValue())
                    .as("pixels between %s", axis.get("numbers"))
                    .isPositive();
        }
    }
}
