package inkling.weights;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.analysis.pictures.ColourMap;
import inkling.inspect.TrainedRun;
import inkling.network.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WeightPagesTest {
    private static final int UNITS = 32;
    private static final int SECOND = 16;

    @TempDir
    static Path home;

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws Exception {
        trained = WeightsFixture.train(home);
    }

    @Test
    void each_units_picture_shows_its_own_weights_from_the_smallest_to_the_largest() throws Exception {
        BufferedImage sheet = sheet("epoch=2&scale=each&colour=bone");
        float[] weights = tensor(2, 0);

        assertThat(sheet.getWidth()).isEqualTo(25 * 28);
        assertThat(sheet.getHeight()).isEqualTo(2 * 28);
        for (int unit = 0; unit < UNITS; unit++) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < 784; i++) {
                min = Math.min(min, weights[unit * 784 + i]);
                max = Math.max(max, weights[unit * 784 + i]);
            }
            for (int i = 0; i < 784; i++) {
                int value = Math.min(255, (int) (256.0 * (weights[unit * 784 + i] - min) / (max - min)));
                assertThat(pixel(sheet, unit, i)).isEqualTo(ColourMap.BONE.rgb(value));
            }
        }
    }

    @Test
    void on_one_signed_scale_the_largest_weight_of_the_layer_is_the_strongest_colour() throws Exception {
        BufferedImage sheet = sheet("epoch=0&scale=all&colour=signed");
        float[] weights = tensor(0, 0);
        float limit = 0;
        for (float weight : weights) {
            limit = Math.max(limit, Math.abs(weight));
        }

        for (int i = 0; i < weights.length; i++) {
            assertThat(pixel(sheet, i / 784, i % 784))
                    .isEqualTo(ColourMap.SIGNED.rgb(128 + Math.round(127 * weights[i] / limit)));
        }
    }

    @Test
    void on_a_scale_that_is_given_the_pictures_of_several_runs_compare() throws Exception {
        BufferedImage sheet = sheet("epoch=3&colour=bone&range=-0.25:7.5E-2");
        float[] weights = tensor(3, 0);

        for (int i = 0; i < weights.length; i++) {
            int value = (int) Math.max(0, Math.min(255, 256 * (weights[i] + 0.25f) / (0.075f + 0.25f)));
            assertThat(pixel(sheet, i / 784, i % 784)).isEqualTo(ColourMap.BONE.rgb(value));
        }
        assertThat(trained.get("/runs/1/weights/sheet.png?range=wide").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_browser_may_keep_the_pictures_of_this_run_for_good_but_of_no_other() throws Exception {
        String address = find(trained.get("/runs/1/weights").body(), "href=\"([^\"]*sheet.png[^\"]*)\"")
                .get(0)
                .replace("&amp;", "&");

        HttpResponse<byte[]> known = trained.bytes(address);
        HttpResponse<byte[]> other = trained.bytes(address.replaceAll("of=\\d+", "of=1"));

        assertThat(known.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(other.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(other.body()).isEqualTo(known.body());
    }

    @Test
    void units_stand_by_index_or_by_the_length_of_their_weights() throws Exception {
        float[] weights = tensor(3, 0);
        double[] squares = new double[UNITS];
        for (int i = 0; i < weights.length; i++) {
            squares[i / 784] += (double) weights[i] * weights[i];
        }
        List<Integer> byNorm = new ArrayList<>(IntStream.range(0, UNITS).boxed().toList());
        byNorm.sort((a, b) -> Double.compare(squares[b], squares[a]));

        assertThat(units("?epoch=3&order=norm&count=all")).isEqualTo(byNorm);
        assertThat(units("?epoch=3&order=norm")).isEqualTo(byNorm.subList(0, 25));
        assertThat(units("?epoch=3")).isEqualTo(IntStream.range(0, 25).boxed().toList());
    }

    @Test
    void units_stand_under_the_class_they_push_for_the_strongest_first() throws Exception {
        double[][] pushes = pushes(3);
        List<Integer> expected = new ArrayList<>();
        for (int c = 0; c < 10; c++) {
            int label = c;
            IntStream.range(0, UNITS)
                    .filter(unit -> largest(pushes[unit]) == label)
                    .boxed()
                    .sorted((a, b) -> Double.compare(pushes[b][label], pushes[a][label]))
                    .forEach(expected::add);
        }

        assertThat(units("?epoch=3&order=class&count=all")).isEqualTo(expected);
        int label = largest(pushes[expected.get(0)]);
        long together =
                expected.stream().filter(unit -> largest(pushes[unit]) == label).count();
        assertThat(trained.get("/runs/1/weights?epoch=3&order=class&count=all").body())
                .contains("Push for %d: %d unit".formatted(label, together));
    }

    @Test
    void what_the_address_cannot_mean_is_said_and_not_guessed() throws Exception {
        assertThat(trained.get("/runs/1/weights?order=size").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/weights?order=size").body())
                .contains("order must be one of index, norm, class, was size");
        assertThat(trained.get("/runs/1/weights?count=7").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/1/weights?epoch=9").statusCode()).isEqualTo(400);
        assertThat(trained.get("/runs/2/weights").statusCode()).isEqualTo(404);
        assertThat(trained.get("/runs/1/weights/32").statusCode()).isEqualTo(404);
        assertThat(trained.get("/runs/1/weights/one").statusCode()).isEqualTo(404);
    }

    @Test
    void a_checkpoint_that_is_gone_gets_a_sentence() throws Exception {
        long run = trained.train().id();
        Files.delete(trained.files.path(run, 1));

        HttpResponse<String> answer = trained.get("/runs/%d/weights?epoch=1".formatted(run));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("The checkpoint of epoch 1 of run " + run + " is gone");
    }

    private static List<Integer> units(String query) throws Exception {
        return find(trained.get("/runs/1/weights" + query).body(), "aria-label=\"Unit (\\d+), ").stream()
                .map(Integer::valueOf)
                .toList();
    }

    private static List<String> find(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static BufferedImage sheet(String query) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(
                trained.bytes("/runs/1/weights/sheet.png?" + query).body()));
    }

    private static int pixel(BufferedImage sheet, int unit, int i) {
        return sheet.getRGB(unit % 25 * 28 + i % 28, unit / 25 * 28 + i / 28) & 0xffffff;
    }

    private static float[] tensor(int epoch, int index) {
        List<Tensor> parameters = trained.archive.parameters(trained.run, epoch);
        return parameters.get(index).values();
    }

    /** W3 W2 by a plain loop. */
    private static double[][] pushes(int epoch) {
        float[] second = tensor(epoch, 2);
        float[] output = tensor(epoch, 4);
        double[][] pushes = new double[UNITS][10];
        for (int unit = 0; unit < UNITS; unit++) {
            for (int c = 0; c < 10; c++) {
                for (int j = 0; j < SECOND; j++) {
                    pushes[unit][c] += (double) output[c * SECOND + j] * second[j * UNITS + unit];
                }
            }
        }
        return pushes;
    }

    private static int largest(double[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }
}
