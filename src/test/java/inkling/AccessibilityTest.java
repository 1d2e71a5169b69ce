package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import inkling.http.Proxies;
import inkling.http.WebServer.Route;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page that the program has, on a home with a little of everything. */
class AccessibilityTest {
    /** What stands for the parts of an address that vary. */
    private static final Map<String, String> PARTS = Map.of(
            "id",
            "1",
            "dream",
            "1",
            "map",
            "1",
            "unit",
            "0",
            "split",
            "test",
            "index",
            "0",
            "name",
            "sample",
            "version",
            "1",
            "secret",
            "of-no-link");

    /** Of a class, as long as a folder may have it. */
    private static final String LONG_NAME =
            "crosses of every size that somebody drew with a pen, some_of_them_twice_and_none_without_two_lines";

    private static final String NETWORK = "conv 4x3 pad 1, batchnorm, relu, maxpool 2, dense 8, relu";

    /** Of a convolutional network on colour pictures, and the same as weights that were trained elsewhere. */
    private static final String COLOURS = "/runs/4";

    private static final String IMPORTED = "/runs/5";

    private static final List<String> ALSO = List.of(
            "/?q=lr%3C",
            "/?q=nothing",
            "/runs/999",
            "/runs/new?from=1",
            "/sweeps/new?from=1",
            "/runs/1/map?method=tsne&layer=h2&split=test",
            "/runs/1/imagine/2",
            "/runs/1/imagine?method=adversarial&target=0&image=1",
            "/runs/1/layers?epoch=2&with=2",
            "/runs/1/doctor/duplicates?least=90",
            "/data/builtin",
            "/data/builtin?image_size=huge",
            "/compare");

    @TempDir
    private static Path folder;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static SmallServer server;

    private static final List<String> pages = new ArrayList<>(ALSO);

    private static final List<String> pagesOfColours = new ArrayList<>(List.of(
            COLOURS + "/imagine?method=adversarial&target=0&image=1",
            COLOURS + "/draw?tour=5",
            "/compare/weights?runs=4,1",
            "/compare/confusion?runs=4,5",
            "/compare/images?runs=4,5&group=alike",
            IMPORTED,
            IMPORTED + "/overview"));

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        server = new SmallServer(folder, Proxies.NONE);
        // A page whose map is not there has it made by itself, and comes anew.
        server.post("/runs/1/maps", SmallServer.MAP.replace("split=test", "split=train"));
        server.post("/lr-find", SmallServer.RUN + server.dataset);
        startColours();
        for (String run : List.of("/runs/1", COLOURS)) {
            server.post(run + "/studies/probes", "");
            server.post(run + "/studies/landscape", "");
            server.post(run + "/studies/duplicates", "");
        }
        server.post("/runs/1/studies/dynamics", "");
        server.awaitJobs();
        List<Route> routes = server.app.routes().stream()
                .filter(route -> route.method().equals("GET") && !route.path().contains("<"))
                .filter(route ->
                        !route.path().startsWith("/api/") && !route.path().equals("/events"))
                .toList();
        routes.stream()
                .map(AccessibilityTest::address)
                .filter(AccessibilityTest::isPage)
                .forEach(pages::add);
        routes.stream()
                .map(Route::path)
                .filter(path -> path.startsWith("/runs/{id}"))
                .map(path -> filled(path.replace("/runs/{id}", COLOURS).replace("{dream}", "3")))
                .filter(AccessibilityTest::isPage)
                .forEach(pagesOfColours::add);
        assertThat(pages).hasSizeGreaterThan(25);
    }

    private static void startColours() throws Exception {
        Path zip = Shapes.zip(folder.resolve("shapes.zip"), 12, List.of("cercles d’été", LONG_NAME, "square"));
        String images = "dataset=folder&device=cpu&data=" + encoded(zip.toString()) + "&arch=" + encoded(NETWORK);
        server.post("/runs", images + "&epochs=1&batch_size=10&seed=1&name=Colours");
        server.awaitJobs();
        server.post(COLOURS + "/maps", "method=pca&layer=relu2&split=train&epoch=1");
        server.post(COLOURS + "/imagine", "method=noise&class=1&images=320&seed=9&epoch=1");
        Path weights = folder.resolve("home" + COLOURS + "/checkpoint-0001.safetensors");
        server.post("/import", images + "&weights=" + encoded(weights.toString()));
        pagesOfColours.add("/data/at?data=" + encoded(zip.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An example of a route; those that compare runs are asked for two. */
    private static String address(Route route) {
        return filled(route.path()) + (route.path().startsWith("/compare") ? "?runs=1,2" : "");
    }

    private static String filled(String path) {
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            path = path.replace("{" + part.getKey() + "}", part.getValue());
        }
        assertThat(path).as("an address without an example").doesNotContain("{");
        return path;
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

    /** A width and a theme have no rules in common, so that two of the four pairs show what all would. */
    @ParameterizedTest
    @CsvSource({"1280,DARK", "360,LIGHT"})
    void axe_finds_nothing_on_any_page_and_none_is_wider_than_its_window(int width, ColorScheme theme) {
        assertAccessible(pages, width, theme);
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "360,DARK"})
    void nor_on_the_views_of_a_convolutional_network_of_colour_pictures(int width, ColorScheme theme) {
        assertAccessible(pagesOfColours, width, theme);
    }

    private static void assertAccessible(List<String> addresses, int width, ColorScheme theme) {
        Page page = chromium.page(width, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));

        assertThat(addresses).allSatisfy(address -> {
            page.navigate(server.address + address);
            chromium.assertAccessible(page);
        });
        // Some of the pages say that something is wrong, which the console then says of their address.
        assertThat(chromium.logged())
                .noneMatch(line -> line.startsWith("error: ")
                        && addresses.stream().noneMatch(each -> line.contains(" at " + server.address + each + ":")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/confusion", "/images/test/0", "/map?layer=relu2", "/draw", "/imagine?real=yes"})
    void the_long_name_of_a_class_pushes_no_number_out_of_sight(String view) {
        Page page = chromium.page(1280, 900);

        page.navigate(server.address + COLOURS + view);

        assertThat(page.locator(".class-name").count()).isPositive();
        assertThat(page.evaluate("""
                Math.max(...[...document.querySelectorAll(".class-name")].map((name) => {
                  const scroll = name.closest(".scroll") ?? name.closest(".card") ?? document.documentElement;
                  return scroll.scrollWidth - scroll.clientWidth;
                }))""")).isEqualTo(0);
    }

    @Test
    void a_card_stays_a_card_under_the_long_name_of_a_class() {
        Page page = chromium.page(1280, 900);

        for (String cards : List.of(COLOURS + "/mistakes?epoch=0", "/compare/images?runs=4,5&group=alike")) {
            page.navigate(server.address + cards);

            assertThat(page.getByTitle(LONG_NAME).count()).as(cards).isPositive();
            assertThat((Integer) page.evaluate(
                            "Math.max(...[...document.querySelectorAll('.mistake')].map((card) => card.offsetHeight))"))
                    .as(cards)
                    .isLessThan(400);
        }
    }
}
