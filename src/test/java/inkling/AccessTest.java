package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.access.Role;
import inkling.http.Proxies;
import inkling.http.WebServer.Route;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every route that the program lists, with every method, as whoever may come. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String PASSWORD = "a long one 2";

    /** The log-in, its files and the health; and nothing else. */
    private static final String OPEN =
            "(GET|HEAD) (/health|/static/img/favicon.svg|/webjars/img/favicon.svg)|(GET|HEAD|POST) /login"
                    + "|(GET|HEAD) /look/1";
    /** It reads a picture that comes along, and keeps neither. */
    private static final String READING = "(GET|HEAD) .*|POST /runs/1/draw(/why)?|POST /logout|POST /(login|password)";

    private static final String FOR_MANAGERS = "[A-Z]+ (/api)?/(people(/.*)?|queue/turns|backup(/.*)?)";
    private static final String FOR_TRAINERS = "[A-Z]+ /links(/.*)?";
    private static final String OF_RUN_1 = "[A-Z]+ (/api)?/runs/1([/.].*)?|[A-Z]+ /(events|words|words/loss)";

    @TempDir
    private static Path folder;

    private static App app;
    private static URI address;

    @BeforeAll
    static void serve() throws Exception {
        new SmallServer(folder, Proxies.NONE).close();
        app = new App(home());
        app.recover();
        app.parts().people.add("Ada", PASSWORD, Role.LOOK);
        app.parts().people.add("Tom", PASSWORD, Role.TRAIN);
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home()));
    }

    @AfterAll
    static void close() {
        app.close();
    }

    private static Path home() {
        return folder.resolve("home");
    }

    @Test
    void nobody_is_answered_but_by_the_log_in_its_files_and_the_health() throws Exception {
        Map<String, Integer> statuses = walk(new Entering(address), "name=Ada&password=wrong&to=/runs/1");

        assertThat(statuses).hasSizeGreaterThan(500);
        statuses.forEach((request, status) -> assertThat(status)
                .as(request)
                .matches(each -> request.matches(OPEN)
                        ? !request.equals("POST /login") || each == 401 || each == 429
                        : each == 401));
        assertThat(statuses).containsEntry("GET /login", 200).containsEntry("GET /health", 200);
        Entering nobody = new Entering(address);
        for (String path :
                List.of("/nothing", "/runs/1;a=b", "/%72uns/1", "//runs/1", "/login/x", "/static/%2e%2e/runs/1")) {
            assertThat(nobody.get(path).statusCode())
                    .as(path)
                    .isIn(path.startsWith("/static") ? List.of(400, 404) : List.of(400, 401));
        }
    }

    @Test
    void who_may_look_changes_nothing_and_sees_everything() throws Exception {
        String before = stored();

        Map<String, Integer> statuses = walk(entered("Ada"), "name=Ada&password=wrong");

        assertThat(stored()).isEqualTo(before);
        statuses.forEach((request, status) -> assertThat(status)
                .as(request)
                .matches(each -> request.matches(FOR_MANAGERS + "|" + FOR_TRAINERS)
                        ? each == 403 || each == 404 || each == 405
                        : request.matches(READING)
                                ? (each == 401) == request.equals("POST /login") && each < 500
                                : each == 403 || each == 404 || each == 405));
        assertThat(statuses)
                .containsEntry("GET /runs/1", 200)
                .containsEntry("GET /runs/new", 403)
                .containsEntry("POST /runs", 403)
                .containsEntry("DELETE /api/runs/1", 403);
    }

    /** The last one: it deletes runs. */
    @Test
    @Order(Integer.MAX_VALUE)
    void who_may_train_may_do_everything_but_look_after_people() throws Exception {
        Map<String, Integer> statuses = walk(entered("Tom"), "");

        statuses.forEach((request, status) -> assertThat(status)
                .as(request)
                .matches(each -> request.matches(FOR_MANAGERS)
                        ? each == 403 || each == 404 || each == 405
                        : request.equals("POST /login") ? each == 401 : each != 401 && each != 403));
    }

    @Test
    void who_follows_a_look_only_link_is_shown_its_run_and_nothing_else() throws Exception {
        Entering guest = new Entering(address);
        guest.page(look("runs=1"));

        Map<String, Integer> statuses = walk(guest, "name=Ada&password=wrong");

        statuses.forEach((request, status) -> assertThat(status)
                .as(request)
                .matches(each -> request.matches(OPEN)
                        ? each != 403
                        : request.matches(OF_RUN_1) && request.matches(READING)
                                ? each != 401 && each != 403 && each < 500 || request.matches(".*/(edit)")
                                : each == 403 || each == 404 || each == 405));
        assertThat(statuses)
                .containsEntry("GET /runs/1", 200)
                .containsEntry("GET /api/runs/1", 200)
                .containsEntry("GET /runs/1/confusion", 200)
                .containsEntry("GET /", 403)
                .containsEntry("GET /api/runs", 403)
                .containsEntry("GET /queue", 403)
                .containsEntry("GET /compare", 403)
                .containsEntry("POST /api/runs/1/cancel", 403);
    }

    @Test
    void a_look_only_link_leaves_no_way_to_other_runs() throws Exception {
        Entering one = new Entering(address);
        assertThat(one.page(look("runs=1")).headers().firstValue("Location")).hasValue("/runs/1");
        for (String path : List.of(
                "/runs/2",
                "/api/runs/2",
                "/runs/1/layers.json?with=2:1",
                "/runs/1/layers?with=%E2%81%A82:1%E2%81%A9",
                "/runs/1/layers?with=+2:1",
                "/runs/%31%3b/../2",
                "/compare?runs=1",
                "/links?runs=1")) {
            assertThat(one.get(path).statusCode()).as(path).isIn(400, 403, 404);
        }
        String page = one.page("/runs/1/layers").body();
        assertThat(page)
                .contains("Compared with")
                .doesNotContain("run 2,", "/queue\"", "/runs/new", "/links", "/sweeps");
        assertThat(page).doesNotContain(home().toString());

        Entering two = new Entering(address);
        assertThat(two.page(look("runs=1,2&comparison=yes")).headers().firstValue("Location"))
                .hasValue("/compare?runs=1,2");
        for (String path :
                List.of("/compare?runs=1,2", "/compare/confusion?runs=2", "/api/compare?runs=1,2", "/runs/2")) {
            assertThat(two.get(path).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : List.of(
                "/compare",
                "/compare?runs=1,3",
                "/compare?runs=1&runs=3",
                "/compare?runs=1,%E2%81%A83%E2%81%A9",
                "/compare/add?runs=1,2&add=3",
                "/runs/3",
                "/")) {
            assertThat(two.get(path).statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void the_stream_of_a_look_only_link_tells_of_its_run_alone() throws Exception {
        Entering guest = new Entering(address);
        guest.page(look("runs=1"));

        String told = guest.untilHeartbeat("/events?jobs&run=1&run=2&map=1&map=3&dream=1");

        assertThat(told).contains("event: status 1").contains("There is no run 2 to be heard of here.");
        assertThat(told).doesNotContain("event: jobs").doesNotContain("\"waiting\"");
    }

    /** A link that Tom has made. */
    private String look(String what) throws Exception {
        String page = entered("Tom").post("/links", what).body();
        Matcher link = Pattern.compile("value=\"http://[^/]*(/look/[^\"]+)\"").matcher(page);
        assertThat(link.find()).as(page).isTrue();
        return link.group(1);
    }

    private Entering entered(String name) throws Exception {
        Entering entering = new Entering(address);
        assertThat(entering.logIn(name, PASSWORD).statusCode()).isEqualTo(303);
        return entering;
    }

    /** The status of every route with every method; the one that ends a session comes last. */
    private Map<String, Integer> walk(Entering entering, String form) throws Exception {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        for (boolean ends : List.of(false, true)) {
            for (Route route : app.routes()) {
                for (String method : METHODS) {
                    String request = method + " " + filledIn(route.path());
                    if (request.equals("POST /logout") == ends) {
                        statuses.put(request, ask(entering, method, filledIn(route.path()), form));
                    }
                }
            }
        }
        return statuses;
    }

    private static int ask(Entering entering, String method, String path, String form) throws Exception {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return entering.send(
                        entering.request(path, "Accept", "*/*", "Content-Type", "application/x-www-form-urlencoded")
                                .method(method, reads ? BodyPublishers.noBody() : BodyPublishers.ofString(form)))
                .statusCode();
    }

    private static String filledIn(String path) {
        return path.replace("{split}", "test")
                .replace("{action}", "delete")
                .replace("<file>", "img/favicon.svg")
                .replaceAll("\\{\\w+}", "1");
    }

    /** Everything in the database but the sessions, as statements. */
    private static String stored() {
        return app.parts()
                .database
                .jdbi()
                .withHandle(handle -> handle.createQuery("script")
                        .mapTo(String.class)
                        .filter(statement -> !statement.contains("SESSION"))
                        .collect(Collectors.joining("\n")));
    }
}
