package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MetricsRepository;
import inkling.database.Database;
import inkling.runs.job.TinyDataset;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes under locales that write numbers with other digits, or letters in another case, than English. */
@Timeout(600)
class LocaleTest {
    private static final String RUN = """
            {"dataset": "idx", "data": "%s", "epochs": 1, "batch_size": 100, "hidden": [16, 12], "seed": 3}""";
    private static final Pattern LINK = Pattern.compile("(?:href|src|action|hx-get|data-[a-z-]+)=\"(/[^\"#]*)");
    private static final Pattern FOREIGN = Pattern.compile("[\\p{Nd}&&[^0-9]]|[ıİ]|[٫٬]");
    /** So many of the addresses that lead from page to page. */
    private static final int ENOUGH = 60;

    @TempDir
    Path folder;

    private Path bars;
    private final HttpClient client = HttpClient.newHttpClient();
    private Program program;

    /** So many images that their number has a separator. */
    @BeforeEach
    void write() throws IOException {
        bars = Files.createDirectory(folder.resolve("bars"));
        TinyDataset.write(bars, 2_000, 1_000);
    }

    @AfterEach
    void end() {
        program.kill();
    }

    @ParameterizedTest
    @CsvSource({"ar, EG", "tr, TR"})
    void what_programs_read_is_the_same_under_every_locale(String language, String country) throws Exception {
        Map<String, String> locale =
                Map.of("JDK_JAVA_OPTIONS", "-Duser.language=" + language + " -Duser.country=" + country);
        program = Program.start(folder, locale, "serve", "--port", "0");
        URI address = program.awaitAddress();
        HttpRequest start = HttpRequest.newBuilder(address.resolve("/api/runs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(RUN.formatted(bars)))
                .build();
        assertThat(client.send(start, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        awaitFinished(address);

        assertThat(looked(address)).as("addresses that were looked at").hasSizeGreaterThan(ENOUGH - 1);

        program.terminate();
        program.awaitEnd();
        assertThat(FOREIGN.matcher(program.out()).find()).as(program.out()).isFalse();
        program = Program.start(folder, locale, "resume", "1", "--epochs", "2", "--json");
        assertThat(program.awaitEnd()).as(program.err()).isZero();
        assertThat(FOREIGN.matcher(program.out() + program.err()).find())
                .as(program.err())
                .isFalse();
        assertThat(run().getAsJsonArray("epochs")).hasSize(2);
        assertThat(names()).contains("checkpoint-0001.safetensors", "checkpoint-0002.safetensors");
    }

    /** Goes from page to page; whatever is answered must hold no digit or letter of another language. */
    private Set<String> looked(URI address) throws IOException, InterruptedException {
        Set<String> seen = new HashSet<>(List.of("/", "/runs/1", "/api/runs", "/api/runs/1/metrics", "/queue"));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            String path = next.remove();
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
            Matcher foreign = FOREIGN.matcher(answer.headers().map() + answer.body());
            assertThat(foreign.find() ? foreign.group() : "").as(path).isEmpty();
            assertThat(answer.statusCode()).as(path).isLessThan(500);
            Matcher links = LINK.matcher(answer.body());
            while (links.find() && seen.size() < ENOUGH) {
                String link = links.group(1).replace("&amp;", "&");
                // Streams do not end, and pictures and scripts are no text.
                if (!link.matches("/(static|webjars).*|.*(/events|\\.png|\\.bin|safetensors|/checkpoints/).*")
                        && seen.add(link)) {
                    next.add(link);
                }
            }
        }
        return seen;
    }

    private void awaitFinished(URI address) throws IOException, InterruptedException {
        HttpRequest look =
                HttpRequest.newBuilder(address.resolve("/api/runs/1")).build();
        while (!client.send(look, BodyHandlers.ofString()).body().contains("\"status\":\"finished\"")) {
            assertThat(program.alive()).as(program.err()).isTrue();
            Thread.sleep(100);
        }
    }

    @Test
    void a_home_that_was_written_with_other_digits_is_carried_over() throws Exception {
        program = Program.start(
                folder,
                "train",
                "--data",
                bars.toString(),
                "--epochs",
                "1",
                "--batch-size",
                "100",
                "--hidden",
                "16,12");
        assertThat(program.awaitEnd()).as(program.err()).isZero();
        Path files = program.home().resolve("runs/1");
        Files.move(
                files.resolve("checkpoint-0001.safetensors"),
                files.resolve("checkpoint-\u0660\u0660\u0660\u0661.safetensors"));
        Files.createFile(files.resolve("dream-\u0967\u0966.safetensors"));
        try (Database database = new Database(program.home())) {
            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "update checkpoint set file_name = ? where epoch = 1",
                            "checkpoint-\u0660\u0660\u0660\u0661.safetensors"));
        }

        program = Program.start(folder, "resume", "1", "--epochs", "2", "--json");

        assertThat(program.awaitEnd()).as(program.err()).isZero();
        assertThat(run().getAsJsonArray("epochs")).hasSize(2);
        assertThat(names())
                .contains("checkpoint-0001.safetensors", "checkpoint-0002.safetensors", "dream-10.safetensors")
                .allMatch(name -> name.matches("\\p{ASCII}+"));
        try (Database database = new Database(program.home())) {
            assertThat(new MetricsRepository(database).checkpoints(1))
                    .extracting(CheckpointInfo::fileName)
                    .contains("checkpoint-0001.safetensors")
                    .allMatch(name -> name.matches("\\p{ASCII}+"));
        }
    }

    private JsonObject run() throws IOException {
        return JsonParser.parseString(program.out()).getAsJsonObject();
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(program.home().resolve("runs/1"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
