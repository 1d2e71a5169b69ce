package inkling.network.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import inkling.network.modules.Module.Trained;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModulesTest {
    private static final int SIZE = 1_000;

    /** As {@code nn.MaxPool2d(2)} in PyTorch: row by row, and only a larger number takes the place of an earlier one. */
    @Test
    void of_equal_numbers_in_a_window_the_first_gets_the_gradient() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] x = {1, 1, 0, 2, 1, 1, 2, 2, -3, -3, -1, -2, -3, -4, -2, -1};
            NDArray image = manager.create(x, new Shape(1, 1, 4, 4));

            Trained trained = new MaxPool(2, 2).train(image, part(0, 0, 1), true);
            NDArray gradient =
                    trained.backward().apply(manager.create(new float[] {5, 6, 7, 8}, new Shape(1, 1, 2, 2)));

            assertThat(trained.output().toFloatArray()).containsExactly(1, 2, -3, -1);
            assertThat(gradient.toFloatArray()).containsExactly(5, 0, 0, 6, 0, 0, 0, 0, 7, 0, 8, 0, 0, 0, 0, 0);
            assertThat(image.toFloatArray()).containsExactly(x);
        }
    }

    @Test
    void dropout_leaves_out_its_share_and_scales_the_rest_and_the_gradient_alike() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new Shape(10, SIZE));

            Trained trained = new Dropout(0.25, 0).train(x, part(0, 0, 1), true);
            float[] y = trained.output().toFloatArray();
            float[] gradient =
                    trained.backward().apply(manager.ones(x.getShape())).toFloatArray();

            int zeros = 0;
            for (float value : y) {
                zeros += value == 0 ? 1 : 0;
                assertThat(value).isIn(0f, (float) (1 / 0.75));
            }
            assertThat(zeros / 10_000.0).isCloseTo(0.25, within(0.02));
            assertThat(gradient).containsExactly(y);
            assertThat(new Dropout(0.25, 0).forward(x, (id, made) -> {})).isSameAs(x);
        }
    }

    @Test
    void what_dropout_leaves_out_follows_from_step_layer_and_image_and_from_nothing_else() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new Shape(4, SIZE));
            NDArray half = manager.ones(new Shape(2, SIZE));
            float[] whole = dropped(x, new Dropout(0.5, 1), part(0, 0, 7));

            assertThat(dropped(x, new Dropout(0.5, 1), part(0, 0, 7))).containsExactly(whole);
            float[] second = dropped(half, new Dropout(0.5, 1), part(1, 2, 7));
            assertThat(second).containsExactly(Arrays.copyOfRange(whole, 2 * SIZE, 4 * SIZE));
            assertThat(agreement(whole, dropped(x, new Dropout(0.5, 1), part(0, 0, 8))))
                    .isCloseTo(0.5, within(0.04));
            assertThat(agreement(whole, dropped(x, new Dropout(0.5, 2), part(0, 0, 7))))
                    .isCloseTo(0.5, within(0.04));
            assertThat(agreement(second, Arrays.copyOf(whole, 2 * SIZE))).isCloseTo(0.5, within(0.06));
        }
    }

    private static float[] dropped(NDArray x, Dropout dropout, Part part) {
        return dropout.train(x, part, true).output().toFloatArray();
    }

    private static double agreement(float[] one, float[] other) {
        int same = 0;
        for (int i = 0; i < one.length; i++) {
            same += one[i] == other[i] ? 1 : 0;
        }
        return (double) same / one.length;
    }

    /** PyTorch refuses such a batch: "Expected more than 1 value per channel when training". */
    @Test
    void a_single_number_a_channel_is_normalised_as_in_evaluation_and_not_remembered() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray mean = manager.create(new float[] {1, 2});
            NDArray variance = manager.create(new float[] {4, 9});
            Learnt weight = new Learnt(manager.create(new float[] {2, 3}), 0, 0);
            Learnt bias = new Learnt(manager.create(new float[] {0, 1}), 1, 2);
            BatchNorm norm = new BatchNorm(weight, bias, mean, variance);
            NDArray x = manager.create(new float[] {5, -1}, new Shape(1, 2));
            HostGradient put = new HostGradient(1, 2);
            Part part = new Part(new Meeting(1), 0, 0, 1, put);

            Trained trained = norm.train(x, part, true);
            NDArray gradient = trained.backward().apply(manager.ones(new Shape(1, 2)));

            assertThat(trained.output().toFloatArray()).containsExactly(new float[] {4, -2}, within(1e-4f));
            assertThat(gradient.toFloatArray()).containsExactly(new float[] {1, 1}, within(1e-4f));
            float[] share = new float[4];
            put.read(0, 0, 4, share);
            assertThat(share).containsExactly(new float[] {2, -1, 1, 1}, within(1e-4f));
            assertThat(mean.toFloatArray()).containsExactly(1, 2);
            assertThat(variance.toFloatArray()).containsExactly(4, 9);
        }
    }

    private static Part part(int index, int first, long step) {
        return new Part(new Meeting(1), index, first, Dropout.key(3, step), new HostGradient(1, 0));
    }
}
