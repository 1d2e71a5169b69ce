package inkling.dreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Improvement;
import inkling.dreaming.NoiseSearch.Query;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.Waves;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.random.NormalNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseSearchTest {
    private static final Blueprint BLUEPRINT = Waves.perceptron(List.of(60, 30));
    static final List<Tensor> PARAMETERS = loud(BLUEPRINT.initial(4));

    private final NoiseSearch search = new NoiseSearch(BLUEPRINT, PARAMETERS, "cpu");

    @Test
    void the_best_image_is_the_best_of_all_that_were_drawn() {
        Query query = new Query(3, 3_000, 0.1, 1.2, 42);
        PlainNetwork network = network();
        NoiseSpace space = new NoiseSpace(PARAMETERS.get(0), 42);
        List<Improvement> curve = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (int image = 0; image < 3_000; image++) {
            double[] normal = space.image(image);
            float[] x = new float[normal.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (0.1 + 1.2 * normal[i]);
            }
            ForwardPass pass = network.forward(x);
            if (pass.logOdds(3) > best) {
                best = pass.logOdds(3);
                curve.add(new Improvement(image + 1, pass.logOdds(3)));
            }
        }

        Findings findings = search.run(query, soFar -> {});

        assertThat(findings.images()).isEqualTo(3_000);
        assertThat(findings.curve()).isEqualTo(curve).hasSizeGreaterThan(3);
        assertThat(findings.best().logOdds()).isEqualTo(best);
        assertThat(findings.best().index())
                .isEqualTo(curve.get(curve.size() - 1).images() - 1);
    }

    @Test
    void the_picture_is_what_the_network_takes_for_the_digit() {
        Findings findings = search.run(new Query(7, 40_000, 0, 1, 1), soFar -> {});

        double[] probabilities = network().forward(findings.best().x()).probabilities();
        assertThat(findings.best().probabilities()).containsExactly(probabilities, within(1e-15));
        assertThat(probabilities[7]).isGreaterThan(0.5);
        assertThat(findings.best().logOdds())
                .isEqualTo(findings.curve().get(findings.curve().size() - 1).logOdds());
    }

    @Test
    void the_size_of_a_batch_changes_nothing() {
        Query query = new Query(0, 5_001, 0, 1, 9);

        Findings small = new NoiseSearch(BLUEPRINT, PARAMETERS, "cpu", 7).run(query, soFar -> {});
        Findings large = new NoiseSearch(BLUEPRINT, PARAMETERS, "cpu", 4096).run(query, soFar -> {});

        assertThat(small.curve()).isEqualTo(large.curve());
        assertThat(small.best().x()).containsExactly(large.best().x());
    }

    /** As above, with every number of an image drawn, in colour and taller than wide. */
    @Test
    void a_convolutional_network_finds_the_best_of_all_too_whatever_the_batch() {
        Blueprint blueprint = Architecture.parse("conv 4x3 stride 2, batchnorm, gelu, globalavgpool")
                .on(new ImageShape(3, 11, 7), 4);
        List<Tensor> tensors = loud(blueprint.initial(1));
        PlainNetwork network = new PlainNetwork(blueprint, tensors);
        Query query = new Query(2, 700, 0.1, 1.2, 42);
        NormalNumbers noise = new NormalNumbers(42, 3 * 11 * 7);
        List<Improvement> curve = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (int image = 0; image < 700; image++) {
            float[] x = new float[3 * 11 * 7];
            noise.fill(image, x, 0);
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (0.1 + 1.2 * x[i]);
            }
            ForwardPass pass = network.forward(x);
            if (pass.logOdds(2) > best) {
                best = pass.logOdds(2);
                curve.add(new Improvement(image + 1, pass.logOdds(2)));
            }
        }

        Findings findings = new NoiseSearch(blueprint, tensors, "cpu").run(query, soFar -> {});
        Findings small = new NoiseSearch(blueprint, tensors, "cpu", 7).run(query, soFar -> {});

        assertThat(findings.curve()).isEqualTo(curve).isEqualTo(small.curve()).hasSizeGreaterThan(3);
        assertThat(findings.best().logOdds()).isEqualTo(best);
    }

    @ParameterizedTest
    @CsvSource({"mlp, 1, 28, 1600000", "lenet5, 1, 28, 1000000", "vgg-small, 3, 32, 20000", "resnet-small, 3, 32, 20000"
    })
    void as_many_images_are_usual_as_take_about_a_minute(String network, int channels, int side, long images) {
        Blueprint blueprint = Architecture.parse(network).on(new ImageShape(channels, side, side), 10);

        assertThat(Query.usual(3, 1, blueprint).images()).isEqualTo(images);
    }

    @Test
    void another_seed_finds_another_picture() {
        Findings one = search.run(new Query(3, 1_000, 0, 1, 1), soFar -> {});
        Findings two = search.run(new Query(3, 1_000, 0, 1, 2), soFar -> {});

        assertThat(one.best().x()).isNotEqualTo(two.best().x());
    }

    @Test
    void progress_is_told_and_the_search_can_be_ended() {
        List<Long> seen = new ArrayList<>();

        assertThatThrownBy(() -> new NoiseSearch(BLUEPRINT, PARAMETERS, "cpu", 10).run(Query.of(3, 1), soFar -> {
                    seen.add(soFar.images());
                    assertThat(soFar.best().x()).hasSize(784);
                    if (seen.size() == 3) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(seen).containsExactly(320L, 640L, 960L);
    }

    @Test
    void a_network_that_answers_everything_alike_keeps_its_first_image() {
        List<Tensor> dead = PARAMETERS.stream()
                .map(tensor -> new Tensor(tensor.name(), tensor.shape(), new float[tensor.values().length]))
                .toList();

        Findings findings = new NoiseSearch(BLUEPRINT, dead, "cpu").run(new Query(3, 50_000, 0, 1, 1), soFar -> {});

        assertThat(findings.best().index()).isZero();
        assertThat(findings.best().probabilities()[3]).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void what_cannot_be_searched_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> new Query(-1, 1, 0, 1, 0)).hasMessage("class must not be negative, was -1");
        assertThatThrownBy(() -> new Query(1, 0, 0, 1, 0))
                .hasMessage("number of images must be between 1 and 1000000000000, was 0");
        assertThatThrownBy(() -> new Query(1, 1, 0, 0, 0))
                .hasMessage("deviation must be above 0 and at most 10, was 0.0");
    }

    /** A network of 784, 60, 30 and 10 units that is as sure of itself as a trained one. */
    static PlainNetwork network() {
        return new PlainNetwork(BLUEPRINT, PARAMETERS);
    }

    private static List<Tensor> loud(List<Tensor> parameters) {
        return scaled(parameters, 4);
    }

    /** Untrained weights, enlarged until the network is as sure of itself as a trained one. */
    static List<Tensor> scaled(List<Tensor> parameters, float factor) {
        return parameters.stream()
                .map(tensor -> {
                    float[] values = tensor.values().clone();
                    for (int i = 0; i < values.length; i++) {
                        values[i] *= factor;
                    }
                    return new Tensor(tensor.name(), tensor.shape(), values);
                })
                .toList();
    }
}
