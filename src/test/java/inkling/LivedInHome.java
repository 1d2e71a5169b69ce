package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A home with every kind of file that the program reads, and the program on it, which can be ended and started again.
 *
 * <p>Each run of two epochs has images of its own, in {@code data/<run>} of the folder; all of them have predictions, run
 * {@value #SEEN} has maps and pictures as well, and run {@value #PAUSED} stopped within its first epoch.
 */
final class LivedInHome implements AutoCloseable {
    static final int PLAIN = 1;
    static final int SEEN = 2;
    static final int PAUSED = 8;
    static final int EPOCHS = 2;
    static final int TEST = 60;
    static final List<String> IMAGE_FILES = List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte",
            "classes.txt");

    private static final int TRAIN = 300;

    final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private App app;
    private URI address;

    /** @param folder an empty one */
    LivedInHome(Path folder) throws Exception {
        this.folder = folder;
        Files.createDirectories(home());
        for (int run = 1; run <= PAUSED; run++) {
            writeImages(data(run), run);
        }
        start();
        for (int run = 1; run < PAUSED; run++) {
            train(run, "20", EPOCHS);
            app.parts().runs.await(run);
            assertThat(app.parts().runs.get(run).status()).isEqualTo(JobStatus.FINISHED);
            for (int epoch = 0; epoch <= EPOCHS; epoch++) {
                assertThat(get("/runs/%d/confusion?epoch=%d".formatted(run, epoch))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
        imagineAndMap(SEEN);
        settle();
        train(PAUSED, "1", 1_000);
        for (int millis = 200; !Files.exists(run(PAUSED).resolve("pause.safetensors")); millis += 37) {
            Thread.sleep(millis);
            if (app.cancel(PAUSED)) {
                app.parts().runs.await(PAUSED);
            } else {
                app.parts().runs.resume(PAUSED);
            }
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    Path run(int run) {
        return home().resolve("runs").resolve(String.valueOf(run));
    }

    Path data(int run) {
        return folder.resolve("data").resolve(String.valueOf(run));
    }

    void start() {
        app = new App(home());
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), home()));
    }

    void stop() {
        app.close();
    }

    /** Keeps all files as they are now, and brings them back with the times that they have. */
    static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            delete(to);
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void writeImages(Path folder, int seed) throws IOException {
        Files.createDirectories(folder);
        Dataset digits = BuiltinDigits.generate(seed, TRAIN, TEST, LoadProgress.NONE);
        write(folder.resolve(IMAGE_FILES.get(0)), images(digits.train()));
        write(folder.resolve(IMAGE_FILES.get(1)), labels(digits.train()));
        write(folder.resolve(IMAGE_FILES.get(2)), images(digits.test()));
        write(folder.resolve(IMAGE_FILES.get(3)), labels(digits.test()));
        Files.writeString(
                folder.resolve(IMAGE_FILES.get(4)), "zero\none\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n");
    }

    private static byte[] images(LabelledImages images) {
        return ByteBuffer.allocate(16 + images.pixels().length)
                .putInt(0x803)
                .putInt(images.size())
                .putInt(28)
                .putInt(28)
                .put(images.pixels())
                .array();
    }

    private static byte[] labels(LabelledImages images) {
        return ByteBuffer.allocate(8 + images.size())
                .putInt(0x801)
                .putInt(images.size())
                .put(images.labels())
                .array();
    }

    static void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = file.toString().endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(content);
        }
    }

    private void train(int run, String batch, int epochs) {
        Map<String, String> fields = Map.of(
                "dataset", "idx",
                "data", data(run).toString(),
                "epochs", String.valueOf(epochs),
                "batch_size", batch,
                "hidden", "16,12",
                "lr", "0.003",
                "augment", "false");
        assertThat(app.parts().runs.start(app.parts().form.read(fields)).id()).isEqualTo(run);
    }

    /** Asks for a map of each method and a picture of each, of the last epoch. */
    void imagineAndMap(int run) throws Exception {
        String epoch = "&epoch=" + EPOCHS;
        String h2 = "layer=h2&split=test" + epoch;
        List<HttpResponse<String>> answers = List.of(
                post("/runs/%d/maps".formatted(run), "method=pca&" + h2),
                post("/runs/%d/maps".formatted(run), "method=tsne&points=50&perplexity=5&iterations=60&" + h2),
                post("/runs/%d/imagine".formatted(run), "method=noise&class=3&images=320" + epoch),
                post("/runs/%d/imagine".formatted(run), "method=ascent&class=3&steps=20" + epoch),
                post(
                        "/runs/%d/imagine".formatted(run),
                        "method=adversarial&class=%d&image=5&change_steps=10%s".formatted(run % 10, epoch)));
        assertThat(answers).extracting(HttpResponse::statusCode).allMatch(status -> status < 500);
    }

    /** Waits until the queue is empty. */
    void settle() throws InterruptedException {
        while (app.busy()) {
            Thread.sleep(10);
        }
    }

    /** Why jobs failed, as the database has it. */
    String failure(int run) {
        return app.parts().runs.get(run).failure().orElse("");
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String form) throws Exception {
        return client.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        app.close();
    }
}
