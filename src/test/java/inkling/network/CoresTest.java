package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.Normalisation;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoresTest {
    @Test
    void a_network_says_the_same_to_the_last_bit_on_whatever_thread_it_is_asked() throws InterruptedException {
        new Devices().names();
        // Five rows are few enough for PyTorch to split their sums between its threads, if it has several.
        byte[] pixels = new byte[5 * 784];
        new Random(1).nextBytes(pixels);
        List<Tensor> parameters = Waves.perceptron(List.of(250, 100)).initial(1);
        try (Predictor predictor = new Predictor(
                Waves.perceptron(List.of(250, 100)), parameters, new Normalisation(0.13f, 0.31f), "cpu")) {
            float[] here = predictor.predict(pixels, 5).logits();

            float[][] there = new float[1][];
            Thread thread =
                    new Thread(() -> there[0] = predictor.predict(pixels, 5).logits());
            thread.start();
            thread.join();

            assertThat(there[0]).containsExactly(here);
        }
    }
}
