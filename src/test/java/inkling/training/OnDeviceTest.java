package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtDeviceType;
import inkling.network.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What training does on a device that is not the CPU, watched where there is none. */
class OnDeviceTest {
    private static final String READING = "Training$Epoch.read";
    /** Readings, a checkpoint's parameters and what the optimiser remembers, and validation with its units' answers. */
    private static final Set<String> READERS = Set.of(
            READING, "NormSums.read", "Answers.see", "Network.tensors", "DeviceUpdateRule.slot", "Predictor.copy");

    static Stream<Arguments> trainings() {
        return Stream.of(
                Arguments.of("dense 12, relu, dense 9, tanh, gelu", "optimizer=adam weight_decay=.001", 0),
                Arguments.of("dense 12, relu", "optimizer=adamw weight_decay=.1", 0),
                Arguments.of("dense 12, relu", "optimizer=sgd momentum=0", 0),
                Arguments.of("dense 12, relu", "optimizer=sgd momentum=.9", 0),
                Arguments.of("dense 12, relu", "optimizer=sgd momentum=.9 nesterov=true", 0),
                Arguments.of("dense 12, relu", "optimizer=rmsprop", 0),
                Arguments.of("dense 12, relu", "optimizer=adagrad schedule=cosine", 0),
                Arguments.of("dense 12, relu", "clip_norm=.1", 0),
                Arguments.of("dense 12, relu", "class_weights=balanced label_smoothing=.1", 0),
                Arguments.of("conv 4x5 pad 2, relu, maxpool 2, conv 6x3 stride 2, globalavgpool", "", 0),
                Arguments.of("conv 4x3, gelu, avgpool 2, flatten, dense 9, relu", "", 0),
                Arguments.of("conv 4x3, batchnorm, relu, maxpool 3, dense 9, batchnorm, relu", "", 0),
                Arguments.of("residual(conv 1x3 pad 1, tanh), residual(conv 4x3 stride 2 pad 1, batchnorm)", "", 0),
                Arguments.of("dropout .1, conv 4x3 stride 3, dropout .2, dense 9, relu, dropout .5", "", 3));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("trainings")
    void a_step_reads_nothing_back_and_sends_nothing_but_its_batch(String layers, String settings, int dropouts) {
        Recording recording = new Recording();

        Queue<Asked> asked = watched(plan(layers, settings, "pretended"), recording);

        assertThat(asked).filteredOn(Asked::inStep).isNotEmpty().noneMatch(Asked::onCpu);
        assertThat(asked)
                .filteredOn(each -> each.inStep() && each.how().equals("createNdFromByteBuffer"))
                .as("pixels, targets and shares of each step, and what each dropout leaves out")
                .hasSize((3 + dropouts) * recording.steps.size());
        assertThat(asked)
                .filteredOn(Asked::onCpu)
                .allMatch(each -> each.how().equals("to") && READERS.contains(each.by()));
        assertThat(asked)
                .filteredOn(each -> each.by().equals(READING) && each.onCpu())
                .as("times that the losses of some steps were read")
                .hasSameSizeAs(recording.calls.stream()
                        .filter(call -> call.startsWith("steps to"))
                        .toList());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("trainings")
    void it_comes_to_the_numbers_of_the_cpu(String layers, String settings) {
        Recording onCpu = new Recording();
        new Training(plan(layers, settings, "cpu")).run(onCpu);

        Recording onDevice = new Recording();
        watched(plan(layers, settings, "pretended"), onDevice);

        // Rounding grows from step to step, most behind batch normalisation.
        assertThat(Arrays.copyOf(losses(onDevice), 5)).containsExactly(Arrays.copyOf(losses(onCpu), 5), within(1e-5));
        assertThat(losses(onDevice)).containsExactly(losses(onCpu), within(.01));
        assertThat(onDevice.epochs.get(0).validLoss())
                .isCloseTo(onCpu.epochs.get(0).validLoss(), within(.01));
    }

    /** PyTorch has ReLU, convolution and batch normalisation for devices with numbers alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dense 12, tanh, gelu          | optimizer=adam clip_norm=1",
                "maxpool 2, avgpool 2, flatten | optimizer=adamw weight_decay=.1",
                "dense 12, dropout .5          | optimizer=sgd nesterov=true",
                "globalavgpool                 | optimizer=rmsprop",
                "dense 12                      | optimizer=adagrad"
            })
    void a_run_without_numbers_gets_as_far_as_its_first_reading(String layers, String settings) {
        Training training = new Training(plan(layers, settings, "meta"));

        EngineException failure = catchThrowableOfType(EngineException.class, () -> training.run(new Recording()));

        assertThat(failure).hasMessageContaining("Cannot copy out of meta tensor");
        assertThat(ours(failure.getStackTrace())).startsWith(READING);
    }

    private static TrainingPlan plan(String layers, String settings, String device) {
        Hyperparameters chosen = Chosen.of(("epochs=1 batch_size=16 lr=.002 " + settings).strip())
                .with(Setting.ARCH, Architecture.parse(layers));
        return new TrainingPlan(chosen, TinyData.dataset(428, 0), device); // 385 = 24 * 16 + 1 to train on
    }

    private static double[] losses(Recording recording) {
        return recording.steps.stream().mapToDouble(StepMetrics::loss).toArray();
    }

    private static Queue<Asked> watched(TrainingPlan plan, Recording recording) {
        Queue<Asked> asked = new ConcurrentLinkedQueue<>();
        PtDeviceType.pretend(device -> asked.add(Asked.by(new Throwable().getStackTrace(), device)));
        try {
            new Training(plan).run(recording);
        } finally {
            PtDeviceType.endPretence();
        }
        return asked;
    }

    /**
     * An array that was made, moved or read.
     *
     * @param onCpu whether the CPU was named in it, and not the run's device
     * @param how the method of DJL's: {@code to} reads or moves
     * @param by whose method wanted it
     */
    private record Asked(boolean onCpu, String how, String by, boolean inStep) {
        static Asked by(StackTraceElement[] stack, Device device) {
            String how = Arrays.stream(stack)
                    .filter(frame -> frame.getClassName().endsWith(".JniUtils"))
                    .findFirst()
                    .orElseThrow()
                    .getMethodName();
            List<String> ours = ours(stack);
            return new Asked(
                    !device.getDeviceType().equals("pretended"),
                    how,
                    ours.get(0),
                    ours.contains("Training$Epoch.step"));
        }
    }

    private static List<String> ours(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .filter(frame -> frame.startsWith("inkling.") && !frame.contains("OnDeviceTest"))
                .map(frame -> frame.replaceFirst("^([a-z]+\\.)+", ""))
                .toList();
    }
}
