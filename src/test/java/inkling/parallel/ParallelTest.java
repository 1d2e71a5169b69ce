package inkling.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelTest {
    @Test
    void every_part_is_done_once() {
        AtomicIntegerArray done = new AtomicIntegerArray(100);

        Parallel.forEach(100, done::incrementAndGet);

        for (int part = 0; part < 100; part++) {
            assertThat(done.get(part)).isEqualTo(1);
        }
    }

    @Test
    void what_a_part_throws_is_thrown_on_when_the_parts_under_way_have_ended_and_no_other_is_begun() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();

        assertThatThrownBy(() -> new ForkJoinPool(2)
                        .submit(() -> Parallel.forEach(100, part -> {
                            if (part == 0) {
                                await(begun);
                                throw new IllegalStateException("part 0");
                            }
                            begun.countDown();
                            sleep(50);
                            ended.incrementAndGet();
                        }))
                        .get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("part 0");

        assertThat(ended).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
