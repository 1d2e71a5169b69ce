package inkling.compare.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.archive.Background;
import inkling.archive.runs.Run;
import inkling.compare.ComparisonRequest;
import inkling.compare.views.Results.Seen;
import inkling.dataset.DatasetKind;
import inkling.errors.UserError.NotFound;
import inkling.runs.job.Laboratory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackgroundTest {
    @TempDir
    private Path home;

    @AutoClose
    private final Background background = new Background(Duration.ofMillis(50));

    private ComparedRuns compared;

    @BeforeEach
    void compareTwoRuns() {
        try (Laboratory laboratory = new Laboratory(home)) {
            var request = Laboratory.request(1);
            List<Run> runs = List.of(
                    laboratory.life.create(request, "0.1.0", java.time.Instant.EPOCH),
                    laboratory.life.create(request, "0.1.0", java.time.Instant.EPOCH));
            assertThat(request.data().kind()).isEqualTo(DatasetKind.BUILTIN);
            compared = new ComparedRuns(
                    new ComparisonRequest(runs, Map.of("runs", "1,2"), Optional.empty(), List.of()),
                    "best",
                    runs.stream()
                            .map(run -> new ComparedRun(run, Optional.of(3), Optional.empty()))
                            .toList());
        }
    }

    @Test
    void a_page_waits_a_moment_and_says_what_is_missing_and_nothing_is_started_twice() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();

        Results<String> first = Results.look(background, "words", compared, side -> slowly(side, started, released));
        Results<String> second = Results.look(background, "words", compared, side -> slowly(side, started, released));
        released.countDown();
        Results<String> all =
                Results.lookThrough(background, "words", compared, side -> slowly(side, started, released));

        assertThat(first.seen()).extracting(Seen::value).containsExactly("run 1");
        assertThat(first.waiting()).isEqualTo(1);
        assertThat(second.waiting()).isEqualTo(1);
        assertThat(all.seen()).extracting(Seen::value).containsExactly("run 1", "run 2");
        assertThat(all.waiting()).isZero();
        assertThat(started.get()).as("of run 2, twice at most").isLessThanOrEqualTo(2);
    }

    private static String slowly(ComparedRun side, AtomicInteger started, CountDownLatch released) {
        if (side.id() == 2) {
            started.incrementAndGet();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return "run " + side.id();
    }

    @Test
    void what_goes_wrong_is_said_at_its_run_and_a_defect_goes_up() {
        Results<String> results = Results.lookThrough(background, "words", compared, side -> {
            if (side.id() == 1) {
                throw new NotFound("Run 1 is gone.");
            }
            return "run 2";
        });

        assertThat(results.seen()).extracting(Seen::value).containsExactly("run 2");
        assertThat(results.runs().missing()).extracting(ComparedRun::reason).containsExactly("Run 1 is gone.");
        assertThat(results.baseline().orElseThrow().side().id()).isEqualTo(2);
        assertThatThrownBy(() -> Results.lookThrough(background, "numbers", compared, side -> {
                    throw new IllegalArgumentException("a defect");
                }))
                .hasRootCauseMessage("a defect");
    }
}
