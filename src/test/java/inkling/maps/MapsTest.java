package inkling.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.ImageSplit;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.inspect.TrainedRun;
import inkling.maps.job.Aligned;
import inkling.maps.job.MapFiles;
import inkling.maps.job.Projection;
import inkling.maps.job.Projection.Status;
import inkling.network.Predictions;
import inkling.network.Predictor;
import inkling.projection.Affinities;
import inkling.projection.NeighbourAgreement;
import inkling.projection.Pca;
import inkling.projection.Trustworthiness;
import inkling.projection.Tsne;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Maps of a real, small run: made, watched, stopped, and checked against the core on what was kept. */
@Timeout(120)
class MapsTest {
    @TempDir
    private static Path home;

    @AutoClose
    private static MappedRun mapped;

    @BeforeAll
    static void train() throws InterruptedException {
        mapped = new MappedRun(home);
    }

    @Test
    void pca_maps_every_epoch_and_its_numbers_are_those_of_the_core() throws Exception {
        Projection map = mapped.make("method=pca&layer=h2&split=test&epoch=3");

        JsonArray series =
                mapped.json("/runs/1/map.json?method=pca&split=test&epoch=1").getAsJsonArray("series");
        assertThat(series).hasSize(4);
        float[] kept = new MapFiles(new RunFolders(home)).read(map).positions();
        Predictions predictions = mapped.trained.predictions.of(mapped.trained.run, 3, ImageSplit.TEST);
        Pca pca = Pca.of(predictions.features().values(), predictions.features().width(), 2);
        assertSame(kept, pca.transform(predictions.features().values()));
        assertThat(map.explained()).hasValueSatisfying(explained -> {
            assertThat(explained.first()).isEqualTo(pca.explainedVarianceRatio()[0]);
            assertThat(explained.second()).isEqualTo(pca.explainedVarianceRatio()[1]);
        });
        assertQuality(map, kept, predictions);
    }

    @Test
    void the_maps_of_two_epochs_lie_on_each_other_as_closely_as_turning_allows() throws Exception {
        Projection map = mapped.make("method=pca&layer=logits&split=test&epoch=3");
        Aligned aligned = new Aligned(mapped.parts);
        List<Projection> series = mapped.parts.repository().series(map.what());

        float[] last = aligned.of(series.get(3)).orElseThrow().positions();
        float[] before = aligned.of(series.get(2)).orElseThrow().positions();
        float[] raw = mapped.parts.files().read(series.get(2)).positions();

        assertSame(last, mapped.parts.files().read(series.get(3)).positions());
        assertThat(apart(before, last)).isLessThanOrEqualTo(apart(raw, last) * (1 + 1e-6));
        assertThat(apart(before, new float[before.length]))
                .as("its size")
                .isCloseTo(apart(raw, new float[raw.length]), within(1e-3 * apart(raw, new float[raw.length])));
    }

    @Test
    void an_epoch_s_map_looks_the_same_whichever_maps_are_made_after_it() throws Exception {
        String settings = "method=tsne&layer=h2&split=train&points=300&perplexity=20&seed=3&iterations=60&epoch=";
        Map<Projection, byte[]> seen = new LinkedHashMap<>();

        for (int epoch : List.of(1, 3, 0, 2)) {
            Projection map = mapped.make(settings + epoch);
            seen.put(map, bytes(map));
            seen.forEach((each, bytes) -> assertThat(Arrays.equals(bytes(each), bytes))
                    .as("epoch %d after epoch %d", each.what().epoch(), epoch)
                    .isTrue());
        }

        Aligned aligned = new Aligned(mapped.parts);
        List<Projection> series =
                mapped.parts.repository().series(mapped.newest(settings + 1).what());
        for (int epoch : List.of(0, 2, 3)) {
            float[] ground = aligned.of(series.get(1)).orElseThrow().positions();
            float[] raw = mapped.parts.files().read(series.get(epoch)).positions();
            assertThat(apart(aligned.of(series.get(epoch)).orElseThrow().positions(), ground))
                    .isLessThanOrEqualTo(apart(raw, ground) * (1 + 1e-6));
        }
    }

