package inkling.maps;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import inkling.Chromium;
import inkling.maps.job.Projection;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run's maps in a real browser. */
@Timeout(180)
class MapInBrowserTest {
    /** The page's words about a map at two moments between which hardly anything was done, as after a pause. */
    private static final String WORDS = """
            async () => {
              const own = document.querySelector("script[src*='maps/map.js']").src;
              const { LiveWords } = await import(new URL("words.js", own));
              const root = document.createElement("div");
              root.innerHTML = "<p data-map-said></p><progress></progress>";
              const words = new LiveWords(root);
              words.show({ iteration: 10, iterations: 1000, kl: 1 });
              words.showJob([{ url: "/runs/1/map?x&map=7", state: "running", activity: "t-SNE", seconds_left: 90 }], 7);
              await new Promise((done) => setTimeout(done, 300));
              words.show({ iteration: 11, iterations: 1000, kl: 1 });
              return root.querySelector("p").textContent;
            }
            """;

    @TempDir
    private Path home;

    @Test
    void the_time_left_is_the_queue_s_own() throws Exception {
        try (Chromium chromium = Chromium.start();
                MappedRun mapped = new MappedRun(home)) {
            String settings =
                    "method=tsne&layer=h2&split=train&epoch=1&points=2000&perplexity=30&iterations=10000&seed=1";
            mapped.post("/runs/1/maps", settings);
            Projection map = mapped.newest(settings);
            Page page = chromium.page(1280, 900);
            page.navigate(mapped.trained.server.address() + "/runs/1/map?method=tsne&layer=h2&split=train&epoch=1");

            page.waitForFunction("""
                    () => {
                      const left = document.querySelector("[data-job-left]")?.textContent;
                      const said = document.querySelector("[data-map-said]").textContent;
                      return left && said.startsWith("Iteration") && said.endsWith(left);
                    }
                    """);
            assertThat(page.evaluate(WORDS)).isEqualTo("Iteration 11 of 1,000, divergence 1.000, 1 min 30 s left");

            mapped.post("/runs/1/maps/%d/stop".formatted(map.id()), "");
            mapped.awaitJobs();
            assertThat(page.locator("[data-map-said]")).containsText("Stopped at iteration");
            assertThat(chromium.logged()).isEmpty();
        }
    }

    @Test
    void where_no_map_can_be_made_by_itself_nothing_waits_for_one() throws Exception {
        try (Chromium chromium = Chromium.start();
                MappedRun mapped = new MappedRun(home)) {
            Page page = chromium.page(1280, 900);
            page.route("**/runs/1/maps", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
            page.navigate(mapped.trained.server.address() + "/runs/1/map?epoch=0&play=yes");

            page.waitForURL(url -> !url.contains("play"));
            assertThat(page.locator("[data-scrubber-play]")).hasAttribute("aria-pressed", "false");
            assertThat(page.getByText("Compute the PCA maps")).isVisible();
            assertThat(mapped.trained.worker.state().jobs()).isEmpty();
        }
    }
}
