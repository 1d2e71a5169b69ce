package inkling;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import inkling.runs.job.Laboratory;
import inkling.runs.job.TinyDataset;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a browser's windows when there are many, and when the server or the way to it is gone. */
@Timeout(300)
class StreamInBrowserTest {
    private static final double NAVIGATION = 15_000;
    /** The epochs that a chart's line of validation holds. */
    private static final String EPOCHS =
            "() => window.Chart?.getChart(document.querySelector('canvas[data-curve=loss]'))"
                    + "?.data.datasets[3].data.map(point => point.at) ?? []";

    private static final String BANNER = "[data-connection]";

    @TempDir
    private Path home;

    private Chromium chromium;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() {
        chromium = Chromium.start();
        open.add(chromium);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    /** A run that goes on for longer than any test looks. */
    private Laboratory laboratory() {
        Laboratory laboratory = new Laboratory(home, (request, progress) -> TinyDataset.of(10_000, 100));
        open.add(laboratory);
        return laboratory;
    }

    @Test
    void eight_windows_on_running_runs_leave_room_for_a_ninth_page() throws Exception {
        Laboratory laboratory = laboratory();
        long run = laboratory.service.start(Laboratory.request(1000)).id();
        long waiting = laboratory.service.start(Laboratory.request(1)).id();
        List<Page> windows = new ArrayList<>(List.of(chromium.page(1280, 900)));
        while (windows.size() < 8) {
            windows.add(windows.get(0).context().newPage());
        }
        for (int i = 0; i < windows.size(); i++) {
            windows.get(i).setDefaultNavigationTimeout(NAVIGATION);
            windows.get(i).navigate(laboratory.server.address() + (i % 4 == 3 ? "/" : "/runs/" + run));
            awaitEpochs(windows.get(0), i / 4 + 1);
        }
        Page other = windows.get(7);
        other.navigate(laboratory.server.address() + "/runs/" + waiting);

        for (Page window : List.of(windows.get(0), windows.get(2), windows.get(6))) {
            awaitEpochs(window, 4);
        }
        // Whoever opened the stream goes, and the others notice nothing.
        windows.get(0).close();
        windows.get(1).close();
        int seen = epochs(windows.get(2)).size();
        awaitEpochs(windows.get(2), seen + 3);
        laboratory.service.cancel(run);
        laboratory.service.await(run);
        laboratory.service.await(waiting);

        int measured = laboratory.metrics.epochs(run).size();
        for (Page window : List.of(windows.get(2), windows.get(4), windows.get(6))) {
            assertThat(window.locator("#run-summary .status")).hasText("Cancelled");
            awaitEpochs(window, measured);
            assertThat(epochs(window))
                    .isEqualTo(LongStream.rangeClosed(1, measured)
                            .mapToInt(i -> (int) i)
                            .boxed()
                            .toList());
        }
        assertThat(other.locator("#run-summary .status")).hasText("Finished");
        assertThat(windows.get(3).locator("[data-run-row='/runs/1'] .status")).hasText("Cancelled");
        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_window_whose_browser_cannot_share_has_a_stream_of_its_own() throws Exception {
        Laboratory laboratory = laboratory();
        long run = laboratory.service.start(Laboratory.request(1000)).id();
        Page page = chromium.page(1280, 900);
        page.addInitScript("delete window.SharedWorker");
        page.navigate(laboratory.server.address() + "/runs/" + run);

        awaitEpochs(page, 2);

        assertThat(chromium.logged()).isEmpty();
    }

    @Test
    void a_connection_that_has_died_without_a_word_is_noticed_said_and_made_anew() throws Exception {
        Laboratory laboratory = laboratory();
        long run = laboratory.service.start(Laboratory.request(1000)).id();
        Tunnel tunnel = new Tunnel(laboratory.server.address());
        open.add(tunnel);
        Page page = chromium.page(1280, 900);
        page.navigate(tunnel.address() + "/runs/" + run);
        awaitEpochs(page, 1);

        tunnel.stall();
        assertThat(page.locator(BANNER)).hasText(Pattern.compile("No connection to the server since .*"));
        assertGrey(page);
        int stale = epochs(page).size();
        chromium.assertAccessible(page);
        tunnel.recover();

        assertThat(page.locator(BANNER)).hasText("");
        awaitEpochs(page, stale + 2);
        List<Integer> epochs = epochs(page);
        assertThat(epochs)
                .isEqualTo(LongStream.rangeClosed(1, epochs.size())
                        .mapToInt(i -> (int) i)
                        .boxed()
                        .toList());
        assertThat(page.locator("#run-summary")).not().hasCSS("filter", "grayscale(1)");
    }

    @Test
    void a_page_says_that_the_server_is_gone_and_goes_on_by_itself_when_it_is_back() throws Exception {
        String port = String.valueOf(freePort());
        Program server = serve(port);
        URI address = URI.create("http://127.0.0.1:" + port);
        post(address.resolve("/api/runs"), "{\"dataset\": \"builtin\", \"epochs\": 500}");
        Page page = chromium.page(360, 780);
        page.navigate(address + "/runs/1");
        awaitEpochs(page, 1);
        Page list = page.context().newPage();
        list.navigate(address + "/");
        assertThat(list.locator("[data-run-row] .status")).hasText("Running");

        server.kill();
        assertThat(page.locator(BANNER)).hasText(Pattern.compile("No connection to the server since .*"));
        assertThat(list.locator(BANNER)).containsText("No connection");
        assertGrey(page);
        String clock = page.locator("#run-summary [data-since]").textContent();
        page.waitForTimeout(2500);
        assertThat(page.locator("#run-summary [data-since]")).hasText(clock);
        chromium.assertAccessible(page);
        serve(port);

        assertThat(page.locator(BANNER)).hasText("");
        assertThat(page.locator("#run-summary .status")).hasText("Interrupted");
        assertThat(list.locator("[data-run-row] .status")).hasText("Interrupted");
        assertThat(list.locator(BANNER)).hasText("");
    }

    private static void assertGrey(Page page) {
        assertThat(page.locator("#run-summary")).hasCSS("filter", "grayscale(1)");
        assertThat(page.locator("[data-job-rows]")).hasCSS("filter", "grayscale(1)");
        assertThat(page.locator("canvas[data-curve=loss]")).hasCSS("opacity", "0.4");
    }

    private Program serve(String port) throws Exception {
        Program server = Program.start(home, "--port", port);
        open.add(server::kill);
        server.awaitOutput("http://127.0.0.1:" + port);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void post(URI address, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static void awaitEpochs(Page page, int count) {
        page.waitForFunction("count => (" + EPOCHS + ")().length >= count", count);
    }

    @SuppressWarnings("unchecked")
    private static List<Integer> epochs(Page page) {
        return (List<Integer>) page.evaluate(EPOCHS);
    }
}
