package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens every list and comparison of a store with many runs.
 *
 * <p>{@code mvn -q verify -Dtest=ManyRunsTest -Dinkling.runs=5000} fills it with 5,000 runs of 50 epochs and 200 windows
 * of steps, and prints how long each address takes; ordinarily there are a few runs, and nothing is timed.
 */
class ManyRunsTest {
    private static final int RUNS = Integer.getInteger("inkling.runs", 60);
    private static final int TIMES = RUNS >= 1_000 ? 30 : 1;
    private static final int EPOCHS = Integer.getInteger("inkling.epochs", 50);
    private static final int WINDOWS = Integer.getInteger("inkling.windows", 200);
    private static final String TEN = "runs=1,2,3,4,5,6,7,8,9,10";
    private static final List<String> ADDRESSES = List.of(
            "/",
            "/?page=2&sort=name",
            "/?q=lr%3C0.01+and+optimizer%3Dadam&sort=-test_accuracy",
            "/?q=tag%3Dpaper+and+not+tag%7Ek&sort=took",
            "/?q=last_valid_loss%3C0.5&sort=-best_train_accuracy&archived=yes",
            "/?q=day&status=finished,failed&dataset=builtin",
            "/api/runs?q=best_valid_loss%3C0.3&sort=best_valid_loss&limit=50",
            "/deleted",
            "/?page=2",
            "/?sort=-test_accuracy",
            "/?sort=best_valid_loss&columns=lr,batch_size,last_valid_loss",
            "/?status=finished&dataset=builtin",
            "/?q=lr%3C0.01+and+optimizer%3Dadam",
            "/?q=tag%3Dpaper+or+day+7",
            "/?q=test_accuracy%3E0.9+and+not+batch_size%3D64&sort=-took",
            "/?archived=yes",
            "/api/runs?q=lr%3C0.01&sort=-test_accuracy&limit=50",
            "/queue",
            "/runs/7",
            "/sweeps",
            "/sweeps/1",
            "/sweeps/1?sort=lr",
            "/api/sweeps/1",
            "/compare?" + TEN,
            "/compare?group=none&" + TEN,
            "/api/compare?" + TEN,
            "/api/compare/curves?" + TEN,
            "/compare/confusion?" + TEN,
            "/compare/images?" + TEN,
            "/compare/weights?" + TEN,
            "/compare/maps?runs=1,2,3,4",
            "/api/compare/mcnemar?" + TEN,
            "/api/compare/confusion?" + TEN);

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void every_list_and_comparison_opens_however_many_runs_there_are() throws Exception {
        FilledStore.fill(home, RUNS, EPOCHS, WINDOWS);

        try (App app = new App(home)) {
            URI address = app.serve(new Settings("127.0.0.1", 0, List.of(), home));
            for (String path : ADDRESSES) {
                long[] nanos = new long[TIMES];
                long first = open(address.resolve(path));
                for (int i = 0; i < TIMES; i++) {
                    nanos[i] = open(address.resolve(path));
                }
                Arrays.sort(nanos);
                report(path, first, nanos);
            }
        }
    }

    private long open(URI address) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(2)).build();
        long start = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        long took = System.nanoTime() - start;
        assertThat(response.statusCode()).as(address + ": " + response.body()).isEqualTo(200);
        return took;
    }

    private static void report(String path, long first, long[] nanos) {
        if (RUNS >= 1_000) {
            System.out.printf(
                    Locale.ROOT,
                    "%-80s first %6.0f ms, median %5.0f ms, slowest of %d %5.0f ms%n",
                    path,
                    first / 1e6,
                    nanos[nanos.length / 2] / 1e6,
                    nanos.length,
                    nanos[nanos.length - 1] / 1e6);
        }
    }
}
