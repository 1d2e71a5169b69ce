package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.runs.Run;
import inkling.cluster.Cluster;
import inkling.cluster.Cluster.Machine;
import inkling.cluster.ClusterSettings;
import inkling.http.Proxies;
import inkling.runs.job.Outcome;
import inkling.runs.job.TinyDataset;
import inkling.studies.Study;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole program on a home of its own, with a cluster to train on. */
final class ClusterHome implements AutoCloseable {
    final App app;
    final Cluster cluster;
    private final String dataset;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param folder one that is there; what is in it already is used again */
    ClusterHome(Path folder, ClusterSettings settings) throws IOException {
        Path images = folder.resolve("dataset");
        if (!Files.exists(images)) {
            TinyDataset.write(Files.createDirectory(images), 6_000, 600);
        }
        dataset = "&dataset=idx&data=" + images;
        cluster = Cluster.connect(settings, Version.current());
        Path home = folder.resolve("home");
        app = new App(home, Optional.of(cluster));
        app.recover();
        address = app.serve(new Settings("127.0.0.1", 0, List.of(), Proxies.NONE, Optional.empty(), home));
    }

    /** A run's settings as a form has them, but for its device. */
    static String form(int epochs) {
        return "batch_size=20&hidden=48&seed=7&epochs=" + epochs;
    }

    /** Starts a run. */
    long run(String device, String form) throws Exception {
        return last(post("/runs", form + dataset + "&device=" + device));
    }

    /** Starts eight runs of different settings; returns them in the order of those. */
    List<Long> sweep(String device, String form) throws Exception {
        long sweep = last(post("/sweeps", form + dataset + "&lr=0.001%2C0.003&seeds=4&name=Sweep&device=" + device));
        return app.parts().sweeps.repository().runs(sweep).stream().sorted().toList();
    }

    /** Starts a study of a run as a program does, on one of {@link inkling.cluster.JobDevices}. */
    Study study(long run, String kind, String device) {
        var started = app.parts().studyPages.start(run, kind, Map.of("device", device), Optional.empty());
        return app.parts().studies.get(String.valueOf(started.id()));
    }

    /** Waits for the end of a study. */
    Study ended(Study study) throws InterruptedException {
        app.parts().studies.await(study);
        return app.parts().studies.get(String.valueOf(study.id()));
    }

    /** What came of a study, to the last digit. */
    String kept(Study study) throws IOException {
        assertThat(study.job().failure()).isEmpty();
        return Files.readString(
                app.parts().home.resolve("runs/" + study.run() + "/study-" + study.id() + ".json"));
    }

    private static long last(String url) {
        return Long.parseLong(url.replaceFirst(".*/", ""));
    }

    /** Sends a form; returns where that leads. */
    String post(String path, String form) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(answer.body().replaceFirst("(?s).*<main", ""))
                .isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    String get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    void awaitSlots(int slots) throws InterruptedException {
        while (cluster.slots() < slots) {
            Thread.sleep(50);
        }
    }

    /** Waits until so many jobs are going on the cluster, on every machine, and so many epochs are done. */
    void awaitAtWork(int jobs, int epochs, List<Long> runs) throws InterruptedException {
        while (cluster.machines().stream().map(Machine::jobs).anyMatch(List::isEmpty)
                || cluster.machines().stream().mapToInt(machine -> machine.jobs().size()).sum() < jobs
                || runs.stream().mapToInt(this::epochs).sum() < epochs) {
            Thread.sleep(20);
        }
    }

    void await(List<Long> runs) throws InterruptedException {
        for (long run : runs) {
            app.parts().runs.await(run);
        }
    }

    Run run(long id) {
        return app.parts().runs.get(id);
    }

    int epochs(long run) {
        return app.parts().metrics.epochs(run).size();
    }

    /** Holds two runs of the same settings against each other, to the last digit. */
    void assertSame(long one, long other) {
        assertThat(run(one).hyperparameters()).isEqualTo(run(other).hyperparameters());
        assertThat(outcome(one).epochs()).isNotEmpty();
        assertThat(outcome(one)).isEqualTo(outcome(other));
    }

    private Outcome outcome(long run) {
        return Outcome.of(run, app.parts().metrics, app.parts().files);
    }

    @Override
    public void close() {
        app.close();
    }
}