    private static byte[] bytes(Projection map) {
        try {
            return mapped.trained
                    .bytes("/runs/1/maps/%d/points.bin".formatted(map.id()))
                    .body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pca_is_made_from_the_epoch_that_was_asked_for_outwards() throws Exception {
        mapped.make("method=pca&layer=logits&split=train&epoch=1");

        List<Projection> series = mapped.parts
                .repository()
                .series(mapped.newest("method=pca&layer=logits&split=train&epoch=1")
                        .what());
        assertThat(series.stream()
                        .sorted(Comparator.comparingLong(Projection::id))
                        .map(map -> map.what().epoch()))
                .startsWith(1)
                .endsWith(3);
    }

    @Test
    void an_epoch_whose_checkpoint_is_gone_or_broken_takes_no_other_map_with_it() throws Exception {
        Run run = mapped.trained.train();
        Files.delete(mapped.trained.files.path(run.id(), 0));
        Files.writeString(mapped.trained.files.path(run.id(), 2), "broken");

        mapped.post(run.url() + "/maps", "method=pca&layer=h2&split=test&epoch=3");
        mapped.awaitJobs();

        assertThat(mapped.parts.repository().of(run.id()))
                .allMatch(map -> map.status() == Status.FINISHED)
                .extracting(map -> map.what().epoch())
                .containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void the_same_seed_gives_the_same_map_and_its_numbers_are_those_of_the_core() throws Exception {
        String settings = "method=tsne&layer=h2&split=test&epoch=2&points=300&perplexity=20&seed=5&iterations=200";
        Projection first = mapped.make(settings);
        float[] kept = mapped.parts.files().read(first).positions();
        assertThat(mapped.post("/runs/1/maps/%d/delete".formatted(first.id()), "")
                        .statusCode())
                .isEqualTo(303);
        assertThat(mapped.parts.repository().find(first.id())).isEmpty();

        Projection second = mapped.make(settings);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertSame(new MapFiles(new RunFolders(home)).read(second).positions(), kept);
        Predictions predictions = mapped.trained.predictions.of(mapped.trained.run, 2, ImageSplit.TEST);
        assertQuality(second, kept, predictions);
        float[] h2 = Arrays.copyOf(
                predictions.features().values(), 300 * predictions.features().width());
        Tsne tsne =
                new Tsne(Affinities.of(h2, predictions.features().width(), 20, done -> {}), kept, Tsne.Options.DEFAULT);
        assertThat(second.kl()).hasValueSatisfying(kl -> assertThat(kl).isEqualTo(tsne.klDivergence()));
    }

    @Test
    void a_map_that_was_stopped_goes_on_to_the_same_bits() throws Exception {
        String settings =
                "method=tsne&layer=logits&split=train&epoch=3&points=1000&perplexity=30&iterations=1500&seed=1";
        mapped.post("/runs/1/maps", settings);
        Projection stopped = mapped.newest(settings);
        mapped.awaitSomethingToSee(stopped);
        assertThat(mapped.post("/runs/1/maps/%d/stop".formatted(stopped.id()), "")
                        .statusCode())
                .isEqualTo(303);
        mapped.awaitJobs();
        stopped = mapped.newest(settings);
        assertThat(stopped.status()).isEqualTo(Status.STOPPED);
        assertThat(stopped.iteration()).isLessThan(1500);

        mapped.post("/runs/1/maps/%d/continue".formatted(stopped.id()), "");
        mapped.awaitJobs();

        Projection continued = mapped.newest(settings);
        assertThat(continued.id()).isEqualTo(stopped.id());
        assertThat(continued.status()).isEqualTo(Status.FINISHED);
        assertThat(continued.iteration()).isEqualTo(1500);
        float[] positions = mapped.parts.files().read(continued).positions();
        mapped.maps.delete(continued);
        assertSame(mapped.parts.files().read(mapped.make(settings)).positions(), positions);
    }

    @Test
    void positions_are_streamed_while_they_move_and_lie_as_they_will_when_they_are_read() throws Exception {
        String settings = "method=tsne&layer=h2&split=train&points=1000&perplexity=30&iterations=1200&seed=1&epoch=";
        mapped.make(settings + 3);
        mapped.post("/runs/1/maps", settings + 1);
        Projection map = mapped.newest(settings + 1);
        HttpRequest request = mapped.trained
                .request("/events?maps=1&map=" + map.id())
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<java.io.InputStream> answer =
                mapped.trained.client.send(request, HttpResponse.BodyHandlers.ofInputStream());

        JsonObject last = new JsonObject();
        List<Double> divergences = new ArrayList<>();
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String type = "";
            while (!last.has("iteration") || last.get("iteration").getAsInt() < 1200) {
                String line = lines.readLine();
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ") && type.equals("positions 1")) {
                    last = JsonParser.parseString(line.substring(6)).getAsJsonObject();
                    divergences.add(last.get("kl").getAsDouble());
                }
            }
        }
        mapped.awaitJobs();

        byte[] points = mapped.trained
                .bytes("/runs/1/maps/%d/points.bin".formatted(map.id()))
                .body();
        assertThat(Base64.getDecoder().decode(last.get("positions").getAsString()))
                .isEqualTo(Arrays.copyOfRange(points, 16, 16 + 4 * 1000));
        assertThat(divergences).hasSizeGreaterThan(1).allMatch(kl -> kl > 0 && kl < 20);
    }

    @Test
    void points_come_as_bytes_with_their_labels() throws Exception {
        Projection map = mapped.make("method=pca&layer=h2&split=train&epoch=3");

        ByteBuffer bytes = ByteBuffer.wrap(mapped.trained
                        .bytes("/runs/1/maps/%d/points.bin".formatted(map.id()))
                        .body())
                .order(ByteOrder.LITTLE_ENDIAN);

        int n = TrainedRun.TRAIN_IMAGES;
        assertThat(bytes.capacity()).isEqualTo(16 + 8 * n);
        float[] positions = mapped.parts.files().read(map).positions();
        float left = bytes.getFloat(0);
        float right = bytes.getFloat(8);
        double x = left + (bytes.getShort(16 + 4 * 17) & 0xffff) / 65_535.0 * (right - left);
        assertThat(x).isCloseTo(positions[2 * 17], within((right - left) / 65_000.0));
        byte[] labels = mapped.trained
                .archive
                .images(mapped.trained.run, ImageSplit.TRAIN)
                .labels();
        assertThat(Arrays.copyOfRange(bytes.array(), 16 + 6 * n, 16 + 7 * n)).isEqualTo(labels);
    }

    @Test
    void neighbours_are_those_of_the_original_space() throws Exception {
        Projection map = mapped.make("method=pca&layer=h2&split=test&epoch=3");
        Predictions predictions = mapped.trained.predictions.of(mapped.trained.run, 3, ImageSplit.TEST);
        double[] distances = new double[predictions.count()];
        for (int i = 0; i < distances.length; i++) {
            for (int j = 0; j < predictions.features().width(); j++) {
                double d = predictions.features()
                                .values()[i * predictions.features().width() + j]
                        - predictions.features()
                                .values()[7 * predictions.features().width() + j];
                distances[i] += d * d;
            }
        }
        double[] sorted = Arrays.stream(distances).sorted().toArray();

        JsonArray neighbours = mapped.json("/runs/1/maps/%d/neighbours.json?index=7".formatted(map.id()))
                .getAsJsonArray("neighbours");

        assertThat(neighbours).hasSize(12);
        for (int i = 0; i < 12; i++) {
            JsonObject neighbour = neighbours.get(i).getAsJsonObject();
            assertThat(neighbour.get("index").getAsInt()).isNotEqualTo(7);
            assertThat(neighbour.get("distance").getAsDouble()).isCloseTo(Math.sqrt(sorted[i + 1]), within(1e-3));
        }
        assertThat(mapped.trained
                        .get("/runs/1/maps/%d/neighbours.json?index=500".formatted(map.id()))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_page_says_in_words_what_the_map_shows_and_what_is_wrong_with_a_setting() throws Exception {
        mapped.make("method=pca&layer=h2&split=test&epoch=3");

        String page = mapped.trained.get("/runs/1/map?split=test&epoch=3").body();
        assertThat(page).contains("PCA of h2, test images", "trustworthiness (k = 12)", "The classes on the map");
        assertThat(mapped.trained.get("/runs/1/map?epoch=3&select=test:5").body())
                .as("the map of the selected image's split")
                .contains("PCA of h2, test images");
        HttpResponse<String> wrong =
                mapped.post("/runs/1/maps", "method=tsne&layer=h2&split=test&epoch=3&points=300&perplexity=200");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("perplexity must be a number between 1 and 99, was 200", "value=\"200\"");
        assertThat(mapped.trained.get("/runs/1/map?layer=h3").statusCode()).isEqualTo(400);
        assertThat(mapped.trained.get("/runs/1/map?map=99999").statusCode()).isEqualTo(404);
        assertThat(mapped.trained.get("/runs/2/map").statusCode()).isEqualTo(404);
    }

    private static void assertQuality(Projection map, float[] positions, Predictions predictions) {
        int n = positions.length / 2;
        float[] h2 = Arrays.copyOf(
                predictions.features().values(), n * predictions.features().width());
        byte[] labels = Arrays.copyOf(
                mapped.trained
                        .archive
                        .images(mapped.trained.run, map.what().split())
                        .labels(),
                n);
        assertThat(map.quality()).hasValueSatisfying(quality -> {
            assertThat(quality.of()).isEqualTo(n);
            assertThat(quality.trustworthiness())
                    .isEqualTo(Trustworthiness.of(h2, predictions.features().width(), positions, 12, done -> {}));
            assertThat(quality.neighbourAgreement()).isEqualTo(NeighbourAgreement.of(positions, labels));
        });
    }

    /** To the bit; says so without writing out thousands of numbers. */
    private static void assertSame(float[] one, float[] other) {
        assertThat(Arrays.equals(one, other)).isTrue();
    }

    private static double apart(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (double) (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void there_are_maps_of_any_layer_of_the_network() throws Exception {
        Projection map = mapped.make("method=pca&layer=h1&split=test&epoch=3");
        float[] h1;
        var run = mapped.trained.run;
        try (Predictor predictor = new Predictor(
                run.blueprint(),
                mapped.trained.archive.parameters(run, 3),
                mapped.trained.archive.normalisation(run),
                "cpu")) {
            var images = mapped.trained.archive.images(run, ImageSplit.TEST);
            h1 = predictor
                    .predict(images.pixels(), 0, images.size(), Set.of("h1"))
                    .of("h1")
                    .values();
        }
        String page = mapped.trained
                .get("/runs/1/map?method=pca&layer=h1&split=test&epoch=3")
                .body();

        assertThat(mapped.parts.files().read(map).positions())
                .isEqualTo(Pca.of(h1, 32, 2).transform(h1));
        assertThat(page)
                .contains("PCA of h1, test images", "h1, 32</option>", "logits, 10</option>")
                .contains("Nearest in <span>h1")
                .doesNotContain("flatten1");
        assertThat(mapped.trained.get("/runs/1/map?layer=conv1").statusCode()).isEqualTo(400);
    }
}
