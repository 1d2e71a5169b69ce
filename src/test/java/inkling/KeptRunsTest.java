package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a person comes back to runs, in a real browser against the real program. */
class KeptRunsTest {
    @TempDir
    private Path home;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private App app;

    private URI address;
    private Page page;

    @BeforeEach
    void start() {
        chromium = Chromium.start();
        app = new App(home);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
        page = chromium.page(1280, 900);
    }

    @Test
    void a_person_sweeps_cancels_resumes_compares_deletes_and_takes_back_and_finds_the_same_numbers() {
        sweepTwoLearningRates();
        cancelInTheSecondEpoch(1);
        press("Resume");
        awaitStatus("Finished");
        assertThat(page.locator("section.card", new Page.LocatorOptions().setHasText("Settings")))
                .containsText("Resumed");

        trainTheSameAgain(1, 3);
        assertThat(numbersOf(1)).isEqualTo(numbersOf(3));

        String comparison = compareTheFirstTwo();
        deleteAndTakeBack(2);
        page.navigate(address + "/compare?runs=1,2");
        assertThat(metrics()).hasText(comparison);

        // The picture of a run that is being deleted may come too late.
        assertThat(chromium.loggedBesidesMissing()).isEmpty();
    }

    private void sweepTwoLearningRates() {
        page.navigate(address + "/sweeps/new");
        page.getByLabel("Learning rate").fill("0.001, 0.003");
        page.getByLabel("Batch size").fill("30");
        page.getByLabel("Epochs").fill("4");
        page.locator("#f-arch").fill("dense 32, relu, dense 16, relu");
        page.getByLabel("Data set").selectOption("builtin");
        page.getByLabel("First seed").fill("7");
        press("Preview");
        assertThat(page.locator("main")).containsText("2 runs");
        chromium.assertAccessible(page);
        press("Start");
        page.waitForURL(Pattern.compile(".*/sweeps/1$"));
    }

    private void cancelInTheSecondEpoch(int run) {
        page.navigate(address + "/runs/" + run);
        assertThat(page.locator("[data-now=activity]")).containsText("Epoch 2 of 4");
        page.locator("#cancel-run").click();
        awaitStatus("Cancelled");
        assertThat(page.locator(".go-on")).containsText("It goes on after ");
        chromium.assertAccessible(page);
    }

    private void trainTheSameAgain(int run, int expected) {
        page.navigate(address + "/runs/" + run);
        page.getByText("Train again").click();
        press("Train");
        page.waitForURL(Pattern.compile(".*/runs/" + expected + "$"));
        awaitStatus("Finished");
    }

    private void awaitStatus(String status) {
        assertThat(page.locator("#run-summary .status")).containsText(status);
    }

    /** Losses and accuracies of every epoch and of the test, as the page has them; the times differ. */
    private List<String> numbersOf(int run) {
        page.navigate(address + "/runs/" + run);
        Locator cells = page.locator("#run-epochs td:not(:last-child), [data-test-accuracy], [data-test-loss]");
        assertThat(cells).hasCount(4 * 4 + 2);
        return cells.allTextContents();
    }

    private String compareTheFirstTwo() {
        page.navigate(address.toString());
        page.getByLabel(Pattern.compile("^Tick run 1,")).check();
        page.getByLabel(Pattern.compile("^Tick run 2,")).check();
        press("Compare");
        page.waitForURL(Pattern.compile(".*/compare\\?runs=.*"));
        chromium.assertAccessible(page);
        page.navigate(address + "/compare?runs=1,2");
        assertThat(metrics()).containsText("worse");
        return metrics().textContent();
    }

    private Locator metrics() {
        return page.locator("tr[data-row^='test_accuracy']");
    }

    private void deleteAndTakeBack(int run) {
        page.navigate(address + "/runs/" + run);
        press("Delete");
        assertThat(page.locator(".undo")).containsText(Pattern.compile("Run " + run + ",.* was deleted"));
        assertThat(page.locator("[data-run-row='/runs/" + run + "']")).hasCount(0);
        chromium.assertAccessible(page);
        press("Undo");
        assertThat(page.locator("[data-run-row='/runs/" + run + "']")).hasCount(1);
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }
}
