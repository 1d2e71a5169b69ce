package inkling.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.runs.Run;
import inkling.runs.job.Laboratory;
import inkling.text.Figures;
import inkling.training.Score;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SweepPagesTest {
    /** 63 steps each; the first rate learns next to nothing. */
    private static final Map<String, String> FOUR_RUNS = Map.of(
            "dataset", "builtin",
            "epochs", "1",
            "batch_size", "10",
            "hidden", "16,12",
            "augment", "false",
            "lr", "0.00001, 0.01",
            "seeds", "2",
            "seed", "7",
            "device", "cpu");

    @TempDir
    Path home;

    @AutoClose
    private SweepLaboratory laboratory;

    @BeforeEach
    void open() {
        laboratory = new SweepLaboratory(home);
    }

    @Test
    void a_sweep_is_started_from_the_form_and_trained_to_the_end() throws Exception {
        HttpResponse<String> started = laboratory.post("/sweeps", FOUR_RUNS);
        laboratory.awaitAll();

        assertThat(started.statusCode()).isEqualTo(303);
        assertThat(started.headers().firstValue("Location")).contains("/sweeps/1");
        JsonObject sweep = sweep(1);
        assertThat(sweep.getAsJsonObject("counts").get("finished").getAsInt()).isEqualTo(4);
        assertThat(sweep.get("share").getAsDouble()).isEqualTo(1);
        assertThat(values(sweep.getAsJsonArray("runs"), "seed")).containsExactly("7", "8", "7", "8");
        assertThat(values(sweep.getAsJsonArray("runs"), "setting")).containsExactly("0", "0", "1", "1");
        assertThat(sweep.getAsJsonArray("axes").toString())
                .isEqualTo("[{\"id\":\"lr\",\"title\":\"Learning rate\",\"scale\":\"log\","
                        + "\"values\":[1.0E-5,0.01],\"texts\":[\"0.00001\",\"0.01\"]}]");
        String page = laboratory.get("/sweeps/1").body();
        assertThat(rows(page)).containsExactly("3,4", "1,2");
        assertThat(page).contains(meanAndDeviation(3, 4));
    }

    @Test
    void the_best_setting_is_the_one_with_the_lowest_validation_loss_whatever_the_test_says() throws Exception {
        laboratory.post("/sweeps", FOUR_RUNS);
        laboratory.awaitAll();
        laboratory
                .laboratory
                .database
                .jdbi()
                .useHandle(handle ->
                        handle.execute("update run set test_accuracy = case when id < 3 then 0.875 else 0.5 end,"
                                + " test_loss = case when id < 3 then 0 else 9 end"));
        double best = Math.min(validLoss(3), validLoss(4));

        String page = laboratory.get("/sweeps/1").body();
        String list = laboratory.get("/sweeps").body();

        assertThat(rows(page)).containsExactly("3,4", "1,2");
        assertThat(page)
                .containsPattern("<tr data-runs=\"3,4\" class=\"best\">")
                .contains("best validation loss", "data-best-test>50.00\u2009%<")
                .doesNotContain("87.50\u2009%<span class=\"visually-hidden\">, the best");
        assertThat(page.indexOf("Best valid. loss")).isLessThan(page.indexOf("Test accuracy"));
        assertThat(list).contains(Figures.loss(best) + "</span>", "50.00\u2009%");
        assertThat(values(sweep(1).getAsJsonArray("metrics"), "id")).startsWith("best_valid_loss");
    }

    private double validLoss(long run) {
        return laboratory
                .laboratory
                .metrics
                .measured(laboratory.laboratory.runs.findAll(List.of(run)))
                .get(0)
                .best()
                .orElseThrow()
                .validLoss();
    }

    /** Two numbers a and b: their mean, and |a - b| / sqrt 2. */
    private String meanAndDeviation(long one, long other) {
        double a = accuracy(one);
        double b = accuracy(other);
        return "%.2f\u2009%%<span class=\"faint deviation\">± %.2f\u2009pp"
                .formatted(50 * (a + b), 100 * Math.abs(a - b) / Math.sqrt(2));
    }

    private double accuracy(long run) {
        return laboratory
                .laboratory
                .service
                .get(run)
                .test()
                .map(Score::accuracy)
                .orElseThrow();
    }

    @Test
    void one_run_is_cancelled_and_then_the_rest() throws Exception {
        laboratory.post("/sweeps", with("epochs", "1000"));
        laboratory.laboratory.service.cancel(3);

        JsonObject one = sweep(1);
        HttpResponse<String> rest = laboratory.post("/sweeps/1/cancel", Map.of());
        laboratory.awaitAll();

        assertThat(one.getAsJsonObject("counts").get("cancelled").getAsInt()).isEqualTo(1);
        assertThat(rest.statusCode()).isEqualTo(303);
        List<Run> runs = runs();
        assertThat(runs).extracting(Run::status).containsOnly(JobStatus.CANCELLED);
        assertThat(runs.subList(1, 4))
                .as("none began while those before it were cancelled")
                .allMatch(run -> run.startedAt().isEmpty());
        assertThat(laboratory.json("/api/sweeps/1/cancel", "{}").statusCode())
                .as("nothing is left, which is as well")
                .isEqualTo(202);
    }

    @Test
    void a_run_that_ended_before_its_time_counts_in_no_mean() throws Exception {
        laboratory.post("/sweeps", with("lr", "0.01", "seeds", "3", "epochs", "1000"));
        laboratory.post("/sweeps/1/cancel", Map.of());
        laboratory.awaitAll();

        JsonObject run = sweep(1).getAsJsonArray("runs").get(0).getAsJsonObject();

        assertThat(run.getAsJsonObject("metrics").entrySet())
                .allMatch(metric -> metric.getValue().isJsonNull());
        assertThat(laboratory.get("/sweeps/1").body()).contains("3 cancelled").doesNotContain("best validation loss");
    }

    @Test
    void a_wrong_value_is_said_at_its_field_and_everything_is_kept() throws Exception {
        Map<String, String> fields =
                with("lr", "0.1..0.01 log 3", "arch", "dense 1, relu\nlenet5", "name", "<b>Mine</b>");
        fields.remove("hidden");
        for (String path : List.of("/sweeps", "/sweeps/new")) {
            HttpResponse<String> answer = laboratory.post(path, fields);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("One setting needs a change", "id=\"e-lr\"", "value=\"0.1..0.01 log 3\"")
                    .contains("a range goes from a lower to a higher number, was 0.1..0.01")
                    .contains(">dense 1, relu\nlenet5</textarea>", "value=\"&lt;b&gt;Mine&lt;/b&gt;\"");
        }
        assertThat(laboratory.laboratory.runs.isEmpty()).isTrue();
    }

    @Test
    void a_choice_that_an_address_names_twice_is_ticked_once() throws Exception {
        assertThat(laboratory.get("/sweeps/new?optimizer=adam,adam,sgd"))
                .returns(200, HttpResponse::statusCode)
                .satisfies(page -> assertThat(page.body()).containsPattern("value=\"adam\"[^>]*checked"));
    }

    @Test
    void a_preview_says_how_many_and_how_long_and_starts_nothing() throws Exception {
        String before = laboratory.post("/sweeps/new", FOUR_RUNS).body();
        laboratory.laboratory.train(Laboratory.request(1));
        String after = laboratory.post("/sweeps/preview", FOUR_RUNS).body();

        assertThat(before).contains("2 settings × 2 seeds = 4 runs", "How long it takes is unknown");
        assertThat(after).containsPattern("about \\d+ s</strong>").contains("judging by run 1");
        assertThat(laboratory.laboratory.runs.newest(10)).hasSize(1);
    }

    @Test
    void the_first_twenty_runs_are_shown_and_then_all() throws Exception {
        Map<String, String> many = with("epochs", "1..30 linear 30", "lr", "0.01", "seeds", "1");

        String first = laboratory.post("/sweeps/new", many).body();
        many.put("whole", "true");
        String all = laboratory.post("/sweeps/new", many).body();

        assertThat(first).contains("The first 20 of 30 runs", "Show all 30").doesNotContain("<th scope=\"row\">21<");
        assertThat(all).contains("<th scope=\"row\">30<").doesNotContain("Show all");
    }

    @Test
    void five_hundred_runs_start_at_once_and_are_cancelled_again() throws Exception {
        laboratory.post("/sweeps", with("lr", "0.01", "epochs", "901..1000 linear 100", "seeds", "5"));

        assertThat(runs()).hasSize(500);
        laboratory.post("/sweeps/1/cancel", Map.of());
        laboratory.awaitAll();
        assertThat(runs()).extracting(Run::status).containsOnly(JobStatus.CANCELLED);
    }

    @Test
    void a_sweep_that_cannot_be_kept_starts_no_run() {
        var plan = laboratory.form.read(FOUR_RUNS);

        assertThatThrownBy(() -> laboratory.laboratory.service.start(plan.requests(), handle -> {
                    throw new IllegalStateException("the disk is full");
                }))
                .hasMessage("the disk is full");

        assertThat(laboratory.laboratory.runs.isEmpty()).isTrue();
    }

    @Test
    void the_table_is_ordered_by_any_column() throws Exception {
        laboratory.post("/sweeps", FOUR_RUNS);
        laboratory.awaitAll();

        assertThat(rows(laboratory.get("/sweeps/1?sort=lr").body())).containsExactly("1,2", "3,4");
        assertThat(rows(laboratory.get("/sweeps/1?sort=lr&order=desc").body())).containsExactly("3,4", "1,2");
        assertThat(rows(laboratory.get("/sweeps/1?sort=test_loss").body())).containsExactly("3,4", "1,2");
        assertThat(rows(laboratory.get("/sweeps/1?sort=run&order=desc").body())).containsExactly("3,4", "1,2");
        assertThat(laboratory.get("/sweeps/1?sort=colour").statusCode()).isEqualTo(400);
    }

    @Test
    void a_sweep_is_renamed_asked_for_again_and_deleted_while_its_runs_stay() throws Exception {
        laboratory.post("/sweeps", FOUR_RUNS);
        laboratory.awaitAll();

        laboratory.post("/sweeps/1/rename", Map.of("name", "Two rates"));
        String again = laboratory.get("/sweeps/new?again=1").body();
        String list = laboratory.get("/sweeps").body();
        String sweep = laboratory.get("/sweeps/1").body();
        HttpResponse<String> deleted = laboratory.post("/sweeps/1/delete", Map.of());

        assertThat(again).contains("value=\"0.00001, 0.01\"", "2 settings × 2 seeds = 4 runs");
        assertThat(list).contains("Two rates", "Grid: learning rate", "4 finished");
        assertThat(sweep).contains("<dt>Augmentation</dt><dd>Off</dd>", "<dt>Search</dt><dd>Grid</dd>");
        assertThat(deleted.headers().firstValue("Location")).contains("/sweeps?did=delete-sweep:1");
        assertThat(laboratory.get("/sweeps/1").statusCode()).isEqualTo(404);
        assertThat(laboratory.laboratory.service.get(1).sweep()).isEmpty();
        assertThat(laboratory.laboratory.runs.newest(10)).hasSize(4);
        assertThat(laboratory.post("/sweeps/1/rename", Map.of("name", "x")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void programs_preview_start_and_cancel_sweeps() throws Exception {
        String body =
                "{\"lr\": [0.1, 0.01], \"epochs\": 1000, \"dataset\": \"builtin\", \"seed\": 3, \"device\": \"cpu\"}";

        JsonObject preview = JsonParser.parseString(
                        laboratory.json("/api/sweeps/preview", body).body())
                .getAsJsonObject();
        HttpResponse<String> started = laboratory.json("/api/sweeps", body);
        HttpResponse<String> cancelled = laboratory.json("/api/sweeps/1/cancel", "{}");
        laboratory.awaitAll();

        assertThat(preview.get("settings").getAsInt()).isEqualTo(2);
        assertThat(preview.get("seconds").isJsonNull()).isTrue();
        assertThat(started.statusCode()).isEqualTo(201);
        assertThat(started.headers().firstValue("Location")).contains("/api/sweeps/1");
        assertThat(cancelled.statusCode()).isEqualTo(202);
        assertThat(sweep(1).getAsJsonObject("counts").get("cancelled").getAsInt())
                .isEqualTo(2);
        assertThat(laboratory.json("/api/sweeps", "{\"lr\": \"high\"}").statusCode())
                .isEqualTo(400);
        assertThat(laboratory.get("/api/sweeps/2").statusCode()).isEqualTo(404);
        assertThat(laboratory.get("/sweeps/x").statusCode()).isEqualTo(404);
    }

    private List<Run> runs() {
        return laboratory.laboratory.runs.findAll(laboratory.sweeps.repository().runs(1));
    }

    private JsonObject sweep(long id) throws IOException, InterruptedException {
        return JsonParser.parseString(laboratory.get("/api/sweeps/" + id).body())
                .getAsJsonObject();
    }

    private static List<String> values(JsonArray objects, String name) {
        return StreamSupport.stream(objects.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(object -> object.get(name).getAsString())
                .toList();
    }

    /** The runs of each row, in the order of the table. */
    private static List<String> rows(String page) {
        Matcher rows = Pattern.compile("data-runs=\"([\\d,]+)\"").matcher(page);
        return rows.results().map(row -> row.group(1)).toList();
    }

    /** The fields with some others, given as name, value, name, value. */
    private static Map<String, String> with(String... others) {
        Map<String, String> fields = new LinkedHashMap<>(FOUR_RUNS);
        for (int i = 0; i < others.length; i += 2) {
            fields.put(others[i], others[i + 1]);
        }
        return fields;
    }
}
