package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.runs.job.TinyDataset;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the forms of a run and of a sweep say and offer while they are filled in, in a real browser. */
@Timeout(240)
class FormsInBrowserTest {
    @TempDir
    private Path folder;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private App app;

    private URI address;

    @BeforeEach
    void open() throws IOException {
        TinyDataset.write(Files.createDirectories(folder.resolve("data/tiny")), 300, 60);
        Files.createDirectory(folder.resolve("data/other"));
        chromium = Chromium.start();
        app = new App(folder.resolve("home"));
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
    }

    @Test
    void the_form_finds_a_learning_rate_for_its_settings_and_takes_it_over() throws IOException {
        Page page = chromium.page(360, 900);
        page.navigate(
                address + "/runs/new?dataset=idx&data=" + folder.resolve("data/tiny") + "&batch_size=30&momentum=2");
        page.locator("[data-find-rate]").click();
        assertThat(page.locator("#e-momentum")).containsText("momentum must be at least 0 and below 1");
        page.locator("#f-optimizer").selectOption("sgd");
        page.locator("#f-momentum").fill("0.9");

        page.locator("[data-find-rate]").click();
        Locator use = page.locator("[data-take]");
        use.waitFor();
        String rate = use.getAttribute("data-rate");
        assertThat(page.locator("[data-rates] h2")).hasText("Suggested: " + rate);
        chromium.assertAccessible(page);
        use.click();

        assertThat(page.locator("#f-lr")).hasValue(rate);
        assertThat(page.locator("#f-lr")).isFocused();
        assertThat(page.getByLabel("Name")).hasAttribute("placeholder", "SGD " + rate);
        page.locator("#f-arch").fill("conv 32x5 pad 2, conv 32x5 pad 2");
        page.locator("#f-batch_size").fill("240");
        page.locator("[data-find-rate]").click();
        page.locator("[data-cancel-search]").click();
        assertThat(page.locator("[data-rates]")).isHidden();
        assertThat(page.locator("[data-find-rate]")).isFocused();
    }

    @Test
    void the_form_says_how_many_steps_a_run_has_on_how_many_images_and_what_it_will_be_called() {
        Page page = chromium.page(1280, 900);
        page.navigate(address + "/runs/new");
        Locator steps = page.locator("[data-plan-steps]");
        Locator split = page.locator("[data-plan-split]");
        assertThat(steps).hasText("4,220");
        assertThat(split).hasText("on 54,000 images; 6,000 more are kept for validation");
        assertThat(page.getByLabel("Name")).hasAttribute("placeholder", "Adam 0.001");

        page.getByText("Advanced:").click();
        page.getByLabel("Validation share").fill("0.5");
        page.getByLabel("Epochs").fill("2");
        page.getByLabel("Batch size").fill("100");
        page.getByLabel("Learning rate").fill("0.01");
        page.locator("#f-arch").fill("dense 30, relu, dense 20, relu");
        assertThat(steps).hasText("600");
        assertThat(split).hasText("on 30,000 images; 30,000 more are kept for validation");
        assertThat(page.locator("[data-plan-network]")).hasText("784 → 30 → 20 → 10");
        assertThat(page.locator("[data-plan-parameters]")).hasText("24,380");
        assertThat(page.getByLabel("Name")).hasAttribute("placeholder", "Adam 0.01");

        page.getByLabel("Epochs").fill("0");
        assertThat(steps).hasText("–");
        page.getByLabel("Epochs").fill("1");
        page.locator("#f-seed").fill("");
        page.locator("[name=dataset][value=idx]").check();
        assertThat(split)
                .hasText("if there are as many images as in MNIST, 30,000 to train on and 30,000 for validation");
        assertThat(page.getByLabel("Name")).hasAttribute("placeholder", "Named after what differs");
        page.locator("#f-data").fill(folder.resolve("data/tiny").toString());
        assertThat(steps).hasText("2");
        assertThat(split).hasText("on 150 images; 150 more are kept for validation");
        assertThat(chromium.logged().stream().filter(line -> line.startsWith("error")))
                .isEmpty();
    }

