package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.access.Role;
import inkling.database.Database;
import inkling.http.Proxies;
import inkling.http.WebServer.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route that the program lists, with every method, as whoever may come. */
class AccessTest {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String PASSWORD = "a long one 2";

    /** The log-in, its files and the health; and nothing else. */
    private static final String OPEN =
            "(GET|HEAD) (/health|/static/img/favicon.svg|/webjars/img/favicon.svg)|(GET|HEAD|POST) /login";
    /** It reads a picture that comes along, and keeps neither. */
    private static final String READING = "(GET|HEAD) .*|POST /runs/1/draw(/why)?|POST /logout|POST /login";

    private static final String FOR_MANAGERS = "[A-Z]+ (/api)?/(people(/.*)?|queue/turns)";

    @TempDir
    private static Path filled;

    @TempDir
    private Path folder;

    private App app;
    private URI address;

    @BeforeAll
    static void fill() throws Exception {
        new SmallServer(filled, Proxies.NONE).close();
    }

    @BeforeEach
    void serve() throws Exception {
        copy(filled.resolve("home"), home());
        app = new App(home());
        app.recover();
        app.parts().people.add("Ada", PASSWORD, Role.LOOK);
        app.parts().people.add("Tom", PASSWORD, Role.TRAIN);
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Path home() {
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
        app.close();
        String before = stored();
        app = new App(home());
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home()));

        Map<String, Integer> statuses = walk(entered("Ada"), "name=Ada&password=wrong");
        app.close();

        assertThat(stored()).isEqualTo(before);
        statuses.forEach((request, status) -> assertThat(status)
                .as(request)
                .matches(each -> request.matches(FOR_MANAGERS)
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

    @Test
    void who_may_train_may_do_everything_but_look_after_people() throws Exception {
        Map<String, Integer> statuses = walk(entered("Tom"), "");

        statuses.forEach((request, status) -> assertThat(status)
                .as(request)
                .matches(each -> request.matches(FOR_MANAGERS)
                        ? each == 403 || each == 404 || each == 405
                        : request.equals("POST /login") ? each == 401 : each != 401 && each != 403));
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
    private String stored() {
        try (Database database = new Database(home())) {
            return database.jdbi().withHandle(handle -> {
                handle.execute("delete from session");
                return String.join(
                        "\n", handle.createQuery("script").mapTo(String.class).list());
            });
        }
    }
}
