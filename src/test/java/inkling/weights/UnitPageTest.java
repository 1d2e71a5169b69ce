package inkling.weights;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.ImageSplit;
import inkling.dataset.LabelledImages;
import inkling.inspect.TrainedRun;
import inkling.network.Tensor;
import inkling.network.plain.PlainNetwork;
import inkling.text.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class UnitPageTest {
    private static final int UNIT = 5;

    @TempDir
    static Path home;

    @AutoClose
    private static TrainedRun trained;

    @BeforeAll
    static void train() throws Exception {
        trained = WeightsFixture.train(home);
    }

    @Test
    void its_images_are_those_whose_forward_pass_excites_it_most() throws Exception {
        double[] activations = activations();
        List<Integer> expected = IntStream.range(0, activations.length)
                .filter(image -> activations[image] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(image -> -activations[image]))
                .limit(24)
                .toList();

        String page = page("?epoch=3");

        assertThat(find(page, "src=\"/runs/1/images/train/(\\d+).png"))
                .isEqualTo(expected.stream().map(String::valueOf).toList());
        assertThat(page)
                .contains("href=\"/runs/1/images/train/%d?epoch=3\"".formatted(expected.get(0)))
                .contains("activation " + Figures.signed(activations[expected.get(0)]));
    }

    @Test
    void what_it_does_with_each_class_is_the_mean_over_all_training_images() throws Exception {
        LabelledImages images = trained.archive.images(trained.run, ImageSplit.TRAIN);
        double[] activations = activations();
        double sum = 0;
        int count = 0;
        int active = 0;
        for (int image = 0; image < images.size(); image++) {
            active += activations[image] > 0 ? 1 : 0;
            if (images.label(image) == 3) {
                sum += activations[image];
                count++;
            }
        }

        String page = page("?epoch=3");

        assertThat(page).contains(">" + Figures.signed(sum / count) + "<");
        assertThat(page)
                .contains("%.2f\u2009%% of the 2,700 training images".formatted(100.0 * active / images.size()));
    }

    @Test
    void its_bias_and_its_outgoing_weights_are_the_checkpoints() throws Exception {
        List<Tensor> parameters = parameters();
        List<String> expected = IntStream.range(0, 16)
                .mapToObj(j -> Figures.signed(parameters.get(2).values()[j * 32 + UNIT]))
                .toList();

        String page = page("?epoch=3");

        assertThat(page)
                .contains(
                        ">Bias</a></dt><dd>" + Figures.signed(parameters.get(1).values()[UNIT]) + "</dd>");
        assertThat(find(page, "<title>to unit \\d+: ([^<]+)</title>")).isEqualTo(expected);
    }

    @Test
    void the_units_before_and_after_it_are_those_of_the_order_it_was_come_from() throws Exception {
        List<String> order =
                find(trained.get("/runs/1/weights?order=norm&count=all").body(), "aria-label=\"Unit (\\d+), ");
        int place = order.indexOf(String.valueOf(UNIT));

        String page = page("?order=norm&count=all");

        assertThat(find(
                        page,
                        "rel=\"next\" href=\"/runs/1/weights/(\\d+)\\?epoch=\\d&amp;layer=input_fc&amp;order=norm"))
                .containsExactly(order.get((place + 1) % order.size()));
        assertThat(find(
                        page,
                        "rel=\"prev\" href=\"/runs/1/weights/(\\d+)\\?epoch=\\d&amp;layer=input_fc&amp;order=norm"))
                .containsExactly(order.get((place + order.size() - 1) % order.size()));
    }

    private static String page(String query) throws Exception {
        return trained.get("/runs/1/weights/" + UNIT + query).body();
    }

    private static List<Tensor> parameters() {
        return trained.archive.parameters(trained.run, 3);
    }

    private static double[] activations() {
        LabelledImages images = trained.archive.images(trained.run, ImageSplit.TRAIN);
        PlainNetwork network = new PlainNetwork(trained.run.blueprint(), parameters());
        double[] activations = new double[images.size()];
        float[] x = new float[784];
        for (int image = 0; image < activations.length; image++) {
            trained.archive.normalisation(trained.run).apply(images.shape(), images.pixels(), image * 784, 1, x, 0);
            activations[image] = network.forward(x).activations("h1")[UNIT];
        }
        return activations;
    }

    private static List<String> find(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
