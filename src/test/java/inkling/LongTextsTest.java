package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import inkling.database.Database;
import inkling.dataset.idx.IdxBytes;
import inkling.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every text that the database limits in length: whatever a person types, it fits or is refused in a sentence. */
@Timeout(300)
class LongTextsTest {
    /** Names of the program's own, numbers and dates as text; nobody types them. */
    private static final Set<String> OWN_WORDS = Set.of(
            "run.requested_dataset",
            "run.optimizer",
            "run.program_version",
            "run.dataset",
            "run.dataset_notes",
            "run.schedule",
            "run.class_weights",
            "run.fit",
            "checkpoint.file_name",
            "dream.method",
            "dream.objective",
            "dream.start",
            "dream.technique",
            "projection.split",
            "projection.layer",
            "projection.method",
            "study.kind",
            "study.asked",
            "correction.kind",
            "data_version.name", // DataVersionsTest tries names
            "data_version.fingerprint",
            "data_version.requested_dataset",
            "data_version.data_folder",
            "data_version.test_folder",
            "data_version.fit",
            "layer_norm.layer",
            "dead_unit.layer",
            "person.folded",
            "person.password",
            "person.role",
            "look_link.secret",
            "look_link.made_by",
            "session.secret",
            "session.token",
            "run.asked_by", // a person's name
            "sweep.asked_by",
            "job.asked_by",
            "removed_file.path",
            "job.kind",
            "job.device",
            "job.owner",
            "job.status");

    private static final String LETTER = "é";
    /** One character to a reader, two where texts are kept. */
    private static final String WIDE_LETTER = "𝒳";

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ErrorLog log = new ErrorLog();
    private App app;
    private URI address;
    private long run;

    @BeforeEach
    void start() throws Exception {
        app = new App(home);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
        // It fails at once, and stays.
        run = started(Map.of(
                "dataset",
                "idx",
                "data",
                Files.createDirectories(home.resolve("no images")).toString()));
        app.parts().runs.await(run);
    }

    @AfterEach
    void close() {
        app.close();
        log.close();
    }

    @Test
    void every_column_with_a_length_is_filled_to_its_end_and_beyond() throws Exception {
        Map<String, Integer> lengths = lengths();
        Set<String> known = new java.util.TreeSet<>(OWN_WORDS);
        for (Map.Entry<String, Integer> column : lengths.entrySet()) {
            if (fill(column.getKey(), column.getValue())) {
                known.add(column.getKey());
            }
        }
        assertThat(known).containsExactlyInAnyOrderElementsOf(lengths.keySet());
        assertThat(log.defects()).isEmpty();
    }

    private Map<String, Integer> lengths() {
        Map<String, Integer> lengths = new TreeMap<>();
        Path other = home.resolve("other");
        try (Database database = new Database(other)) {
            database.jdbi()
                    .useHandle(handle -> handle.createQuery("""
                                    select lower(table_name || '.' || column_name) as name, character_maximum_length
                                    from information_schema.columns
                                    where data_type = 'CHARACTER VARYING' and table_schema = 'PUBLIC'
                                        and lower(table_name) <> 'flyway_schema_history'
                                    """)
                            .map((row, context) -> lengths.put(row.getString(1), row.getInt(2)))
                            .list());
        }
        assertThat(lengths).hasSizeGreaterThan(20);
        return lengths;
    }

