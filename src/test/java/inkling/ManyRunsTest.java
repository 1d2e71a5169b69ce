package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.runlist.filter.Field;
import inkling.runlist.filter.FieldType;
import inkling.training.Setting;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens every list and comparison of a store with many runs.
 *
 * <p>{@code mvn -q verify -Dtest=ManyRunsTest -Dinkling.runs=5000} fills it with 5,000 runs of 50 epochs and 200 windows
 * of steps, prints how long each address takes, and wants every list within {@link #LIST_MILLIS}; ordinarily there are a
 * few runs, and nothing is timed.
 */
class ManyRunsTest {
    private static final int RUNS = Integer.getInteger("inkling.runs", 60);
    private static final boolean TIMED = RUNS >= 1_000;
    private static final int LIST_MILLIS = 200;
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
                report(path, open(address.resolve(path)), times(address.resolve(path), TIMED ? 30 : 1));
            }
            List<String> slow = new ArrayList<>();
            for (Field field : Field.values()) {
                for (String path : lists(field)) {
                    long first = times(address.resolve(path), TIMED ? 4 : 1)[0];
                    long[] nanos = TIMED ? times(address.resolve(path), 7) : new long[1];
                    report(path, first, nanos);
                    if (nanos[nanos.length / 2] > LIST_MILLIS * 1_000_000L) {
                        slow.add(path);
                    }
                }
            }
            assertThat(slow)
                    .as("lists that take longer than " + LIST_MILLIS + " ms")
                    .isEmpty();
        }
    }

    /** The list by a field in both directions, and with a filter by it. */
    private static List<String> lists(Field field) {
        List<String> lists = new ArrayList<>();
        if (field.kind() != FieldType.TAG) {
            lists.add("/?sort=" + field.id());
            lists.add("/?sort=-" + field.id());
        }
        lists.add(filtered(field.id() + asked(field)));
        if (field.canBeMissing()) {
            lists.add(filtered(field.id() + "=none"));
        }
        return lists;
    }

    private static String asked(Field field) {
        return switch (field.kind()) {
            case WHOLE, SECONDS, SIZE -> ">1";
            case DECIMAL, SHARE -> ">0.5";
            case MOMENT -> "<2026-06-01";
            case TRUTH -> "=yes";
            case STATUS -> "=finished";
            case DATASET -> "=builtin";
            case OPTION ->
                "=" + Setting.of(field.id()).orElseThrow().options().get(0).id();
            case TEXT, TAG, WRITTEN -> "~a";
        };
    }

    private static String filtered(String filter) {
        return "/?q=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    /** @return nanoseconds, the shortest first */
    private long[] times(URI address, int times) throws Exception {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            nanos[i] = open(address);
        }
        Arrays.sort(nanos);
        return nanos;
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
        if (TIMED) {
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
