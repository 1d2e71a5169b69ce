package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.training.Hyperparameters;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does first, in a real browser against the real program. */
class DashboardTest {
    /** How many points a chart's line holds: 0 raw steps, 2 training epochs, 3 validation epochs, 4 the best one. */
    private static final String POINTS =
            "canvas => window.Chart.getChart(canvas).data.datasets.map(line => line.data.length)";

    @TempDir
    private Path home;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private App app;

    private URI address;

    @BeforeEach
    void start() {
        chromium = Chromium.start();
        open();
    }

    private void open() {
        app = new App(home);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
    }

    @Test
    void a_person_presses_train_watches_the_curves_grow_and_finds_the_result_after_a_restart() {
        Page page = chromium.page(1280, 900);
        page.navigate(address.toString());
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Watch a network learn to read digits");
        assertThat(page.locator(".welcome button")).hasText("Train");
        chromium.assertAccessible(page);
        page.locator(".welcome-settings > summary").click();
        assertThat(page.getByLabel("Epochs")).hasValue("5");
        chromium.assertAccessible(page);

        page.locator("input[name=dataset][value=builtin]").check();
        page.getByLabel("Epochs").fill("2");
        page.getByLabel("Batch size").fill("100");
        page.locator(".welcome-settings")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Train"))
                .click();

        page.waitForURL(Pattern.compile(".*/runs/1$"));
        Locator chart = page.locator("canvas[data-curve=loss]");
        page.waitForFunction(
                "canvas => window.Chart?.getChart(canvas)?.data.datasets[0].data.length > 3", chart.elementHandle());
        assertThat(page.locator("#run-summary")).containsText("epoch");
        assertThat(page.locator("[data-test-accuracy]")).hasText(Pattern.compile("9\\d\\.\\d+[\\s\\u00a0\\u202f]%"));

        List<?> points = (List<?>) chart.evaluate(POINTS);
        // 2 epochs of 540 steps, each step a point of its own.
        assertThat(points).isEqualTo(List.of(1080, 1080, 2, 2, 1));
        assertThat(page.locator("tr.best")).hasCount(1);
        assertThat(page.locator("[data-dataset]")).containsText("Built-in digits");
        chromium.assertAccessible(page);

        String accuracy = page.locator("[data-test-accuracy]").textContent();
        page.reload();
        assertThat(page.locator("[data-test-accuracy]")).hasText(accuracy);
        page.waitForFunction("canvas => window.Chart?.getChart(canvas) !== undefined", chart.elementHandle());
        assertThat(chart.evaluate(POINTS)).isEqualTo(points);

        page.navigate("about:blank");
        app.close();
        open();
        page.navigate(address.toString());
        assertThat(page.locator("table")).containsText(accuracy);
        chromium.assertAccessible(page);
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void one_press_on_the_first_page_trains_with_the_usual_settings() {
        Page page = chromium.page(360, 780);
        page.navigate(address.toString());
        chromium.assertAccessible(page);

        page.locator(".welcome button").click();

        page.waitForURL(Pattern.compile(".*/runs/1$"));
        assertThat(app.parts().runs.get(1).hyperparameters()).isEqualTo(Hyperparameters.DEFAULT);
        app.parts().runs.cancel(1);
    }

    @Test
    void a_wrong_setting_is_said_at_its_field_and_nothing_else_is_lost() {
        Page page = chromium.page(360, 780);
        page.navigate(address + "/runs/new");
        page.getByLabel("Epochs").fill("0");
        page.getByLabel("Learning rate").fill("12");
        page.getByLabel("Batch size").fill("32");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Train"))
                .click();

        assertThat(page.locator("[data-error-summary]")).containsText("2 settings need a change");
        assertThat(page.getByLabel("Epochs"))
                .hasAccessibleDescription(Pattern.compile(".*must be between 1 and 1000, was 0.*"));
        assertThat(page.getByLabel("Learning rate")).hasValue("12");
        assertThat(page.getByLabel("Batch size")).hasValue("32");
        chromium.assertAccessible(page);
    }

    @Test
    void a_page_that_does_not_exist_says_so_and_leads_home() {
        Page page = chromium.page(360, 780);
        page.navigate(address + "/runs/99");

        assertThat(page.locator("h1")).isVisible();
        assertThat(page.locator("main")).containsText("There is no run 99");
        chromium.assertAccessible(page);
    }
}
