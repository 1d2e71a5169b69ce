package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final Architecture notebook = new Architecture(List.of(250, 100));

    @Test
    void the_notebooks_network_has_222360_parameters_under_its_names() {
        assertThat(notebook.parameterCount()).isEqualTo(222_360);
        assertThat(notebook.parameters())
                .extracting(Architecture.Parameter::name)
                .containsExactly(
                        "input_fc.weight",
                        "input_fc.bias",
                        "hidden_fc.weight",
                        "hidden_fc.bias",
                        "output_fc.weight",
                        "output_fc.bias");
        assertThat(notebook.parameters())
                .extracting(Architecture.Parameter::shape)
                .containsExactly(
                        new int[] {250, 784},
                        new int[] {250},
                        new int[] {100, 250},
                        new int[] {100},
                        new int[] {10, 100},
                        new int[] {10});
    }

    @Test
    void initial_parameters_fill_plus_minus_one_over_the_root_of_the_inputs_evenly() {
        List<Tensor> initial = notebook.initial(7);

        for (int i = 0; i < initial.size(); i++) {
            double bound = 1 / Math.sqrt(List.of(784, 784, 250, 250, 100, 100).get(i));
            double[] values = doubles(initial.get(i));
            assertThat(DoubleStream.of(values)).allMatch(value -> Math.abs(value) <= bound);
            if (values.length > 10_000) {
                double variance = IntStream.range(0, values.length)
                        .mapToDouble(j -> values[j] * values[j])
                        .average()
                        .orElseThrow();
                assertThat(variance).isCloseTo(bound * bound / 3, within(bound * bound / 30));
            }
        }
    }

    private static double[] doubles(Tensor tensor) {
        return IntStream.range(0, tensor.values().length)
                .mapToDouble(i -> tensor.values()[i])
                .toArray();
    }

    @Test
    void the_same_seed_gives_the_same_parameters_and_another_seed_others() {
        assertThat(notebook.initial(7).get(0).values())
                .isEqualTo(notebook.initial(7).get(0).values())
                .isNotEqualTo(notebook.initial(8).get(0).values());
    }

    @Test
    void the_architecture_is_known_from_the_parameters() {
        assertThat(Architecture.of(new Architecture(List.of(3, 4)).initial(1)))
                .isEqualTo(new Architecture(List.of(3, 4)));
    }

    @Test
    void parameters_that_do_not_fit_together_are_refused() {
        List<Tensor> tensors = new Architecture(List.of(3, 4)).initial(1);
        List<Tensor> mixed = List.of(
                tensors.get(0),
                tensors.get(1),
                tensors.get(2),
                new Tensor("hidden_fc.bias", new int[] {5}, new float[5]),
                tensors.get(4),
                tensors.get(5));

        assertThatThrownBy(() -> Architecture.of(mixed))
                .hasMessage("expected hidden_fc.bias of shape [4], was hidden_fc.bias of shape [5]");
    }
}
