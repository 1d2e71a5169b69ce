package inkling.analysis.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Network;
import inkling.network.Tensor;
import inkling.training.Evaluation;
import inkling.training.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class LandscapeTest {
    private static final ImageShape SHAPE = new ImageShape(3, 8, 8);

    private static final Blueprint BLUEPRINT = Architecture.parse(
                    "conv 4x3 pad 1, batchnorm, relu, residual(conv 6x3 pad 1 stride 2, batchnorm), relu, dense 5, relu")
            .on(SHAPE, 4);

    private static final List<Tensor> TENSORS = tensors(1, 1);
    private static final LabelledImages IMAGES = images();
    private static final Normalisation NORMALISATION = Normalisation.of(IMAGES);
    private static final double[] PLACES = {-1, -0.5, 0, 0.75};

    /** Weights, scales and running statistics of a network, none of them what an untrained one has. */
    private static List<Tensor> tensors(long seed, float height) {
        Random random = new Random(seed);
        return BLUEPRINT.initial(seed).stream()
                .map(tensor -> {
                    float[] values = tensor.values().clone();
                    for (int i = 0; i < values.length; i++) {
                        values[i] = values[i] * height + 0.2f * random.nextFloat();
                    }
                    return new Tensor(tensor.name(), tensor.shape(), values);
                })
                .toList();
    }

    private static LabelledImages images() {
        Random random = new Random(5);
        byte[] pixels = new byte[90 * SHAPE.size()];
        byte[] labels = new byte[90];
        random.nextBytes(pixels);
        Arrays.setAll(new int[90], i -> labels[i] = (byte) random.nextInt(4));
        return new LabelledImages(SHAPE, pixels, labels);
    }

    private static List<Tensor> learnt(List<Tensor> tensors) {
        return tensors.subList(0, BLUEPRINT.parameters().size());
    }

    private static Landscape landscape(Plane plane, IntConsumer done) {
        return Landscape.of(BLUEPRINT, TENSORS, plane, PLACES, PLACES, IMAGES, NORMALISATION, "cpu", done);
    }

    private static Score score(List<Tensor> tensors) {
        return Evaluation.score(BLUEPRINT, tensors, NORMALISATION, IMAGES, "cpu", done -> {});
    }

    @Test
    void in_the_middle_it_is_the_checkpoint_s_loss_and_elsewhere_that_of_the_network_there() {
        Plane plane = Plane.random(learnt(TENSORS), 7);
        List<Integer> told = new ArrayList<>();

        Landscape found = landscape(plane, told::add);

        assertThat(found.loss()[2][2]).isEqualTo(score(TENSORS).loss());
        assertThat(found.error()[2][2]).isEqualTo(1 - score(TENSORS).accuracy());
        float[] moved = new float[BLUEPRINT.parameterCount()];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (plane.centre()[i] + 0.75 * plane.x()[i] - 0.5 * plane.y()[i]);
        }
        List<Tensor> there = new ArrayList<>(Network.split(BLUEPRINT, moved, ""));
        there.addAll(TENSORS.subList(there.size(), TENSORS.size()));
        assertThat(found.loss()[1][3]).isEqualTo(score(there).loss()).isNotEqualTo(found.loss()[2][2]);
        assertThat(told).hasSize(16).endsWith(16);
    }

    @Test
    void each_filter_of_a_random_direction_is_as_long_as_the_network_s_own() {
        Plane plane = Plane.random(learnt(TENSORS), 7);

        for (float[] direction : List.of(plane.x(), plane.y())) {
            List<Tensor> along = Network.split(BLUEPRINT, direction, "");
            for (int t = 0; t < along.size(); t++) {
                Tensor weights = TENSORS.get(t);
                if (weights.shape().length == 1) { // A bias, or batch normalisation's scale or shift.
                    assertThat(along.get(t).values()).containsOnly(0);
                    continue;
                }
                int filter = weights.values().length / weights.shape()[0];
                for (int first = 0; first < weights.values().length; first += filter) {
                    double own = norm(weights.values(), first, filter);
                    assertThat(own).isPositive();
                    assertThat(norm(along.get(t).values(), first, filter)).isCloseTo(own, within(1e-6 * own));
                }
            }
        }
    }

    private static double norm(float[] values, int first, int count) {
        double squares = 0;
        for (int i = first; i < first + count; i++) {
            squares += values[i] * (double) values[i];
        }
        return Math.sqrt(squares);
    }

    @Test
    void the_same_seed_gives_the_same_picture_and_another_one_another() {
        Landscape once = landscape(Plane.random(learnt(TENSORS), 7), done -> {});
        Landscape again = landscape(Plane.random(learnt(TENSORS), 7), done -> {});
        Landscape other = landscape(Plane.random(learnt(TENSORS), 8), done -> {});

        assertThat(again.loss()).isDeepEqualTo(once.loss());
        assertThat(other.loss()[0]).isNotEqualTo(once.loss()[0]);
    }

    @Test
    void where_no_checkpoint_differs_from_another_there_is_no_way_and_no_number_is_none() {
        List<Tensor> centre = learnt(TENSORS);

        Plane plane = Plane.alongTheWay(centre, List.of(centre, centre, centre));

        assertThat(plane.shares()).containsExactly(0, 0);
        assertThat(plane.place(centre)).containsExactly(0, 0);
        assertThat(norm(plane.x(), 0, plane.x().length)).isZero();
    }

    @Test
    void the_way_of_training_lies_on_its_own_plane_as_it_was() {
        List<Tensor> centre = learnt(TENSORS);
        Plane spread = Plane.random(centre, 3);
        double[][] went = {{-3, 1}, {-1, -0.5}, {-0.2, 0.3}, {0, 0}, {0.5, 0.1}};
        List<List<Tensor>> way = Arrays.stream(went)
                .map(place -> {
                    float[] moved = new float[BLUEPRINT.parameterCount()];
                    spread.at(place[0], place[1], moved);
                    return Network.split(BLUEPRINT, moved, "");
                })
                .toList();

        Plane plane = Plane.alongTheWay(centre, way);

        assertThat(plane.shares()[0]).isGreaterThan(plane.shares()[1]);
        assertThat(plane.shares()[0] + plane.shares()[1]).isCloseTo(1, within(1e-6));
        assertThat(norm(plane.x(), 0, plane.x().length)).isCloseTo(1, within(1e-4));
        assertThat(plane.place(way.get(0))[0]).isNegative();
        for (List<Tensor> one : way) {
            double[] here = plane.place(one);
            float[] back = new float[BLUEPRINT.parameterCount()];
            plane.at(here[0], here[1], back);
            for (int t = 0, from = 0; t < one.size(); from += one.get(t++).values().length) {
                for (int i = 0; i < one.get(t).values().length; i++) {
                    assertThat(back[from + i]).isCloseTo(one.get(t).values()[i], within(1e-4f));
                }
            }
        }
        assertThat(spread.place(way.get(1))).containsExactly(went[1], within(1e-4));
    }

    @Test
    void it_ends_when_it_is_told_to_stop() {
        assertThatThrownBy(() -> landscape(Plane.random(learnt(TENSORS), 7), done -> {
                    if (done == 3) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }
}
