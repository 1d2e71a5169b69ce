package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.http.Proxies;
import inkling.http.WebServer.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a person deletes comes back whole within an hour, and goes for good afterwards. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UndoTest {
    private static final String MAP = "/runs/1/map.json?method=tsne&layer=h2&split=test&epoch=2";
    private static final Pattern UNDO =
            Pattern.compile("<form method=\"post\" action=\"(/deleted/[a-z-]+/restore)\">(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern.compile("name=\"([a-z]+)\" value=\"([^\"]*)\"");

    @TempDir
    private static Path folder;

    private static final MovedClock CLOCK = new MovedClock(Clock.systemUTC());
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @AutoClose
    private static SmallServer server;

    /** Number of a t-SNE map of run 1. */
    private static String map;

    @BeforeAll
    static void start() throws Exception {
        server = new SmallServer(folder, Proxies.NONE, CLOCK);
        map = mapAt(MAP);
    }

    @BeforeEach
    void sendFinches() throws Exception {
        Path finches = Files.createDirectories(home("datasets/finches"));
        if (!Files.exists(finches.resolve("finches.zip"))) {
            Shapes.zip(finches.resolve("finches.zip"), 20);
        }
    }

    private static String mapAt(String address) throws Exception {
        Matcher found = Pattern.compile("\"map\":\\{\"map\":(\\d+)")
                .matcher(get(address).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /**
     * Something that can be deleted.
     *
     * @param delete the form that does it
     * @param at what is there as long as it is
     * @param lists where its address stands among others
     * @param files of it, in the home
     * @param table where it has a row; empty if it has none
     */
    private record Thing(
            String kind, String id, String delete, String at, List<String> lists, List<String> files, String table) {}

    private List<Thing> things() {
        return List.of(
                new Thing(
                        "map",
                        map,
                        "/runs/1/maps/%s/delete".formatted(map),
                        "/runs/1/maps/%s/points.bin".formatted(map),
                        List.of(),
                        List.of("runs/1/map-%s.safetensors".formatted(map)),
                        "projection"),
                new Thing(
                        "picture",
                        "1",
                        "/runs/1/imagine/1/delete",
                        "/runs/1/imagine/1/image.png",
                        List.of("/runs/1/imagine?epoch=2"),
                        List.of("runs/1/dream-1.safetensors"),
                        "dream"),
                new Thing(
                        "version",
                        "1",
                        "/data/versions/1/delete",
                        "/data/versions/1/corrections.csv",
                        List.of("/runs/1/doctor/labels"),
                        List.of(),
                        "data_version"),
                new Thing("sweep", "1", "/sweeps/1/delete", "/api/sweeps/1", List.of("/sweeps"), List.of(), "sweep"),
                new Thing(
                        "data-set",
                        "finches",
                        "/data/finches/delete",
                        "/data/finches/pictures/mean-0",
                        List.of("/data"),
                        List.of("datasets/finches/finches.zip"),
                        ""),
                new Thing(
                        "run",
                        "2",
                        "/runs/picked/delete",
                        "/api/runs/2",
                        List.of("/", "/api/runs", "/sweeps/1"),
                        List.of("runs/2"),
                        "run"));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void each_kind_is_gone_everywhere_comes_back_equal_and_goes_for_good_after_an_hour() throws Exception {
        for (Thing thing : things()) {
            String before = awaited(thing.at());
            List<String> namedBefore = naming(thing);

            String said = said(delete(thing));

            assertThat(said).as(thing.kind()).contains(" deleted.");
            assertThat(get(thing.at()).statusCode()).as(thing.kind()).isEqualTo(404);
            assertThat(naming(thing)).as(thing.kind()).isEmpty();
            assertThat(get("/deleted").body()).contains("action=\"/deleted/%s/restore\"".formatted(thing.kind()));

            CLOCK.forward(Duration.ofMinutes(59));
            server.app.parts().removal.sweep();
            assertThat(undo(said).statusCode()).as(thing.kind()).isEqualTo(303);

            assertThat(awaited(thing.at())).as(thing.kind()).isEqualTo(before);
            assertThat(naming(thing)).as(thing.kind()).isEqualTo(namedBefore);
            assertThat(get("/deleted").body()).contains("Nothing was deleted lately.");
            assertThat(thing.files()).as(thing.kind()).allMatch(file -> Files.exists(home(file)));
        }
        for (Thing thing : things()) {
            String said = said(delete(thing));
            CLOCK.forward(Duration.ofMinutes(61));
            server.app.parts().removal.sweep();

            assertThat(undo(said).statusCode()).as(thing.kind()).isEqualTo(404);
            assertThat(get(thing.at()).statusCode()).as(thing.kind()).isEqualTo(404);
            assertThat(thing.files()).as(thing.kind()).noneMatch(file -> Files.exists(home(file)));
            assertThat(rows(thing)).as(thing.kind()).isZero();
        }
        assertThat(Files.list(home("datasets/.deleted"))).isEmpty();
    }

    @Test
    void every_way_to_delete_something_has_its_way_back() throws Exception {
        List<Route> ways = server.app.routes().stream()
                .filter(route ->
                        route.method().equals("DELETE") || route.path().matches("/runs/picked/\\{action}|.*/delete"))
                .filter(route -> !route.method().equals("GET"))
                .toList();

        assertThat(ways).hasSizeGreaterThanOrEqualTo(7);
        for (Route way : ways) {
            String path = way.path();
            for (Map.Entry<String, String> each : Map.of(
                            "/runs/{id}",
                            "/runs/2",
                            "/sweeps/{id}",
                            "/sweeps/1",
                            "/data/{id}",
                            "/data/finches",
                            "{map}",
                            mapAt(MAP.replace("/runs/1", "/runs/2")),
                            "{version}",
                            "1",
                            "{action}",
                            "delete")
                    .entrySet()) {
                path = path.replace(each.getKey(), each.getValue());
            }
            path = path.replace("/runs/2/imagine/{dream}", "/runs/1/imagine/1");
            assertThat(path).as("an address of %s", way.path()).doesNotContain("{");
            HttpResponse<String> deleted = send(way.method(), path, "run=2");

            HttpResponse<String> back =
                    way.method().equals("DELETE") ? send("POST", restoreOf(deleted.body()), "") : undo(said(deleted));

            assertThat(back.statusCode()).as(way.path()).isLessThan(400);
            assertThat(get("/deleted").body()).as(way.path()).contains("Nothing was deleted lately.");
        }
    }

    @Test
    void every_form_that_deletes_leads_to_one_of_these_ways() throws Exception {
        Pattern address = Pattern.compile("(?:form)?action=\"\\|?([^\"|]*/(?:delete|remove|forget|discard))\\|?\"");
        try (Stream<Path> templates = Files.walk(Path.of("web/templates"))) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                Matcher form = address.matcher(Files.readString(template));
                while (form.find()) {
                    // Who may not come in any more: nothing of theirs goes, and nobody but a manager lets them in
                    // again.
                    if (!form.group(1).equals("/people/remove")) {
                        assertThat(form.group(1)).as(template.toString()).endsWith("/delete");
                    }
                }
            }
        }
        assertThat(server.app.routes()).noneMatch(route -> route.path().matches(".*/(remove|forget|discard)"));
    }

    @Test
    void a_map_that_was_deleted_by_itself_stays_so_when_its_run_comes_back() throws Exception {
        Thing alone = things().get(0);
        String said = said(delete(alone));
        String run = said(send("POST", "/runs/picked/delete", "run=1"));

        assertThat(get("/deleted").body()).contains("Run 1").doesNotContain("Map " + map);
        undo(run);

        assertThat(get("/api/runs/1").statusCode()).isEqualTo(200);
        assertThat(get(alone.at()).statusCode()).isEqualTo(404);
        assertThat(get("/deleted").body()).contains("Map " + map);
        assertThat(undo(said).statusCode()).isEqualTo(303);
    }

    @Test
    void a_deleted_data_set_keeps_its_name_and_what_a_killed_process_left_of_it_goes() throws Exception {
        Thing finches = things().get(4);
        delete(finches);

        assertThat(server.app
                        .parts()
                        .uploads
                        .deleted()
                        .deletedAfter(CLOCK.instant().minus(Duration.ofHours(1))))
                .hasSize(1);
        Files.createDirectories(home("datasets/finches"));
        HttpResponse<String> taken = send("POST", "/deleted/data-set/restore", "id=finches");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("There is another data set finches by now");
        Files.delete(home("datasets/finches"));

        CLOCK.forward(Duration.ofHours(2));
        Path lies = Files.list(home("datasets/.deleted")).findFirst().orElseThrow();
        Files.delete(lies.resolve("finches.zip"));
        String path = "datasets/.deleted/" + lies.getFileName();
        server.app
                .parts()
                .database
                .jdbi()
                .useHandle(handle -> handle.execute("insert into removed_file (path) values (?)", path));
        server.app.parts().removal.sweep();

        assertThat(lies).doesNotExist();
        assertThat(send("POST", "/deleted/data-set/restore", "id=finches").statusCode())
                .isEqualTo(404);
    }

    private static String restoreOf(String json) {
        Matcher found = Pattern.compile("\"restore\":\"([^\"]+)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> delete(Thing thing) throws Exception {
        return send("POST", thing.delete(), "run=" + thing.id());
    }

    /** The page that a deletion leads to. */
    private String said(HttpResponse<String> deleted) throws Exception {
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(303);
        String page =
                get(deleted.headers().firstValue("Location").orElseThrow()).body();
        assertThat(page).contains(">Undo</button>");
        return page;
    }

    /** Presses Undo. */
    private HttpResponse<String> undo(String page) throws Exception {
        Matcher form = UNDO.matcher(page);
        assertThat(form.find()).isTrue();
        StringBuilder fields = new StringBuilder();
        Matcher field = HIDDEN.matcher(form.group(2));
        while (field.find()) {
            fields.append(fields.length() == 0 ? "" : "&")
                    .append(field.group(1))
                    .append('=')
                    .append(field.group(2).replace("&amp;", "%26"));
        }
        return send("POST", form.group(1), fields.toString());
    }

    /** The lists that lead to a thing. */
    private List<String> naming(Thing thing) throws Exception {
        String own = thing.delete().equals("/runs/picked/delete")
                ? "(/runs/|\"id\":)" + thing.id() + "\\b"
                : Pattern.quote(thing.delete().replace("/delete", "")) + "\\b";
        Pattern address = Pattern.compile(own);
        List<String> found = new ArrayList<>();
        for (String list : thing.lists()) {
            if (address.matcher(get(list).body()).find()) {
                found.add(list);
            }
        }
        return found;
    }

    private int rows(Thing thing) {
        return thing.table().isEmpty()
                ? 0
                : server.app
                        .parts()
                        .database
                        .jdbi()
                        .withHandle(handle -> handle.createQuery(
                                        "select count(*) from " + thing.table() + " where id = " + thing.id())
                                .mapTo(Integer.class)
                                .one());
    }

    private static Path home(String path) {
        return folder.resolve("home").resolve(path);
    }

    /** What is there, save how often it changed. */
    private String awaited(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        while (answer.statusCode() == 404 && path.startsWith("/data/finches")) {
            get("/data/finches");
            answer = get(path);
        }
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body().replaceAll("\"revision\":\\d+,", "");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.address + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String form) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
