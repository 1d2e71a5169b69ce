package inkling.studies;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.inspect.TrainedRun;
import inkling.worker.JobContext;
import inkling.worker.JobStatus;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StudiesTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    private static Studies studies;

    private final Adding kind = new Adding();

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, (run, all) -> {
            studies = studies(run);
            Routes.studies(all, new StudyPages(run.archive, studies));
        });
    }

    private static Studies studies(TrainedRun run) {
        return new Studies(
                run.archive,
                run.database,
                new RunFolders(home),
                run.worker,
                run.devices,
                Optional.empty(),
                run.hub,
                Clock.systemUTC());
    }

    @Test
    void what_came_of_a_study_is_found_again_by_another_process() throws Exception {
        studies.add(kind);

        Study study = studies.start(kind, trained.run, Map.of("to", "4"), Optional.empty());
        studies.await(study);

        Optional<Sum> kept = studies(trained).result(kind, trained.run, Map.of("to", "4"));
        assertThat(kept.orElseThrow().sum()).isEqualTo(10);
        assertThat(kept.orElseThrow().terms()).containsExactly(1f, 2f, 3f, Float.NaN);
        assertThat(studies.result(kind, trained.run, Map.of("to", "5"))).isEmpty();
    }

    @Test
    void the_same_asked_again_takes_the_place_of_what_came_of_it_before() throws Exception {
        studies.add(kind);
        Study first = studies.start(kind, trained.run, Map.of("to", "6"), Optional.empty());
        studies.await(first);

        Study second = studies.start(kind, trained.run, Map.of("to", "6"), Optional.empty());
        studies.await(second);

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(studies.finished(kind, trained.run).stream().map(Study::id))
                .contains(second.id())
                .doesNotContain(first.id());
        assertThat(home.resolve("runs/1/study-" + first.id() + ".json")).doesNotExist();
        assertThat(home.resolve("runs/1/study-" + second.id() + ".json")).exists();
    }

    @Test
    void one_that_is_cancelled_stops_and_leaves_the_earlier_result() throws Exception {
        studies.add(kind);
        Map<String, String> asked = Map.of("to", "8");
        studies.await(studies.start(kind, trained.run, asked, Optional.empty()));
        kind.stalls = true;

        Study study = studies.start(kind, trained.run, asked, Optional.empty());
        kind.begun.await();
        Study same = studies.start(kind, trained.run, asked, Optional.empty());
        studies.cancel(study);
        studies.await(study);

        assertThat(same.id()).isEqualTo(study.id());
        assertThat(studies.latest(kind, trained.run, asked).orElseThrow().status())
                .isEqualTo(JobStatus.CANCELLED);
        assertThat(studies.view(kind, trained.run, asked).cancelled()).isTrue();
        assertThat(studies.result(kind, trained.run, asked).orElseThrow().sum()).isEqualTo(36);
    }

    @Test
    void one_that_cannot_be_done_says_why() throws Exception {
        studies.add(kind);

        Study study = studies.start(kind, trained.run, Map.of("to", "13"), Optional.empty());
        studies.await(study);

        assertThat(studies.view(kind, trained.run, study.asked()).failure()).contains("Thirteen cannot be reached.");
        assertThat(studies.result(kind, trained.run, study.asked())).isEmpty();
    }

    @Test
    void a_program_starts_one_and_asks_how_it_stands() throws Exception {
        studies.add(kind);

        HttpResponse<String> answer = post("/api/runs/1/studies/adding", "to=3");
        JsonObject started = JsonParser.parseString(answer.body()).getAsJsonObject();
        studies.await(studies.get(started.get("id").getAsString()));
        HttpResponse<String> asked = trained.get("/api/studies/" + started.get("id"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JsonParser.parseString(asked.body())
                        .getAsJsonObject()
                        .get("status")
                        .getAsString())
                .isEqualTo("finished");
        assertThat(post("/api/runs/1/studies/adding", "to=x").statusCode()).isEqualTo(400);
        assertThat(post("/api/runs/1/studies/nothing", "").statusCode()).isEqualTo(404);
        assertThat(post("/runs/1/studies/" + started.get("id") + "/cancel", "").statusCode())
                .isEqualTo(409);
        assertThat(post("/runs/2/studies/" + started.get("id") + "/cancel", "").statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> post(String path, String form) throws Exception {
        HttpRequest request = trained.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return trained.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    record Sum(int sum, float[] terms) {}

    /** Adds the numbers up to one. */
    private static final class Adding implements StudyKind<Sum> {
        final CountDownLatch begun = new CountDownLatch(1);
        volatile boolean stalls;

        @Override
        public String id() {
            return "adding";
        }

        @Override
        public Class<Sum> result() {
            return Sum.class;
        }

        @Override
        public Map<String, String> asked(Run run, Map<String, String> fields) {
            String to = fields.getOrDefault("to", "10");
            if (!to.matches("\\d+")) {
                throw new UserError.InvalidInput("to", "To must be a number.");
            }
            return Map.of("to", to);
        }

        @Override
        public String title(Run run, Map<String, String> asked) {
            return "Adding up to " + asked.get("to");
        }

        @Override
        public String url(Run run, Map<String, String> asked) {
            return run.url() + "/adding?to=" + asked.get("to");
        }

        @Override
        public Sum examine(Run run, Map<String, String> asked, JobContext context) {
            begun.countDown();
            int to = Integer.parseInt(asked.get("to"));
            if (to == 13) {
                throw new UserError.Conflict("Thirteen cannot be reached.");
            }
            int sum = 0;
            for (int i = 1; i <= to || stalls; i++) {
                context.throwIfCancelled();
                context.report("adding", Math.min(i, to), to, "numbers");
                sum += i;
            }
            return new Sum(sum, new float[] {1, 2, 3, Float.NaN});
        }
    }
}
