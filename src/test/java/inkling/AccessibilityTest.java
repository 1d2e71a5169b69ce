package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import inkling.http.Proxies;
import inkling.http.WebServer.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page that the program has, on a home with a little of everything. */
class AccessibilityTest {
    /** What stands for the parts of an address that vary. */
    private static final Map<String, String> PARTS =
            Map.of("id", "1", "dream", "1", "map", "1", "unit", "0", "split", "test", "index", "0", "name", "sample");

    private static final List<String> ALSO = List.of(
            "/?q=lr%3C",
            "/?q=nothing",
            "/runs/999",
            "/runs/new?from=1",
            "/sweeps/new?from=1",
            "/runs/1/map?method=tsne&layer=h2&split=test",
            "/runs/1/imagine/2",
            "/runs/1/imagine?method=adversarial&target=0&image=1",
            "/data/builtin",
            "/data/builtin?image_size=huge",
            "/compare");

    @TempDir
    private static Path folder;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static SmallServer server;

    private static List<String> pages;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        server = new SmallServer(folder, Proxies.NONE);
        // A page whose map is not there has it made by itself, and comes anew.
        server.post("/runs/1/maps", SmallServer.MAP.replace("split=test", "split=train"));
        server.awaitJobs();
        pages = server.app.routes().stream()
                .filter(route -> route.method().equals("GET") && !route.path().contains("<"))
                .filter(route ->
                        !route.path().startsWith("/api/") && !route.path().equals("/events"))
                .map(AccessibilityTest::address)
                .filter(AccessibilityTest::isPage)
                .collect(Collectors.toCollection(ArrayList::new));
        pages.addAll(ALSO);
        assertThat(pages).hasSizeGreaterThan(25);
    }

    /** An example of a route; those that compare runs are asked for two. */
    private static String address(Route route) {
        String path = route.path();
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            path = path.replace("{" + part.getKey() + "}", part.getValue());
        }
        assertThat(path).as("an address without an example").doesNotContain("{");
        return path + (path.startsWith("/compare") ? "?runs=1,2" : "");
    }

    /** Whether it answers with a whole page and not with data or a part of a page. */
    private static boolean isPage(String address) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.address + address))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains("<main");
        } catch (Exception e) {
            throw new AssertionError(address, e);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "1280,DARK", "360,LIGHT", "360,DARK"})
    void axe_finds_nothing_on_any_page_and_none_is_wider_than_its_window(int width, ColorScheme theme) {
        Page page = chromium.page(width, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));

        assertThat(pages).allSatisfy(address -> {
            page.navigate(server.address + address);
            chromium.assertAccessible(page);
        });
    }
}