    @Test
    void the_field_of_the_folder_shows_only_where_it_is_needed() {
        for (String form : List.of("/runs/new", "/sweeps/new")) {
            Page page = chromium.page(360, 780);
            page.navigate(address + form);
            Locator field = page.locator("#f-data");
            Locator elsewhere = page.getByLabel("The images are in a folder or file of mine");

            assertThat(field).isHidden();
            choose(page, "builtin");
            assertThat(elsewhere).isHidden();
            choose(page, "idx");
            assertThat(field).isVisible();
            assertThat(elsewhere).isHidden();
            choose(page, "mnist");
            assertThat(field).isHidden();
            elsewhere.check();
            field.fill("/no/such/folder");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^(Train|Start)$")))
                    .click();

            assertThat(page.locator("[data-error-summary]")).containsText("there is no folder or file /no/such/folder");
            assertThat(field).isVisible();
            assertThat(elsewhere).isChecked();
            chromium.assertAccessible(page);
            elsewhere.uncheck();
            assertThat(field).hasValue("");
            page.navigate(address + form + "?data=/tmp");
            assertThat(field).isVisible();
        }
    }

    private static void choose(Page page, String dataset) {
        if (page.locator("select[name=dataset]").count() == 1) {
            page.locator("select[name=dataset]").selectOption(dataset);
        } else {
            page.locator("[name=dataset][value=" + dataset + "]").check();
        }
    }

    @Test
    void a_folder_of_the_machine_is_chosen_with_the_mouse_and_with_the_keyboard() {
        for (String form : List.of("/runs/new", "/sweeps/new")) {
            Page page = chromium.page(form.startsWith("/runs") ? 1280 : 360, 780);
            page.navigate(address + form);
            choose(page, "idx");
            Locator field = page.locator("#f-data");
            Locator here = page.locator("#folders-here");
            field.fill(folder.resolve("data/nowhere").toString());
            page.getByText("Choose…").click();

            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("data/nowhere")))
                    .containsText("There is no folder");
            assertThat(here).hasText(folder.resolve("data").toString());
            assertThat(page.locator(".folder-list .has-images"))
                    .containsText("300 images to train on, 60 to test, 28 × 28");
            chromium.assertAccessible(page);

            assertThat(page.locator(".folder-list a").first()).isFocused();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowRight");
            assertThat(here).hasText(folder.resolve("data/tiny").toString());
            page.keyboard().press("ArrowLeft");
            assertThat(here).hasText(folder.resolve("data").toString());
            page.getByPlaceholder("part of a name").fill("TIN");
            page.keyboard().press("Enter");
            assertThat(page.locator(".folder-list li")).hasCount(1);
            page.locator(".folder-list a").click();
            page.getByText("Take this folder").click();

            assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
            assertThat(field).hasValue(folder.resolve("data/tiny").toString());
            assertThat(field).isFocused();
            page.getByText("Choose…").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
            assertThat(page.getByText("Choose…")).isFocused();
            assertThat(page).hasURL(address + form);
        }
        assertThat(chromium.logged().stream().filter(line -> line.startsWith("error")))
                .isEmpty();
    }

    @Test
    void a_sweep_tries_the_optimizers_that_are_ticked() {
        Page page = chromium.page(360, 780);
        page.navigate(address + "/sweeps/new");
        assertThat(page.getByLabel("Adam", new Page.GetByLabelOptions().setExact(true)))
                .isChecked();
        page.getByLabel("SGD", new Page.GetByLabelOptions().setExact(true)).check();
        assertThat(page.locator("[data-sweep-total]")).hasText("6 settings × 1 seed = 6 runs");
        chromium.assertAccessible(page);

        page.getByLabel("SGD", new Page.GetByLabelOptions().setExact(true)).uncheck();
        page.getByLabel("Adam", new Page.GetByLabelOptions().setExact(true)).uncheck();
        assertThat(page.locator("#sweep-sum")).containsText("ptimizer must be one of adam, adamw");
        page.getByText("Start", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Optimizer")))
                .hasAccessibleDescription(Pattern.compile("optimizer must be one of.*"));
    }
}
