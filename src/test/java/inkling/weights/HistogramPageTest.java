package inkling.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.Distribution;
import inkling.archive.ImageSplit;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.inspect.TrainedRun;
import inkling.network.Tensor;
import inkling.network.plain.DenseNetwork;
import inkling.text.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HistogramPageTest {
    @TempDir
    static Path home;

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws Exception {
        trained = WeightsFixture.train(home);
    }

    @Test
    void the_page_comes_at_once_and_then_says_everything_of_every_epoch() throws Exception {
        assertThat(trained.get("/runs/1/weights/histograms").statusCode()).isEqualTo(200);

        String page = finished("/runs/1/weights/histograms?epoch=2");

        assertThat(page.split("<svg role=\"img\"", -1)).hasSize(1 + 12);
        assertThat(page.split("class=\"current\"", -1)).hasSize(1 + 12);
        assertThat(page).contains("The figures of epoch 2", "input_fc.weight", "output_fc.bias", "25,088");
    }

    @Test
    void the_weights_figures_are_those_of_a_loop_over_the_checkpoint() throws Exception {
        List<Tensor> parameters = trained.archive.parameters(trained.run, 1);
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : parameters.get(2).values()) {
            sum += value;
            largest = Math.max(largest, value);
        }

        String page = finished("/runs/1/weights/histograms?epoch=1");

        String row = page.substring(page.indexOf("<code>hidden_fc.weight</code>"));
        assertThat(row.substring(0, row.indexOf("</tr>")))
                .contains("<td>512</td>")
                .contains("<td>" + Figures.signed(sum / 512) + "</td>")
                .contains("<td>" + Figures.signed(largest) + "</td>");
    }

    /** Of three parameters of each tensor, by the forward pass alone. */
    @Test
    void the_gradients_are_what_small_changes_of_a_parameter_do_to_the_mean_loss_of_a_thousand_images() {
        List<Tensor> parameters = trained.archive.parameters(trained.run, 1);
        LabelledImages images = trained.archive.images(trained.run, ImageSplit.TRAIN);
        Normalisation normalisation = trained.archive.normalisation(trained.run);

        List<Tensor> gradients = Layers.gradients(parameters, images, normalisation);

        for (int p = 0; p < parameters.size(); p++) {
            int size = parameters.get(p).values().length;
            for (int i : new int[] {0, size / 2, size - 1}) {
                float value = parameters.get(p).values()[i];
                float up = value + 1 / 4096f;
                float down = value - 1 / 4096f;
                double slope =
                        (loss(changed(parameters, p, i, up), images) - loss(changed(parameters, p, i, down), images))
                                / ((double) up - down);
                assertThat((double) gradients.get(p).values()[i])
                        .as("%s at %d", parameters.get(p).name(), i)
                        .isCloseTo(slope, within(2e-4 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @Test
    void a_drawing_counts_every_value_on_the_scale_of_all_epochs() {
        TreeMap<Integer, Distribution> epochs = new TreeMap<>();
        epochs.put(0, Distribution.of(new float[] {-0.1f, 0.1f, 0.1f, 0.1f}));
        epochs.put(1, Distribution.of(new float[] {-1, 1, 1, 1}));

        Ridges ridges = Ridges.of("weights", epochs, 1);

        assertThat(ridges.from()).isEqualTo("−1.00");
        assertThat(ridges.lines()).extracting(Ridges.Ridge::current).containsExactly(false, true);
        // 16 bins of 1/8: in the back 0.1 is in the ninth, in front 1 is in the last; a value of four is a third as
        // high.
        assertThat(ridges.lines().get(0).outline()).contains("V29.3H150.0V0.0H168.8V44.0H187.5");
        assertThat(ridges.lines().get(1).outline())
                .startsWith("M0 68V53.3H18.8V68.0")
                .endsWith("V24.0H300.0V68Z");
    }

    @Test
    void of_many_epochs_the_first_the_last_and_the_one_looked_at_are_drawn() {
        List<Integer> epochs = IntStream.rangeClosed(0, 1_000).boxed().toList();

        assertThat(HistogramPage.chosen(epochs, 333))
                .hasSize(22)
                .startsWith(0, 50)
                .contains(333)
                .endsWith(950, 1_000);
        assertThat(HistogramPage.chosen(epochs.subList(0, 6), 3)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void a_checkpoint_that_is_gone_gets_a_sentence_and_the_others_are_drawn() throws Exception {
        long run = trained.train().id();
        Files.delete(trained.files.path(run, 2));

        String page = finished("/runs/%d/weights/histograms?epoch=1".formatted(run));

        assertThat(page).contains("The checkpoint of epoch 2 of run " + run + " is gone");
        assertThat(page).contains("The figures of epoch 1");
    }

    private static String finished(String address) throws Exception {
        String page = trained.get(address).body();
        while (page.contains("Working out the gradients")) {
            Thread.sleep(50);
            page = trained.get(address).body();
        }
        return page;
    }

    private static List<Tensor> changed(List<Tensor> parameters, int index, int at, float value) {
        List<Tensor> changed = new ArrayList<>(parameters);
        Tensor before = parameters.get(index);
        float[] values = before.values().clone();
        values[at] = value;
        changed.set(index, new Tensor(before.name(), before.shape(), values));
        return changed;
    }

    private static double loss(List<Tensor> parameters, LabelledImages images) {
        DenseNetwork network = new DenseNetwork(parameters);
        float[] x = new float[784];
        double sum = 0;
        for (int image = 0; image < 1_000; image++) {
            trained.archive.normalisation(trained.run).apply(images.shape(), images.pixels(), image * 784, 1, x, 0);
            sum -= Math.log(network.forward(x).probabilities()[images.label(image)]);
        }
        return sum / 1_000;
    }
}
