package inkling.analysis.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.pictures.WeightPictures.Order;
import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.plain.ExampleNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightPicturesTest {
    private final WeightPictures pictures =
            WeightPictures.first(ExampleNetwork.blueprint(), ExampleNetwork.parameters(), 10);

    /** Two inputs, three units, two units, two classes; small enough to do in one's head. */
    private final WeightPictures small = WeightPictures.first(
            Architecture.perceptron(List.of(3, 2)).on(new ImageShape(1, 1, 2), 2),
            List.of(
                    new Tensor("input_fc.weight", new int[] {3, 2}, new float[] {-1, 1, 3, 4, 0, 2}),
                    new Tensor("input_fc.bias", new int[] {3}, new float[] {7, 8, 9}),
                    new Tensor("hidden_fc.weight", new int[] {2, 3}, new float[] {1, 2, 0, -1, 1, 5}),
                    new Tensor("output_fc.weight", new int[] {2, 2}, new float[] {1, 0, 0, 1})),
            2);

    @Test
    void a_unit_has_its_weights_its_bias_and_what_leads_on_from_it() {
        assertThat(small.units()).isEqualTo(3);
        assertThat(small.weights(1)).containsExactly(3, 4);
        assertThat(small.bias(1)).isEqualTo(8);
        assertThat(small.outgoing(1)).containsExactly(2, 1);
        assertThat(small.norm(1)).isEqualTo(5);
    }

    /** {@code (w2 @ w1).T} in PyTorch, the network of {@link ExampleNetwork}. */
    @Test
    void a_units_push_is_the_product_of_the_weights_along_its_paths() {
        assertThat(pictures.pushes(0))
                .containsExactly(
                        new double[] {-0.0206249961908907, 0.05249999853782353, -0.037500001210719364}, within(1e-15));
        assertThat(pictures.pushes(4))
                .containsExactly(
                        new double[] {0.006874999413266761, 0.01937499945983289, 0.05000000167638065}, within(1e-15));
        assertThat(pictures.pushesFor(0)).isEqualTo(1);
        assertThat(pictures.pushesFor(4)).isEqualTo(2);
    }

    /** By hand: pushes are (1, -1), (2, 1), (0, 5), so the units push for 0, 0 and 1; norms are 1.4, 5, 2. */
    @Test
    void units_stand_by_index_by_norm_or_by_the_class_they_push_for() {
        assertThat(small.order(Order.INDEX)).containsExactly(0, 1, 2);
        assertThat(small.order(Order.NORM)).containsExactly(1, 2, 0);
        assertThat(small.order(Order.CLASS)).containsExactly(1, 0, 2);
    }

    @Test
    void a_picture_uses_the_whole_scale_or_shares_one() {
        assertThat(small.picture(0, small.range(0))).containsExactly(0, 255);
        // -1 .. 4 is the layer's range: -1 is its beginning, 1 lies at 2/5 of 256 steps.
        assertThat(small.picture(0, small.range())).containsExactly(0, 102);
    }

    @Test
    void a_scale_says_from_where_to_where_it_reaches() {
        assertThat(small.range()).isEqualTo(new Range(-1, 4));
        assertThat(small.range(0)).isEqualTo(new Range(-1, 1));
        assertThat(small.range().limit()).isEqualTo(4);
        assertThat(small.range(0).with(new Range(-0.5f, 2))).isEqualTo(new Range(-1, 2));
    }

    /** Two filters of 2 x 2 over red, green and blue, then 2 x 2 over those: weights count upwards from -11. */
    private static WeightPictures colour(String layer) {
        Blueprint blueprint = Architecture.parse("conv 2x2, conv 3x2").on(new ImageShape(3, 3, 3), 2);
        List<Tensor> tensors = blueprint.parameters().stream()
                .map(parameter -> {
                    float[] values = new float[parameter.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = i - 11;
                    }
                    return new Tensor(parameter.name(), parameter.shape(), values);
                })
                .toList();
        return new WeightPictures(blueprint, tensors, layer, 2);
    }

    @Test
    void a_filter_of_coloured_pictures_is_one_picture_in_colour_or_one_for_each_channel() {
        WeightPictures first = colour("conv1");

        assertThat(first.planes()).isEqualTo(new WeightPictures.Planes(3, 2, 2, true));
        // -11, -7 and -3 are red, green and blue of the first pixel; the largest in size is 12.
        assertThat(first.colourPicture(0, first.range())[0])
                .isEqualTo(128 - Math.round(127 * 11 / 12f) << 16 | 128 - Math.round(127 * 7 / 12f) << 8 | 128 - 32);
        // Two planes in the first row, one below, a line between them, 4 pixels a weight.
        assertThat(first.sheet()).isEqualTo(new Sheet(2, 2, 17, 17));
        byte[] beside = first.signedPicture(0, new Range(-127, 127));
        assertThat(new int[] {beside[0], beside[3], beside[4], beside[8], beside[9], beside[13], beside[9 * 17 + 16]})
                .containsExactly(
                        (byte) (128 - 11),
                        (byte) (128 - 11),
                        (byte) (128 - 10),
                        (byte) 128,
                        (byte) (128 - 7),
                        (byte) (128 - 6),
                        (byte) 128);
        assertThat(first.colourSheet()).isEqualTo(new Sheet(2, 2, 2, 2));
        assertThat(first.push()).isFalse();
    }

    @Test
    void a_later_convolution_has_a_plane_for_each_channel_and_the_output_one_for_each_map() {
        assertThat(colour("conv2").planes()).isEqualTo(new WeightPictures.Planes(2, 2, 2, false));
        assertThat(colour("conv2").weights(1)).containsExactly(-3, -2, -1, 0, 1, 2, 3, 4);
        assertThat(colour("logits").planes()).isEqualTo(new WeightPictures.Planes(3, 1, 1, false));
        assertThat(colour("logits").push()).isFalse();
    }

    @Test
    void a_signed_picture_has_nothing_at_128() {
        assertThat(small.signedPicture(2, small.range(2))).containsExactly(128, 255);
        assertThat(small.signedPicture(0, small.range(0))).containsExactly(1, 255);
        // 127 * -1/4 and 1/4, rounded.
        assertThat(small.signedPicture(0, small.range())).containsExactly(96, 160);
    }
}
