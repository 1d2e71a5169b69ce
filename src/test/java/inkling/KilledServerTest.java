package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.runs.job.TinyDataset;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One home that ages: its server is killed again and again while it trains, maps or imagines in turn and pages are read,
 * and everything that it had announced is there when it starts again. {@code -Dinkling.kills=100} kills as often, {@code
 * -Dinkling.kills.seed=7} at the moments of an earlier time.
 */
class KilledServerTest {
    private static final int KILLS = Integer.getInteger("inkling.kills", 6);
    private static final long SEED = Long.getLong("inkling.kills.seed", System.nanoTime() % 1_000_000);
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.:]+");
    private static final Pattern MAP =
            Pattern.compile("\"map\":\\{\"map\":([0-9]+),\"epoch\":[0-9]+,\"status\":\"([a-z]+)");
    private static final int EPOCHS = 12;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(SEED);
    private Optional<Program> server = Optional.empty();
    private volatile String address = "";
    private volatile String read = "/";

    @AfterEach
    void end() {
        server.ifPresent(Program::kill);
    }

    @Test
    void everything_that_a_killed_server_had_announced_is_there_again() throws Exception {
        TinyDataset.write(Files.createDirectory(folder.resolve("images")), 4_000, 200);
        start();
        Thread reader = new Thread(this::readPages, "reader");
        reader.setDaemon(true);
        reader.start();
        long finished = train();
        awaitQueue();
        JsonObject whole = json("/api/runs/" + finished + "/metrics");
        System.out.println("KilledServerTest: seed " + SEED);

        for (int kill = 1; kill <= KILLS; kill++) {
            String told = switch (kill % 3) {
                case 1 -> killTraining(whole);
                case 2 -> killMap(finished);
                default -> killDream(finished);
            };
            System.out.println("KilledServerTest: kill " + kill + " of " + KILLS + ": " + told);
            assertThat(steps(json("/api/runs/" + finished + "/metrics"))).isEqualTo(steps(whole));
        }
    }

    private String killTraining(JsonObject whole) throws Exception {
        long id = train();
        read = "/runs/" + id;
        if (random.nextBoolean()) {
            // The file of another one grows and shrinks.
            long other = train();
            post("/api/runs/" + other + "/cancel", "");
            assertThat(send(request("/api/runs/" + other).DELETE()).statusCode())
                    .isLessThan(300);
        }
        Thread.sleep(random.nextInt(5_000));
        int announced = epochs(json("/api/runs/" + id + "/metrics"));

        kill();

        int kept = epochs(json("/api/runs/" + id + "/metrics"));
        int files = wholeEpochs(id);
        assertThat(kept).as("announced").isGreaterThanOrEqualTo(announced);
        assertThat(kept).as("whole files").isGreaterThanOrEqualTo(files);
        String status = status(id);
        if (!status.equals("finished")) {
            post("/api/runs/" + id + "/resume", "");
        }
        awaitQueue();
        JsonObject ended = json("/api/runs/" + id + "/metrics");
        assertThat(status(id)).isEqualTo("finished");
        assertThat(steps(ended)).isEqualTo(steps(whole));
        assertThat(values(ended)).isEqualTo(values(whole));
        return "run %d, %s, %d epochs announced, %d kept, %d files; finished with the same numbers"
                .formatted(id, status, announced, kept, files);
    }

    private String killMap(long run) throws Exception {
        String fields = "method=tsne&layer=h2&split=train&points=600&perplexity=20&iterations=2000&epoch=%d&seed=%d"
                .formatted(1 + random.nextInt(EPOCHS), random.nextInt(1_000_000));
        read = "/runs/" + run + "/map";
        assertThat(post("/runs/" + run + "/maps", fields).statusCode()).isEqualTo(303);
        Thread.sleep(random.nextInt(1_500));

        kill();

        HttpResponse<String> again = post("/runs/" + run + "/maps", fields);
        String page = again.headers().firstValue("Location").orElseThrow();
        Matcher map = MAP.matcher(get(page));
        assertThat(map.find()).isTrue();
        if (map.group(2).equals("stopped")) {
            post("/runs/" + run + "/maps/" + map.group(1) + "/continue", "");
        }
        awaitQueue();
        assertThat(get(page)).contains("\"map\":{\"map\":" + map.group(1)).contains("\"status\":\"finished\"");
        return "t-SNE, %s; goes on and is finished".formatted(map.group(2));
    }

    private String killDream(long run) throws Exception {
        String fields = "method=noise&class=1&images=%d&seed=%d&epoch=%d"
                .formatted(40_000 + random.nextInt(400_000), random.nextInt(1_000_000), EPOCHS);
        read = "/runs/" + run + "/imagine";
        HttpResponse<String> asked = post("/runs/" + run + "/imagine", fields);
        String page = asked.headers().firstValue("Location").orElseThrow();
        Thread.sleep(random.nextInt(1_500));

        kill();

        assertThat(get(page)).as("what was asked for").contains("Imagine");
        awaitQueue();
        HttpResponse<String> again = post("/runs/" + run + "/imagine", fields);
        awaitQueue();
        assertThat(get(again.headers().firstValue("Location").orElseThrow()))
                .containsPattern("\"total\":([0-9]+),\"done\":\\1,");
        return "imagine; its page is there, and asked for again it finds a picture";
    }

    private long train() throws Exception {
        String fields = "dataset=idx&batch_size=10&hidden=16%2C12&lr=0.003&seed=7&device=cpu&augment=true&epochs="
                + EPOCHS + "&data=" + URLEncoder.encode(folder.resolve("images").toString(), StandardCharsets.UTF_8);
        HttpResponse<String> answer = post("/api/runs", fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("run")
                .getAsLong();
    }

    private void start() throws Exception {
        Program program = Program.start(folder, "serve", "--port=0");
        server = Optional.of(program);
        program.awaitOutput("http://");
        Matcher found = ADDRESS.matcher(program.out() + program.err());
        assertThat(found.find()).isTrue();
        address = found.group();
    }

    private void kill() throws Exception {
        server.orElseThrow().kill();
        start();
    }

    private void readPages() {
        while (true) {
            try {
                get(read);
                get("/");
                Thread.sleep(20);
            } catch (Exception e) {
                // The server is being killed.
            }
        }
    }

    private void awaitQueue() throws Exception {
        while (!json("/api/queue").getAsJsonArray("devices").isEmpty()) {
            Thread.sleep(50);
        }
    }

    private String status(long run) throws Exception {
        return json("/api/runs/" + run).get("status").getAsString();
    }

    /** By their files; the one of epoch 0 is of the untrained network. */
    private int wholeEpochs(long run) {
        Path checkpoints = folder.resolve("home/runs/" + run);
        int epochs = 0;
        while (Files.exists(checkpoints.resolve("checkpoint-%04d.safetensors".formatted(epochs + 1)))) {
            epochs++;
        }
        return epochs;
    }

    private static int epochs(JsonObject metrics) {
        return metrics.getAsJsonArray("epochs").size();
    }

    private static String steps(JsonObject metrics) {
        return withoutSeconds(metrics.getAsJsonArray("steps"));
    }

    private static String values(JsonObject metrics) {
        return withoutSeconds(metrics.getAsJsonArray("epochs"));
    }

    private static String withoutSeconds(JsonArray rows) {
        JsonArray copy = rows.deepCopy();
        copy.forEach(row -> row.getAsJsonObject().remove("seconds"));
        return copy.toString();
    }

    private JsonObject json(String path) throws Exception {
        return JsonParser.parseString(get(path)).getAsJsonObject();
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = send(request(path).GET());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
