package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network is put together layer by layer, or typed as a line; each follows the other. */
@Timeout(240)
class LayersInBrowserTest {
    private static final String LENET =
            "conv 6x5 pad 2, relu, maxpool 2, conv 16x5, relu, maxpool 2, dense 120, relu, dense 84, relu";

    @TempDir
    private Path folder;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private App app;

    private URI address;

    @BeforeEach
    void open() {
        chromium = Chromium.start();
        app = new App(folder.resolve("home"));
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
    }

    @Test
    void a_usual_network_comes_as_rows_with_what_each_layer_makes_of_the_images() {
        Page page = page();
        page.locator("[data-preset]").selectOption("lenet5");

        assertThat(rows(page)).hasCount(10);
        assertThat(rows(page).first().locator("[data-part=filters]")).hasValue("6");
        assertThat(rows(page).first().locator("[data-shape]")).hasText("→ 6 × 28 × 28");
        assertThat(rows(page).nth(3).locator("[data-parameters]")).hasText("2,416 parameters");
        assertThat(rows(page).nth(3).locator("[data-adds]")).hasText("240,000 multiply-adds");
        assertThat(page.locator("[data-sum]"))
                .hasText("Output: dense 10 → 10. In all 61,706 parameters and 416,520 multiply-adds an image.");
        assertThat(page.locator("[data-plan-parameters]")).hasText("61,706");
    }

    @Test
    void layers_are_added_moved_changed_and_removed_with_the_keyboard_and_the_line_follows() {
        Page page = page();
        Locator line = page.locator("#f-arch");
        assertThat(rows(page)).hasCount(4);

        page.locator("[data-kind]").selectOption("dropout");
        page.locator("[data-add]").press("Enter");
        assertThat(line).hasValue("dense 250, relu, dense 100, relu, dropout 0.5");
        assertThat(rows(page).nth(4).locator("[data-part=probability]")).isFocused();
        page.keyboard().press("Control+A");
        page.keyboard().type("0.25");
        assertThat(line).hasValue("dense 250, relu, dense 100, relu, dropout 0.25");

        rows(page).nth(4).locator("[data-up]").press("Enter");
        assertThat(line).hasValue("dense 250, relu, dense 100, dropout 0.25, relu");
        assertThat(rows(page).nth(3).locator("[data-up]")).isFocused();
        assertThat(page.locator("[data-said]")).hasText("Dropout moved, place 4 of 5");
        rows(page).first().locator("[data-remove]").press("Enter");
        assertThat(line).hasValue("relu, dense 100, dropout 0.25, relu");
        assertThat(page.locator("[data-plan-parameters]")).hasText("79,510");

        rows(page).nth(1).locator(".grip").dragTo(rows(page).nth(3).locator("strong"));
        assertThat(line).hasValue(Pattern.compile("relu, dropout 0.25, (dense 100, relu|relu, dense 100)"));
    }

    @Test
    void an_answer_that_comes_late_takes_nothing_back() {
        Page page = chromium.page(1280, 1200);
        page.addInitScript("""
                const real = fetch;
                window.held = [];
                window.fetch = async (...asked) => {
                  const answer = await real(...asked);
                  if (String(asked[0]).includes("/api/network")) await new Promise((go) => (document.body.dataset.held = held.push(go)));
                  return answer;
                };
                """);
        page.navigate(address + "/runs/new");
        page.locator("[data-held=\'1\']").waitFor();
        page.evaluate("held[0]()");
        assertThat(rows(page)).hasCount(4);

        rows(page).first().locator("[data-down]").click();
        page.locator("[data-held=\'2\']").waitFor();
        page.evaluate("() => { document.querySelectorAll('[data-down]')[2].click(); held[1](); }");
        page.locator("[data-held=\'3\']").waitFor();
        page.evaluate("held[2]()");

        assertThat(page.locator("#f-arch")).hasValue("relu, dense 250, relu, dense 100");
        assertThat(rows(page).nth(3).locator("[data-parameters]")).hasText("25,100 parameters");
    }

