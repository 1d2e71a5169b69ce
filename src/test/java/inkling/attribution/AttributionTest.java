package inkling.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.dataset.Normalisation.Channel;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Predictor;
import inkling.network.Tensor;
import inkling.network.plain.ExampleNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AttributionTest {
    private static final Normalisation GREY = new Normalisation(0.1307f, 0.3081f);
    private static final Normalisation COLOURS =
            new Normalisation(List.of(new Channel(.2f, .3f), new Channel(.5f, .2f), new Channel(.4f, .25f)));

    /** A method's answer in three numbers: its sum, its length, and how far it goes along a wave. */
    private record Seen(double sum, double length, double along) {
        static Seen of(Attribution attribution) {
            double[] values = attribution.values();
            return new Seen(
                    attribution.sum(),
                    Math.sqrt(Arrays.stream(values).map(each -> each * each).sum()),
                    IntStream.range(0, values.length)
                            .mapToDouble(i -> values[i] * Math.sin((i + 1) * 0.3))
                            .sum());
        }

        void assertCloseTo(Seen other, double tolerance) {
            assertThat(new double[] {sum, length, along})
                    .containsExactly(new double[] {other.sum, other.length, other.along}, within(tolerance));
        }
    }

    /**
     * PyTorch 1.13, with {@code fill}, {@code wave} and the networks of {@code PlainNetworkTest}; what is subtracted and
     * divided by is each channel's mean and standard deviation, and the windows are written out:
     *
     * <pre>{@code
     * logit = lambda p: net((p - mean) / std)[:, label]
     * def grad(p): p = p.detach().requires_grad_(); logit(p).sum().backward(); return p.grad
     * p = (.5 + .5 * wave(n, .7)).float().double().view(1, c, h, w)
     * b = (.5 + .5 * wave(n, .4)).float().double().view(1, c, h, w)
     * t = ((torch.arange(32) + .5) / 32).view(-1, 1, 1, 1)
     * ig = ((p - b) * grad(b + t * (p - b)).mean(0)).flatten()
     * total, over = torch.zeros(h, w), torch.zeros(h, w)
     * for y in tops:
     *     for x in lefts:
     *         q = p.clone(); q[:, :, y:y + tall, x:x + wide] = b[:, :, y:y + tall, x:x + wide]
     *         total[y:y + tall, x:x + wide] += (logit(p) - logit(q)).item() / tall / wide
     *         over[y:y + tall, x:x + wide] += 1
     * occlusion = (total / over).flatten()
     * noise = lambda: .15 * (p.max() - p.min()) * torch.randn(10000, c, h, w)
     * smooth = sum(grad(p + noise()).mean(0) for _ in range(40)).flatten() / 40
     * for a in ig, occlusion, smooth: print(a.sum(), a.norm(), (a * wave(len(a), .3)).sum())
     * }</pre>
     */
    @Test
    void attributions_of_a_perceptron_are_pytorchs() {
        try (Predictor network = wavy("dense 6, relu, dense 5, relu", new ImageShape(1, 4, 8), GREY)) {
            Question question = wavy(network, 2);

            assertThat(question.ends(network).difference(2)).isCloseTo(0.044316208308042254, within(1e-6));
            Attribution integrated = Method.IG.answer(network, question);
            assertThat(integrated.passes()).isEqualTo(32);
            Seen.of(integrated)
                    .assertCloseTo(new Seen(0.04542024862818162, 0.06771336766300254, 0.12410543085467482), 1e-6);
            Attribution occlusion = Method.OCCLUSION.answer(network, question);
            assertThat(occlusion.passes()).isEqualTo(32);
            Seen.of(occlusion)
                    .assertCloseTo(new Seen(-0.11660582175928903, 0.04951854534085379, -0.02854678415604016), 1e-5);
            Seen.of(SmoothGradients.of(network, question, 40_000, 7))
                    .assertCloseTo(new Seen(0.002693805624966783, 0.02827743794937971, -4.65925008496309e-05), 1e-3);
        }
    }

    @Test
    void so_are_those_of_a_convolutional_network_on_a_coloured_picture() {
        String layers = "conv 4x3 stride 2 pad 1, batchnorm, tanh";
        try (Predictor network = wavy(layers, new ImageShape(3, 15, 22), COLOURS)) {
            Question question = wavy(network, 0);

            assertThat(question.ends(network).difference(0)).isCloseTo(-1.247030228859901, within(1e-5));
            Attribution integrated = Method.IG.answer(network, question);
            assertThat(integrated.passes()).isEqualTo(32);
            Seen.of(integrated)
                    .assertCloseTo(new Seen(-1.2470456452333276, 1.0430699620962243, 1.5925736647146407), 1e-5);
            Attribution occlusion = Method.OCCLUSION.answer(network, question);
            assertThat(occlusion.values()).as("a number a pixel").hasSize(15 * 22);
            assertThat(occlusion.passes()).as("of windows of 2 x 3").isEqualTo(14 * 20);
            Seen.of(occlusion)
                    .assertCloseTo(new Seen(-1.3301667596295403, 0.280785920643611, -0.9503705528836032), 1e-4);
            Seen.of(SmoothGradients.of(network, question, 4_000, 7))
                    .assertCloseTo(new Seen(-0.15517147444088647, 2.065204246594441, -0.9635020768996211), 1e-2);
            assertThat(integrated.map()).hasSize(15 * 22);
            assertThat(integrated.map()[5])
                    .as("all channels together")
                    .isEqualTo(integrated.values()[5]
                            + integrated.values()[335]
                            + integrated.values()[665]);
        }
    }

    /** logit = w x + b: the gradient is w, and what a pixel has is w times its way from the baseline. */
    @Test
    void of_a_linear_network_they_are_what_one_works_out_by_hand() {
        ImageShape shape = new ImageShape(1, 1, 4);
        float[] weights = {2, -1, 0, 3};
        List<Tensor> tensors = List.of(
                new Tensor("input_fc.weight", new int[] {1, 4}, weights),
                new Tensor("input_fc.bias", new int[] {1}, new float[] {5}),
                new Tensor("output_fc.weight", new int[] {2, 1}, new float[] {1, -1}),
                new Tensor("output_fc.bias", new int[] {2}, new float[] {0, 7}));
        try (Predictor network = network("dense 1", shape, 2, tensors, new Normalisation(0.5f, 0.5f))) {
            Question question = new Question(new float[] {1, 0.5f, 0.75f, 0}, new float[] {0, 0, 1, 0.5f}, 0);

            Attribution integrated = Method.IG.answer(network, question);
            // Halves as the standard deviation: a pixel's step of 1 is one of 2 in what the network takes in.
            assertThat(integrated.values()).containsExactly(new double[] {4, -1, 0, -3}, within(1e-5));
            assertThat(integrated.sum()).isCloseTo(0, within(1e-5));
            assertThat(question.ends(network).difference(0)).isCloseTo(0, within(1e-5));
            assertThat(Method.OCCLUSION.answer(network, question).values())
                    .as("of windows of one pixel")
                    .containsExactly(new double[] {4, -1, 0, -3}, within(1e-5));
            assertThat(Method.SMOOTH.answer(network, question).values())
                    .containsExactly(new double[] {4, -2, 0, 6}, within(1e-5));
            Question other = new Question(question.pixels(), question.baseline(), 1);
            assertThat(Method.IG.answer(network, other).values())
                    .containsExactly(new double[] {-4, 1, 0, 3}, within(1e-5));
        }
    }

    /** Of windows of four by four that move by two, a pixel has the mean of the linear parts around it. */
    @Test
    void occlusion_of_a_linear_network_is_a_mean_over_windows() {
        ImageShape shape = ImageShape.MNIST;
        float[] weights = new float[784];
        weights[0] = 3; // in a corner, over which a single window goes
        weights[14 * 28 + 14] = 3; // in the middle: four
        List<Tensor> tensors = List.of(
                new Tensor("input_fc.weight", new int[] {1, 784}, weights),
                new Tensor("input_fc.bias", new int[] {1}, new float[1]),
                new Tensor("output_fc.weight", new int[] {2, 1}, new float[] {1, 0}),
                new Tensor("output_fc.bias", new int[] {2}, new float[2]));
        float[] white = new float[784];
        Arrays.fill(white, 1);
        try (Predictor network = network("dense 1", shape, 2, tensors, new Normalisation(0, 1))) {
            double[] map = Method.OCCLUSION
                    .answer(network, new Question(white, new float[784], 0))
                    .map();

            assertThat(Occlusion.places(28)).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24);
            assertThat(map[0]).isCloseTo(3 / 16.0, within(1e-6));
            assertThat(map[14 * 28 + 14]).isCloseTo(3 / 16.0, within(1e-6));
            assertThat(map[14 * 28 + 16]).as("half of whose windows meet it").isCloseTo(1.5 / 16, within(1e-6));
            assertThat(map[2 * 28 + 2])
                    .as("one window of four meets the corner")
                    .isCloseTo(0.75 / 16, within(1e-6));
            assertThat(map[20 * 28 + 3]).isZero();
        }
    }

    @Property(tries = 12)
    void what_all_pixels_have_is_the_difference_of_the_logits(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 9) int label) {
        SplittableRandom random = new SplittableRandom(seed);
        ImageShape shape = ImageShape.MNIST;
        Blueprint blueprint = Architecture.parse("conv 4x5 stride 2, relu, maxpool 2, dense 20, relu")
                .on(shape, 10);
        try (Predictor network = new Predictor(blueprint, blueprint.initial(seed), GREY, "cpu")) {
            Question question = new Question(random(random), random(random), label);
            double difference = question.ends(network).difference(label);

            Attribution there = Method.IG.answer(network, question);
            Attribution back = Method.IG.answer(network, new Question(question.baseline(), question.pixels(), label));

            assertThat(there.sum()).isCloseTo(difference, within(0.01 * Math.max(1, Math.abs(difference))));
            assertThat(back.sum()).as("the way back is the same").isCloseTo(-there.sum(), within(1e-3));
            assertThat(Method.IG.answer(network, question).values())
                    .as("and again")
                    .isEqualTo(there.values());
        }
    }

    private static float[] random(SplittableRandom random) {
        float[] pixels = new float[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return pixels;
    }

    @Test
    void more_steps_are_taken_until_the_sum_is_complete() {
        // A kink just before the picture: relu(20 (x - 0.95)) of one pixel, whose slope the first 32 steps meet once or
        // twice.
        List<Tensor> tensors = List.of(
                new Tensor("input_fc.weight", new int[] {1, 1}, new float[] {20}),
                new Tensor("input_fc.bias", new int[] {1}, new float[] {-19}),
                new Tensor("output_fc.weight", new int[] {2, 1}, new float[] {10, 0}),
                new Tensor("output_fc.bias", new int[] {2}, new float[2]));
        Normalisation none = new Normalisation(0, 1);
        try (Predictor network = network("dense 1, relu", new ImageShape(1, 1, 1), 2, tensors, none)) {
            Attribution integrated = Method.IG.answer(network, new Question(new float[] {1}, new float[] {0}, 0));

            assertThat(integrated.sum()).isCloseTo(10, within(0.1));
            assertThat(integrated.passes()).isGreaterThan(32);
        }
    }

    @Test
    void a_picture_that_is_its_own_baseline_has_nothing_to_attribute() {
        try (Predictor network = wavy("conv 4x3, relu", new ImageShape(3, 9, 7), COLOURS)) {
            float[] pixels = wavy(network, 0).pixels();

            for (Method method : List.of(Method.IG, Method.OCCLUSION)) {
                assertThat(method.answer(network, new Question(pixels, pixels, 1))
                                .values())
                        .as(method.title())
                        .containsExactly(new double[method == Method.IG ? 189 : 63], within(1e-6));
            }
        }
    }

    @Test
    void baselines_are_black_the_images_mean_and_the_picture_blurred() {
        LabelledImages images = new LabelledImages(
                new ImageShape(1, 1, 3), new byte[] {0, (byte) 255, 51, 51, (byte) 255, 0}, new byte[] {0, 1});
        float[] pixels = {0, 1, 0};

        assertThat(Baseline.of("black").of(images.shape(), pixels, AttributionTest::unasked))
                .containsOnly(0);
        assertThat(Baseline.of("mean").of(images.shape(), pixels, () -> Baseline.mean(images)))
                .containsExactly(new float[] {0.1f, 1, 0.1f}, within(1e-6f));
        // Weights of a Gaussian of deviation 3/7 at the distances 0, 1 and 2.
        double near = Math.exp(-49 / 18.0);
        double far = Math.exp(-4 * 49 / 18.0);
        assertThat(Baseline.of("blurred").of(images.shape(), pixels, AttributionTest::unasked))
                .containsExactly(
                        new float[] {
                            (float) (near / (1 + near + far)),
                            (float) (1 / (1 + 2 * near)),
                            (float) (near / (1 + near + far))
                        },
                        within(1e-6f));
        float[] flat = new float[3 * 5 * 4];
        Arrays.fill(flat, 0, 20, 0.3f);
        assertThat(Baseline.BLURRED.of(new ImageShape(3, 5, 4), flat, AttributionTest::unasked))
                .as("no colour runs into another")
                .containsExactly(flat, within(1e-6f));
    }

    private static float[] unasked() {
        throw new AssertionError("nobody needs the mean");
    }

    private static Predictor network(
            String layers, ImageShape shape, int classes, List<Tensor> tensors, Normalisation normalisation) {
        return new Predictor(
                Architecture.parse(layers).on(shape, classes),
                named(layers, shape, classes, tensors),
                normalisation,
                "cpu");
    }

    /** Under the names that the blueprint has for them. */
    private static List<Tensor> named(String layers, ImageShape shape, int classes, List<Tensor> tensors) {
        Blueprint blueprint = Architecture.parse(layers).on(shape, classes);
        return IntStream.range(0, tensors.size())
                .mapToObj(i -> new Tensor(
                        blueprint.tensors().get(i).name(),
                        tensors.get(i).shape(),
                        tensors.get(i).values()))
                .toList();
    }

    private static Predictor wavy(String layers, ImageShape shape, Normalisation normalisation) {
        Blueprint blueprint = Architecture.parse(layers).on(shape, 3);
        return new Predictor(blueprint, ExampleNetwork.waves(blueprint), normalisation, "cpu");
    }

    private static Question wavy(Predictor network, int label) {
        return new Question(wave(network, 0.7), wave(network, 0.4), label);
    }

    private static float[] wave(Predictor network, double frequency) {
        float[] pixels = new float[network.blueprint().input().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (0.5 + 0.5 * Math.sin((i + 1) * frequency));
        }
        return pixels;
    }
}
