package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.Normalisation;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CoresTest {
    @Test
    void every_piece_is_done_once() {
        new Devices().names();
        AtomicIntegerArray done = new AtomicIntegerArray(100);

        Cores.share(100, done::incrementAndGet);

        assertThat(java.util.stream.IntStream.range(0, 100).map(done::get)).allMatch(times -> times == 1);
    }

    @Test
    void what_a_piece_throws_is_thrown_on() {
        new Devices().names();

        assertThatThrownBy(() -> Cores.share(4, piece -> {
                    throw new IllegalStateException("piece " + piece);
                }))
                .isInstanceOf(IllegalStateException.class);
    }

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
