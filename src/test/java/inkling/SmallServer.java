package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.http.Proxies;
import inkling.runs.job.TinyDataset;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The whole program on a home with a little of everything: runs, a sweep, maps, dreams, all of them finished. */
final class SmallServer implements AutoCloseable {
    /** A run of 300 tiny images; every form of it is small. */
    static final String RUN = "batch_size=30&hidden=16%2C12&augment=false&seed=7&device=cpu&dataset=idx&data=";

    /** A map of such a run. */
    static final String MAP = "method=pca&layer=h2&split=test&epoch=2";

    final App app;
    final URI address;
    final Path dataset;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param folder an empty one, which gets the folders {@code home} and {@code dataset} */
    SmallServer(Path folder, Proxies proxies) throws IOException, InterruptedException {
        this(folder, proxies, Clock.systemUTC());
    }

    SmallServer(Path folder, Proxies proxies, Clock clock) throws IOException, InterruptedException {
        dataset = Files.createDirectory(folder.resolve("dataset"));
        TinyDataset.write(dataset, 300, 60);
        Path home = folder.resolve("home");
        app = new App(home, clock);
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), proxies, Optional.empty(), home));
        post("/runs", RUN + dataset + "&epochs=2&lr=0.003&name=Small");
        post("/sweeps", RUN + dataset + "&epochs=2&lr=0.001%2C0.003&seeds=1&name=Sweep");
        awaitJobs();
        for (long run : List.of(1L, 2L)) {
            post("/runs/" + run + "/maps", MAP);
            post(
                    "/runs/" + run + "/maps",
                    "method=tsne&layer=h2&split=test&epoch=2&points=60&perplexity=5&iterations=60&seed=1");
        }
        post("/runs/1/imagine", "method=noise&class=3&images=320&seed=9&epoch=2");
        post("/runs/1/imagine", "method=ascent&class=3&steps=5&seed=9&epoch=2");
        post("/runs/1/studies/labels", "folds=2&epochs=1");
        post("/runs/1/doctor/decide", "decide=keep&index=3");
        for (long run : List.of(1L, 2L)) {
            post("/runs/" + run + "/studies/stress", "");
        }
        post("/runs/1/studies/stress", "epoch=1");
        awaitJobs();
    }

    void post(String path, String form) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(path + answer.body().replaceFirst("(?s).*<main", ""))
                .isEqualTo(303);
    }

    /** Waits until the queue is empty. */
    void awaitJobs() throws IOException, InterruptedException {
        HttpRequest queue =
                HttpRequest.newBuilder(URI.create(address + "/api/queue")).build();
        while (!client.send(queue, HttpResponse.BodyHandlers.ofString()).body().startsWith("{\"devices\":[],")) {
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        app.close();
    }
}
