package inkling.dreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dreaming.GradientAscent.Objective;
import inkling.dreaming.GradientAscent.Plan;
import inkling.dreaming.GradientAscent.Start;
import inkling.dreaming.GradientAscent.Step;
import inkling.network.Architecture;
import inkling.network.plain.ExampleNetwork;
import inkling.network.plain.PlainNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class GradientAscentTest {
    private final PlainNetwork small = ExampleNetwork.of(new ImageShape(1, 3, 3), 6, 5, 3);
    private final PlainNetwork large = NoiseSearchTest.network();

    /**
     * PyTorch 1.13, the network of {@link ExampleNetwork} with 9 inputs:
     *
     * <pre>{@code
     * x = torch.zeros(9).double().requires_grad_(); opt = torch.optim.Adam([x], lr=.05)
     * def value():
     *     p = x.view(3, 3)
     *     return (F.log_softmax(net(x), -1)[2] - .3 * (x * x).mean()
     *         - 2 * (((p[:, 1:] - p[:, :-1]) ** 2).sum() + ((p[1:] - p[:-1]) ** 2).sum()) / 9)
     * for s in range(10): opt.zero_grad(); (-value()).backward(); opt.step()
     * }</pre>
     */
    @Test
    void ten_steps_up_a_log_probability_are_pytorchs() {
        List<Step> steps = climb(new Plan(2, Objective.LOG_PROBABILITY, Start.GREY, 10, 0.05, 2, 0.3, 0));

        assertThat(steps).hasSize(11);
        assertThat(steps.get(0).value()).isCloseTo(-1.1568916403271121, within(1e-12));
        assertThat(steps.get(10).value()).isCloseTo(-1.1614399272944305, within(1e-7));
        assertThat(steps.get(10).x())
                .containsExactly(
                        new float[] {
                            -0.026693832758658234f,
                            -0.02536205849140511f,
                            0.029233155770508664f,
                            0.026233006006645018f,
                            0.02776077909956621f,
                            -0.021313968322303204f,
                            -0.024636413400134904f,
                            0.028563885582196268f,
                            0.0301592648275737f
                        },
                        within(1e-6f));
        assertThat(steps.get(10).probabilities()[1]).isCloseTo(0.43419385791403353, within(1e-7));
    }

    /** The same with {@code net(x)[2]}. */
    @Test
    void and_so_are_ten_up_a_logit() {
        List<Step> steps = climb(new Plan(2, Objective.LOGIT, Start.GREY, 10, 0.05, 2, 0.3, 0));

        assertThat(steps.get(0).value()).isCloseTo(0.06725000431947416, within(1e-12));
        assertThat(steps.get(10).value()).isCloseTo(0.06455443435203648, within(1e-7));
        assertThat(steps.get(10).x()[7]).isCloseTo(0.04503953513211273f, within(1e-6f));
    }

    /**
     * The same with {@code x = torch.zeros(3, 3, 2)} and a convolution, {@code x[:, :, 1:] - x[:, :, :-1]} and {@code x[:,
     * 1:] - x[:, :-1]} for the differences, all over 18.
     */
    @Test
    void neighbours_are_those_of_a_channel_whatever_the_proportions() {
        PlainNetwork coloured =
                ExampleNetwork.wavy(Architecture.parse("conv 4x2, tanh").on(new ImageShape(3, 3, 2), 3));

        List<Step> steps = climb(coloured, new Plan(2, Objective.LOG_PROBABILITY, Start.GREY, 10, 0.05, 2, 0.3, 0));

        assertThat(steps.get(0).value()).isCloseTo(-1.5563486800898683, within(1e-12));
        assertThat(steps.get(10).value()).isCloseTo(-1.4046518344786427, within(1e-7));
        assertThat(Arrays.copyOfRange(steps.get(10).x(), 4, 8))
                .containsExactly(
                        new float[] {
                            -0.12628428308016398f, -0.212659107181569f, 0.16584398990145774f, 0.29586089701982377f
                        },
                        within(1e-6f));
    }

    @Test
    void the_climb_ends_with_the_network_sure_of_the_digit() {
        List<Step> steps = climb(large, Plan.of(3, 1));

        assertThat(steps).hasSize(301);
        assertThat(steps.get(300).value()).isGreaterThan(steps.get(0).value());
        assertThat(steps.get(300).probabilities()[3]).isGreaterThan(0.9);
        assertThat(steps.get(0).x()).isNotEqualTo(steps.get(1).x());
    }

    @Test
    void the_same_seed_climbs_to_the_same_picture_and_another_to_another() {
        float[] one = last(climb(large, Plan.of(3, 1)));

        assertThat(last(climb(large, Plan.of(3, 1)))).containsExactly(one);
        assertThat(last(climb(large, Plan.of(3, 2)))).isNotEqualTo(one);
    }

    @Test
    void a_smoothness_penalty_makes_the_picture_smoother_and_a_size_penalty_smaller() {
        Plan free = new Plan(3, Objective.LOGIT, Start.NOISE, 100, 0.05, 0, 0, 1);
        Plan smooth = new Plan(3, Objective.LOGIT, Start.NOISE, 100, 0.05, 100, 0, 1);
        Plan modest = new Plan(3, Objective.LOGIT, Start.NOISE, 100, 0.05, 0, 100, 1);

        assertThat(roughness(last(climb(large, smooth)))).isLessThan(0.7 * roughness(last(climb(large, free))));
        assertThat(size(last(climb(large, modest)))).isLessThan(0.7 * size(last(climb(large, free))));
    }

    @Test
    void it_starts_from_grey_if_it_is_told_to_and_ends_when_it_is_done() {
        GradientAscent ascent = new GradientAscent(large, new Plan(3, Objective.LOGIT, Start.GREY, 1, 0.05, 0, 0, 1));

        assertThat(ascent.next().x()).containsOnly(0f);
        assertThat(ascent.next().step()).isEqualTo(1);
        assertThat(ascent.hasNext()).isFalse();
        assertThatThrownBy(ascent::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("the climb ended after 1 steps");
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> new Plan(3, Objective.LOGIT, Start.GREY, 0, 0.05, 0, 0, 1))
                .hasMessage("steps must be between 1 and 10000, was 0");
    }

    private List<Step> climb(Plan plan) {
        return climb(small, plan);
    }

    private static List<Step> climb(PlainNetwork network, Plan plan) {
        List<Step> steps = new ArrayList<>();
        new GradientAscent(network, plan).forEachRemaining(steps::add);
        return steps;
    }

    private static float[] last(List<Step> steps) {
        return steps.get(steps.size() - 1).x();
    }

    private static double roughness(float[] x) {
        double sum = 0;
        for (int i = 1; i < x.length; i++) {
            sum += i % 28 > 0 ? Math.pow(x[i] - x[i - 1], 2) : 0;
        }
        return sum;
    }

    private static double size(float[] x) {
        double[] squares = new double[x.length];
        Arrays.setAll(squares, i -> x[i] * x[i]);
        return Arrays.stream(squares).sum();
    }
}
