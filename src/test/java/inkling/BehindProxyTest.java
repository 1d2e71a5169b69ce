package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import inkling.http.BasePath;
import inkling.http.Proxies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program below a path of a real nginx, with the lines that the README gives, and with nginx's own defaults. */
class BehindProxyTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern README_LINES = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ADDRESS =
            Pattern.compile("(?<name>[a-z][a-z-]*)=\"(?<address>/[^\"]*)\"", Pattern.DOTALL);
    private static final Pattern SCRIPT =
            Pattern.compile("<script type=\"application/json\"[^>]*>(.*?)</script>", Pattern.DOTALL);
    /** What is typed, or is sent back to the program and not followed. */
    private static final List<String> NO_ADDRESSES =
            List.of("value", "placeholder", "title", "data-along", "data-base", "data-keys");
    /** Pages of one kind, apart from their numbers and what they are asked for. */
    private static final int OF_A_KIND = 3;

    @TempDir
    private static Path folder;

    private static SmallServer home;
    private static Nginx nginx;
    private static String base;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        Nginx.executable();
        home = new SmallServer(folder, new Proxies(BasePath.of("/inkling"), List.of("127.0.0.1")));
        String upstream = "127.0.0.1:" + home.address.getPort();
        Matcher lines = README_LINES.matcher(Files.readString(Path.of("README.md")));
        assertThat(lines.find()).isTrue();
        String locations = lines.group(1).replace("127.0.0.1:7070", upstream) + """
                location /lab/ink/ {
                    proxy_pass http://%1$s/;
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-Prefix /lab/ink;
                }
                location /hidden/ {
                    proxy_pass http://%1$s/;
                }
                """.formatted(upstream);
        nginx = Nginx.start(Files.createDirectory(folder.resolve("nginx")), locations);
        base = nginx.address() + "/inkling";
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        if (home != null) {
            home.close();
        }
    }

    @Test
    void every_address_that_any_page_or_answer_names_is_below_the_path_and_there() throws Exception {
        Map<String, Integer> kinds = walk("/inkling");

        // Every kind of page has been there, so that none can have been forgotten.
        assertThat(kinds.keySet())
                .contains(
                        "/inkling/",
                        "/inkling/runs/N",
                        "/inkling/runs/N/confusion",
                        "/inkling/runs/N/images/test/N.png",
                        "/inkling/runs/N/weights/sheet.png",
                        "/inkling/runs/N/imagine/N/image.png",
                        "/inkling/runs/N/map",
                        "/inkling/sweeps/N",
                        "/inkling/compare/maps",
                        "/inkling/api/runs/N/checkpoints/N",
                        "/inkling/queue");
    }

    @Test
    void a_proxy_that_is_trusted_may_name_another_path() throws Exception {
        assertThat(walk("/lab/ink")).hasSizeGreaterThan(20);
    }

    @Test
    void forms_redirects_cookies_and_events_go_through() throws Exception {
        HttpResponse<String> posted = post("/inkling/runs/1/edit", "name=Renamed&tags=&notes=");
        assertThat(posted.statusCode()).isEqualTo(303);
        assertThat(posted.headers().firstValue("Location")).hasValue("/inkling/");
        HttpResponse<String> columns = get("/inkling/?columns=lr&keep=yes");
        assertThat(columns.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("Path=/inkling/"));
        var events = client.send(
                request("/inkling/events?run=1")
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        assertThat(events.body().filter(line -> line.startsWith("data:")).findFirst())
                .isPresent();
        HttpResponse<String> program = client.send(
                request("/inkling/api/runs/1")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"name\":\"Small\"}"))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(program.body()).contains("\"url\":\"/inkling/runs/1\"");
    }

    @Test
    void a_form_through_nginx_with_its_defaults_says_what_to_set() throws Exception {
        HttpResponse<String> posted = post("/hidden/runs/1/edit", "name=Renamed&tags=&notes=");

        assertThat(posted.statusCode()).isEqualTo(403);
        assertThat(posted.body()).contains("proxy_set_header Host $http_host;");
    }

    @Test
    void in_a_browser_nothing_is_asked_for_outside_the_path() {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 1000);
            List<String> outside = new ArrayList<>();
            page.onRequest(request -> {
                if (!request.url().startsWith(base) && !request.url().startsWith("data:")) {
                    outside.add(request.url());
                }
            });
            for (String path : List.of(
                    "/runs/1",
                    "/runs/1/map?layer=h2&method=pca&split=test&epoch=2",
                    "/runs/1/draw",
                    "/runs/1/mistakes",
                    "/runs/1/imagine/1",
                    "/sweeps/1",
                    "/compare/maps?runs=1,2&layer=h2&method=pca&split=test",
                    "/runs/new")) {
                page.navigate(base + path);
                page.waitForLoadState();
                assertThat(page.locator("h1").first()).isVisible();
                assertThat(page.evaluate("getComputedStyle(document.body).fontFamily"))
                        .isNotEqualTo("");
            }
            page.navigate(base + "/runs/1");
            page.getByText("Train again").click();
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Train").setExact(true))
                    .first()
                    .click();
            page.waitForURL(Pattern.compile(".*/inkling/runs/\\d+$"));

            assertThat(outside).isEmpty();
            assertThat(chromium.logged()).isEmpty();
        }
    }

    /** Follows every address from the first page on, a few of each kind; how many there were, by kind. */
    private Map<String, Integer> walk(String path) throws Exception {
        Map<String, Integer> kinds = new HashMap<>();
        Deque<String> waiting =
                new ArrayDeque<>(List.of(path + "/", path + "/compare/maps?runs=1,2", path + "/api/runs"));
        while (!waiting.isEmpty()) {
            String address = waiting.poll();
            String kind = address.replaceFirst("[?#].*", "").replaceAll("\\d+", "N");
            if (kind.contains("/static/")
                    || kinds.merge(kind, 1, Integer::sum) > OF_A_KIND
                    || kind.endsWith("events")) {
                continue;
            }
            if (kind.endsWith("/api/compare/curves")) {
                continue; // Scripts say of which run.
            }
            HttpResponse<String> answer = get(address);
            assertThat(answer.statusCode()).as(address).isLessThan(400);
            answer.headers().firstValue("Location").ifPresent(waiting::add);
            waiting.addAll(addresses(path, address, answer));
            assertThat(waiting).as("named by " + address).allMatch(named -> named.startsWith(path + "/"));
        }
        return kinds;
    }

    private static List<String> addresses(String path, String of, HttpResponse<String> answer) {
        List<String> found = new ArrayList<>();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("application/json")) {
            collect(JsonParser.parseString(answer.body()), found);
        } else if (type.startsWith("text/html")) {
            Matcher script = SCRIPT.matcher(answer.body());
            while (script.find()) {
                collect(JsonParser.parseString(script.group(1)), found);
            }
            Matcher attribute = ADDRESS.matcher(answer.body());
            while (attribute.find()) {
                String address = attribute.group("address").replace("&amp;", "&");
                boolean sent = List.of("action", "formaction", "hx-post").contains(attribute.group("name"));
                if (sent) {
                    assertThat(address).as("sent by " + of).startsWith(path + "/");
                } else if (!NO_ADDRESSES.contains(attribute.group("name"))) {
                    found.add(address);
                }
            }
        }
        return found;
    }

    /** Every text that begins as an address does. */
    private static void collect(JsonElement json, List<String> found) {
        if (json.isJsonObject()) {
            json.getAsJsonObject().asMap().values().forEach(value -> collect(value, found));
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(value -> collect(value, found));
        } else if (json.isJsonPrimitive()
                && json.getAsJsonPrimitive().isString()
                && json.getAsString().startsWith("/")
                && !json.getAsString().startsWith(folder.toString())) {
            found.add(json.getAsString());
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", FORM)
                        .header("Origin", nginx.address().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create(nginx.address() + path.replace("|", "%7C").replace("\"", "%22")));
    }
}
