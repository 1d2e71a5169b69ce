package inkling.runlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import inkling.archive.runs.RunRequest;
import inkling.organise.Exchange;
import inkling.runs.job.Laboratory;
import inkling.training.Hyperparameters;
import inkling.training.Score;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ListPagesTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path home;

    @AutoClose
    private Laboratory laboratory;

    private Exchange web;

    @BeforeEach
    void open() {
        laboratory = new Laboratory(home);
        web = new Exchange(laboratory.server);
    }

    @Test
    void without_runs_there_is_the_form_and_with_runs_the_newest_first() throws Exception {
        assertThat(web.get("/").body()).contains("Watch a network learn", "name=\"epochs\"");

        finished("One", 0.5);
        finished("Two", 0.9);

        assertThat(names("/")).containsExactly("Two", "One");
        assertThat(web.get("/").body()).contains(">2 runs<").doesNotContain("Page 1");
        assertThat(web.get("/runs").headers().firstValue("Location")).contains("/");
    }

    @Test
    void the_address_filters_sorts_and_chooses_columns() throws Exception {
        finished("One", 0.5);
        finished("Two", 0.9);
        finished("Three", 0.7);
        long waiting =
                laboratory.life.create(Laboratory.request(1), "0.1.0", NOON).id();

        String page = web.get("/?sort=-test_accuracy&columns=lr,batch_size&status=finished")
                .body();

        assertThat(names("/?sort=-test_accuracy&status=finished")).containsExactly("Two", "Three", "One");
        assertThat(names("/?sort=test_accuracy"))
                .as("without a value last, both ways")
                .containsExactly("One", "Three", "Two", "Bars");
        assertThat(names("/?sort=-test_accuracy")).containsExactly("Two", "Three", "One", "Bars");
        assertThat(names("/?q=test_accuracy%3E60%25+and+not+two")).containsExactly("Three");
        assertThat(names("/?status=queued,failed")).containsExactly("Bars");
        assertThat(names("/?dataset=mnist")).isEmpty();
        assertThat(page)
                .contains("data-label=\"Learning rate\"", "data-label=\"Batch size\"")
                .doesNotContain("data-label=\"Test accuracy\"");
        assertThat(web.get("/?sort=-test_accuracy").body())
                .containsPattern("aria-sort=\"descending\"><a href=\"/\\?sort=test_accuracy\">");
        assertThat(web.get("/?sort=nonsense").statusCode()).isEqualTo(400);
        assertThat(web.get("/?status=done").statusCode()).isEqualTo(400);
        assertThat(web.get("/?columns=name").statusCode()).isEqualTo(400);
        laboratory.life.cancel(waiting, NOON);
    }

    @Test
    void a_wrong_filter_is_said_at_its_field_and_the_list_stays() throws Exception {
        finished("One", 0.5);

        HttpResponse<String> answer = web.get("/?q=" + Exchange.encoded("learning<\"0.01\" <script>"));
        HttpResponse<String> problem = web.get("/api/runs?q=learning%3C1");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "there is no field ‘learning’; did you mean lr? (at character 1)",
                        "<mark>learning</mark>",
                        "value=\"learning&lt;&quot;0.01&quot; &lt;script&gt;\"",
                        "aria-invalid=\"true\"",
                        ">One</a>");
        assertThat(problem.statusCode()).isEqualTo(400);
        assertThat(problem.body())
                .contains("\"q\":\"there is no field ‘learning’; did you mean lr? (at character 1)\"");
    }

    @Test
    void whatever_is_typed_stays_a_text() throws Exception {
        finished("One", 0.5);

        for (String text : List.of(
                "'; drop table run; --",
                "\") or 1=1; create alias x as 'void f() {}'; --",
                "name=\"x' or ''='\"",
                "name~\"%\"",
                ":filter0 <ids>")) {
            HttpResponse<String> answer = web.get("/api/runs?q=" + Exchange.encoded(text));
            assertThat(answer.statusCode()).as(text).isIn(200, 400);
            assertThat(answer.body()).doesNotContain("\"name\":\"One\"");
        }

        assertThat(web.object("/api/runs?q=one").get("total").getAsInt()).isEqualTo(1);
    }

    @Test
    void pages_have_fifty_runs_and_say_where_they_are() throws Exception {
        for (int i = 1; i <= 120; i++) {
            laboratory.life.cancel(
                    laboratory.life.create(Laboratory.request(1), "0.1.0", NOON).id(), NOON);
        }

        String second = web.get("/?page=2&sort=-id").body();

        assertThat(second)
                .contains(
                        "51–100 of 120 runs",
                        "Page 2 of 3",
                        "rel=\"prev\" href=\"/?sort=-id\"",
                        "rel=\"next\" href=\"/?sort=-id&amp;page=3\"");
        assertThat(count(second, "data-run-row=")).isEqualTo(50);
        assertThat(second).contains("data-run-row=\"/runs/70\"", "data-run-row=\"/runs/21\"");
        assertThat(web.get("/?page=99").body()).contains("101–120 of 120 runs", "Page 3 of 3");
        assertThat(web.get("/?page=0").statusCode()).isEqualTo(400);
        assertThat(web.object("/api/runs?limit=7&offset=115&sort=id").getAsJsonArray("runs"))
                .extracting(run -> run.getAsJsonObject().get("run").getAsInt())
                .containsExactly(116, 117, 118, 119, 120);
    }

    @Test
    void what_was_put_away_is_found_where_it_is_asked_for() throws Exception {
        finished("One", 0.5);
        finished("Two", 0.9);
        web.post("/runs/picked/archive", "run", "1");

        assertThat(names("/")).containsExactly("Two");
        assertThat(names("/?archived=yes")).containsExactly("Two", "One");
        assertThat(names("/?archived=only")).containsExactly("One");
        assertThat(web.get("/").body()).contains("href=\"/?archived=only\"");
        web.post("/runs/picked/archive", "run", "2");
        assertThat(web.get("/").body()).contains("No run is like that.").doesNotContain("Watch a network");
    }

    @Test
    void chosen_columns_are_remembered_until_the_usual_ones_are_chosen() throws Exception {
        finished("One", 0.5);

        HttpResponse<String> chosen = web.get("/?sort=lr&columns=seed&columns=arch&keep=yes");
        String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow();

        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(chosen.headers().firstValue("Location")).contains("/?sort=lr&columns=seed,arch");
        assertThat(cookie).contains("inkling.columns=seed.arch", "SameSite=Strict", "HttpOnly");
        String cookies = cookie.substring(0, cookie.indexOf(';'));
        assertThat(web.get("/", "Cookie", cookies).body())
                .contains("data-label=\"Seed\"", "data-label=\"Network\"")
                .doesNotContain("data-label=\"Took\"");
        assertThat(web.get("/?columns=took", "Cookie", cookies).body()).doesNotContain("data-label=\"Seed\"");
        assertThat(web.get("/", "Cookie", "inkling.columns=nonsense").body()).contains("data-label=\"Took\"");
        assertThat(web.get("/?keep=yes").headers().firstValue("Set-Cookie").orElseThrow())
                .contains("Expires=Thu, 01 Jan 1970");
    }

    @Test
    void the_api_tells_the_best_and_the_last_epoch_of_each_run() throws Exception {
        laboratory.train(Laboratory.request(3));

        JsonElement run =
                web.object("/api/runs?q=batch_size%3D10").getAsJsonArray("runs").get(0);
        var epochs = web.object("/api/runs/1/metrics").getAsJsonArray("epochs");

        int best = run.getAsJsonObject().get("best_epoch").getAsInt();
        assertThat(run.getAsJsonObject().get("best")).isEqualTo(epochs.get(best - 1));
        assertThat(run.getAsJsonObject().get("last")).isEqualTo(epochs.get(2));
        assertThat(StreamSupport.stream(epochs.spliterator(), false)
                        .map(epoch -> epoch.getAsJsonObject().get("valid_loss").getAsDouble())
                        .min(Double::compare))
                .contains(
                        epochs.get(best - 1).getAsJsonObject().get("valid_loss").getAsDouble());
    }

    private void finished(String name, double accuracy) {
        RunRequest like = Laboratory.request(1);
        var request = new RunRequest(name, like.data(), Hyperparameters.DEFAULT, "cpu");
        long id = laboratory.life.create(request, "0.1.0", NOON).id();
        laboratory.life.start(id, "cpu", NOON);
        laboratory.life.finish(id, new Score(1 - accuracy, accuracy), NOON.plusSeconds(9));
    }

    private List<String> names(String path) throws Exception {
        Matcher names = Pattern.compile("<span class=\"swatch\"[^>]*></span><a href=\"[^\"]*\">([^<]*)</a>")
                .matcher(web.get(path).body());
        return names.results().map(found -> found.group(1)).toList();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
