package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on next to nothing, and runs that came to nothing: every page and every kind of job says what it can do. */
class OddDataTest {
    private static final List<String> PAGES = List.of(
            "",
            "/parts",
            "/steps",
            "/edit",
            "/confusion",
            "/confusion?show=errors",
            "/confusion.json",
            "/mistakes",
            "/mistakes.json",
            "/calibration",
            "/calibration.json",
            "/images/test/0",
            "/images/train/0",
            "/images/test/0.png",
            "/images/test/0.json",
            "/map?method=pca&layer=h2&split=test",
            "/map?method=pca&layer=logits&split=train",
            "/map?method=tsne&layer=h2&split=test",
            "/map?method=tsne&layer=logits&split=train",
            "/map.json",
            "/weights",
            "/weights/0",
            "/weights/histograms",
            "/weights/sheet.png",
            "/imagine",
            "/imagine?real=yes",
            "/draw",
            "/draw.json");

    private static final Pattern WRONG = Pattern.compile(".{0,40}(?:nexpected error|\\bNaN\\b).{0,40}");
    private static final Pattern FAILURE = Pattern.compile("queue-failure\">([^<]*)<");

    @TempDir
    private static Path folders;

    private static final HttpClient client = HttpClient.newHttpClient();
    private static final LabelledImages digits =
            BuiltinDigits.generate(1, 40, 1, LoadProgress.NONE).train();
    private static final Map<String, Long> runs = new HashMap<>();

    @AutoClose
    private static App app;

    private static URI address;

