package inkling.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.runs.Run;
import inkling.runs.job.Laboratory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunApiTest {
    private static final String TWO_EPOCHS = """
            {"name": "Bars", "dataset": "builtin", "epochs": 2, "batch_size": 10, "hidden": [16, 12],
             "augment": false, "seed": 7, "device": "cpu"}
            """;

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();

    @AutoClose
    private Laboratory laboratory;

    @BeforeEach
    void open() {
        laboratory = new Laboratory(home);
    }

    @Test
    void a_run_asked_for_in_json_is_made_and_trained() throws Exception {
        HttpResponse<String> created = post("/api/runs", TWO_EPOCHS);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains("/api/runs/1");
        laboratory.service.await(1);
        JsonObject run = json(get("/api/runs/1"));
        assertThat(run.get("run").getAsInt()).isEqualTo(1);
        assertThat(run.get("name").getAsString()).isEqualTo("Bars");
        assertThat(run.get("status").getAsString()).isEqualTo("finished");
        assertThat(run.get("dataset").getAsString()).isEqualTo("builtin");
        assertThat(run.getAsJsonObject("hyperparameters").toString())
                .isEqualTo("{\"epochs\":2,\"batch_size\":10,\"optimizer\":\"adam\",\"lr\":0.001,"
                        + "\"schedule\":\"constant\",\"warm_up\":0.0,\"momentum\":0.9,\"nesterov\":false,"
                        + "\"weight_decay\":0.0,\"clip_norm\":0.0,\"label_smoothing\":0.0,"
                        + "\"class_weights\":\"none\",\"patience\":0,\"arch\":\"dense 16, relu, dense 12, relu\",\"hidden\":[16,12],"
                        + "\"augment\":\"none\",\"seed\":7,\"dropout_seed\":0,\"validation_share\":0.1}");
        assertThat(run.getAsJsonObject("test").get("accuracy").getAsDouble()).isBetween(0.0, 1.0);
        assertThat(run.get("failure").isJsonNull()).isTrue();
        assertThat(run.get("progress").isJsonNull()).isTrue();
    }

    @Test
    void runs_that_nobody_named_are_told_apart_by_their_names() throws Exception {
        for (String more : List.of("", ", \"batch_size\": 350", "", ", \"name\": \"\", \"hidden\": \"8,6\"")) {
            assertThat(post("/api/runs", "{\"dataset\": \"builtin\", \"epochs\": 1, \"seed\": 7" + more + "}")
                            .statusCode())
                    .isEqualTo(201);
        }

        assertThat(laboratory.runs.findAll(List.of(1L, 2L, 3L, 4L)))
                .extracting(Run::name)
                .containsExactly("Adam 0.001", "Adam 0.001, batch 350", "Adam 0.001 (2)", "Adam 0.001, hidden 8–6");
    }

    @Test
    void every_wrong_field_is_answered_as_a_problem() throws Exception {
        HttpResponse<String> answer = post("/api/runs", "{\"epochs\": 0, \"learning_rate\": 1}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("epochs must be between 1 and 1000, was 0", "learning_rate", "there is no such field");
        assertThat(laboratory.runs.isEmpty()).isTrue();
    }

    @Test
    void what_was_measured_layer_by_layer_comes_as_json_and_as_a_table() throws Exception {
        laboratory.train(Laboratory.request(2));

        JsonObject norms = json(get("/api/runs/1/metrics/norms"));
        String[] lines = get("/api/runs/1/metrics/norms.csv").body().split("\r\n");

        // Steps 1 to 20, then 40 to 120 by twenties; of two ReLU layers after two epochs.
        assertThat(norms.get("layers").toString()).isEqualTo("[\"input_fc\",\"hidden_fc\",\"logits\"]");
        assertThat(norms.get("relu_layers").toString()).isEqualTo("[\"h1\",\"h2\"]");
        assertThat(norms.getAsJsonArray("norms")).hasSize(25 * 3);
        JsonObject first = norms.getAsJsonArray("norms").get(0).getAsJsonObject();
        assertThat(first.keySet())
                .containsExactly("step", "epoch", "layer", "gradient_norm", "update_norm", "weight_norm");
        assertThat(first.get("layer").getAsString()).isEqualTo("input_fc");
        assertThat(norms.getAsJsonArray("dead_units")).hasSize(4);
        assertThat(lines).hasSize(1 + 25 * 3 + 4);
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(10));
        assertThat(lines[1])
                .startsWith("step,1,1,input_fc," + first.get("gradient_norm").getAsString() + ",");
        assertThat(lines[76]).startsWith("epoch,1,,h1,,,,,16,");
        assertThat(get("/runs/1/norms").body()).contains("hidden_fc", "Layers of Bars");
        assertThat(get("/runs/1").body()).contains("Layer by layer", "Best epoch: ");
    }

    @Test
    void metrics_come_as_json_and_as_a_table() throws Exception {
        laboratory.train(Laboratory.request(2));

        JsonObject metrics = json(get("/api/runs/1/metrics"));
        JsonObject missed = json(get("/api/runs/1/metrics?after=100-1-0"));
        String[] lines = get("/api/runs/1/metrics.csv").body().split("\r\n");

        assertThat(metrics.getAsJsonArray("epochs")).hasSize(2);
        assertThat(metrics.getAsJsonArray("epochs").get(0).getAsJsonObject().keySet())
                .containsExactly("epoch", "seconds", "train_loss", "train_accuracy", "valid_loss", "valid_accuracy");
        assertThat(metrics.getAsJsonArray("steps")).hasSize(126);
        assertThat(metrics.getAsJsonArray("steps").get(0).getAsJsonObject().keySet())
                .containsExactly("step", "epoch", "steps", "loss", "accuracy", "seconds", "learning_rate");
        assertThat(metrics.get("cursor").getAsString()).startsWith("126-2-");
        assertThat(missed.getAsJsonArray("epochs")).hasSize(1);
        assertThat(missed.getAsJsonArray("steps")).hasSize(26);
        assertThat(missed.get("cursor")).isEqualTo(metrics.get("cursor"));
        assertThat(get("/api/runs/1/metrics?after=100").statusCode()).isEqualTo(400);
        assertThat(lines).hasSize(1 + 126 + 2);
        assertThat(lines[63]).startsWith("step,1,63,1,");
        assertThat(lines[64]).startsWith("epoch,1,,,");
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(10));
    }

    @Test
    void runs_are_listed_newest_first_and_paged() throws Exception {
        for (int i = 0; i < 3; i++) {
            laboratory.train(Laboratory.request(1));
        }

        JsonObject page = json(get("/api/runs?limit=2&offset=1"));

        assertThat(page.get("total").getAsInt()).isEqualTo(3);
        assertThat(page.getAsJsonArray("runs")).hasSize(2);
        assertThat(page.getAsJsonArray("runs")
                        .get(0)
                        .getAsJsonObject()
                        .get("run")
                        .getAsInt())
                .isEqualTo(2);
        assertThat(get("/api/runs?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/api/runs?offset=-1").statusCode()).isEqualTo(400);
    }

    @Test
    void a_checkpoint_is_downloaded_as_it_lies_on_the_disk() throws Exception {
        laboratory.train(Laboratory.request(1));
        HttpRequest request = request("/api/runs/1/checkpoints/1").build();

        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo(Files.readAllBytes(laboratory.files.path(1, 1)));
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"run-1-checkpoint-0001.safetensors\"");
        assertThat(get("/api/runs/1/checkpoints/2").statusCode()).isEqualTo(404);
        assertThat(get("/api/runs/1/checkpoints/x").statusCode()).isEqualTo(404);
        Files.delete(laboratory.files.path(1, 1));
        assertThat(get("/api/runs/1/checkpoints/1").statusCode()).isEqualTo(404);
    }

    @Test
    void a_run_is_cancelled_once_and_what_is_not_there_is_not_found() throws Exception {
        post("/api/runs", TWO_EPOCHS.replace("\"epochs\": 2", "\"epochs\": 1000"));

        HttpResponse<String> cancelled = post("/api/runs/1/cancel", "{}");

        assertThat(cancelled.statusCode()).isEqualTo(202);
        laboratory.service.await(1);
        assertThat(json(get("/api/runs/1")).get("status").getAsString()).isEqualTo("cancelled");
        assertThat(post("/api/runs/1/cancel", "{}").statusCode()).isEqualTo(409);
        assertThat(post("/api/runs/2/cancel", "{}").statusCode()).isEqualTo(404);
        assertThat(get("/api/runs/2").statusCode()).isEqualTo(404);
        assertThat(get("/api/runs/../1").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(get("/api/runs/one/metrics").statusCode()).isEqualTo(404);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(java.net.URI.create(laboratory.server.address() + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
