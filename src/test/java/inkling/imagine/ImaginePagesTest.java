package inkling.imagine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ImaginePagesTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static Imagination imagination;

    @BeforeAll
    static void train() throws InterruptedException {
        imagination = new Imagination(home);
    }

    @Test
    void every_wrong_setting_is_said_at_its_field_and_nothing_else_is_lost() throws Exception {
        HttpResponse<String> answer = imagination.post(
                "/runs/1/imagine",
                "method=noise&class=12&images=0&mean=x&deviation=0&seed=&epoch=9&lr=-5&device=spark");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        error("class", "class must be between 0 and 9, was 12"),
                        error("images", "number of images must be between 1 and 1,000,000,000,000, was 0"),
                        error("mean", "mean must be a number such as 0.1, was x"),
                        error("deviation", "deviation must be above 0 and at most 10, was 0"),
                        error("seed", "seed must be a whole number of at most 63 bits, was empty"),
                        "device must be one of auto, was spark",
                        error("epoch", "Run 1 has checkpoints of epochs 0 to 3, not of 9."),
                        "value=\"-5\"")
                // Another method's field is not looked at.
                .doesNotContain("id=\"e-lr\"");
        assertThat(imagination
                        .post("/runs/1/imagine", "method=ascent&steps=10001&start=sky&l2=-1")
                        .body())
                .contains(
                        error("steps", "steps must be between 1 and 10,000, was 10001"),
                        error("start", "start must be one of noise, grey, was sky"),
                        error("l2", "L2 penalty must be between 0 and 1000, was -1"));
        assertThat(imagination
                        .post("/runs/1/imagine", "method=adversarial&image=500&epsilon=2")
                        .body())
                .contains(
                        error("image", "test image must be between 0 and 499, was 500"),
                        error("epsilon", "epsilon must be above 0 and at most 1, was 2"));
        assertThat(imagination.post("/runs/1/imagine", "method=wish").body())
                .contains(error("method", "method must be one of noise, ascent, adversarial, was wish"));
    }

    private static String error(String field, String sentence) {
        return "id=\"e-%s\">%s</span>".formatted(field, sentence);
    }

    @Test
    void each_picture_says_that_it_is_not_a_digit_and_can_be_tried_again_with_other_settings() throws Exception {
        Dream noise = imagination.imagine("method=noise&class=8&images=2000&seed=77");
        Dream change = imagination.imagine("method=adversarial&target=3&image=4&epsilon=0.2");

        String page = imagination.trained.get(noise.url()).body();
        String form =
                imagination.trained.get("/runs/1/imagine?from=" + noise.id()).body();

        assertThat(page)
                .contains("This is not an 8.", "none of these", "2,000 of 2,000", "?from=" + noise.id())
                .contains("data-stream=\"dream=%d\"".formatted(noise.id()));
        assertThat(imagination.trained.get(noise.url() + "/epochs").body())
                .contains("0, untrained", "as it was after each epoch");
        assertThat(imagination.trained.get(change.url() + "/epochs").statusCode())
                .isEqualTo(200);
        assertThat(form).contains("Nothing here is what it is taken for.", "value=\"77\"", "value=\"2000\"");
        assertThat(imagination.trained.get(change.url()).body())
                .contains("What was added", "Test image 4", "/runs/1/images/test/4?epoch=", "none of these");
    }

    @Test
    void ten_digits_are_imagined_by_one_button_and_stand_in_a_row_beside_real_ones() throws Exception {
        HttpResponse<String> answer =
                imagination.post("/runs/1/imagine", "method=noise&classes=all&images=1500&seed=9&epoch=1");
        for (Dream dream : imagination.parts.dreams().list(1, 100)) {
            imagination.dreams.await(dream);
        }

        String page =
                imagination.trained.get("/runs/1/imagine?epoch=1&real=yes").body();

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/runs/1/imagine?epoch=1#columns");
        for (int label = 0; label < 10; label++) {
            assertThat(page)
                    .contains("Noise taken for " + label, "The mean image of " + label, ", a real " + label + "\"");
        }
        assertThat(imagination.trained.get("/runs/1/imagine?epoch=1").body()).doesNotContain("The mean image of");
    }

    @Test
    void a_picture_has_an_address_of_its_own_and_what_is_not_there_is_not_found() throws Exception {
        Dream dream = imagination.imagine("method=ascent&class=2&steps=5");

        var answer = imagination.trained.bytes(dream.url() + "/image.png");
        var picture = ImageIO.read(new ByteArrayInputStream(answer.body()));

        assertThat(picture.getWidth()).isEqualTo(28);
        for (String missing : List.of("/runs/1/imagine/999", "/runs/1/imagine/x", "/runs/2/imagine")) {
            assertThat(imagination.trained.get(missing).statusCode()).isEqualTo(404);
        }
        assertThat(imagination.trained.get("/runs/2/imagine/" + dream.id()).statusCode())
                .isEqualTo(404);
        assertThat(imagination.trained.get("/runs/1/imagine?from=999").statusCode())
                .isEqualTo(404);
        assertThat(imagination.trained.get("/runs/1/imagine?epoch=9").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoever_watches_sees_the_best_so_far_rise_until_the_end() throws Exception {
        Dream dream = imagination.ask("method=noise&class=3&images=1500000&seed=2");

        Watcher watcher = new Watcher();
        watcher.watch(dream);

        assertThat(watcher.types).contains("jobs");
        assertThat(watcher.progress.stream().map(each -> each.get("done").getAsLong()))
                .isSorted()
                .endsWith(1_500_000L);
        JsonObject last = watcher.progress.get(watcher.progress.size() - 1);
        assertThat(last.get("picture").getAsString()).startsWith("data:image/png;base64,");
        assertThat(last.getAsJsonArray("probabilities")).hasSize(10);
        assertThat(last.getAsJsonArray("curve").size()).isGreaterThan(3);
        assertThat(last.get("per_second").getAsDouble()).isPositive();
    }

    /** What one browser hears until the dream has finished. */
    private static final class Watcher {
        private final List<String> types = new ArrayList<>();
        private final List<JsonObject> progress = new ArrayList<>();

        void watch(Dream dream) throws Exception {
            var request = imagination
                    .trained
                    .request("/events?dream=" + dream.id())
                    .header("Accept", "text/event-stream")
                    .build();
            var answer = imagination.trained.client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                String type = "";
                for (boolean finished = false; !finished; ) {
                    String line = reader.readLine();
                    if (line.startsWith("event: ")) {
                        type = line.substring(7);
                        types.add(type);
                    } else if (line.startsWith("data: ")) {
                        JsonObject data =
                                JsonParser.parseString(line.substring(6)).getAsJsonObject();
                        if (type.equals("progress")) {
                            progress.add(data);
                        }
                        finished = type.equals("status")
                                && data.get("status").getAsString().equals("finished");
                    }
                }
            }
        }
    }
}