    @BeforeAll
    static void train() throws Exception {
        app = new App(folders.resolve("home"));
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), folders.resolve("home")));
        train("one test image", set(20, 1, i -> i), Map.of());
        train("two test images", set(20, 2, i -> i), Map.of());
        train("three test images", set(20, 3, i -> i), Map.of());
        train("five test images", set(20, 5, i -> i), Map.of());
        train("two training images", set(2, 3, i -> i), Map.of());
        train("one training image a class", perClass(), Map.of());
        train("all of one class", of(20, 6, i -> 3, i -> i), Map.of());
        train("all the same", of(20, 6, i -> i % 10, i -> 0), Map.of());
        train("one unit a layer", set(20, 6, i -> i), Map.of("hidden", "1,1"));
        train("black", of(20, 6, i -> i % 10, i -> -1), Map.of());
        train(
                "diverged",
                set(20, 6, i -> i),
                Map.of("optimizer", "sgd", "lr", "1", "momentum", "0.99", "epochs", "40"));
        Path broken = set(20, 6, i -> i);
        Files.write(broken.resolve("train-images-idx3-ubyte"), new byte[40]);
        train("without checkpoints", broken, Map.of());
        start("running", set(20, 6, i -> i), Map.of("epochs", "1000"));
        start("queued", set(20, 6, i -> i), Map.of());
    }

    @Test
    void no_page_and_no_job_of_such_a_run_ends_in_a_defect() throws Exception {
        List<String> defects = new ArrayList<>();
        for (String name : List.of("queued", "running")) {
            visit(name, defects);
            ask(name, defects);
            app.cancel(runs.get(name));
        }
        for (String name : runs.keySet()) {
            ask(name, defects);
        }
        settle();
        for (String name : runs.keySet()) {
            visit(name, defects);
            settle();
        }
        String together = "/compare?runs="
                + String.join(
                        ",",
                        runs.values().stream().map(String::valueOf).limit(8).toList());
        for (String view : List.of("", "&view=confusion", "&view=images", "&view=weights", "&view=maps")) {
            note(get(together + view), together + view, defects);
        }
        FAILURE.matcher(get("/queue").body())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .filter(failure ->
                        !failure.contains("All training pixels are the same") && !failure.contains("training diverged"))
                .forEach(defects::add);

        assertThat(defects).isEmpty();
    }

    private static void visit(String name, List<String> defects) throws Exception {
        for (String page : PAGES) {
            HttpResponse<String> answer = get("/runs/" + runs.get(name) + page);
            note(answer, name + ": " + page, defects);
        }
    }

    /** Asks for every kind of job. */
    private static void ask(String name, List<String> defects) throws Exception {
        String run = "/runs/" + runs.get(name);
        for (String split : List.of("test", "train")) {
            for (String layer : List.of("h2", "logits")) {
                for (String method : List.of("pca", "tsne")) {
                    String fields = "layer=%s&method=%s&split=%s".formatted(layer, method, split);
                    note(post(run + "/maps", fields), name + ": maps " + fields, defects);
                }
            }
        }
        note(
                post(run + "/maps", "layer=h2&method=tsne&split=test&points=4&perplexity=3"),
                name + ": perplexity",
                defects);
        for (String fields : List.of(
                "method=noise&images=500",
                "method=ascent&steps=3",
                "method=adversarial&image=0&change_steps=3",
                "method=noise&images=100&classes=all")) {
            note(post(run + "/imagine", fields), name + ": imagine " + fields, defects);
        }
        byte[] drawing = digits.image(0);
        HttpRequest draw = HttpRequest.newBuilder(address.resolve(run + "/draw"))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(drawing))
                .build();
        note(client.send(draw, HttpResponse.BodyHandlers.ofString()), name + ": draw", defects);
    }

    private static void note(HttpResponse<String> answer, String what, List<String> defects) {
        Matcher wrong = WRONG.matcher(answer.body());
        if (answer.statusCode() >= 500 || wrong.find()) {
            defects.add("%d %s: %s"
                    .formatted(answer.statusCode(), what, wrong.reset().find() ? wrong.group() : ""));
        }
    }

    /** Waits until nothing runs, not even the next of those that wait. */
    private static void settle() throws Exception {
        int idle = 0;
        for (int i = 0; i < 3000 && idle < 10; i++) {
            Thread.sleep(50);
            idle = app.busy() ? 0 : idle + 1;
        }
        assertThat(idle).isEqualTo(10);
    }

    private static void train(String name, Path folder, Map<String, String> settings) throws InterruptedException {
        app.parts().runs.await(start(name, folder, settings));
    }

    private static long start(String name, Path folder, Map<String, String> settings) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "name",
                name,
                "data",
                folder.toString(),
                "dataset",
                "idx",
                "epochs",
                "2",
                "seed",
                "1",
                "hidden",
                "8,4",
                "device",
                "cpu"));
        fields.putAll(settings);
        long id = app.parts().runs.start(app.parts().form.read(fields)).id();
        runs.put(name, id);
        return id;
    }

    private static Path set(int train, int test, IntUnaryOperator image) throws IOException {
        return of(train, test, i -> digits.label(image.applyAsInt(i)), image);
    }

    private static Path perClass() throws IOException {
        int[] firsts = new int[10];
        for (int label = 0; label < 10; label++) {
            int wanted = label;
            firsts[label] = java.util.stream.IntStream.range(0, digits.size())
                    .filter(i -> digits.label(i) == wanted)
                    .findFirst()
                    .orElse(label);
        }
        return of(10, 10, i -> i, i -> firsts[i]);
    }

    /** @param image the number of a digit's picture; below 0 for a black one */
    private static Path of(int train, int test, IntUnaryOperator label, IntUnaryOperator image) throws IOException {
        Path folder = Files.createTempDirectory(folders, "set");
        write(folder, "train", train, label, image);
        write(folder, "t10k", test, label, image);
        return folder;
    }

    private static void write(Path folder, String name, int count, IntUnaryOperator label, IntUnaryOperator image)
            throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + count * ImageShape.MNIST.size());
        images.putInt(0x803).putInt(count).putInt(ImageShape.MNIST.width()).putInt(ImageShape.MNIST.width());
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            int number = image.applyAsInt(i);
            images.put(number < 0 ? new byte[ImageShape.MNIST.size()] : digits.image(number));
            labels.put((byte) label.applyAsInt(i));
        }
        Files.write(folder.resolve(name + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve(name + "-labels-idx1-ubyte"), labels.array());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Accept", "text/html, */*")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
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
