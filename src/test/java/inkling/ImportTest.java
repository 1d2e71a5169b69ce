package inkling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.http.Proxies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that PyTorch trained, as {@code src/test/resources/imported/model.py} made it with the logits below. */
class ImportTest {
    private static final double[][] LOGITS = {
        {0.100808, 0.059783, 0.294442, -0.216194, -0.232244, -0.064768, -0.162050, -0.056505, -0.312830, 0.112126},
        {0.093252, 0.051478, 0.317229, -0.245183, -0.251660, -0.045005, -0.191827, -0.034963, -0.341406, 0.114513},
        {0.086384, 0.043929, 0.337941, -0.271533, -0.269308, -0.027042, -0.218893, -0.015382, -0.367380, 0.116683}
    };
    private static final List<Integer> IMAGES = List.of(0, 1, 59);
    private static final String NETWORK = "conv 4x5, batchnorm, relu, maxpool 4, dense 12, relu";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Path weights;
    private static Path data;
    private static App app;
    private static URI address;

    @BeforeAll
    static void serve() throws IOException {
        weights = folder.resolve("model.safetensors");
        Files.write(
                weights,
                ImportTest.class
                        .getResourceAsStream("/imported/model.safetensors")
                        .readAllBytes());
        data = Files.createDirectory(folder.resolve("data"));
        write("train", 120);
        write("t10k", 60);
        Path home = folder.resolve("home");
        app = new App(home);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), Proxies.NONE, Optional.empty(), home));
    }

    @AfterAll
    static void close() {
        app.close();
    }

    /** The pictures that the script draws. */
    private static void write(String name, int count) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + count * 784)
                .putInt(0x803)
                .putInt(count)
                .putInt(28)
                .putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int image = 0; image < count; image++) {
            labels.put((byte) (image % 10));
            for (int i = 0; i < 784; i++) {
                images.put((byte) ((image * 37L + i * 101L + (long) image * i * i) % 251));
            }
        }
        Files.write(data.resolve(name + "-images-idx3-ubyte"), images.array());
        Files.write(data.resolve(name + "-labels-idx1-ubyte"), labels.array());
    }

    private static String query(Path file, String network) {
        return "weights=%s&arch=%s&dataset=idx&data=%s&mean=0.5&std=0.25&device=cpu"
                .formatted(encoded(file.toString()), encoded(network), encoded(data.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String form) throws Exception {
        return post(path, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject await(String run) throws Exception {
        while (true) {
            JsonObject shown = JsonParser.parseString(get("/api" + run).body()).getAsJsonObject();
            if (!shown.get("ended_at").isJsonNull()) {
                return shown;
            }
            Thread.sleep(50);
        }
    }

    private static void requireLogits(String run) throws Exception {
        for (int i = 0; i < LOGITS.length; i++) {
            JsonObject said = JsonParser.parseString(
                            get("%s/images/test/%d/features.json?layer=logits".formatted(run, IMAGES.get(i)))
                                    .body())
                    .getAsJsonObject();
            for (int c = 0; c < 10; c++) {
                assertThat(said.getAsJsonArray("activations").get(c).getAsDouble())
                        .isCloseTo(LOGITS[i][c], within(2e-6));
            }
        }
    }

    @Test
    void a_file_that_a_browser_sends_shows_each_tensors_fate_and_becomes_a_run_with_pytorchs_logits() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String field : query(weights, NETWORK).split("&")) {
            String[] parts = field.split("=", 2);
            body.write(("--xyz\r\nContent-Disposition: form-data; name=\"" + parts[0] + "\"\r\n\r\n"
                            + java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8) + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.write("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../mine.safetensors\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.write(Files.readAllBytes(weights));
        body.write("\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));

        Path old = Files.createDirectories(folder.resolve("home/imports/old"));
        Files.writeString(old.resolve("model.safetensors"), "of the day before yesterday");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        HttpResponse<String> sent = post("/import/file", "multipart/form-data; boundary=xyz", body.toByteArray());
        String where = sent.headers().firstValue("Location").orElseThrow();
        String page = get(where).body();

        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(old).doesNotExist();
        assertThat(page)
                .contains("10 of 10 tensors fit; 1 left over.")
                .contains("the layer has none in the file, which is the same as zeros")
                .contains("model.features.1.num_batches_tracked")
                .contains("taken by its shape and order")
                .doesNotContain("Weights are left over")
                .doesNotContain("told apart only")
                .contains("name=\"fit\"");
        HttpResponse<String> imported = post("/import", where.replaceFirst(".*\\?", ""));
        assertThat(imported.statusCode()).isEqualTo(303);
        String run = imported.headers().firstValue("Location").orElseThrow();
        assertThat(await(run).get("status").getAsString()).isEqualTo("finished");
        requireLogits(run);
        assertThat(get(run).body())
                .contains("It was trained elsewhere")
                .contains(">mine.safetensors<")
                .contains("(pixel − 0.5) / 0.25")
                .doesNotContain("curves-title");
        assertThat(get("/").body()).contains(">imported</span>");
    }

    @Test
    void a_program_imports_and_the_run_can_be_trained_further() throws Exception {
        HttpResponse<String> answer = post("/api/import", query(weights, NETWORK));

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonObject started = JsonParser.parseString(answer.body()).getAsJsonObject();
        String run = started.get("url").getAsString();
        JsonObject ended = await(run);
        assertThat(ended.get("status").getAsString()).isEqualTo("finished");
        assertThat(ended.getAsJsonObject("test").get("accuracy").getAsDouble()).isBetween(0.0, 1.0);
        assertThat(ended.getAsJsonObject("requested").get("imported").getAsString())
                .isEqualTo(weights.toString());
        requireLogits(run);

        assertThat(post("/api" + run + "/resume", "epochs=1").statusCode()).isEqualTo(202);

        JsonObject trained = await(run);
        assertThat(trained.get("status").getAsString()).isEqualTo("finished");
        assertThat(trained.get("best_epoch").getAsInt()).isEqualTo(1);
    }

    @Test
    void a_terminal_imports_and_prints_the_run_that_the_page_would_have_made() throws Exception {
        Path own = Files.createDirectory(folder.resolve("terminal"));
        Files.copy(weights, own.resolve("mine.safetensors"));
        List<String> asked = List.of(
                "import", "--weights", "mine.safetensors", "--dataset", "idx", "--data", data.toString(), "--json");

        Program program = imported(own, asked, "--arch", NETWORK, "--mean", "0.5", "--std", "0.25", "--name", "Mine");
        int status = program.awaitEnd();
        JsonObject page = JsonParser.parseString(
                        post("/api/import", query(weights, NETWORK)).body())
                .getAsJsonObject();

        assertThat(status).as(program.err()).isZero();
        assertThat(program.out().strip()).doesNotContain("\n");
        JsonObject run = JsonParser.parseString(program.out()).getAsJsonObject();
        assertThat(program.err()).contains("Run 1, Mine");
        assertThat(run.get("status").getAsString()).isEqualTo("finished");
        assertThat(run.getAsJsonArray("epochs")).isEmpty();
        assertThat(run.getAsJsonObject("test").get("accuracy"))
                .isEqualTo(await(page.get("url").getAsString())
                        .getAsJsonObject("test")
                        .get("accuracy"));
        Program wrong = imported(own, asked, "--arch", "dense 3, relu");
        assertThat(wrong.awaitEnd()).isEqualTo(2);
        assertThat(wrong.err()).contains("'--weights'", "mine.safetensors does not fit");
        Program trained = imported(own, asked, "--arch", NETWORK, "--epochs", "2");
        assertThat(trained.awaitEnd()).isEqualTo(2);
        assertThat(trained.err()).contains("Unknown option").contains("--epochs");
    }

    private static Program imported(Path folder, List<String> asked, String... more) throws IOException {
        return Program.start(
                folder, Stream.concat(asked.stream(), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void epochs_and_a_mean_of_other_channels_are_refused_at_their_fields() throws Exception {
        HttpResponse<String> epochs = post("/api/import", query(weights, NETWORK) + "&epochs=3");
        HttpResponse<String> colour =
                post("/api/import", query(weights, NETWORK).replace("mean=0.5&std=0.25", "mean=0.5,0.4,0.3&std=1,1,1"));

        assertThat(epochs.statusCode()).isEqualTo(400);
        assertThat(epochs.body()).contains("\"epochs\":\"weights are imported without epochs");
        assertThat(colour.statusCode()).isEqualTo(400);
        assertThat(colour.body())
                .contains("\"mean\":\"mean and std must have a number for each channel, of which there are 1");
    }

    @Test
    void every_view_of_an_imported_run_answers() throws Exception {
        String run = JsonParser.parseString(
                        post("/api/import", query(weights, NETWORK)).body())
                .getAsJsonObject()
                .get("url")
                .getAsString();
        await(run);

        for (String view : List.of(
                "",
                "/overview",
                "/confusion",
                "/mistakes",
                "/calibration",
                "/map",
                "/weights",
                "/weights/0",
                "/weights/histograms",
                "/imagine",
                "/draw",
                "/images/test/0",
                "/images/test/0/why",
                "/images/test/0/features",
                "/images/test/0/features?layer=dense1",
                "/images/test/0/features.png?layer=pool1",
                "/edit")) {
            assertThat(get(run + view).statusCode()).as(view).isEqualTo(200);
        }
        assertThat(get("/compare?runs=" + run.replaceAll("\\D", "")).statusCode())
                .isEqualTo(200);
        for (String view : List.of("", "/overview")) {
            assertThat(get(run + view).body())
                    .as("a tour begins with how it learned")
                    .doesNotContain("tour=1");
        }
        assertThat(get("/tour").headers().firstValue("Location")).isNotEqualTo(Optional.of(run + "?tour=1"));
    }

    @Test
    void what_does_not_fit_is_refused_with_a_sentence_and_becomes_no_run() throws Exception {
        String wrong = query(weights, "conv 4x5, batchnorm, relu, maxpool 4, dense 13, relu");

        String page = get("/import?" + wrong).body();
        HttpResponse<String> refused = post("/api/import", wrong);

        assertThat(page).contains("It cannot be imported so.").contains("has the shape [12, 144]");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("model.safetensors does not fit: 5.weight of shape [13, 144]");
        HttpResponse<String> gone = post("/api/import", query(folder.resolve("none"), NETWORK));
        assertThat(gone.statusCode()).isEqualTo(400);
        assertThat(gone.body()).contains("there is no file");
    }
}
