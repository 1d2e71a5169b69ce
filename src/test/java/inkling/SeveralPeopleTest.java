package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import inkling.http.Proxies;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who sees whose what is, and who is served when. */
@Timeout(120)
class SeveralPeopleTest {
    @TempDir
    private Path folder;

    @AutoClose
    private SeveralPeople people;

    private void start() throws Exception {
        people = new SeveralPeople(folder);
    }

    @Test
    void a_run_a_sweep_and_what_works_on_them_are_of_whoever_asked_for_them() throws Exception {
        start();
        Entering anna = people.entered("Anna");
        Entering ben = people.entered("Ben");

        assertThat(anna.post("/runs", people.form(1, "First")).statusCode()).isEqualTo(303);
        people.app.parts().runs.await(1);
        assertThat(ben.post("/sweeps", people.form(1, "Rates") + "&lr=0.001%2C0.003&seeds=1")
                        .statusCode())
                .isEqualTo(303);
        assertThat(ben.post("/runs/1/maps", SmallServer.MAP.replace("epoch=2", "epoch=1"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(ben.post("/runs/1/imagine", "method=noise&class=3&images=320&seed=9&epoch=1")
                        .statusCode())
                .isEqualTo(303);
        assertThat(ben.post("/api/runs/1/studies/stress", "").body()).contains("\"asked_by\":\"Ben\"");
        awaitAll();

        assertThat(ben.page("/runs/1").body()).contains("<span> by Anna</span>");
        assertThat(ben.page("/sweeps/1").body()).contains("<span> by Ben</span>", "It is Ben’s.");
        assertThat(ben.page("/sweeps").body()).contains("> by Ben</span>");
        assertThat(ben.page("/").body()).contains("Started by", "<span>Anna</span>", "<span>Ben</span>", "by=anna");
        assertThat(ben.page("/?q=by%3Danna").body()).contains("First").doesNotContain("<span>Ben</span>");
        assertThat(SeveralPeople.json(anna, "/api/runs?q=by%3DBEN").get("total").getAsInt())
                .isEqualTo(2);
        assertThat(SeveralPeople.json(anna, "/api/runs?q=by%3Dnone")
                        .get("total")
                        .getAsInt())
                .isZero();
        assertThat(asker(SeveralPeople.json(anna, "/api/sweeps/1"))).isEqualTo("Ben");
        assertThat(askers(SeveralPeople.json(anna, "/api/queue").getAsJsonArray("ended")))
                .containsExactly("Ben", "Ben", "Ben", "Ben", "Ben", "Anna");
    }

    @Test
    void a_run_that_somebody_else_has_go_on_stays_whose_it_was_and_its_deletion_says_so() throws Exception {
        start();
        Entering anna = people.entered("Anna");
        Entering ben = people.entered("Ben");
        anna.post("/runs", people.form(1, "First"));
        people.app.parts().runs.await(1);

        assertThat(ben.post("/runs/1/resume", "epochs=2").statusCode()).isEqualTo(303);
        awaitAll();

        assertThat(asker(SeveralPeople.json(ben, "/api/runs/1"))).isEqualTo("Anna");
        assertThat(people.app.parts().runs.get(1).job().askedBy()).contains("Ben");
        String list = ben.post("/runs/picked/delete", "run=1&back=/")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(ben.page(list).body()).contains("Run 1, First by Anna, was deleted.");
        assertThat(ben.page("/deleted").body()).contains("First by Anna");
    }

    @Test
    void turns_are_for_who_looks_after_it_to_switch() throws Exception {
        start();
        Entering anna = people.entered("Anna");
        Entering mia = people.entered("Mia");

        assertThat(anna.page("/queue").body()).contains("Whoever asked first").doesNotContain("/queue/turns");
        assertThat(anna.post("/queue/turns", "turns=true").statusCode()).isEqualTo(403);
        assertThat(anna.post("/api/queue/turns", "turns=true").statusCode()).isEqualTo(403);
        assertThat(mia.post("/queue/turns", "turns=perhaps").statusCode()).isEqualTo(400);
        assertThat(mia.page("/queue").body()).contains("Take turns between people");
        assertThat(mia.post("/queue/turns", "turns=true").statusCode()).isEqualTo(303);

        assertThat(anna.page("/queue").body()).contains("Devices take turns").doesNotContain("/queue/turns");
        assertThat(SeveralPeople.json(anna, "/api/queue").get("turns").getAsBoolean())
                .isTrue();
        assertThat(mia.post("/api/queue/turns", "turns=false").body()).contains("\"turns\":false");
    }

    @Test
    void a_program_with_a_token_has_no_name_and_takes_turns_with_those_who_have() throws Exception {
        start();
        Entering anna = people.entered("Anna");
        Entering mia = people.entered("Mia");
        mia.post("/queue/turns", "turns=true");
        anna.post("/runs", people.form(1000, "long"));
        for (String name : List.of("one", "two")) {
            anna.post("/runs", people.form(1, name));
        }
        mia.post("/runs", people.form(1, "three"));
        String token = people.app.addressToOpen().getQuery();

        Entering program = new Entering(people.address);
        assertThat(program.post(
                                "/runs",
                                people.form(1, "four"),
                                "Authorization",
                                "Bearer " + token.substring(token.indexOf('=') + 1))
                        .statusCode())
                .isEqualTo(303);

        JsonObject device = SeveralPeople.json(anna, "/api/queue")
                .getAsJsonArray("devices")
                .get(0)
                .getAsJsonObject();
        assertThat(asker(device.getAsJsonArray("running").get(0).getAsJsonObject()))
                .isEqualTo("Anna");
        assertThat(titles(device)).containsExactly("Run 4: three", "Run 5: four", "Run 2: one", "Run 3: two");
        people.app
                .parts()
                .worker
                .jobs()
                .forEach(job -> people.app.parts().worker.cancel(job.id()));
        awaitAll();
    }

    @Test
    void where_nobody_has_logged_in_nothing_is_said_of_whose_anything_is() throws Exception {
        try (SmallServer server = new SmallServer(folder, Proxies.NONE)) {
            Entering anybody = new Entering(server.address);

            for (String page : List.of("/", "/runs/1", "/sweeps", "/sweeps/1", "/queue")) {
                assertThat(anybody.page(page).body().replaceAll("(?s)<header.*?</header>", ""))
                        .as(page)
                        .doesNotContain(
                                "Started by",
                                "<span> by ",
                                "class=\"faint\">by ",
                                "by=anna",
                                ">by<",
                                "It is ",
                                "turns");
            }
        }
    }

    private void awaitAll() throws InterruptedException {
        for (var job : people.app.parts().worker.jobs()) {
            people.app.parts().worker.await(job.id());
        }
    }

    private static String asker(JsonObject of) {
        return of.get("asked_by").getAsString();
    }

    private static List<String> askers(Iterable<JsonElement> all) {
        return StreamSupport.stream(all.spliterator(), false)
                .map(each -> asker(each.getAsJsonObject()))
                .toList();
    }

    private static List<String> titles(JsonObject device) {
        return StreamSupport.stream(device.getAsJsonArray("waiting").spliterator(), false)
                .map(each -> each.getAsJsonObject().get("title").getAsString())
                .toList();
    }
}
