package inkling.runs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.LoadProgress;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedDatasetsTest {
    private static final DatasetRequest DIGITS = DatasetRequest.of(DatasetKind.BUILTIN, Optional.empty());

    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private String stamp = "one";
    private final SharedDatasets shared = new SharedDatasets(this::read, any -> stamp);

    private Dataset read(DatasetRequest request, LoadProgress progress) {
        if (reads.incrementAndGet() == 1) {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            progress.report("reading", 1, 1, "images");
        }
        return TinyDataset.of(20, 10);
    }

    @Test
    void who_comes_while_another_reads_waits_for_the_same_images() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Dataset> first = CompletableFuture.supplyAsync(() -> shared.open(DIGITS, LoadProgress.NONE));
        begun.await();
        CompletableFuture<Dataset> second = CompletableFuture.supplyAsync(
                () -> shared.open(DIGITS, (activity, done, total, unit) -> waiting.countDown()));
        waiting.await();

        end.countDown();

        assertThat(second.join()).isSameAs(first.join());
        assertThat(shared.open(DIGITS, LoadProgress.NONE)).isSameAs(first.join());
        assertThat(reads).hasValue(1);
    }

    @Test
    void who_is_cancelled_while_it_reads_leaves_that_to_the_next() throws Exception {
        CompletableFuture<Dataset> first =
                CompletableFuture.supplyAsync(() -> shared.open(DIGITS, (activity, done, total, unit) -> {
                    throw new CancellationException();
                }));
        begun.await();
        end.countDown();

        Dataset second = shared.open(DIGITS, LoadProgress.NONE);

        assertThatThrownBy(first::join).hasCauseInstanceOf(CancellationException.class);
        assertThat(second.train().size()).isEqualTo(20);
        assertThat(reads).hasValue(2);
    }

    @Test
    void other_images_at_the_same_place_are_read_again() {
        end.countDown();
        Dataset before = shared.open(DIGITS, LoadProgress.NONE);

        stamp = "two";

        assertThat(shared.open(DIGITS, LoadProgress.NONE)).isNotSameAs(before);
    }
}
