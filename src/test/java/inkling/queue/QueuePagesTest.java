package inkling.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.imagine.Dream;
import inkling.maps.job.Method;
import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import inkling.worker.LiveJob;
import inkling.worker.Worker;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QueuePagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    @TempDir
    private Path home;

    @AutoClose
    private Bustle bustle;

    private Bustle.Shift now;

    @BeforeEach
    void start() throws InterruptedException {
        bustle = new Bustle(home);
        now = bustle.now;
    }

    @Test
    void an_empty_queue_says_what_would_stand_there_and_what_came_of_the_last() throws Exception {
        String page = bustle.trained.get("/queue").body();

        assertThat(page).contains("Nothing runs and nothing waits", "href=\"/runs/new\"", "Run 1: Small", "Finished");
        assertThat(page).contains("href=\"/runs/new?from=1\"");
        assertThat(json("/api/queue").getAsJsonArray("devices")).isEmpty();
    }

    @Test
    void what_runs_and_what_waits_is_told_and_moved_and_cancelled() throws Exception {
        Dream running = now.imagine(true);
        Dream second = now.imagine(false);
        now.map(Method.TSNE);
        now.map(Method.PCA);
        List<Long> ids = ids();

        assertThat(waiting())
                .containsExactly("Imagine a 3 with run 1", "Run 1: t-SNE of h2, epoch 1", "Run 1: PCA of h2");
        assertThat(post("/api/queue/%d/move".formatted(ids.get(3)), JSON, "{\"to\":\"first\"}"))
                .isEqualTo(200);
        assertThat(post("/queue/%d/move".formatted(ids.get(1)), FORM, "to=down"))
                .isEqualTo(303);
        assertThat(waiting())
                .containsExactly("Run 1: PCA of h2", "Run 1: t-SNE of h2, epoch 1", "Imagine a 3 with run 1");

        assertThat(post("/queue/%d/cancel".formatted(ids.get(1)), FORM, "")).isEqualTo(303);
        assertThat(now.find(second).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(post("/api/queue/%d/cancel".formatted(ids.get(0)), JSON, "")).isEqualTo(202);
        now.awaitAll();
        assertThat(now.find(running).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ids()).isEmpty();
    }

    @Test
    void what_cannot_be_done_is_said() throws Exception {
        now.imagine(true);
        awaitRunning();
        long running = ids().get(0);

        assertThat(post("/api/queue/999/cancel", JSON, "")).isEqualTo(404);
        assertThat(post("/api/queue/x/move", JSON, "{\"to\":\"up\"}")).isEqualTo(404);
        assertThat(post("/api/queue/%d/move".formatted(running), JSON, "{\"to\":\"up\"}"))
                .isEqualTo(409);
        assertThat(post("/api/queue/%d/move".formatted(running), JSON, "{\"to\":\"left\"}"))
                .isEqualTo(400);
        assertThat(bustle.trained.get("/queue?page=0").statusCode()).isEqualTo(400);
        now.cancelAll();
    }

    @Test
    void what_ended_is_told_of_every_kind_the_latest_first_with_how_to_ask_again() throws Exception {
        now.map(Method.PCA);
        now.awaitAll();
        Dream dream = now.imagine(false);
        now.awaitAll();
        var map = now.map(Method.TSNE);
        now.awaitAll();

        JsonArray ended = json("/api/queue").getAsJsonArray("ended");

        assertThat(texts(ended, "title"))
                .containsExactly(
                        "Run 1: t-SNE of h2, epoch 1", "Imagine a 3 with run 1", "Run 1: PCA of h2", "Run 1: Small");
        assertThat(texts(ended, "outcome")).containsOnly("finished");
        for (JsonElement each : ended) {
            String url = each.getAsJsonObject().get("url").getAsString();
            assertThat(url).startsWith("/runs/1");
        }
        assertThat(ended.get(0).getAsJsonObject().get("again").getAsString())
                .endsWith("&map=%d&from=%d#make-title".formatted(map.id(), map.id()));
        assertThat(ended.get(1).getAsJsonObject().get("again").getAsString())
                .isEqualTo("/runs/1/imagine?from=%d&epoch=1".formatted(dream.id()));
        assertThat(ended.get(2).getAsJsonObject().get("again").isJsonNull()).isTrue();
    }

    @Test
    void what_waits_on_a_deleted_run_does_not_stand_in_the_way_of_the_next_start() throws Exception {
        now.imagine(true);
        awaitRunning();
        JobRecord waiting = now.imagine(false).job();

        bustle.trained.database.jdbi().useHandle(handle -> handle.execute("update run set deleted_at = created_at"));
        assertThat(now.dreams().again(waiting)).isEmpty();

        bustle.trained.database.jdbi().useHandle(handle -> handle.execute("update run set deleted_at = null"));
        assertThat(now.dreams().again(waiting)).isPresent();
        now.cancelAll();
    }

    @Test
    void many_that_wait_come_in_pages() throws Exception {
        now.imagine(true);
        awaitRunning();
        for (int i = 0; i < 60; i++) {
            now.imagine(false);
        }

        String first = bustle.trained.get("/queue").body();
        String second = bustle.trained.get("/queue?page=2").body();

        assertThat(first.split("Imagine a 3 with run 1 up")).hasSize(51);
        assertThat(second.split("Imagine a 3 with run 1 up")).hasSize(11);
        assertThat(first).contains("60 waiting", "Page 1 of 2", "href=\"/queue?page=2\"");
        now.cancelAll();
    }

    @Test
    void the_order_over_all_kinds_outlives_the_process() throws Exception {
        now.imagine(true);
        awaitRunning();
        now.map(Method.TSNE);
        now.runs().start(bustle.trained.run.request());
        now.map(Method.PCA);
        now.imagine(false);
        List<Long> ids = ids();
        now.worker().move(ids.get(4), inkling.worker.Move.FIRST);
        now.worker().close();
        List<String> started = new CopyOnWriteArrayList<>();

        try (Worker next = new Worker(bustle.trained.database, Clock.systemUTC())) {
            next.addListener(job -> {
                if (job.state() == LiveJob.State.RUNNING && !started.contains(job.title())) {
                    started.add(job.title());
                }
            });
            Bustle.Shift later = bustle.shift(next);
            next.recover();
            next.open();
            assertThat(next.jobs()).extracting(LiveJob::id).containsSubsequence(ids.get(1), ids.get(2), ids.get(3));
            later.awaitAll();

            assertThat(started)
                    .containsExactly(
                            "Imagine a 3 with run 1",
                            "Run 1: t-SNE of h2, epoch 1",
                            "Run 2: Small",
                            "Run 1: PCA of h2");
            assertThat(later.runs().get(2).status()).isEqualTo(JobStatus.FINISHED);
            assertThat(later.mapParts().repository().of(1))
                    .allSatisfy(map -> assertThat(map.status()).isEqualTo(inkling.maps.job.Projection.Status.FINISHED));
            assertThat(later.mapParts().repository().of(1)).hasSize(5);
        }
    }

    private void awaitRunning() throws InterruptedException {
        while (now.worker().state().running().isEmpty()) {
            Thread.sleep(2);
        }
    }

    private List<Long> ids() {
        return now.worker().jobs().stream().map(LiveJob::id).toList();
    }

    private List<String> waiting() throws Exception {
        JsonObject cpu = json("/api/queue").getAsJsonArray("devices").get(0).getAsJsonObject();
        return texts(cpu.getAsJsonArray("waiting"), "title");
    }

    private static List<String> texts(JsonArray array, String field) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.getAsJsonObject().get(field).getAsString())
                .toList());
    }

    private JsonObject json(String path) throws Exception {
        return JsonParser.parseString(bustle.trained.get(path).body()).getAsJsonObject();
    }

    private int post(String path, String type, String body) throws Exception {
        HttpRequest request = bustle.trained
                .request(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return bustle.trained
                .client
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
