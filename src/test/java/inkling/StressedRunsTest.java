package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import inkling.http.Proxies;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stress tests of a run in a real browser, of compared runs, and of a sweep; runs 2 and 3 are a sweep's, 3 is not tested. */
@Timeout(300)
class StressedRunsTest {

    @TempDir
    private static Path folder;

    @AutoClose
    private static SmallServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SmallServer(folder, Proxies.NONE);
    }

    private static String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static JsonObject json(String path) throws Exception {
        return JsonParser.parseString(get(path)).getAsJsonObject();
    }

    @Test
    void a_person_tests_an_epoch_and_looks_closer_without_leaving_the_page() {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 900);
            page.navigate(server.address + "/runs/1/stress?epoch=0");
            assertThat(page.locator("#stress-panels")).hasCount(0);
            assertThat(page.locator(".stress-sheet svg")).hasCount(90);

            page.getByText("Stress-test epoch 0").click();

            assertThat(page.locator("#stress-panels li")).hasCount(15);
            page.locator("#panel-fog").click();
            contains(page, "#chosen-title", "Fog at strength 3");
            page.locator("#strength-5").click();
            contains(page, "#chosen-title", "Fog at strength 5");
            page.locator("#sort-name").click();
            contains(page, "#stress-panels li:first-child", "Brightness");
            assertThat(page.url()).contains("epoch=0", "corruption=fog", "strength=5", "sort=name");

            String untrained = page.locator("#stress-sums .large dd").textContent();
            page.locator("#epoch-range").focus();
            page.keyboard().press("End");
            page.waitForCondition(
                    () -> !page.locator("#stress-sums .large dd").textContent().equals(untrained));
            contains(page, "#chosen-title", "Fog at strength 5");
            assertThat(page.locator(".stress-epochs tbody tr")).hasCount(3);
            assertThat(chromium.logged()).isEmpty();
        }
    }

    private static void contains(Page page, String selector, String text) {
        assertThat(page.locator(selector)).containsText(text);
    }

    /** By hand: the mean over the corruptions of one run's errors over the other's. */
    @Test
    void compared_runs_have_their_errors_beside_each_other_and_relative_to_the_baselines() throws Exception {
        JsonArray runs = json("/api/compare/stress?runs=1,2&baseline=2").getAsJsonArray("runs");
        JsonObject first = runs.get(0).getAsJsonObject();
        JsonObject errors = first.getAsJsonObject("errors");
        JsonObject others = runs.get(1).getAsJsonObject().getAsJsonObject("errors");
        double relative = errors.keySet().stream()
                .mapToDouble(corruption -> errors.get(corruption).getAsDouble()
                        / others.get(corruption).getAsDouble())
                .average()
                .orElseThrow();
        String page = get("/compare/stress?runs=1,2&baseline=2");

        assertThat(errors.size()).isEqualTo(15);
        assertThat(first.get("relative_to_baseline").getAsDouble()).isCloseTo(relative, within(1e-9));
        assertThat(runs.get(1).getAsJsonObject().get("relative_to_baseline").getAsDouble())
                .isEqualTo(1);
        assertThat(page).contains("%.3f".formatted(relative), "1.000");
        assertThat(page.split("class=\"chart-line run-", -1)).hasSize(1 + 15 * 2);
        assertThat(get("/compare/stress?runs=1,3&epoch=1"))
                .contains("epoch 1, is not stress-tested.", "/runs/3/stress?epoch=1");
        assertThat(get("/compare?runs=1,2")).contains("Mean corruption error");
    }

    @Test
    void all_runs_of_a_sweep_are_tested_with_one_button_and_ranked_filtered_and_listed_by_it() throws Exception {
        int before = json("/api/runs?q=mean_corruption_error%3E=0").get("total").getAsInt();

        assertThat(get("/sweeps/1")).contains("Stress-test one run");
        server.post("/sweeps/1/stress", "");
        server.awaitJobs();

        assertThat(get("/sweeps/1")).doesNotContain("Stress-test one run").contains("Mean corruption error");
        assertThat(json("/api/sweeps/1").getAsJsonArray("runs"))
                .allSatisfy(run -> assertThat(run.getAsJsonObject()
                                .getAsJsonObject("metrics")
                                .get("mean_corruption_error")
                                .getAsDouble())
                        .isBetween(0.0, 1.0));
        assertThat(json("/api/runs?q=mean_corruption_error%3E=0").get("total").getAsInt())
                .isEqualTo(before + 1);
        assertThat(get("/?columns=mean_corruption_error&sort=-mean_corruption_error"))
                .contains("<span>Mean corruption error</span>")
                .containsPattern(Pattern.compile("\\d+\\.\\d\\d\u2009%"));
    }
}