    /** @return false if nothing is known of the column */
    private boolean fill(String column, int length) throws Exception {
        switch (column) {
            case "run.name" -> {
                assertThat(started(Map.of("name", LETTER.repeat(length)))).isPositive();
                assertRefused("POST", "/api/runs", Map.of("name", LETTER.repeat(length + 1)), "name");
                assertRefused("POST", "/api/runs", Map.of("name", WIDE_LETTER.repeat(length)), "name");
                assertRefused("PATCH", runPath(), Map.of("name", LETTER.repeat(length + 1)), "name");
                // Named after its learning rate.
                assertThat(started(Map.of("lr", "1e-300"))).isPositive();
                assertTaken("POST", "/api/sweeps", Map.of("lr", "1e-300, 2e-300", "momentum", "1e-300"));
            }
            case "run.notes" -> {
                assertTaken("PATCH", runPath(), Map.of("notes", LETTER.repeat(length)));
                assertRefused("PATCH", runPath(), Map.of("notes", LETTER.repeat(length + 1)), "notes");
                assertRefused("PATCH", runPath(), Map.of("notes", WIDE_LETTER.repeat(length)), "notes");
            }
            case "tag.name" -> {
                assertTaken("PATCH", runPath(), Map.of("tags", LETTER.repeat(length)));
                assertRefused("PATCH", runPath(), Map.of("tags", LETTER.repeat(length + 1)), "tags");
                assertRefused("PATCH", runPath(), Map.of("tags", WIDE_LETTER.repeat(length)), "tags");
                assertTaken("PATCH", runPath(), Map.of("tags", WIDE_LETTER.repeat(length / 2)));
                // Two characters each until they are composed, and the other way round.
                assertTaken("PATCH", runPath(), Map.of("tags", "e\u0301".repeat(length)));
                assertRefused("PATCH", runPath(), Map.of("tags", "\u0344".repeat(length)), "tags");
            }
            case "run.requested_device" ->
                assertRefused("POST", "/api/runs", Map.of("device", LETTER.repeat(length + 1)), "device");
            case "run.data_folder" -> {
                assertRefused("POST", "/api/runs", idx(deep(1_001)), "data");
                assertRefused("POST", "/api/runs", idx("/" + LETTER.repeat(9_000)), "data");
                assertRefused("POST", "/api/sweeps", idx(deep(1_001)), "data");
            }
            case "run.test_folder" ->
                assertRefused("POST", "/api/runs", with(idx(deep(900)), "test", deep(1_001)), "test");
            case "run.arch" -> {
                // In full it is longer than it was typed.
                assertThat(started(Map.of("arch", "dropout .12345678901234567,".repeat(99) + "relu")))
                        .isPositive();
                assertRefused("POST", "/api/runs", Map.of("arch", "relu,".repeat(length / 5) + "relu"), "arch");
            }
            case "run.augment" -> {
                String smallest = " 1.2345678901234567e-300";
                assertThat(started(Map.of(
                                "augment",
                                String.join(smallest + ",", "flip,rotate", "shift", "scale", "brightness", "erase")
                                        + smallest)))
                        .isPositive();
                assertRefused("POST", "/api/runs", Map.of("augment", "flip,".repeat(length)), "augment");
            }
            case "run.imported_file" ->
                assertRefused("POST", "/api/import", Map.of("weights", "/" + LETTER.repeat(length)), "weights");
            case "run.imported_mean", "run.imported_std" ->
                assertRefused("POST", "/api/import", Map.of("mean", "0.1,".repeat(length), "std", "1"), "mean");
            // What a file is called, and what is wrong with it, is cut off where it is kept.
            case "job.failure" -> {
                long deep = started(idx(deep(999)));
                app.parts().runs.await(deep);
                assertThat(app.parts().runs.get(deep).failure().orElse("").length())
                        .isBetween(1_000, length);
            }
            case "run.dataset_reason" -> {
                IdxBytes.folder(Path.of(deep(1_000)));
                long deep = started(idx(deep(1_000)));
                app.parts().runs.await(deep);
                assertThat(app.parts()
                                .runs
                                .get(deep)
                                .data()
                                .orElseThrow()
                                .reason()
                                .length())
                        .isBetween(1_000, length);
            }
            case "run.class_names" -> {
                Path folder = IdxBytes.folder(home.resolve("named"));
                Files.writeString(folder.resolve("classes.txt"), (LETTER.repeat(100) + "\n").repeat(10));
                long named = started(idx(folder.toString()));
                app.parts().runs.await(named);
                assertThat(app.parts().runs.get(named).data().orElseThrow().classNames())
                        .hasSize(10)
                        .allSatisfy(name -> assertThat(name).hasSize(100));
                Files.writeString(folder.resolve("classes.txt"), LETTER.repeat(length));
                named = started(idx(folder.toString()));
                app.parts().runs.await(named);
                assertThat(app.parts().runs.get(named).failure().orElseThrow())
                        .contains("classes.txt names a class in %d characters in line 1".formatted(length));
            }
            case "sweep.name" -> {
                long sweep = id("sweep", assertTaken("POST", "/api/sweeps", Map.of("name", LETTER.repeat(length))));
                assertRefused("POST", "/api/sweeps", Map.of("name", LETTER.repeat(length + 1)), "name");
                assertThat(post("/sweeps/%d/rename".formatted(sweep), "name=" + "x".repeat(length + 1))
                                .statusCode())
                        .isEqualTo(400);
            }
            case "sweep.fields" -> {
                Map<String, String> fields = new LinkedHashMap<>(idx(deep(1_000).replace('x', '<')));
                Files.createDirectories(Path.of(fields.get("data")));
                fields.put("name", "<".repeat(120));
                fields.put("settings", "<".repeat(500));
                fields.put("lr", listed("0.00%d", 500));
                fields.put("epochs", "1" + " ".repeat(499));
                assertTaken("POST", "/api/sweeps", fields);
                for (String field : List.of("settings", "lr", "batch_size", "seeds", "search", "hidden", "seed")) {
                    assertRefused("POST", "/api/sweeps", Map.of(field, "1".repeat(9_000)), field);
                }
            }
            case "person.name" -> {
                Map<String, String> person = Map.of("name", LETTER.repeat(length), "password", "a password");
                assertTaken("POST", "/api/people/add", with(person, "role", "look"));
                assertRefused("POST", "/api/people/add", with(person, "name", LETTER.repeat(length + 1)), "name");
            }
            case "look_link.runs" -> {
                String many = "1234567890123,".repeat(length / 14);
                HttpResponse<String> longest = post("/links", "comparison=yes&runs=" + many + 1);
                assertThat(longest.statusCode()).isEqualTo(400);
                assertThat(longest.body()).contains("there is no run 1234567890123");
                assertThat(post("/links", "comparison=yes&runs=" + many + "1234567890123,1")
                                .statusCode())
                        .isEqualTo(400);
            }
            default -> {
                return OWN_WORDS.contains(column);
            }
        }
        return true;
    }

