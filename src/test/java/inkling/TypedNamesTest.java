package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that turn what is beside them, wherever a person can type one, and every page that shows them. */
class TypedNamesTest {
    private static final String TURNING = "a\u202Eb";
    private static final String TAG = "\u05D0\u05D1";

    /** Lists each text of the page in which something turns the direction outside of an isolate. */
    private static final String LEAKS = """
            () => {
              const leaks = [...(window.drawnLeaks ?? [])];
              const look = (text, where) => text && window.leaks(text) && leaks.push(`${where}: ${text.trim()}`);
              const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                if (parent?.closest("script, style, textarea, datalist, .markdown, noscript")) continue;
                look(walker.currentNode.data, parent?.tagName);
              }
              for (const element of document.querySelectorAll("*"))
                for (const name of ["title", "alt", "aria-label", "placeholder"]) look(element.getAttribute(name), `${element.tagName} ${name}`);
              return leaks;
            }
            """;

    private static final String WATCH = """
            window.leaks = (text) => {
              let depth = 0;
              for (const c of text) {
                if (/[\\u2066-\\u2068]/.test(c)) depth++;
                else if (c === "\\u2069") depth--;
                else if (depth <= 0 && /[\\u0590-\\u08ff\\u200f\\u202a-\\u202e]/.test(c)) return true;
              }
              return depth !== 0;
            };
            window.drawnLeaks = [];
            const drawn = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
              if (window.leaks(String(text))) window.drawnLeaks.push(`canvas: ${text}`);
              return drawn.call(this, text, ...rest);
            };
            """;

    @TempDir
    private static Path folders;

    private static final HttpClient client = HttpClient.newHttpClient();

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static App app;

    private static URI address;

    @BeforeAll
    static void train() throws Exception {
        chromium = Chromium.start();
        app = new App(folders.resolve("home"));
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folders.resolve("home")));
        Path folder = data();
        start(folder, 1);
        start(folder, 2);
        post("/runs/1/maps", "layer=h2&method=pca&split=test");
        post("/runs/1/maps", "layer=h2&method=tsne&split=test");
        post("/runs/1/imagine", "method=noise&images=500");
        for (int i = 0; i < 2; i++) {
            assertThat(post(
                            "/runs/" + (i + 1) + "/edit",
                            "name=" + encoded(TURNING) + "&tags=" + encoded(TAG) + "&notes=" + encoded(TURNING)))
                    .returns(303, HttpResponse::statusCode);
        }
        Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[40]);
        start(folder, 3);
        post("/sweeps", "name=" + encoded(TURNING) + "&dataset=builtin&epochs=1&lr=0.1,0.2&hidden=8,4&device=cpu");
        for (int idle = 0; idle < 10; idle = app.busy() ? 0 : idle + 1) {
            Thread.sleep(100);
        }
    }

    @Test
    void no_name_turns_what_is_beside_it_on_any_page() {
        Page page = chromium.page(1280, 900);
        page.addInitScript(WATCH);
        List<String> found = new ArrayList<>();
        int shown = 0;
        for (String path : List.of(
                "/",
                "/?q=" + encoded("tag=" + TAG),
                "/?q=" + encoded("tag=" + TURNING),
                "/queue",
                "/sweeps",
                "/sweeps/1",
                "/sweeps/new?from=1",
                "/runs/new?from=1",
                "/runs/1",
                "/runs/1/edit",
                "/runs/1/steps",
                "/runs/1/confusion",
                "/runs/1/mistakes",
                "/runs/1/calibration",
                "/runs/1/images/test/0",
                "/runs/1/map?method=pca&layer=h2&split=test",
                "/runs/1/map?method=tsne&layer=h2&split=test",
                "/runs/1/weights?order=class",
                "/runs/1/weights/0",
                "/runs/1/weights/histograms",
                "/runs/1/imagine?real=yes",
                "/runs/1/imagine/1",
                "/runs/1/imagine?method=adversarial&target=0",
                "/runs/1/draw",
                "/runs/3",
                "/compare?runs=1,2",
                "/compare/confusion?runs=1,2",
                "/compare/images?runs=1,2",
                "/compare/weights?runs=1,2",
                "/compare/maps?runs=1,2",
                "/runs/9999")) {
            page.navigate(address + path);
            page.waitForTimeout(400);
            ((List<?>) page.evaluate(LEAKS)).forEach(leak -> found.add(path + " " + leak));
            shown += page.content().contains("\u202E") ? 1 : 0;
        }

        assertThat(found).isEmpty();
        assertThat(shown).isGreaterThan(24);
    }

    @Test
    void what_was_typed_is_given_back_as_it_was_typed() throws Exception {
        assertThat(get("/api/runs/1")).contains("\"name\":\"" + TURNING + "\"", "[\"" + TURNING + "0\"");
        assertThat(get("/runs/1/edit")).contains("value=\"" + TURNING + "\"");
        assertThat(get("/api/runs?q=" + encoded("tag=\u2068" + TAG + "\u2069"))).contains("\"run\":1,");
    }

    private static Path data() throws IOException {
        LabelledImages digits =
                BuiltinDigits.generate(1, 300, 1, LoadProgress.NONE).train();
        Path folder = Files.createDirectories(folders.resolve("data" + TURNING));
        for (String name : List.of("train", "t10k")) {
            ByteBuffer images = ByteBuffer.allocate(16 + digits.pixels().length);
            images.putInt(0x803)
                    .putInt(digits.size())
                    .putInt(ImageShape.MNIST.width())
                    .putInt(ImageShape.MNIST.width());
            Files.write(
                    folder.resolve(name + "-images-idx3-ubyte"),
                    images.put(digits.pixels()).array());
            ByteBuffer labels =
                    ByteBuffer.allocate(8 + digits.size()).putInt(0x801).putInt(digits.size());
            Files.write(
                    folder.resolve(name + "-labels-idx1-ubyte"),
                    labels.put(digits.labels()).array());
        }
        Files.writeString(
                folder.resolve("classes.txt"),
                IntStream.range(0, 10).mapToObj(label -> TURNING + label).collect(Collectors.joining("\n")));
        return folder;
    }

    private static void start(Path folder, int seed) throws InterruptedException {
        Map<String, String> fields = Map.of(
                "name",
                TURNING,
                "dataset",
                "idx",
                "data",
                folder.toString(),
                "epochs",
                "1",
                "hidden",
                "8,4",
                "device",
                "cpu",
                "seed",
                String.valueOf(seed));
        app.parts()
                .runs
                .await(app.parts().runs.start(app.parts().form.read(fields)).id());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String get(String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static HttpResponse<String> post(String path, String fields) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
