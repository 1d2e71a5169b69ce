package inkling.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.training.Score;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparePageTest {
    @TempDir
    private Path home;

    @AutoClose
    private StoredRuns store;

    @BeforeEach
    void open() {
        store = new StoredRuns(home);
        store.finished("Slow", StoredRuns.settings(0.001, 1), new Score(0.081, 0.9741), 0.5, 0.2, 0.3);
        store.finished("<b>Bold</b> & \"wide\"", StoredRuns.settings(0.01, 1), new Score(0.09, 0.97), 0.4, 0.3, 0.25);
        store.finished("Slow", StoredRuns.settings(0.001, 2), new Score(0.0712, 0.9791), 0.5, 0.4, 0.1);
    }

    @Test
    void the_page_says_without_javascript_what_the_runs_came_to_and_what_differs() throws Exception {
        String page = ok("/compare?runs=3,1");

        assertThat(page)
                .contains("2 runs side by side")
                .contains("One setting differs")
                .contains("+0.0098");
        assertThat(page.indexOf("Take run 3, Slow, out")).isPositive().isLessThan(page.indexOf("Take run 1, Slow"));
        assertThat(page).contains("settings are the same").contains("<dd>dense 16, relu, dense 12, relu</dd>");
        assertThat(page).as("the chip of the best run").contains("best</span>");
    }

    @Test
    void names_are_written_as_text() throws Exception {
        assertThat(ok("/compare?runs=1,2")).doesNotContain("<b>Bold").contains("&lt;b&gt;Bold");
    }

    @Test
    void one_run_is_told_that_others_can_join_it() throws Exception {
        assertThat(ok("/compare?runs=1"))
                .contains("There is nothing to compare yet")
                .contains("All settings");
    }

    @Test
    void without_runs_or_with_wrong_ones_they_can_be_chosen_on_the_spot() throws Exception {
        HttpResponse<String> missing = store.get("/compare");
        HttpResponse<String> nonsense = store.get("/compare?runs=1,x");
        HttpResponse<String> unknown = store.get("/compare?runs=1,99");

        assertThat(missing.statusCode()).isEqualTo(200);
        assertThat(missing.body())
                .contains("Choose two or more")
                .contains("type=\"checkbox\" name=\"runs\" value=\"3\"");
        assertThat(nonsense.statusCode()).isEqualTo(400);
        assertThat(nonsense.body()).contains("was 1,x").contains("value=\"1,x\"");
        assertThat(store.get("/compare?runs=" + "1,".repeat(3)
                                + LongStream.rangeClosed(1, 25)
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining(",")))
                        .body())
                .contains("runs must be at most 24, were 25");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("There is no run 99").contains("value=\"1,99\"");
        assertThat(ok("/compare?runs=2&runs=1"))
                .as("as the form with the check boxes sends them")
                .contains("2 runs side by side");
    }

    @Test
    void a_run_is_added_by_its_number_on_the_view_that_one_is_at_and_a_wrong_number_is_said_at_its_field()
            throws Exception {
        HttpResponse<String> added = store.get("/compare/add?runs=3,1&add=2&view=weights&baseline=1&group=none");
        HttpResponse<String> wrong = store.get("/compare/add?runs=3,1&add=99&view=weights");
        HttpResponse<String> empty = store.get("/compare/add?runs=3,1&add=");

        assertThat(added.statusCode()).isEqualTo(303);
        assertThat(added.headers().firstValue("Location").orElseThrow())
                .endsWith("/compare/weights?runs=3,1,2&baseline=1&group=none");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .contains("There is no run 99")
                .contains("value=\"99\"")
                .contains("aria-invalid=\"true\"");
        assertThat(empty.statusCode()).isEqualTo(400);
    }

    @Test
    void the_baseline_is_the_one_asked_for_else_the_first_and_must_be_among_the_runs() throws Exception {
        assertThat(json("/api/compare?runs=3,1").get("baseline").getAsLong()).isEqualTo(3);
        assertThat(json("/api/compare?runs=3,1&baseline=1").get("baseline").getAsLong())
                .isEqualTo(1);
        assertThat(store.get("/compare?runs=3,1&baseline=2").body())
                .contains("baseline must be one of the runs compared, 3,1, was 2");
    }

    @Test
    void a_run_taken_out_leaves_the_others_in_order_and_is_no_baseline_any_more() throws Exception {
        String page = ok("/compare?runs=3,1,2&baseline=1&group=none");

        assertThat(page)
                .contains("href=\"/compare?runs=1,2&amp;baseline=1&amp;group=none\"")
                .contains("href=\"/compare?runs=3,2&amp;group=none\"");
    }

    @Test
    void programs_get_the_same_numbers() throws Exception {
        JsonObject json = json("/api/compare?runs=1,2,3");

        assertThat(json.get("grouped").getAsBoolean()).isTrue();
        assertThat(json.getAsJsonArray("groups").get(0).getAsJsonObject().get("runs"))
                .isEqualTo(JsonParser.parseString("[1, 3]"));
        JsonObject loss = row(json.getAsJsonArray("metrics"), "valid_loss", "best");
        assertThat(loss.get("better").getAsString()).isEqualTo("lower");
        JsonObject other = loss.getAsJsonArray("values").get(1).getAsJsonObject();
        // The mean of 0.2 and 0.1 against 0.25.
        assertThat(Math.round(1e9 * other.get("difference").getAsDouble())).isEqualTo(100_000_000);
        assertThat(other.get("verdict").getAsString()).isEqualTo("worse");
        assertThat(other.getAsJsonArray("epochs")).hasToString("[3]");
        assertThat(StreamSupport.stream(json.getAsJsonArray("settings").spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .filter(setting -> setting.get("differs").getAsBoolean())
                        .map(setting -> setting.get("setting").getAsString()))
                .containsExactly("lr", "seed");
    }

    private static JsonObject row(JsonArray rows, String metric, String aspect) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(row -> row.get("metric").getAsString().equals(metric)
                        && row.get("aspect").getAsString().equals(aspect))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_curves_come_as_columns_and_as_rows_for_a_spreadsheet() throws Exception {
        JsonArray curves = json("/api/compare/curves?runs=1,2").getAsJsonArray("runs");
        String[] lines = ok("/api/compare/curves.csv?runs=1,2").split("\r\n");

        JsonObject first = curves.get(0).getAsJsonObject();
        assertThat(first.get("steps_per_epoch").getAsInt()).isEqualTo(StoredRuns.STEPS_AN_EPOCH);
        assertThat(first.getAsJsonObject("steps").getAsJsonArray("loss")).hasSize(120);
        assertThat(first.getAsJsonObject("epochs").getAsJsonArray("valid_loss")).hasToString("[0.5,0.2,0.3]");
        assertThat(lines).hasSize(1 + 2 * (120 + 3));
        assertThat(lines[1]).startsWith("1,step,1,1,1,");
        assertThat(lines[41]).startsWith("1,epoch,1,,,2.0,0.49,");
        assertThat(lines[124]).startsWith("2,step,1,1,1,");
    }

    @Test
    void runs_that_learnt_from_different_images_are_not_compared_without_a_word() throws Exception {
        var others = new TrainedOn(
                DatasetKind.BUILTIN,
                "Spots.",
                Fingerprint.ofWhole("b".repeat(64)),
                ImageShape.MNIST,
                400,
                50,
                100,
                List.of("0", "1"),
                10,
                List.of());
        store.begin("Spots", StoredRuns.settings(0.001, 1), others);

        assertThat(ok("/compare?runs=1,2")).doesNotContain("learnt from different images");
        assertThat(ok("/compare?runs=1,4")).contains("learnt from different images");
    }

    private JsonObject json(String path) throws IOException, InterruptedException {
        return JsonParser.parseString(ok(path)).getAsJsonObject();
    }

    private String ok(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = store.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }
}
