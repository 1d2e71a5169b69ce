package inkling.compare.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.inspect.TrainedRun;
import inkling.network.Predictions;
import inkling.projection.Alignment;
import inkling.projection.Pca;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Maps of real runs side by side. */
@Timeout(180)
class MapsSideBySideTest {
    private static final int IMAGES = TrainedRun.TEST_IMAGES;

    @TempDir
    private static Path home;

    @AutoClose
    private static ComparedRunsFixture runs;

    @BeforeAll
    static void train() throws InterruptedException {
        runs = new ComparedRunsFixture(home);
    }

    @Test
    void a_map_is_the_pca_of_the_run_laid_onto_the_baselines() throws Exception {
        float[] onto = pca(runs.trained.run, 3);
        float[] own = pca(runs.other, 2);
        float[] aligned = Alignment.of(own, onto, false).apply(own);

        float[] first = points("/compare/maps/points.bin?runs=1,2&epoch=last&run=1");
        float[] second = points("/compare/maps/points.bin?runs=1,2&epoch=last&run=2");

        assertThat(first).containsExactly(onto, within(1e-3f));
        assertThat(second).containsExactly(aligned, within(1e-3f));
    }

    private static float[] pca(Run run, int epoch) {
        Predictions predictions = runs.trained.predictions.of(run, epoch, ImageSplit.TEST);
        return Pca.of(predictions.features().values(), predictions.features().width(), 2)
                .transform(predictions.features().values());
    }

    private static float[] points(String path) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(runs.trained.bytes(path).body()).order(ByteOrder.LITTLE_ENDIAN);
        float[] bounds = {bytes.getFloat(), bytes.getFloat(), bytes.getFloat(), bytes.getFloat()};
        float[] points = new float[2 * IMAGES];
        for (int i = 0; i < points.length; i++) {
            float share = (bytes.getShort() & 0xffff) / 65_535f;
            points[i] = bounds[i % 2] + share * (bounds[2 + i % 2] - bounds[i % 2]);
        }
        return points;
    }

    @Test
    void a_t_sne_of_each_run_is_made_with_the_same_settings() throws Exception {
        var wrong = runs.post("/compare/maps?runs=1,2", "points=200&perplexity=0&iterations=60&seed=3");
        var made = runs.post("/compare/maps?runs=1,2", "points=200&perplexity=8&iterations=60&seed=3");
        String place = made.headers().firstValue("Location").orElseThrow();
        JsonArray panels = new JsonArray();
        while (panels.isEmpty() || panels.toString().contains("\"active\":true")) {
            panels = runs.json(place.replace("/compare/maps?", "/compare/maps.json?"))
                    .getAsJsonArray("panels");
            Thread.sleep(100);
        }

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("perplexity must be a number between 1 and");
        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(place).contains("method=tsne&points=200&perplexity=8&seed=3&iterations=60");
        assertThat(panels).hasSize(2);
        panels.forEach(panel ->
                assertThat(panel.getAsJsonObject().get("drawn").getAsBoolean()).isTrue());
        assertThat(runs.get("/compare/maps?runs=1,2").body()).contains("200 images, perplexity 8, seed 3: 2 of 2 runs");
    }
}