    @Test
    void what_is_only_asked_may_be_long_as_well() throws Exception {
        for (String path :
                List.of("/?q=", "/api/runs?q=", "/runs/%d?epoch=".formatted(run), "/compare?runs=", "/?tag=")) {
            for (String text : List.of("x".repeat(3_000), "(".repeat(3_000), "lr<1 and ".repeat(300))) {
                HttpResponse<String> answer =
                        send(HttpRequest.newBuilder(address(path + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                                .build());
                assertThat(answer.statusCode()).as(path).isLessThan(500);
            }
        }
        assertThat(log.defects()).isEmpty();
    }

    private static Map<String, String> idx(String folder) {
        return Map.of("dataset", "idx", "data", folder);
    }

    private static Map<String, String> with(Map<String, String> fields, String field, String value) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(field, value);
        return all;
    }

    /** An existing folder whose path has so many characters. */
    private String deep(int length) throws IOException {
        StringBuilder path = new StringBuilder(home.toString());
        while (path.length() < length) {
            int left = length - path.length() - 1;
            path.append('/').append("x".repeat(left > 200 ? 150 : left));
        }
        assertThat(path).hasSize(length);
        return Files.createDirectories(Path.of(path.toString())).toString();
    }

    private static String listed(String form, int length) {
        List<String> values = new ArrayList<>();
        for (int i = 1; String.join(",", values).length() < length - 20; i++) {
            values.add(form.formatted(i));
        }
        return String.join(",", values);
    }

    private String runPath() {
        return "/api/runs/" + run;
    }

    /** A run of the built-in digits would wait behind others for minutes; it is cancelled. */
    private long started(Map<String, String> fields) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(Map.of("dataset", "builtin", "epochs", "1"));
        all.putAll(fields);
        long id = id("run", assertTaken("POST", "/api/runs", all));
        if (all.get("dataset").equals("builtin")) {
            app.parts().runs.cancel(id);
        }
        return id;
    }

    private static long id(String of, HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject().get(of).getAsLong();
    }

    private HttpResponse<String> assertTaken(String method, String path, Map<String, String> fields) throws Exception {
        HttpResponse<String> answer = json(method, path, fields);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        if (path.equals("/api/sweeps")) {
            json("POST", "/api/sweeps/%d/cancel".formatted(id("sweep", answer)), Map.of());
        }
        return answer;
    }

    private void assertRefused(String method, String path, Map<String, String> fields, String field) throws Exception {
        HttpResponse<String> answer = json(method, path, fields);
        assertThat(answer.statusCode())
                .as("%s %s: %s", path, field, answer.body())
                .isEqualTo(400);
        assertThat(JsonParser.parseString(answer.body())
                        .getAsJsonObject()
                        .getAsJsonObject("errors")
                        .has(field))
                .as("%s %s: %s", path, field, answer.body())
                .isTrue();
    }

    private HttpResponse<String> json(String method, String path, Map<String, String> fields) throws Exception {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(Json.write(fields)))
                .build());
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create(address + path);
    }
}
