package inkling.sweeps;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import inkling.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sweep from its form to the runs that matter, in a real browser. */
@Timeout(240)
class SweepInBrowserTest {

    @TempDir
    private Path home;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private SweepLaboratory laboratory;

    @BeforeEach
    void open() {
        chromium = Chromium.start();
        laboratory = new SweepLaboratory(home);
    }

    @Test
    void a_sweep_is_filled_in_started_watched_and_brushed_down_to_the_runs_that_matter() {
        Page page = chromium.page(1280, 900);
        fillIn(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start"))
                .click();

        page.waitForURL(Pattern.compile(".*/sweeps/1$"));
        assertThat(page.locator("[data-sweep-done]")).hasText("4 of 4");
        assertThat(page.locator(".parallel-lines path")).hasCount(4);
        assertThat(page.locator(".parallel-lines .unfinished")).hasCount(0);
        assertThat(page.locator("[data-picked-count]")).hasText("All 4 runs");
        chromium.assertAccessible(page);

        // The upper half of the axis of the learning rate holds 0.01, not 0.00001.
        BoundingBox axis = page.locator("[data-brush=lr] .reach").boundingBox();
        page.mouse().move(axis.x + axis.width / 2, axis.y + 4);
        page.mouse().down();
        page.mouse().move(axis.x + axis.width / 2, axis.y + axis.height / 2);
        page.mouse().up();

        assertThat(page.locator("[data-picked-count]")).hasText("2 runs selected");
        assertThat(page.locator("[data-picked-compare]")).hasAttribute("href", "/compare?runs=3,4");
        assertThat(page.locator("[data-picked-list]")).hasAttribute("href", "/?q=id%3D3+or+id%3D4");
        assertThat(page.locator(".parallel-lines .out")).hasCount(2);
        assertThat(page.locator("#sweep-settings tr.out")).hasAttribute("data-runs", "1,2");
        assertThat(page.locator("#sweep-settings input:checked")).hasValue("3,4");

        page.getByText("Narrow by numbers").click();
        assertThat(page.getByLabel("Learning rate, to")).not().hasValue("");
        page.getByLabel("Learning rate, from").fill("0");
        page.getByLabel("Learning rate, to").fill("0.001");
        page.keyboard().press("Tab");
        assertThat(page.locator("[data-picked-count]")).hasText("2 runs selected");
        assertThat(page.locator("#sweep-settings tr.out")).hasAttribute("data-runs", "3,4");

        page.locator("[data-picked-clear]").click();
        assertThat(page.locator("[data-picked-count]")).hasText("All 4 runs");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void an_area_of_the_scatter_selects_runs_and_axes_move() {
        laboratory.sweeps.start(
                laboratory.form.read(Map.of(
                        "dataset",
                        "builtin",
                        "epochs",
                        "1",
                        "batch_size",
                        "10",
                        "hidden",
                        "16,12",
                        "lr",
                        "0.00001, 0.01",
                        "augment",
                        "false",
                        "seeds",
                        "2",
                        "optimizer",
                        "adam, sgd",
                        "device",
                        "cpu")),
                Optional.empty());
        Page page = chromium.page(1280, 900);
        page.navigate(laboratory.address("/sweeps/1").toString());
        assertThat(page.locator("[data-sweep-done]")).hasText("8 of 8");
        Locator heads = page.locator(".axis-head > span:first-child");
        assertThat(heads.first()).hasText("Optimizer");

        page.getByLabel("Move Optimizer to the right").click();
        assertThat(heads.first()).hasText("Learning rate");
        page.keyboard().press("Enter");
        assertThat(heads.nth(2)).hasText("Optimizer");

        page.locator("[data-scatter]").scrollIntoViewIfNeeded();
        BoundingBox scatter = page.locator("[data-scatter]").boundingBox();
        page.mouse().move(scatter.x + scatter.width - 2, scatter.y + 2);
        page.mouse().down();
        page.mouse().move(scatter.x + scatter.width / 2, scatter.y + scatter.height - 2);
        page.mouse().up();

        assertThat(page.locator("[data-picked-count]")).hasText("4 runs selected");
        assertThat(page.locator("[data-brush=best_valid_loss] .bar")).isVisible();
        assertThat(page.locator("#sweep-settings input:checked")).hasCount(2);
        page.locator("#sweep-settings input:checked").first().uncheck();
        assertThat(page.locator("[data-picked-count]")).hasText("2 runs selected");
        assertThat(chromium.logged()).isEmpty();
    }

    /** Gives the page eight runs with these losses instead of its own; accuracy falls as loss rises. */
    private static final String WITH_LOSSES = """
            (losses) => {
              const script = document.querySelector("#sweep-data");
              const data = JSON.parse(script.textContent);
              const [first] = data.runs;
              data.runs = losses.map((loss, i) => ({
                ...first, run: 101 + i, url: `/runs/${101 + i}`,
                hyperparameters: { ...first.hyperparameters, lr: i % 2 ? 0.001 : 0.0001 },
                metrics: { ...first.metrics, best_valid_loss: loss, test_accuracy: loss > 2 ? 0.1 : 1 - loss / 5 },
              }));
              script.textContent = JSON.stringify(data);
              document.dispatchEvent(new CustomEvent("inkling:written"));
            }
            """;

    /** By run: the colour and the height, in pixels, of its line at the axis of the best validation loss. */
    private static final String AT_LOSS = """
            () => {
              const x = Number(/\\d+/.exec(document.querySelector("[data-brush=best_valid_loss]").parentElement.getAttribute("transform"))[0]);
              return [...document.querySelectorAll(".parallel-lines path")].map((line) => {
                const [, y] = line.getAttribute("d").slice(1).split("L").map((at) => at.split(",").map(Number))
                    .find(([left]) => Math.abs(left - x) < 1);
                return { colour: line.getAttribute("stroke"), y };
              });
            }
            """;

    @Test
    @SuppressWarnings("unchecked")
    void a_bad_run_neither_flattens_the_others_nor_makes_them_all_of_one_colour() throws InterruptedException {
        laboratory.sweeps.start(
                laboratory.form.read(Map.of(
                        "dataset",
                        "builtin",
                        "epochs",
                        "1",
                        "batch_size",
                        "10",
                        "hidden",
                        "16,12",
                        "lr",
                        "0.0001, 0.001",
                        "augment",
                        "false",
                        "seeds",
                        "1",
                        "optimizer",
                        "adam",
                        "device",
                        "cpu")),
                Optional.empty());
        laboratory.awaitAll();
        Page page = chromium.page(1280, 900);
        page.navigate(laboratory.address("/sweeps/1").toString());
        page.evaluate(WITH_LOSSES, List.of(0.12, 0.13, 0.15, 0.17, 0.2, 0.21, 0.27, 40));

        // From the worst, which is drawn first, to the best.
        var lines = (List<Map<String, Object>>) page.evaluate(AT_LOSS);
        assertThat(lines).extracting(line -> line.get("colour")).hasSize(8).doesNotHaveDuplicates();
        List<Double> heights = lines.stream()
                .map(line -> ((Number) line.get("y")).doubleValue())
                .toList();
        assertThat(heights).isSorted();
        assertThat(heights.get(7) - heights.get(1))
                .as("pixels that the good ones take")
                .isGreaterThan(200);
        assertThat(page.locator("[data-beyond]"))
                .hasText("▲ ▼ At the end of an axis, and farther off than drawn: Best valid. loss above 0.27 (1 run), "
                        + "Test accuracy below 94.6\u2009% (1 run).");
        assertThat(page.locator(".parallel-axis text").filter(new Locator.FilterOptions().setHasText("▲ to 40")))
                .hasCount(1);
        assertThat(page.locator("[data-legend-worst]")).hasText("40.0000");
        assertThat(page.locator("[data-legend-rank]")).isVisible();

        // The upper end of the axis, and of the scatter, holds the bad run.
        BoundingBox axis = page.locator("[data-brush=best_valid_loss] .reach").boundingBox();
        page.mouse().move(axis.x + axis.width / 2, axis.y + 1);
        page.mouse().down();
        page.mouse().move(axis.x + axis.width / 2, axis.y + 30);
        page.mouse().up();
        assertThat(page.locator("[data-picked-compare]")).hasAttribute("href", "/compare?runs=107,108");
        page.locator("[data-picked-clear]").click();
        assertThat(page.locator("[data-scatter]")
                        .evaluate("canvas => Chart.getChart(canvas).data.datasets[0].pointStyle.at(-1)"))
                .isEqualTo("triangle");

        page.locator("label:has([name=outliers][value=shown])").click();
        assertThat(page.locator("[data-beyond]")).isHidden();
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void the_form_says_what_it_asks_for_while_it_is_filled_in() {
        Page page = chromium.page(360, 780);
        fillIn(page);
        chromium.assertAccessible(page);

        page.getByLabel("Learning rate").fill("0.1..0.01");
        assertThat(page.locator("#sweep-sum"))
                .containsText(
                        "A range goes from a lower", new LocatorAssertions.ContainsTextOptions().setIgnoreCase(true));
        page.getByLabel("Random").check();
        page.getByLabel("Learning rate").fill("0.0001..0.1 log");
        page.getByLabel("Settings", new Page.GetByLabelOptions().setExact(true)).fill("7");
        assertThat(page.locator("[data-sweep-total]")).hasText("7 settings × 2 seeds = 14 runs");
        assertThat(page.locator("#sweep-runs tbody tr")).hasCount(14);

        page.getByLabel("Epochs").fill("0");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start"))
                .click();
        assertThat(page.locator("[data-error-summary]")).containsText("One setting needs a change");
        assertThat(page.getByLabel("Learning rate")).hasValue("0.0001..0.1 log");
        assertThat(page.getByLabel("Epochs"))
                .hasAccessibleDescription(Pattern.compile(".*must be between 1 and 1000, was 0.*"));
        chromium.assertAccessible(page);
        assertThat(laboratory.laboratory.runs.isEmpty()).isTrue();
    }

    private void fillIn(Page page) {
        page.navigate(laboratory.address("/sweeps/new").toString());
        page.getByLabel("Data set").selectOption("builtin");
        page.getByLabel("Epochs").fill("1");
        page.getByLabel("Batch size").fill("10");
        page.locator("#f-arch").fill("dense 16, relu, dense 12, relu");
        page.getByLabel("Learning rate").fill("0.00001, 0.01");
        page.getByLabel("Augmentation").fill("none");
        page.getByLabel("Seeds each").fill("2");
        assertThat(page.locator("[data-sweep-total]")).hasText("2 settings × 2 seeds = 4 runs");
        assertThat(page.locator("#sweep-runs tbody tr")).hasCount(4);
    }
}
