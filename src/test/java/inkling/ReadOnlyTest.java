package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import inkling.database.Database;
import inkling.http.Proxies;
import inkling.http.ReadOnlyAddress;
import inkling.http.WebServer.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address at which a class looks on. */
class ReadOnlyTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** They read a picture that comes along and keep neither, or lead elsewhere, since nobody logs in there. */
    private static final Set<String> READING =
            Set.of("POST /runs/1/draw", "POST /runs/1/draw/why", "POST /login", "POST /logout");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Boolean> known = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    private String dataset;
    private URI own;

    @BeforeEach
    void fill() throws Exception {
        try (SmallServer small = new SmallServer(folder, Proxies.NONE)) {
            dataset = small.dataset.toString();
        }
    }

    private App serve() {
        App app = new App(home());
        app.recover();
        own = app.serve(new Settings(
                "127.0.0.1", 0, List.of(), Proxies.NONE, Optional.of(new ReadOnlyAddress("127.0.0.1", 0)), home()));
        return app;
    }

    private Path home() {
        return folder.resolve("home");
    }

    @Test
    void no_route_changes_anything_whatever_the_method() throws Exception {
        String before = stored();

        Map<String, Integer> statuses = new LinkedHashMap<>();
        try (App app = serve()) {
            for (Route route : app.routes()) {
                for (String method : METHODS) {
                    statuses.put(method + " " + filledIn(route.path()), ask(app, method, filledIn(route.path())));
                }
            }
            assertThat(app.busy()).isFalse();
            assertThat(send(app.readOnlyAddress().orElseThrow(), "GET", "/api/queue")
                            .body())
                    .startsWith("{\"devices\":[],");
        }

        assertThat(stored()).isEqualTo(before);
        assertThat(statuses).hasSizeGreaterThan(400);
        statuses.forEach((request, status) -> {
            boolean reads = request.matches("(GET|HEAD) .*") || READING.contains(request);
            assertThat(status)
                    .as(request)
                    .matches(each -> reads ? each < 500 : each == 403 || each == 404 || each == 405);
        });
        assertThat(statuses)
                .containsEntry("POST /runs", 403)
                .containsEntry("PATCH /api/runs/1", 403)
                .containsEntry("DELETE /api/runs/1", 403)
                .containsEntry("GET /runs/new", 403)
                .containsEntry("GET /runs/1/edit", 403)
                .containsEntry("GET /folders", 403)
                .containsEntry("GET /augmentation", 403)
                .containsEntry("GET /runs/1", 200)
                .containsEntry("GET /runs/1/map", 200);
    }

    @Test
    void programs_are_told_in_json_and_people_on_a_page() throws Exception {
        try (App app = serve()) {
            URI address = app.readOnlyAddress().orElseThrow();
            HttpResponse<String> api = send(address, "POST", "/api/runs");
            assertThat(api.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
            assertThat(api.body()).contains("\"status\":403", "This address is for looking");
            assertThat(send(address, "GET", "/runs/new").body())
                    .contains("<h1>Read-only</h1>", "This address is for looking");
        }
    }

    @Test
    void no_page_shows_what_would_be_refused_and_all_else_works() throws Exception {
        try (App app = serve();
                Chromium chromium = Chromium.start()) {
            start(app, "Long", 900);
            start(app, "Waiting", 1);
            URI address = app.readOnlyAddress().orElseThrow();
            Page page = chromium.page(1280, 900);
            Page teacher = chromium.page(1280, 900);
            int left = 0;
            for (String path : paths(app)) {
                page.navigate(address + path);
                assertThat(page.locator(".read-only").count()).as(path).isOne();
                for (Object lead : leads(page)) {
                    assertThat(refused(app, lead.toString()))
                            .as("%s at %s", lead, path)
                            .isFalse();
                }
                if (path.endsWith("/map")) {
                    continue; // There a map is made by itself, and the page is loaded again.
                }
                teacher.navigate(own + path);
                left += (int) leads(teacher).stream()
                        .filter(each -> refused(app, each.toString()))
                        .count();
                assertThat(teacher.locator(".read-only").count()).isZero();
            }
            assertThat(left).as("controls that the other address has").isGreaterThan(100);

            page.navigate(address + "/runs/1/draw?tour=5");
            assertThat(page.locator("#tour").textContent()).contains("overview").doesNotContain("or let a");
            page.setViewportSize(360, 800);
            for (String path : List.of("/", "/runs/1", "/queue", "/runs/1/map", "/runs/1/imagine")) {
                page.navigate(address + path);
                chromium.assertAccessible(page);
            }
            assertThat(chromium.logged()).isEmpty();
            app.cancel(5);
            app.cancel(4);
        }
    }

    /** Where the forms, buttons and links that a page shows lead, each with its method. */
    private static List<?> leads(Page page) {
        return (List<?>) page.evaluate("""
                () => [
                  ...[...document.forms].map((form) => [form.getAttribute("method") ?? "get", form.getAttribute("action") ?? ""]),
                  ...[...document.querySelectorAll("[formaction]")].map((button) =>
                    [button.getAttribute("formmethod") ?? "post", button.getAttribute("formaction")]),
                  ...[...document.querySelectorAll("[hx-post]")].map((each) => ["post", each.getAttribute("hx-post")]),
                  ...[...document.querySelectorAll("a[href]")].map((link) => ["get", link.href]),
                ].map(([method, address]) => `${method.toUpperCase()} ${new URL(address, location.href).pathname}`)
                """);
    }

    private boolean refused(App app, String request) {
        return known.computeIfAbsent(request, each -> {
            try {
                return ask(app, each.split(" ")[0], each.split(" ", 2)[1]) == 403;
            } catch (Exception e) {
                throw new IllegalStateException(each, e);
            }
        });
    }

    /** Every address that answers with a page. */
    private TreeSet<String> paths(App app) throws Exception {
        TreeSet<String> paths =
                new TreeSet<>(List.of("/runs/4", "/runs/5", "/compare?runs=1,2", "/sweeps/1", "/?q=nothing"));
        for (Route route : app.routes()) {
            String path = filledIn(route.path());
            HttpResponse<String> answer = route.method().equals("GET") && !path.startsWith("/events")
                    ? send(app.readOnlyAddress().orElseThrow(), "GET", path)
                    : null;
            if (answer != null
                    && answer.statusCode() == 200
                    && answer.body().contains("<html")
                    && !path.matches(".*/(parts|rows|steps)")) {
                paths.add(path);
            }
        }
        assertThat(paths).hasSizeGreaterThan(20);
        return paths;
    }

    private static String filledIn(String path) {
        return path.replace("{split}", "test")
                .replace("{action}", "delete")
                .replace("<file>", "img/favicon.svg")
                .replaceAll("\\{\\w+}", "1");
    }

    private void start(App app, String name, int epochs) {
        app.parts()
                .runs
                .start(app.parts()
                        .form
                        .read(Map.of(
                                "dataset", "idx",
                                "data", dataset,
                                "name", name,
                                "epochs", String.valueOf(epochs),
                                "batch_size", "30",
                                "hidden", "16,12",
                                "lr", "0.003",
                                "augment", "false")));
    }

    private int ask(App app, String method, String path) throws Exception {
        return send(app.readOnlyAddress().orElseThrow(), method, path).statusCode();
    }

    private HttpResponse<String> send(URI address, String method, String path) throws Exception {
        String form = SmallServer.RUN + dataset + "&run=1&epochs=9&to=first&name=Other&tag=new&lr=0.002&seeds=1";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "*/*");
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return client.send(
                request.method(method, reads ? BodyPublishers.noBody() : BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Everything in the database, as statements. */
    /** The database, but for what runs take: a view that is looked at may keep what it worked out. */
    private String stored() {
        try (Database database = new Database(home())) {
            database.jdbi().useHandle(handle -> handle.execute("update run set file_bytes = null"));
            return database.jdbi()
                    .withHandle(handle -> String.join(
                            "\n",
                            handle.createQuery("script").mapTo(String.class).list()));
        }
    }
}
