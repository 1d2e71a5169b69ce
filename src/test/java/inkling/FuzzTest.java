package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.http.Proxies;
import inkling.http.WebServer.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends malformed requests to every route of the whole program, on a home with a little of everything: a few thousand;
 * with {@code mvn test -Dtest=FuzzTest -Dinkling.fuzz=100000} as many as wanted, and with {@code -Dinkling.fuzz.seed=7} those
 * of an earlier time.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("inkling.fuzz", 3_000);
    private static final long SEED = Long.getLong("inkling.fuzz.seed", System.nanoTime() % 1_000_000);
    /** What the requests have deleted is there again after so many. */
    private static final int BETWEEN_REPAIRS = 400;

    private static final int LOOKS = 600;

    @TempDir
    private Path folder;

    @Test
    void no_request_breaks_anything_hangs_or_leaves_something_behind() throws Exception {
        List<String> before = around();
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (SmallServer home = new SmallServer(folder, Proxies.NONE)) {
            sendAll(home);
            assertThat(answer(home, "/health").statusCode()).isEqualTo(200);
            assertThat(answer(home, "/runs/1").body()).contains("Run 1");
        } finally {
            System.setErr(err);
        }

        assertThat(logged.toString(StandardCharsets.UTF_8))
                .as("logged with seed %d", SEED)
                .doesNotContain(" ERROR ");
        assertThat(staying(before)).isEmpty();
        assertThat(names(folder)).containsExactlyInAnyOrder("home", "dataset");
        assertThat(names(folder.resolve("dataset"))).hasSize(4);
    }

    private void sendAll(SmallServer home) throws Exception {
        List<Route> routes = home.app.routes();
        assertThat(routes).hasSizeGreaterThan(80);
        System.out.printf("fuzz: seed %d, %d requests to %d routes%n", SEED, REQUESTS, routes.size());
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            if (i % BETWEEN_REPAIRS == 0) {
                repair(home);
            }
            Malformed request = new Malformed(new Random(SEED + i), routes.get(i % routes.size()), home);
            int status = request.send();
            assertThat(status)
                    .as("request %d with seed %d:%n%s", i, SEED, request)
                    .isBetween(200, 499);
            statuses.merge(status, 1, Integer::sum);
        }
        System.out.println("fuzz: answered " + statuses);
        // Not all of it is turned away at the door.
        assertThat(statuses.get(200)).isGreaterThan(REQUESTS / 20);
    }

    /** Something runs for long, so that what is asked for by chance waits; runs and maps are there. */
    private void repair(SmallServer home) throws Exception {
        for (int run = 1; run <= 3; run++) {
            send(home, "/api/runs/" + run + "/restore", "");
        }
        send(home, "/runs/1/maps", SmallServer.MAP);
        send(home, "/runs/1/studies/dynamics", "");
        send(home, "/runs/1/studies/duplicates", "");
        send(home, "/runs", SmallServer.RUN + home.dataset + "&lr=0.003&epochs=1000");
    }

    private static void send(SmallServer home, String path, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(home.address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static HttpResponse<String> answer(SmallServer home, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(home.address + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** What has come since; of other processes there are such files as well, but only until they have answered. */
    private static List<String> staying(List<String> before) throws IOException, InterruptedException {
        List<String> staying = new ArrayList<>(around());
        staying.removeAll(before);
        for (int looks = 0; !staying.isEmpty() && looks < LOOKS; looks++) {
            Thread.sleep(100);
            staying.retainAll(around());
        }
        return staying;
    }

    /** Where a request could leave something: the working folder, and the parts of uploads among temporary files. */
    private static List<String> around() throws IOException {
        return Stream.concat(
                        names(Path.of("")).stream(),
                        names(Path.of(System.getProperty("java.io.tmpdir"))).stream()
                                .filter(name -> name.startsWith("MultiPart")))
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.toAbsolutePath())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
