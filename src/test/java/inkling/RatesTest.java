package inkling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.runs.job.TinyDataset;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The learning-rate finder as programs and a browser without JavaScript ask for it. */
@Timeout(240)
class RatesTest {
    private static final String SMALL = "&dataset=idx&batch_size=30&hidden=16,12&augment=none&device=cpu";
    /** Of which a step takes a good part of a second. */
    private static final String SLOW =
            "&dataset=idx&batch_size=240&augment=none&device=cpu&arch=" + encoded("conv 32x5 pad 2, conv 32x5 pad 2");

    @TempDir
    private Path folder;

    @AutoClose
    private App app;

    private URI address;
    private String data;

    @BeforeEach
    void open() throws IOException {
        Path images = Files.createDirectory(folder.resolve("data"));
        TinyDataset.write(images, 300, 60);
        data = "data=" + encoded(images.toString());
        app = new App(folder.resolve("home"));
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
    }

    @Test
    void a_program_is_told_a_rate_and_the_curve_behind_it() throws Exception {
        JsonObject found = json(post("/api/lr-find", data + SMALL + "&seed="), 200);

        assertThat(found.get("status").getAsString()).isEqualTo("finished");
        JsonObject lowest = found.getAsJsonObject("lowest");
        double suggested = found.get("suggestion").getAsDouble();
        assertThat(suggested).isCloseTo(lowest.get("learning_rate").getAsDouble() / 10, within(0.05 * suggested));
        assertThat(found.getAsJsonArray("points").get(lowest.get("step").getAsInt() - 1))
                .isEqualTo(lowest);
        assertThat(found.get("dataset_reason").getAsString()).contains(folder.toString());
        JsonObject again = json(post("/api/lr-find", data + SMALL + "&lr=5&epochs=1&seed="), 200);
        assertThat(again.get("points")).isEqualTo(found.get("points"));
        JsonObject other = json(post("/api/lr-find", data + SMALL + "&optimizer=sgd"), 200);
        assertThat(other.get("points")).isNotEqualTo(found.get("points"));
    }

    @Test
    void what_is_wrong_is_said_at_its_field_before_and_after_the_images_are_read() throws Exception {
        JsonObject typed = json(post("/api/lr-find", data + SMALL + "&momentum=7"), 400);
        assertThat(typed.toString()).contains("\"momentum\"", "at least 0 and below 1, was 7.0");

        Path file = Files.writeString(folder.resolve("data.csv"), "label,0,1,2\n1,2,3,4\n");
        String wrong = "dataset=csv&augment=none&data=" + encoded(file.toString());
        HttpResponse<String> form = follow(post("/lr-find", wrong));
        assertThat(form.statusCode()).isEqualTo(400);
        assertThat(form.body()).contains("id=\"e-data\"", "name=\"lr\"").contains("value=\"" + file + "\"");
    }

    @Test
    void a_long_search_says_how_far_it_is_and_can_be_cancelled() throws Exception {
        JsonObject going = json(post("/api/lr-find", data + SLOW), 202);
        String itself = "/lr-find/" + going.get("search").getAsInt();
        assertThat(going.get("status").getAsString()).isEqualTo("running");
        JsonObject progress = going.getAsJsonObject("progress");
        while (!progress.get("unit").getAsString().equals("steps")) {
            progress = json(get("/api" + itself), 202).getAsJsonObject("progress");
        }
        assertThat(progress.get("done").getAsInt()).isBetween(1, 139);
        assertThat(get(itself).body()).contains("Looking for a learning rate", "of 140 steps", "data-live-again=");
        JsonObject waits = json(post("/api/lr-find", data + SMALL), 202);
        assertThat(waits.getAsJsonObject("progress").get("activity").getAsString())
                .isEqualTo("waiting for “Learning rate search %d”, which trains on the same device"
                        .formatted(going.get("search").getAsInt()));

        assertThat(json(post("/api" + itself + "/cancel", ""), 200)
                        .get("status")
                        .getAsString())
                .isEqualTo("cancelled");

        assertThat(get(itself).body()).contains("The search was cancelled").doesNotContain("data-live-again");
        String other = "/api/lr-find/" + waits.get("search").getAsInt();
        while (!json(get(other), 200, 202).get("status").getAsString().equals("finished")) {
            Thread.onSpinWait();
        }
        assertThat(get("/lr-find/999").statusCode()).isEqualTo(404);
    }

    @Test
    void a_search_waits_for_the_run_that_trains_on_its_device_and_can_be_cancelled_in_the_queue() throws Exception {
        post("/runs", data + SLOW + "&epochs=1000&name=Long");
        while (!get("/api/queue").body().contains("\"state\":\"running\"")) {
            Thread.onSpinWait();
        }
        JsonObject first = json(post("/api/lr-find", data + SMALL), 202);
        JsonObject second = json(post("/api/lr-find", data + SMALL), 202);
        String job = "/api/queue/" + second.get("search").getAsInt();

        assertThat(first.getAsJsonObject("progress").get("activity").getAsString())
                .isEqualTo("waiting for “Run 1: Long”, which trains on the same device");
        assertThat(get("/queue").body()).contains("Learning rate search " + first.get("search"));
        assertThat(post(job + "/cancel", "").statusCode()).isLessThan(400);
        assertThat(json(get("/api/lr-find/" + second.get("search").getAsInt()), 200)
                        .get("status")
                        .getAsString())
                .isEqualTo("cancelled");
        post("/runs/1/cancel", "");
        String itself = "/api/lr-find/" + first.get("search").getAsInt();
        while (!json(get(itself), 200, 202).get("status").getAsString().equals("finished")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void without_javascript_the_rate_is_taken_over_by_a_link_to_the_form_as_it_was() throws Exception {
        HttpResponse<String> page = follow(post("/lr-find", data + SMALL + "&name=Mine&epochs=3&seed=&lr=0.5"));

        assertThat(page.statusCode()).isEqualTo(200);
        MatchResult use = found("href=\"([^\"]*)\"[^>]*>Use ([0-9.]+)<", page.body());
        HttpResponse<String> form = get(use.group(1).replace("&amp;", "&"));
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(value("lr", form)).isEqualTo(use.group(2)).isNotEqualTo("0.5");
        assertThat(value("name", form)).isEqualTo("Mine");
        assertThat(value("epochs", form)).isEqualTo("3");
        assertThat(value("seed", form)).isEmpty();
        assertThat(form.body()).contains("dense 16, relu, dense 12, relu");
    }

    private static String value(String field, HttpResponse<String> form) {
        String input =
                found("<input[^>]*name=\"" + field + "\"[^>]*>", form.body()).group();
        Matcher value = Pattern.compile("value=\"([^\"]*)\"").matcher(input);
        return value.find() ? value.group(1) : "";
    }

    private static MatchResult found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow(() -> new AssertionError(text));
    }

    private static JsonObject json(HttpResponse<String> answer, Integer... statuses) {
        assertThat(answer.statusCode()).as(answer.body()).isIn((Object[]) statuses);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    private HttpResponse<String> follow(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        HttpResponse<String> page = get(answer.headers().firstValue("Location").orElseThrow());
        return page.body().contains("data-live-again") ? follow(answer) : page;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
