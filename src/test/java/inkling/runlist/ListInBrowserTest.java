package inkling.runlist;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.Chromium;
import inkling.archive.runs.Run;
import inkling.runs.job.Laboratory;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does with the list of runs, in a real browser. */
class ListInBrowserTest {
    @TempDir
    Path home;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private Laboratory laboratory;

    @BeforeEach
    void open() throws InterruptedException {
        chromium = Chromium.start();
        laboratory = new Laboratory(home);
        laboratory.train(Laboratory.request(1));
        laboratory.train(Laboratory.request(2));
    }

    @Test
    void a_running_runs_row_moves_while_ticks_focus_and_what_is_open_stay() {
        Run going = laboratory.service.start(Laboratory.request(1000));
        Page page = chromium.page(1280, 900);
        page.navigate(laboratory.server.address() + "/");
        Locator row = page.locator("[data-run-row='/runs/3']");
        assertThat(row).containsText("Running");
        page.getByLabel("Tick run 1, Bars").check();
        page.getByText("Columns", new Page.GetByTextOptions().setExact(true)).click();
        page.getByLabel("Tick run 3, Bars").check();
        page.getByLabel("Filter", new Page.GetByLabelOptions().setExact(true)).fill("not sent yet");
        String before = row.locator("[data-label='Epochs done']").textContent();

        assertThat(row.locator("[data-label='Epochs done']")).not().hasText(before);

        assertThat(page.getByLabel("Tick run 1, Bars")).isChecked();
        assertThat(page.getByLabel("Tick run 3, Bars")).isChecked();
        assertThat(page.locator("[data-picked-count]")).hasText("2 runs are ticked");
        assertThat(page.locator("#columns")).hasAttribute("open", "");
        assertThat(page.getByLabel("Filter", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        assertThat(page.getByLabel("Filter", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("not sent yet");

        laboratory.service.cancel(going.id());
        assertThat(row.locator(".status")).hasText("Cancelled");
        assertThat(row.locator("progress")).hasCount(0);
        assertThat(page.getByLabel("Tick run 3, Bars")).isChecked();
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_run_is_deleted_from_its_menu_by_keyboard_and_taken_back() {
        Page page = chromium.page(1280, 900);
        page.navigate(laboratory.server.address() + "/?sort=id");
        page.getByLabel("Actions for run 2, Bars").focus();

        page.keyboard().press("Enter");
        assertThat(page.locator("#menu-2")).isVisible();
        chromium.assertAccessible(page);
        page.keyboard().press("Escape");
        assertThat(page.locator("#menu-2")).isHidden();
        assertThat(page.getByLabel("Actions for run 2, Bars")).isFocused();
        page.keyboard().press("Enter");
        for (int i = 0; i < 5; i++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("deleted")))
                .containsText("Run 2, Bars, was deleted.");
        assertThat(page.locator("[data-run-row]")).hasCount(1);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(page.locator("[data-run-row]")).hasCount(2);
        assertThat(page).hasURL(Pattern.compile(".*/\\?sort=id$"));
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void ticked_runs_are_tagged_and_notes_are_previewed_before_they_are_saved() {
        Page page = chromium.page(1280, 900);
        page.navigate(laboratory.server.address() + "/");
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare")))
                .isHidden();
        page.getByLabel("Tick all runs of this page").check();
        page.getByLabel("Tags, with commas or spaces between them").fill("paper");
        chromium.assertAccessible(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add tag"))
                .click();

        assertThat(page.locator(".run-tag")).hasText(new String[] {"paper", "paper"});
        page.locator(".run-tag").first().click();
        assertThat(page.locator("[data-run-row]")).hasCount(2);
        page.navigate(laboratory.server.address() + "/runs/1");
        chromium.assertAccessible(page);
        page.getByText("Edit name, tags and notes").click();
        page.getByLabel("Notes").fill("Looks **good**");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Preview"))
                .click();
        assertThat(page.locator("#notes-preview strong")).hasText("good");
        assertThat(page).hasURL(Pattern.compile(".*/runs/1/edit$"));
        chromium.assertAccessible(page);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        page.waitForURL(Pattern.compile(".*/runs/1$"));
        assertThat(page.locator(".markdown strong")).hasText("good");
        assertThat(chromium.loggedBesidesMissing()).isEmpty();
    }

    @Test
    void every_page_of_the_list_is_accessible_wide_and_narrow() {
        for (int width : List.of(1280, 360)) {
            Page page = chromium.page(width, 800);
            for (String path : List.of("/", "/?q=learning%3C1", "/?q=nothing+like+it", "/runs/1/edit", "/deleted")) {
                page.navigate(laboratory.server.address() + path);
                page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)");
                chromium.assertAccessible(page);
            }
        }
    }
}