    @Test
    void the_rows_follow_the_line_and_what_does_not_fit_is_said_at_its_layer() {
        Page page = page();
        Locator line = page.locator("#f-arch");

        line.fill("conv 6x5, maxpool 30, dense 9");
        assertThat(rows(page)).hasCount(3);
        assertThat(rows(page).nth(0).locator("[data-shape]")).hasText("→ 6 × 24 × 24");
        assertThat(rows(page).nth(1).locator("[data-wrong]"))
                .hasText("the picture is 24 x 24 there, smaller than the 30 x 30 window");
        assertThat(rows(page).nth(0).locator("[data-wrong]")).isHidden();
        page.getByText("Train", new Page.GetByTextOptions().setExact(true))
                .last()
                .click();
        assertThat(page.locator("#e-arch"))
                .hasText("Layer 2, maxpool 30: the picture is 24 x 24 there, smaller than the 30 x 30 window.");

        page.locator("#f-arch").fill("conv 6 by 5, dense 9");
        assertThat(page.locator("[data-layers]")).containsText("it is written as in conv 16x5");
        assertThat(chromium.logged().stream().filter(logged -> logged.startsWith("error: ") && !logged.contains("400")))
                .isEmpty();
    }

    @Test
    void a_block_shows_what_each_layer_within_it_makes_and_says_which_of_them_does_not_fit() {
        Page page = page();
        Locator line = page.locator("#f-arch");
        line.fill("relu, residual(conv 8x3 stride 2 pad 1, relu), dense 9");

        Locator within = rows(page).nth(1).locator("[data-within] li");
        assertThat(within).hasText(new String[] {
            "conv 8x3 stride 2 pad 1 → 8 × 14 × 14, 80 parameters",
            "relu → 8 × 14 × 14",
            "shortcut: conv 8x1 stride 2 → 8 × 14 × 14, 16 parameters",
            "shortcut: batchnorm → 8 × 14 × 14, 16 parameters"
        });
        assertThat(rows(page).first().locator("[data-within]")).isHidden();

        rows(page).nth(1).locator("[data-part=layers]").fill("relu, maxpool 30");

        assertThat(rows(page).nth(1).locator("[data-wrong]"))
                .hasText("in the block, maxpool 30: the picture is 28 x 28 there, smaller than the 30 x 30 window");
        assertThat(within).hasCount(0);
        assertThat(line).hasValue("relu, residual(relu, maxpool 30), dense 9");
    }

    @Test
    void every_kind_of_layer_that_is_typed_comes_back_from_its_row_as_it_was() {
        String all = "conv 9x7 stride 2 pad 3, batchnorm, gelu, maxpool 3 stride 1, tanh, avgpool 4 stride 2, "
                + "residual(relu), dropout 0.25, globalavgpool, flatten, dense 12, relu";
        Page page = page();
        page.locator("#f-arch").fill(all + ", dense 13");
        assertThat(rows(page)).hasCount(13);

        rows(page).last().locator("[data-remove]").click();

        assertThat(page.locator("[data-sum]")).containsText("Output: dense 10");
        assertThat(page.locator("#f-arch")).hasValue(all);
    }

    @Test
    void without_scripts_the_line_is_the_form() {
        Page page = chromium.page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.navigate(address + "/runs/new?arch=lenet5");

        assertThat(page.locator("[data-layers]")).isHidden();
        assertThat(page.locator("#f-arch")).hasValue("lenet5");
        assertThat(page.locator("[data-plan-adds]")).hasText("416,520");
    }

    @Test
    void the_short_way_to_ask_for_a_perceptron_and_the_api_say_the_same() throws Exception {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/runs/new?hidden=30,20");
        assertThat(page.locator("#f-arch")).hasValue("dense 30, relu, dense 20, relu");

        String network =
                page.request().get(address + "/api/network?arch=lenet5").text();
        assertThat(network).contains("\"arch\":\"" + LENET + "\"", "\"output\":[6,28,28]", "\"parameters\":61706");
        String wrong =
                page.request().get(address + "/api/network?arch=conv+6x30").text();
        assertThat(wrong).contains("\"parameters\":null", "\"wrong\":{\"position\":0,");
    }

    private Page page() {
        Page page = chromium.page(1280, 1200);
        page.navigate(address + "/runs/new");
        return page;
    }

    private static Locator rows(Page page) {
        return page.locator(".layer-row");
    }
}
