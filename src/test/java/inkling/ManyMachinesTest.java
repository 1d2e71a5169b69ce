package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import inkling.archive.runs.Run;
import inkling.runs.job.TinyDataset;
import inkling.text.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of many machines that tell of their training all at once. {@code mvn test -Dtest=ManyMachinesTest
 * -Dinkling.machines=500 -Dinkling.events=1000} plays 500 that tell 1,000 times a second, each time of twenty steps, with a
 * hundred times to an epoch, for a minute, and prints what becomes of it; ordinarily there are a few for some seconds.
 */
class ManyMachinesTest {
    private static final int MACHINES = Integer.getInteger("inkling.machines", 8);
    private static final int EVENTS = Integer.getInteger("inkling.events", 40);
    private static final int SECONDS = MACHINES > 100 ? 60 : 3;
    private static final List<String> ADDRESSES = List.of("/", "/queue", "/runs/1", "/sweeps/1", "/api/runs/2/metrics");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Double> delays = Collections.synchronizedList(new ArrayList<>());
    private URI address;

    @Test
    void what_they_tell_is_kept_and_told_while_pages_answer() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        TinyDataset.write(images, 1_000, 100);
        PlayedCluster cluster =
                new PlayedCluster(MACHINES, Duration.ofMillis(1000L * MACHINES / EVENTS), MACHINES > 100 ? 100 : 5);
        try (App app = new App(folder.resolve("home"), Optional.of(cluster))) {
            address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
            List<Long> runs = start(app, images);
            awaitAll(app, runs);
            Thread reader = new Thread(() -> readEvents(app, cluster), "reader");
            reader.setDaemon(true);
            reader.start();

            openPages(); // The first of a process are those that Java compiles.
            delays.clear();
            long eventsBefore = cluster.events.get();
            long bytesBefore = databaseBytes();
            List<Double> pages = openPages();
            double events = cluster.events.get() - eventsBefore;
            long bytes = databaseBytes();
            long cancelled = System.nanoTime();
            app.parts().sweeps.cancelRest(app.parts().sweeps.get(1));
            for (long run : runs) {
                app.parts().runs.await(run);
            }

            System.out.printf(
                    "%d machines: %.0f events of %d steps a second; pages: median %.0f ms, 99th percentile %.0f ms;"
                            + " an event is seen after %.0f ms, 99th percentile %.0f ms;"
                            + " database %.1f MB, %+.1f kB a second;"
                            + " all stopped after %.1f s%n",
                    MACHINES,
                    events / SECONDS,
                    PlayedCluster.STEPS,
                    quantile(pages, 0.5),
                    quantile(pages, 0.99),
                    quantile(delays, 0.5),
                    quantile(delays, 0.99),
                    bytes / 1e6,
                    (bytes - bytesBefore) / 1e3 / SECONDS,
                    (System.nanoTime() - cancelled) / 1e9);
            assertThat(delays).isNotEmpty();
            for (long run : runs) {
                assertWhole(app, run);
            }
        }
    }

    @Test
    void the_page_of_their_jobs_fits_a_phone_however_long_the_names_of_runs_are() throws Exception {
        PlayedCluster cluster = new PlayedCluster(1, Duration.ofMillis(50), 5);
        try (App app = new App(folder.resolve("home"), Optional.of(cluster));
                Chromium chromium = Chromium.start()) {
            address = app.serve(new Settings("127.0.0.1", 0, List.of(), folder.resolve("home")));
            Map<String, String> run =
                    Map.of("name", "go on and ".repeat(9), "epochs", "1000", "device", "spark", "dataset", "builtin");
            long id = app.parts().runs.start(app.parts().form.read(run)).id();
            awaitAll(app, List.of(id));
            Page page = chromium.page(360, 780);

            page.navigate(address + "/queue");

            assertThat(page.locator(".queue-doing a").count()).isEqualTo(1);
            chromium.assertAccessible(page);
        }
    }

    private static List<Long> start(App app, Path images) {
        Map<String, String> sweep = Map.of(
                "dataset", "idx",
                "data", images.toString(),
                "hidden", "16,8",
                "epochs", "1000",
                "device", "spark",
                "seed", "1",
                "seeds", String.valueOf(MACHINES));
        app.parts().sweeps.start(app.parts().sweepForm.read(sweep), Optional.empty());
        return app.parts().sweeps.repository().runs(1);
    }

    private static void awaitAll(App app, List<Long> runs) throws InterruptedException {
        while (!runs.stream().allMatch(run -> !app.parts().metrics.steps(run, 1).isEmpty())) {
            Thread.sleep(200);
        }
    }

    private long databaseBytes() throws IOException {
        return Files.size(folder.resolve("home").resolve("inkling.mv.db"));
    }

    /** Five a second; milliseconds that each took. */
    private List<Double> openPages() throws Exception {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            URI page = address.resolve(ADDRESSES.get(millis.size() % ADDRESSES.size()));
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(page.toString()).isEqualTo(200);
            millis.add((System.nanoTime() - began) / 1e6);
            Thread.sleep(200);
        }
        return millis;
    }

    /** Of ten runs, as a page that compares them would. */
    private void readEvents(App app, PlayedCluster cluster) {
        StringBuilder query = new StringBuilder("/events?jobs");
        for (int run = 1; run <= Math.min(10, MACHINES); run++) {
            query.append("&run=").append(run);
        }
        try {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(address.resolve(query.toString()))
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
            long connected = System.nanoTime();
            String type = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ") && type.startsWith("steps ")) {
                    seen(app, cluster, Long.parseLong(type.substring(6)), line.substring(6), connected);
                }
            }
        } catch (IOException e) {
            // The program has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void seen(App app, PlayedCluster cluster, long run, String json, long connected) {
        JsonArray steps = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("steps");
        if (steps.isEmpty()) {
            return;
        }
        long step = steps.get(steps.size() - 1).getAsJsonObject().get("step").getAsLong();
        long job = app.parts().runs.get(run).job().id();
        cluster.told(job, step)
                .filter(told -> told > connected) // What was told before is read from the database.
                .ifPresent(told -> delays.add((System.nanoTime() - told) / 1e6));
    }

    /** No step is missing, and none is there twice. */
    private static void assertWhole(App app, long id) {
        Run run = app.parts().runs.get(id);
        long epochs = app.parts().metrics.epochs(id).size();
        long next = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (var window : app.parts().metrics.steps(id, epoch)) {
                next += window.steps();
                assertThat(window.step()).as(Text.of("a window of run %d", id)).isEqualTo(next);
            }
        }
        assertThat(run.failure()).isEmpty();
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
}
