package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.dataset.Dataset;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.idx.IdxBytes;
import inkling.text.Figures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leads on from a run that has finished, in a real browser: what next, the overview, the tour of five stops. */
class TourTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static App app;

    private static URI address;
    private static Path digits;

    @AutoClose
    private Chromium chromium;

    private Page page;

    @BeforeAll
    static void train() throws Exception {
        Dataset drawn = BuiltinDigits.generate(1, 3_000, 500, LoadProgress.NONE);
        digits = IdxBytes.folder(folder.resolve("digits"), drawn.train(), drawn.test());
        app = new App(folder.resolve("home"));
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
        app.parts().runs.await(start(3));
    }

    private static long start(int epochs) {
        return app.parts()
                .runs
                .start(app.parts()
                        .form
                        .read(Map.of(
                                "dataset", "idx",
                                "data", digits.toString(),
                                "hidden", "32,16",
                                "batch_size", "32",
                                "lr", "0.003",
                                "augment", "false",
                                "seed", "7",
                                "epochs", String.valueOf(epochs))))
                .id();
    }

    @BeforeEach
    void open() {
        chromium = Chromium.start();
        page = chromium.page(1280, 900);
    }

    @Test
    void a_person_takes_the_tour_with_the_keyboard_leaves_it_and_takes_it_again() {
        page.navigate(address + "/runs/1/weights");
        follow(page.locator("footer").getByText("Take the tour"));
        page.waitForURL(Pattern.compile(".*\\?tour=1$"));
        String run = URI.create(page.url()).getPath();
        assertThat(run)
                .as("the newest")
                .isEqualTo(json("/api/runs?status=finished")
                        .getAsJsonArray("runs")
                        .get(0)
                        .getAsJsonObject()
                        .get("url")
                        .getAsString());
        assertStop(1, "How it learned", run);

        press("Next");
        assertStop(2, "What it takes for what", run + "/confusion");
        page.locator("[data-scrubber] [name=epoch]").focus();
        page.keyboard().press("Home");
        page.waitForURL(Pattern.compile(".*\\?tour=2&epoch=0$"));
        page.reload();
        assertStop(2, "What it takes for what", run + "/confusion");

        press("Next");
        assertStop(3, "Its surest mistake", run + "/images/test/" + surestMistake(run));
        press("Back");
        assertStop(2, "What it takes for what", run + "/confusion");
        press("Next");
        press("Next");
        assertStop(4, "How the classes come apart", run + "/map");
        // The map is made by itself, and then played to the end.
        assertThat(page).hasURL(Pattern.compile("^(?!.*play)(?=.*tour=4).*[?&]epoch=\\d+.*"));
        assertThat(page.locator("[data-scrubber-play]")).hasAttribute("aria-pressed", "false");
        assertThat(page.locator("[data-map-box]:not(.stale)")).isVisible();

        press("Next");
        assertStop(5, "Draw your own", run + "/draw");
        assertThat(page.locator("#tour a")).containsText(new String[] {"Leave", "train again", "compare", "sweep"});
        follow(page.locator("#tour").getByText("Leave the tour"));
        assertThat(page).hasURL(address + run + "/draw");
        assertThat(page.locator("#tour")).hasCount(0);

        page.navigate(address + run + "/overview");
        follow(page.locator("main").getByText("Take the tour"));
        assertStop(1, "How it learned", run);
        assertThat(chromium.logged()).isEmpty();
    }

    /** The panel has the focus, and Tab leads from it to the stops beside it. */
    private void press(String name) {
        page.locator("#tour").focus();
        Locator link = page.locator("#tour").getByRole(AriaRole.LINK);
        for (int i = 0; i < 12 && !focused().equals(name); i++) {
            page.keyboard().press("Tab");
        }
        assertThat(focused()).as("reached among %s", link.allTextContents()).isEqualTo(name);
        String before = page.url();
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.equals(before));
    }

    private String focused() {
        return String.valueOf(page.evaluate("document.activeElement.textContent.trim()"));
    }

    private static void follow(Locator link) {
        link.focus();
        link.press("Enter");
    }

    private void assertStop(int number, String title, String path) {
        Locator panel = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(title));
        assertThat(panel).containsText("Stop " + number + " of 5");
        assertThat(panel).isFocused();
        assertThat(URI.create(page.url()).getPath()).isEqualTo(path);
    }

    @Test
    void a_run_that_ends_says_what_next_by_itself_and_the_pictures_are_there() {
        long run = start(12);
        page.navigate(address + "/runs/" + run);
        assertThat(page.locator("[data-now=activity]")).isVisible();
        assertThat(page.locator(".what-next")).hasCount(0);

        assertThat(page.locator(".what-next")).isVisible();
        assertThat(page.locator(".next-way")).hasCount(3);
        assertThat(page.locator("img.next-picture")).hasJSProperty("naturalWidth", 28);
        chromium.assertAccessible(page);

        page.getByText("See its surest mistake").click();
        page.waitForURL(Pattern.compile(".*/runs/" + run + "/images/test/\\d+\\?sort=confidence$"));
        page.goBack();
        page.getByText("Make a picture of your own").click();
        page.waitForURL(address + "/runs/" + run + "/draw");
        page.goBack();
        page.getByText("Watch it learn").click();
        page.waitForURL(Pattern.compile(".*[?&]epoch=3(&.*)?$"));
        assertThat(page.locator("[data-scrubber-play]")).hasAttribute("aria-pressed", "true");
        page.locator("[data-scrubber-play]").click();
        assertThat(page).hasURL(Pattern.compile(".*/confusion\\?epoch=\\d+$"));
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void nothing_plays_for_those_who_would_rather_have_no_motion() {
        page.emulateMedia(
                new Page.EmulateMediaOptions().setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        page.navigate(address + "/runs/1/confusion?epoch=0&play=yes");

        assertThat(page).hasURL(Pattern.compile(".*/confusion\\?epoch=0$"));
        assertThat(page.locator("[data-scrubber-play]")).hasAttribute("aria-pressed", "false");
    }

    @Test
    void the_overview_says_what_each_view_says() throws Exception {
        for (String epoch : List.of("", "?epoch=1")) {
            page.navigate(address + "/runs/1/overview" + epoch);
            assertThat(page.locator(".overview-card")).hasCount(9);
            JsonObject confusion = json("/runs/1/confusion.json" + epoch);
            JsonObject mistake = json("/runs/1/mistakes.json" + epoch)
                    .getAsJsonArray("cards")
                    .get(0)
                    .getAsJsonObject();

            assertThat(card("confusion")).containsText(mostConfused(confusion.getAsJsonArray("counts")));
            assertThat(card("mistakes"))
                    .containsText("%s, taken for %s, %s sure"
                            .formatted(
                                    mistake.get("label_name").getAsString(),
                                    mistake.get("predicted_name").getAsString(),
                                    mistake.get("confidence").getAsString()));
            assertThat(card("mistakes").locator("img"))
                    .hasAttribute("src", mistake.get("picture").getAsString());
            assertThat(card("mistakes"))
                    .containsText(Figures.count(json("/runs/1/mistakes.json" + epoch)
                                    .get("total")
                                    .getAsLong())
                            + " mistakes in 500 test images.");
            JsonObject calibration = json("/runs/1/calibration.json" + epoch);
            assertThat(card("calibration"))
                    .containsText("Expected calibration error %s: on average it is %s sure, and %s are right."
                            .formatted(
                                    percent(calibration.get("expected_error")),
                                    percent(calibration.get("confidence")),
                                    percent(calibration.get("accuracy"))));
        }
        JsonObject run = json("/api/runs/1");
        assertThat(card("training"))
                .containsText("epoch " + run.get("best_epoch").getAsInt() + " of 3: ");
        assertThat(card("training"))
                .containsText(percent(run.getAsJsonObject("test").get("accuracy")) + " of the test images are right.");
        card("confusion").locator("p a").click();
        page.waitForURL(Pattern.compile(".*/mistakes\\?true=\\d&predicted=\\d&epoch=1$"));
        assertThat(page.locator(".mistake").first()).isVisible();
        assertThat(chromium.logged()).isEmpty();
    }

    private Locator card(String name) {
        return page.getByRole(
                AriaRole.REGION,
                new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "$", Pattern.CASE_INSENSITIVE)));
    }

    private static String mostConfused(JsonArray counts) {
        int most = 0;
        String said = "";
        for (int label = 0; label < counts.size(); label++) {
            for (int predicted = 0; predicted < counts.size(); predicted++) {
                int count = counts.get(label).getAsJsonArray().get(predicted).getAsInt();
                if (label != predicted && count > most) {
                    most = count;
                    said = "%d taken for %d, %d time%s".formatted(label, predicted, count, count == 1 ? "" : "s");
                }
            }
        }
        return said;
    }

    private static String percent(JsonElement share) {
        return Figures.percent(share.getAsDouble());
    }

    private static String surestMistake(String run) {
        return json(run + "/mistakes.json")
                .getAsJsonArray("cards")
                .get(0)
                .getAsJsonObject()
                .get("index")
                .getAsString();
    }

    @Test
    void the_overview_follows_the_slider() {
        page.navigate(address + "/runs/1/overview");
        String trained = card("mistakes").textContent();

        page.locator("[data-scrubber] [name=epoch]").fill("0");

        assertThat(card("mistakes")).not().hasText(trained);
        assertThat(card("weights").locator("h2 a")).hasAttribute("href", "/runs/1/weights?order=norm&epoch=0");
    }

    @Test
    void each_stop_the_overview_and_what_next_are_accessible_wide_and_narrow() {
        for (int width : new int[] {1280, 360}) {
            Page narrow = chromium.page(width, 800);
            for (String path : List.of(
                    "?tour=1",
                    "/confusion?tour=2",
                    "/mistakes/surest?tour=3",
                    "/map?tour=4",
                    "/draw?tour=5",
                    "/overview",
                    "")) {
                narrow.navigate(address + "/runs/1" + path);
                // A map that is not there is made by itself, and its page comes anew.
                narrow.waitForFunction("() => !document.querySelector('[data-by-itself]')");
                chromium.assertAccessible(narrow);
            }
            narrow.context().close();
        }
    }

    private static JsonObject json(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
        try {
            return JsonParser.parseString(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body())
                    .getAsJsonObject();
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }
}
