package inkling.dreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.dataset.Normalisation.Channel;
import inkling.dreaming.Adversarial.Change;
import inkling.dreaming.Adversarial.Method;
import inkling.dreaming.Adversarial.Plan;
import inkling.network.Architecture;
import inkling.network.plain.ExampleNetwork;
import inkling.network.plain.PlainNetwork;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdversarialTest {
    private static final Normalisation MNIST = new Normalisation(0.1307f, 0.3081f);
    private static final byte[] PICTURE = {0, (byte) 255, 10, (byte) 200, (byte) 128, 64, 5, (byte) 250};

    private final Adversarial small = new Adversarial(ExampleNetwork.network(), MNIST);
    private final PlainNetwork large = NoiseSearchTest.network();

    /**
     * PyTorch 1.13, the network of {@link ExampleNetwork}, {@code p} the picture over 255:
     *
     * <pre>{@code
     * q = p.clone().requires_grad_(); F.log_softmax(net((q - .1307) / .3081), -1)[0].backward()
     * p = torch.minimum(torch.maximum(p + .1 * q.grad.sign(), p - .1), p + .1).clamp(0, 1)
     * }</pre>
     */
    @Test
    void one_step_along_the_gradients_sign_is_pytorchs() {
        Change change = small.change(PICTURE, Plan.fgsm(0, 0.1), (step, soFar) -> {});

        assertThat(change.perturbation())
                .containsExactly(new float[] {0.1f, 0, -10 / 255f, -0.1f, 0.1f, 0.1f, 0.1f, -0.1f}, within(1e-6f));
        assertThat(change.probabilities()).hasSize(2);
        assertThat(change.probabilities().get(0))
                .containsExactly(
                        new double[] {0.19556897774955206, 0.4882099795924697, 0.3162210426579781}, within(1e-6));
        assertThat(change.probabilities().get(1))
                .containsExactly(
                        new double[] {0.21153346714329546, 0.47311289137760587, 0.3153536414790986}, within(1e-6));
        assertThat(change.predicted()).isEqualTo(1);
    }

    /** The same forty times with .1 / 16, always clamped to the original's surroundings. */
    @Test
    void forty_small_steps_are_pytorchs_too() {
        Change change = small.change(PICTURE, Plan.pgd(2, 0.1), (step, soFar) -> {});

        assertThat(change.perturbation())
                .containsExactly(new float[] {0, -0.1f, 0.1f, 0.1f, -0.1f, -0.1f, -5 / 255f, 5 / 255f}, within(1e-6f));
        assertThat(change.probabilities()).hasSize(41);
        assertThat(change.probabilities().get(40)[1]).isCloseTo(0.4979259124772065, within(1e-6));
    }

    /** The same in colour, with a convolution: {@code (q - mean) / std} a channel. */
    @Test
    void a_step_in_colour_is_pytorchs_with_each_channel_normalised_by_itself() {
        PlainNetwork coloured =
                ExampleNetwork.wavy(Architecture.parse("conv 4x2, tanh").on(new ImageShape(3, 3, 2), 3));
        Normalisation channels =
                new Normalisation(List.of(new Channel(.2f, .3f), new Channel(.5f, .2f), new Channel(.4f, .25f)));
        byte[] picture = new byte[18];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) (i * 37);
        }

        Change change = new Adversarial(coloured, channels).change(picture, Plan.fgsm(0, 0.1), (step, soFar) -> {});

        assertThat(change.perturbation())
                .containsExactly(
                        new float[] {
                            0, -.1f, -.1f, -.1f, .1f, .1f, .1f, .1f, .1f, -.1f, -.1f, -.1f, -.1f, -.1f, .1f, .1f, .1f,
                            .1f
                        },
                        within(1e-6f));
        assertThat(change.probabilities().get(1))
                .containsExactly(
                        new double[] {0.5340851692509122, 0.3328613222241486, 0.13305350852493936}, within(1e-6));
    }

    @Test
    void a_picture_is_taken_for_the_digit_it_should_be_taken_for() {
        byte[] picture = new byte[784];
        for (int i = 300; i < 500; i++) {
            picture[i] = (byte) 200;
        }

        Change change = new Adversarial(large, MNIST).change(picture, Plan.pgd(6, 0.3), (step, soFar) -> {});

        assertThat(change.predicted()).isEqualTo(6);
        assertThat(change.probabilities().get(40)[6])
                .isGreaterThan(change.probabilities().get(0)[6]);
    }

    @Property(tries = 30)
    void no_pixel_changes_by_more_than_epsilon_or_leaves_black_and_white(
            @ForAll @Size(8) byte[] picture,
            @ForAll @IntRange(max = 2) int target,
            @ForAll @DoubleRange(min = 0.01, max = 1) double epsilon,
            @ForAll Method method) {
        Change change = small.change(picture, new Plan(method, target, epsilon, 7, 0.3), (step, soFar) -> {});

        for (int i = 0; i < picture.length; i++) {
            assertThat(change.pixels()[i]).isBetween(0f, 1f);
            assertThat((double) Math.abs(change.perturbation()[i])).isLessThanOrEqualTo(epsilon + 1e-6);
            assertThat(change.pixels()[i] - change.perturbation()[i])
                    .isCloseTo((picture[i] & 0xff) / 255f, within(1e-6f));
        }
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> Plan.fgsm(3, 0)).hasMessage("epsilon must be above 0 and at most 1, was 0.0");
    }
}
