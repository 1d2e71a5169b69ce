package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import inkling.http.Proxies;
import inkling.runs.job.TinyDataset;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From wrong labels to a better run, on the whole program: of 300 images nine are labelled wrongly. */
@Timeout(600)
class WrongLabelsTest {

    /** What the wrong labels should be, by the index of their image. */
    private final Map<Integer, Integer> wrong = new TreeMap<>();

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Path images;
    private App app;
    private URI address;

    @BeforeEach
    void start() throws Exception {
        images = Files.createDirectory(folder.resolve("bars"));
        TinyDataset.write(images, 300, 60);
        Path labels = images.resolve("train-labels-idx1-ubyte");
        byte[] bytes = Files.readAllBytes(labels);
        for (int image = 20; image < 290; image += 31) {
            wrong.put(image, (int) bytes[8 + image]);
            bytes[8 + image] = (byte) ((bytes[8 + image] + 4) % 10);
        }
        Files.write(labels, bytes);
        Path home = folder.resolve("home");
        app = new App(home);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), Proxies.NONE, Optional.empty(), home));
        post(
                "/runs",
                "batch_size=10&hidden=16%2C12&augment=false&seed=7&lr=0.01&epochs=3&device=cpu&name=First&data="
                        + encoded(images.toString()));
        awaitJobs();
    }

    @AfterEach
    void end() {
        app.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(String path, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** @return where it leads */
    private String post(String path, String form) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(path, form);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private JsonObject json(String path) throws IOException, InterruptedException {
        return JsonParser.parseString(get(path)).getAsJsonObject();
    }

    private void awaitJobs() throws IOException, InterruptedException {
        while (!get("/api/queue").startsWith("{\"devices\":[],")) {
            Thread.sleep(50);
        }
    }

    private JsonArray ranking() throws IOException, InterruptedException {
        return json("/runs/1/doctor/labels.json").getAsJsonArray("ranking");
    }

    @Test
    void wrong_labels_come_first_are_corrected_and_learnt_from_and_the_runs_can_be_compared() throws Exception {
        String page = post("/runs/1/studies/labels", "folds=5&epochs=8");
        awaitJobs();

        assertThat(page).startsWith("/runs/1/doctor/labels?");
        assertThat(get(page)).contains("0 of " + ranking().size() + " looked at");
        List<Integer> first = new ArrayList<>();
        for (JsonElement each : ranking().asList().subList(0, wrong.size())) {
            JsonObject issue = each.getAsJsonObject();
            int index = issue.get("index").getAsInt();
            first.add(index);
            assertThat(issue.get("suggested").getAsInt()).isEqualTo(wrong.get(index));
            post("/runs/1/doctor/decide", "decide=accept&index=" + index + "&suggested=" + issue.get("suggested"));
        }
        assertThat(first).containsExactlyInAnyOrderElementsOf(wrong.keySet());
        post("/runs/1/doctor/decide", "decide=exclude&index=7");
        post("/runs/1/doctor/decide", "decide=keep&index=8");
        assertThat(get("/data/versions/1/corrections.csv"))
                .startsWith("index,given,corrected\r\n7,7,\r\n8,8,8\r\n20,4,0\r\n")
                .hasLineCount(12);

        String second = post("/runs/1/doctor/labels/train", "");
        awaitJobs();

        JsonObject run = json("/api" + second);
        assertThat(run.get("status").getAsString()).isEqualTo("finished");
        assertThat(run.getAsJsonObject("requested").get("data_version").getAsString())
                .isEqualTo("corrected");
        assertThat(run.get("train_images").getAsInt()
                        + run.get("validation_images").getAsInt())
                .isEqualTo(299);
        assertThat(run.get("test_fingerprint")).isEqualTo(json("/api/runs/1").get("test_fingerprint"));
        assertThat(run.getAsJsonObject("hyperparameters"))
                .isEqualTo(json("/api/runs/1").getAsJsonObject("hyperparameters"));
        assertThat(json("/api/compare/mcnemar?runs=1,2").getAsJsonArray("pairs"))
                .hasSize(1);
        assertThat(get("/runs/2")).contains("/compare/images?runs=1,2");
        assertThat(get("/runs/1/doctor/labels")).contains("/compare/images?runs=1,2");
        assertThat(get("/data/at?data=" + encoded(images.toString()))).contains("9 relabelled, 1 left out");
        assertThat(get("/runs/new?from=2")).contains("corrected");
        assertThat(get("/runs/new?data_version=corrected")).contains("value=\"corrected\" selected");
        assertThat(json("/api/runs?q=data_version%3Dcorrected").get("total").getAsInt())
                .isEqualTo(1);
        assertThat(send("/data/versions/1/delete", "").statusCode()).isEqualTo(409);
        assertThat(json("/api" + post("/runs", "data_version=corrected&epochs=1&augment=none"))
                        .getAsJsonObject("requested")
                        .get("data")
                        .getAsString())
                .isEqualTo(images.toString());
    }

    @Test
    void a_decision_leads_back_only_within_the_program_and_what_is_wrong_is_said_at_its_field() throws Exception {
        String decide = "/runs/1/doctor/decide";

        assertThat(post(decide, "decide=keep&index=3&back=" + encoded("/runs/1/images/train/2?epoch=1")))
                .isEqualTo("/runs/1/images/train/2?epoch=1");
        for (String elsewhere : List.of("//example.org", "https://example.org", "/\\example.org", "runs")) {
            assertThat(post(decide, "decide=keep&index=3&back=" + encoded(elsewhere)))
                    .isEqualTo("/runs/1/doctor/labels");
        }
        for (String bad : List.of(
                "decide=keep&index=300",
                "decide=keep",
                "decide=relabel&index=1&label=10",
                "decide=accept&index=1",
                "decide=what&index=1")) {
            assertThat(send(decide, bad).statusCode()).as(bad).isEqualTo(400);
        }
        assertThat(send("/runs/1/studies/labels", "folds=1").statusCode()).isEqualTo(400);
        assertThat(send("/runs/1/studies/labels", "epochs=x").statusCode()).isEqualTo(400);
    }

    @Test
    void a_table_of_corrections_becomes_a_version_and_a_wrong_line_of_it_is_named() throws Exception {
        String take = "/runs/1/doctor/labels/take";

        post(take, "name=mine&csv=" + encoded("index,given,corrected\r\n20,4,0\n7,7,\n8,8,8\n"));

        assertThat(get("/data/versions/1/corrections.csv"))
                .isEqualTo("index,given,corrected\r\n7,7,\r\n8,8,8\r\n20,4,0\r\n");
        Map<String, String> refused = Map.of(
                "", "the first line must be index,given,corrected",
                "index,given,corrected\n1,1", "line 2 must have three columns",
                "index,given,corrected\n1,2,3", "line 2 says 2, but the image is labelled 1",
                "index,given,corrected\n1,1,3\n1,1,4", "line 3 has an image that another line has",
                "index,given,corrected\n300,1,3", "line 2 must have an image from 0 to 299",
                "index,given,corrected\n1,1,10", "line 2 must have a label from 0 to 9");
        for (Map.Entry<String, String> each : refused.entrySet()) {
            HttpResponse<String> answer = send(take, "name=x&csv=" + encoded(each.getKey()));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(each.getValue());
        }
    }

    @Test
    void one_goes_by_keys_from_a_mistake_and_its_cause_to_a_corrected_run_and_its_comparison() {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 900);
            page.navigate(address + "/runs/1/mistakes?epoch=1");
            page.locator(".mistake").first().click();
            page.getByRole(AriaRole.LINK, named("Why this answer")).click();
            assertThat(page.locator(".verdict")).containsText("but taken for");
            assertThat(page.locator(".why-map").first()).isVisible();
            page.getByRole(AriaRole.LINK, named("Who taught it")).click();
            page.locator("#influence-parts .neighbours a").first().click();
            page.waitForURL(Pattern.compile(".*/images/train/.*"));
            page.locator(".image-decision select").selectOption("5");
            page.getByRole(AriaRole.BUTTON, named("Relabel")).click();
            assertThat(page.locator(".decided")).containsText("Relabelled to 5");

            page.getByRole(AriaRole.LINK, named("version of the data set")).click();
            page.getByRole(AriaRole.BUTTON, named("Look for wrong labels")).click();
            Locator cards = page.locator(".suspect");
            cards.first().waitFor();
            String firstCard = cards.first().getAttribute("id");
            Locator done = page.locator(".suspects-done");
            String none = done.textContent();

            page.keyboard().press("a");
            assertThat(done).not().hasText(none);
            assertThat(page.locator("#" + firstCard + " .decided")).containsText("Relabelled to");
            assertThat(cards.nth(1)).isFocused();
            page.keyboard().press("u");
            assertThat(done).hasText(none);
            page.keyboard().press("ArrowLeft");
            page.locator("#" + firstCard).focus();
            for (int i = 0; i < wrong.size(); i++) {
                assertThat(cards.nth(i)).isFocused();
                page.keyboard().press("a");
                assertThat(cards.nth(i).locator(".decided")).containsText("Relabelled to");
            }
            page.locator("#" + firstCard).focus();
            page.keyboard().press("x");
            assertThat(page.locator("#" + firstCard + " .decided")).containsText("Left out");

            page.getByRole(AriaRole.BUTTON, named("Train on corrected")).click();
            page.waitForURL(Pattern.compile(".*/runs/2"));
            page.getByText("Test accuracy").first().waitFor();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Compare the two on the test images"))
                    .click();
            assertThat(page.locator("main")).containsText("McNemar");
            assertThat(page.locator("main")).containsText("p");

            assertThat(chromium.logged()).isEmpty();
        }
    }

    @Test
    void keys_pressed_before_the_server_has_answered_are_all_kept_and_the_focus_goes_on() throws Exception {
        post("/runs/1/studies/labels", "folds=3&epochs=6");
        awaitJobs();
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 900);
            List<Route> held = new ArrayList<>();
            page.navigate(address + "/runs/1/doctor/labels?folds=3&epochs=6");
            Locator cards = page.locator(".suspect");
            page.route("**/doctor/decide", held::add);

            for (String key : List.of("a", "k", "x")) {
                page.keyboard().press(key);
            }
            assertThat(cards.nth(3)).isFocused();
            page.waitForCondition(() -> !held.isEmpty());
            page.unroute("**/doctor/decide");
            held.get(0).resume();

            assertThat(cards.nth(0).locator(".decided")).containsText("Relabelled to");
            assertThat(cards.nth(1).locator(".decided")).containsText("Kept");
            assertThat(cards.nth(2).locator(".decided")).containsText("Left out");
            assertThat(cards.nth(3)).isFocused();

            page.route("**/doctor/decide", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
            page.keyboard().press("a");
            assertThat(page.locator(".suspects-done")).containsText("not kept. The server could not answer.");
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
