package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.ImageShape;
import inkling.network.plain.PlainNetwork;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceptiveFieldTest {
    private static final ImageShape SHAPE = new ImageShape(1, 24, 24);

    /** What a number of a map sees is exactly what changes it: every pixel is changed in turn. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            conv 1x5                                             | conv1
            conv 1x5 pad 2, avgpool 2, conv 1x3                  | conv2
            conv 1x3 stride 2 pad 1, conv 1x3 stride 2 pad 1     | conv2
            avgpool 3 stride 2, conv 1x2, tanh                   | tanh1
            conv 1x3 pad 1, residual(conv 1x3 pad 1, tanh, conv 1x3 pad 1) | residual1
            """)
    void what_a_number_of_a_map_sees_is_what_changes_it(String text, String layer) {
        Blueprint blueprint = Architecture.parse(text).on(SHAPE, 2);
        PlainNetwork network = new PlainNetwork(blueprint, blueprint.initial(1));
        int[] shape = blueprint.layer(layer).outputShape();
        int row = shape[1] / 2;
        int column = shape[2] / 2 - 1;
        int place = row * shape[2] + column;
        double before = network.forward(new float[SHAPE.size()]).activations(layer)[place];
        boolean[] seen = new boolean[SHAPE.size()];
        for (int pixel = 0; pixel < seen.length; pixel++) {
            float[] x = new float[seen.length];
            x[pixel] = 1;
            seen[pixel] = network.forward(x).activations(layer)[place] != before;
        }

        ReceptiveField field = ReceptiveField.of(blueprint, layer);

        boolean[] expected = new boolean[seen.length];
        for (int y = 0; y < field.size(); y++) {
            Arrays.fill(
                    expected,
                    (field.begin(row) + y) * 24 + field.begin(column),
                    (field.begin(row) + y) * 24 + field.begin(column) + field.size(),
                    true);
        }
        assertThat(seen).containsExactly(expected);
        assertThatThrownBy(() -> ReceptiveField.of(blueprint, "logits")).hasMessageContaining("has no maps");
    }
}
