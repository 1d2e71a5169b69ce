package inkling.organise;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.runs.Annotations;
import inkling.archive.runs.Run;
import inkling.runs.job.Laboratory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OrganisePagesTest {
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
    void a_run_is_named_tagged_and_noted_by_its_form() throws Exception {
        add(1);

        HttpResponse<String> saved = web.post(
                "/runs/1/edit",
                "name",
                "Größe 1",
                "tags",
                "try.2,paper paper,seed-2",
                "notes",
                "Line\r\n**bold** <b>",
                "back",
                "/?sort=lr");

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(saved.headers().firstValue("Location")).contains("/?sort=lr");
        Run run = laboratory.runs.get(1);
        assertThat(run.name()).isEqualTo("Größe 1");
        assertThat(run.annotations())
                .isEqualTo(new Annotations(
                        "Line\n**bold** <b>",
                        List.of("paper", "seed-2", "try.2"),
                        false,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(web.get("/runs/1").body())
                .contains("Größe 1", "<strong>bold</strong> &lt;b&gt;", "href=\"/?q=tag%3Dtry.2\"");
        assertThat(web.get("/runs/1/edit").body())
                .contains("value=\"paper, seed-2, try.2\"", "<option value=\"paper\">");
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() throws Exception {
        add(1);

        HttpResponse<String> answer = web.post("/runs/1/edit", "name", "", "tags", "a/b", "notes", "x".repeat(20_001));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "name must not be empty",
                        "a tag must have 1 to 40 letters, digits or . _ -, was a/b",
                        "notes must have at most 20,000 characters, had 20,001",
                        "value=\"a/b\"",
                        "x".repeat(20_001));
        assertThat(web.post("/runs/1/edit", "name", "x", "notes", "\r\n".repeat(10) + "é".repeat(20_000))
                        .statusCode())
                .isEqualTo(303);
        assertThat(laboratory.runs.get(1).annotations().notes()).hasSize(20_000);
    }

    @Test
    void a_preview_saves_nothing_and_keeps_the_form() throws Exception {
        add(1);

        String preview = web.post("/runs/1/preview", "name", "New", "tags", "a", "notes", "*so*")
                .body();

        assertThat(preview).contains("<em>so</em>", "value=\"New\"", "*so*");
        assertThat(laboratory.runs.get(1).name()).isEqualTo("Bars");
    }

    @Test
    void ticked_runs_are_tagged_put_away_and_thrown_away_together() throws Exception {
        add(3);

        web.post("/runs/picked/tag", "run", "1", "run", "3", "tag", "paper, old,seed-2");
        web.post("/runs/picked/untag", "run", "1", "tag", "seed-2 paper,old");
        web.post("/runs/picked/untag", "run", "3", "tag", "old");
        HttpResponse<String> archived = web.post("/runs/picked/archive", "run", "1", "run", "2", "back", "/?sort=lr");
        HttpResponse<String> deleted = web.post("/runs/picked/delete", "run", "2", "run", "3", "back", "/");

        assertThat(archived.headers().firstValue("Location")).contains("/?sort=lr&did=archive:1,2");
        assertThat(web.get("/?archived=only&did=archive:1").body()).contains("Run 1, Bars, was archived.");
        assertThat(deleted.headers().firstValue("Location")).contains("/?did=delete-run:2,3");
        assertThat(web.get("/?did=delete-run:2,3").body())
                .contains("2 runs were deleted.", "action=\"/deleted/run/restore\"");
        assertThat(web.get("/deleted").body()).contains("Take back: Run 3, Bars");
        web.post("/deleted/run/restore", "id", "2", "id", "3");
        assertThat(web.get("/?did=delete-run:2,3").body()).doesNotContain("were deleted");
        assertThat(laboratory.runs.get(3).annotations().tags()).containsExactly("paper", "seed-2");
        assertThat(laboratory.runs.get(1).annotations().tags()).isEmpty();
        assertThat(web.post("/runs/picked/archive").statusCode()).isEqualTo(400);
        assertThat(web.post("/runs/picked/tag", "run", "1", "tag", "a,b/c").statusCode())
                .isEqualTo(400);
        assertThat(web.post("/runs/picked/tag", "run", "1", "tag", " , ").statusCode())
                .isEqualTo(400);
        assertThat(web.post("/runs/picked/shred", "run", "1").statusCode()).isEqualTo(404);
    }

    @Test
    void ticked_runs_are_compared_and_a_form_leads_to_no_other_site() throws Exception {
        add(3);

        HttpResponse<String> compare = web.get("/runs/picked/compare?run=1&run=3&tag=&back=/");

        assertThat(compare.statusCode()).isEqualTo(303);
        assertThat(compare.headers().firstValue("Location")).contains("/compare?runs=1,3");
        for (String elsewhere : List.of("https://example.org/", "//example.org", "/\\example.org", "/?x\r\ny")) {
            assertThat(web.post("/runs/picked/pin", "run", "1", "back", elsewhere)
                            .headers()
                            .firstValue("Location"))
                    .contains("/");
        }
    }

    @Test
    void a_deleted_run_is_not_found_with_the_way_to_take_it_back() throws Exception {
        add(1);
        web.post("/runs/picked/delete", "run", "1", "back", "/runs/1");

        assertThat(web.get("/runs/1").statusCode()).isEqualTo(404);
        assertThat(web.get("/runs/1").body()).contains("Run 1 was deleted.", "href=\"/deleted\"");
        assertThat(web.get("/api/runs/1/metrics").body()).contains("Run 1 was deleted.", "POST /api/runs/1/restore");
        assertThat(web.get("/").body()).contains("Watch a network learn", "Deleted lately");
        assertThat(web.object("/api/runs").get("total").getAsInt()).isZero();
    }

    @Test
    void programs_change_delete_and_restore_as_the_pages_do() throws Exception {
        add(2);

        HttpResponse<String> changed = web.json(
                "PATCH",
                "/api/runs/2",
                "{\"name\": \"Two\", \"notes\": \"*n*\", \"tags\": [\"b\", \"a\"], \"archived\": true, \"baseline\": true}");

        JsonObject run = JsonParser.parseString(changed.body()).getAsJsonObject();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(run.get("name").getAsString()).isEqualTo("Two");
        assertThat(run.get("notes").getAsString()).isEqualTo("*n*");
        assertThat(run.get("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(run.get("baseline").getAsBoolean()).isTrue();
        assertThat(run.get("archived_at").isJsonNull()).isFalse();
        assertThat(run.get("sweep").isJsonNull()).isTrue();

        assertThat(web.json("PATCH", "/api/runs/2", "{\"archived\": false, \"tags\": []}")
                        .body())
                .contains("\"archived_at\":null", "\"tags\":[]", "\"name\":\"Two\"");
        HttpResponse<String> wrong = web.json("PATCH", "/api/runs/2", "{\"lr\": 1, \"archived\": \"maybe\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(wrong.body()).contains("this cannot be changed", "archived must be true or false, was maybe");

        HttpResponse<String> deleted = web.json("DELETE", "/api/runs/2", "");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.body()).contains("\"restore\":\"/api/runs/2/restore\"", "restorable_until");
        assertThat(web.json("DELETE", "/api/runs/2", "").statusCode()).isEqualTo(404);
        assertThat(web.json("PATCH", "/api/runs/2", "{\"name\": \"x\"}").statusCode())
                .isEqualTo(404);
        assertThat(web.json("POST", "/api/runs/2/restore", "").body()).contains("\"name\":\"Two\"");
        assertThat(web.json("POST", "/api/runs/9/restore", "").statusCode()).isEqualTo(404);
        assertThat(web.json("DELETE", "/api/runs/x", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_page_of_another_site_changes_and_deletes_nothing() throws Exception {
        add(1);

        for (String method : List.of("PATCH", "DELETE")) {
            assertThat(web.json(method, "/api/runs/1", "{\"name\": \"x\"}", "Origin", "https://example.org")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(web.json(method, "/api/runs/1", "{\"name\": \"x\"}", "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
        }

        assertThat(laboratory.runs.get(1).name()).isEqualTo("Bars");
    }

    @Test
    void a_run_is_offered_to_be_deleted_only_once_it_has_ended() throws Exception {
        long id = laboratory
                .life
                .create(Laboratory.request(1), "0.1.0", Instant.now())
                .id();

        String waiting = web.get("/runs/%d".formatted(id)).body();
        laboratory.life.cancel(id, Instant.now());
        String ended = web.get("/runs/%d/parts".formatted(id)).body();

        assertThat(waiting).contains("id=\"archive-run\"").doesNotContain("id=\"delete-run\"");
        assertThat(ended).contains("id=\"archive-run\"", "id=\"delete-run\"");
    }

    /** Runs that were cancelled before they began. */
    private void add(int count) {
        for (int i = 0; i < count; i++) {
            long id = laboratory
                    .life
                    .create(Laboratory.request(1), "0.1.0", Instant.now())
                    .id();
            laboratory.life.cancel(id, Instant.now());
        }
    }
}
