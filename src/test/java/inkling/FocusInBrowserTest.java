package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.runs.job.TinyDataset;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where somebody who works with the keyboard alone is after each action. */
@Timeout(300)
class FocusInBrowserTest {
    @TempDir
    private Path folder;

    @AutoClose
    private Chromium chromium;

    @AutoClose
    private App app;

    private Page page;
    private URI address;

    @BeforeEach
    void start() throws Exception {
        chromium = Chromium.start();
        Path dataset = Files.createDirectory(folder.resolve("dataset"));
        TinyDataset.write(dataset, 3_000, 60);
        Path home = folder.resolve("home");
        app = new App(home);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
        page = chromium.page(1280, 900);
    }

    @Test
    void in_the_queue_it_stays_on_the_job_s_button_with_scripts_and_without() throws Exception {
        train("Runs", 900);
        for (String name : List.of("A", "B", "C", "D")) {
            train(name, 1);
        }
        page.navigate(address + "/queue");
        press("#first-4");
        assertThat(page.locator(".queue-waiting li").first()).containsText("Run 4: C");
        assertOn("#first-4");
        press("#down-4");
        assertThat(page.locator(".queue-waiting li").nth(1)).containsText("Run 4: C");
        assertOn("#down-4");
        train("E", 1); // The page is written anew.
        assertThat(page.locator(".queue-waiting li")).hasCount(5);
        assertOn("#down-4");
        press("#cancel-2");
        assertThat(page.locator("#cancel-2")).hasCount(0);
        assertOn("#cancel-4");

        // All at once, since the page may be written anew in between.
        awaitNextPage(() -> page.evaluate("document.querySelectorAll('[hx-post]').forEach(each => {"
                + "each.removeAttribute('hx-post'); each.replaceWith(each.cloneNode(true)); });"
                + "const up = document.querySelector('#up-5'); up.focus(); up.click();"));
        assertThat(page.locator(".queue-waiting li").nth(1)).containsText("Run 5: D");
        assertOn("#up-5");

        press("#cancel-1");
        assertThat(page.locator("#cancel-1")).hasCount(0);
        page.waitForFunction("() => document.activeElement !== document.body");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void where_a_browser_keeps_nothing_a_page_works_without() {
        page.addInitScript(
                "for (const name of ['sessionStorage', 'localStorage'])"
                        + " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });");
        page.navigate(address + "/");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Train").setExact(true))
                .click();
        page.waitForURL(Pattern.compile(".*/runs/1"));

        assertThat(page.locator("[data-job]")).isVisible();
        assertThat(chromium.logged()).isEmpty();
        app.cancel(1);
    }

    @Test
    void in_the_list_it_stays_on_the_row_or_goes_to_the_one_in_its_place() throws Exception {
        for (String name : List.of("A", "B", "C", "D")) {
            app.parts().runs.await(train(name, 1));
        }
        page.navigate(address + "/");
        choose(2, "Pin as baseline");
        assertOn("[popovertarget=menu-2]");
        choose(3, "Archive");
        assertOn("[popovertarget=menu-2]");
        choose(2, "Delete");
        assertOn("[popovertarget=menu-1]");
        pressAndLoad(".undo button");
        assertThat(page.locator("#run-2")).hasCount(1);
        assertOn("h1");
        pressAndLoad("th a[href*='sort=name'], thead a >> nth=0");
        assertThat((String) page.evaluate("document.activeElement.localName")).isEqualTo("a");
    }

    @Test
    void on_a_run_s_page_it_goes_to_what_it_does_or_what_came_of_it() throws Exception {
        long run = train("Long", 900);
        page.navigate(address + "/runs/" + run);
        assertThat(page.locator("#run-epochs tbody tr").first()).isVisible();
        pressAndLoad("#cancel-run");
        assertThat(page.locator("#summary-title")).hasText("What came of it");
        assertOn("#summary-title");
        assertThat(page.locator("#run-summary .status")).hasText("Cancelled");
        pressAndLoad(".go-on button >> nth=0");
        assertThat(page.locator("#summary-title")).hasText("What it is doing");
        assertOn("#summary-title");
        pressAndLoad("#pin-run");
        assertOn("#pin-run");
        app.cancel(run);
        app.parts().runs.await(run);
        assertThat(page.locator("#delete-run")).isVisible();
        assertOn("#pin-run");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void on_maps_sweeps_and_comparisons_it_goes_to_the_next_sensible_thing() throws Exception {
        app.parts().runs.await(train("A", 2));
        app.parts().runs.await(train("B", 2));
        send(
                "/runs/1/maps",
                "method=tsne&layer=h2&split=train&epoch=2&points=2500&perplexity=30&iterations=10000&seed=1");
        page.navigate(address + "/runs/1/map?method=tsne&layer=h2&split=train&epoch=2");
        assertThat(page.locator("[data-map-said]")).containsText("Iteration");
        pressAndLoad("[data-stop]");
        assertThat(page.locator("[data-continue]")).isVisible();
        assertOn("[data-continue]");
        pressAndLoad("[data-continue]");
        assertThat(page.locator("[data-stop]")).isVisible();
        assertOn("[data-stop]");

        send("/sweeps", SmallServer.RUN + folder.resolve("dataset") + "&epochs=900&lr=0.001,0.002&seeds=1&name=Sweep");
        page.navigate(address + "/sweeps/1");
        pressAndLoad("#sweep-state form button");
        assertThat(page.locator("#sweep-state form")).hasCount(0);
        assertOn("#state-title");

        page.navigate(address + "/compare?runs=1,2,3");
        pressAndLoad("#remove-2");
        assertOn("#remove-3");
        pressAndLoad("#remove-3");
        assertThat(page.locator(".remove")).hasCount(0);
        assertOn("h1");
        assertThat(chromium.logged()).isEmpty();
    }

    private void choose(int run, String action) {
        page.locator("[popovertarget=menu-%d]".formatted(run)).press("Enter");
        Locator entry = page.locator("#menu-%d".formatted(run))
                .getByText(action, new Locator.GetByTextOptions().setExact(true));
        entry.focus();
        awaitNextPage(() -> entry.press("Enter"));
    }

    private void press(String control) {
        page.locator(control).focus();
        page.locator(control).press("Enter");
    }

    private void pressAndLoad(String control) {
        awaitNextPage(() -> press(control));
    }

    private void awaitNextPage(Runnable action) {
        page.evaluate("window.before = true");
        action.run();
        page.waitForFunction("() => !window.before && document.readyState === 'complete'");
    }

    private void assertOn(String control) {
        page.waitForFunction("(control) => document.activeElement.matches(control)", control);
    }

    private long train(String name, int epochs) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "dataset", "idx",
                "data", folder.resolve("dataset").toString(),
                "name", name,
                "epochs", String.valueOf(epochs),
                "batch_size", "30",
                "hidden", "16,12",
                "lr", "0.003",
                "augment", "false"));
        return app.parts().runs.start(app.parts().form.read(fields)).id();
    }

    private void send(String path, String form) throws Exception {
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(303);
    }
}
