package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Waves;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepMemoryTest {
    private static final Blueprint NOTEBOOK = Waves.perceptron(List.of(250, 100));

    /** Adam: four copies of 222,360 parameters; twice 710 numbers of each of 64 images. */
    @Test
    void a_step_holds_parameters_gradients_the_optimisers_memory_and_each_layers_numbers_twice() {
        StepMemory step = StepMemory.of(Chosen.of(""), NOTEBOOK, 54_000);

        assertThat(step.batch()).isEqualTo(64);
        assertThat(step.bytes()).isEqualTo(4 * (4 * 222_360 + 2 * 64 * NOTEBOOK.activations()));
        assertThat(step.on("cpu")).isEqualTo(step);
        assertThat(StepMemory.of(Chosen.of(""), NOTEBOOK, 10).batch()).isEqualTo(10);
    }

    @Test
    void a_batch_whose_pictures_no_array_holds_is_refused_with_the_figures() {
        Blueprint large = Architecture.parse("avgpool 64, avgpool 16").on(new ImageShape(3, 1024, 1024), 2);

        assertThatThrownBy(() -> StepMemory.of(Chosen.of("batch_size=10000"), large, 20_000)
                        .on("gpu0"))
                .isInstanceOf(StepMemory.TooLargeException.class)
                .hasMessageStartingWith("A batch of 10,000 images of 3 x 1024 x 1024 takes about 125.8 GB of memory;")
                .hasMessageEndingWith("Choose a smaller batch size, a smaller image size or a smaller network.");
    }

    /** Six copies of 47,189,702 numbers of four bytes when a checkpoint is made, where Java has 1 GB. */
    @Test
    void an_update_that_java_has_no_memory_for_is_refused_on_the_cpu() {
        Blueprint wide = Architecture.parse("conv 64x3 pad 1, dense 180").on(new ImageShape(3, 64, 64), 10);

        assertThatThrownBy(() -> StepMemory.of(Chosen.of(""), wide, 54_000).on("cpu", 1_000_000_000))
                .isInstanceOf(StepMemory.TooLargeException.class)
                .hasMessageStartingWith(
                        "The update after a batch of 64 images of 3 x 64 x 64 takes about 1.1 GB of memory; here there is room for 750.0 MB.");
    }

    @Test
    void a_step_that_the_machine_has_no_memory_for_is_refused_on_the_cpu() {
        Blueprint wide = Architecture.parse("conv 1900x3 pad 1, relu").on(new ImageShape(3, 32, 32), 10);

        assertThatThrownBy(() -> StepMemory.of(Chosen.of("batch_size=10000"), wide, 20_000)
                        .on("cpu"))
                .isInstanceOf(StepMemory.TooLargeException.class)
                .hasMessageStartingWith("A step of 10,000 images of 3 x 32 x 32 takes about 31");
    }
}
