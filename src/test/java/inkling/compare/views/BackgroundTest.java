package inkling.compare.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.archive.Background;
import inkling.archive.Background.Key;
import inkling.archive.runs.Run;
import inkling.compare.ComparisonRequest;
import inkling.compare.views.Results.Seen;
import inkling.dataset.DatasetKind;
import inkling.errors.UserError.Busy;
import inkling.errors.UserError.NotFound;
import inkling.runs.job.Laboratory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

    @Test
    void what_no_page_asks_for_any_more_is_dropped_and_begins_anew_when_one_does() throws Exception {
        AtomicLong now = new AtomicLong();
        try (Background forgetful = new Background(Duration.ZERO, now::get)) {
            CountDownLatch released = new CountDownLatch(1);
            occupy(forgetful, released);
            AtomicInteger done = new AtomicInteger();
            Key key = new Key("image", 1, 1);

            assertThat(forgetful.waited(key, done::incrementAndGet)).isEmpty();
            now.addAndGet(Duration.ofMinutes(3).toNanos());
            CompletableFuture<String> next = forgetful.ask(new Key("next", 1, 1), () -> "next");
            released.countDown();
            next.get();

            assertThat(done).hasValue(0);
            assertThat(forgetful.required(key, done::incrementAndGet)).isEqualTo(1);
        }
    }

    @Test
    void long_work_of_which_the_page_has_gone_can_look_and_end_itself() throws Exception {
        AtomicLong now = new AtomicLong();
        try (Background forgetful = new Background(Duration.ZERO, now::get)) {
            CompletableFuture<Boolean> ended = new CompletableFuture<>();
            Key key = new Key("image", 1, 1);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gone = new CountDownLatch(1);

            forgetful.ask(key, () -> {
                try {
                    begun.countDown();
                    gone.await();
                    forgetful.throwIfAbandoned(key);
                    ended.complete(false);
                } catch (InterruptedException | CancellationException e) {
                    ended.complete(e instanceof CancellationException);
                }
                return "for nobody";
            });
            begun.await();
            now.addAndGet(Duration.ofMinutes(3).toNanos());
            gone.countDown();

            assertThat(ended.get()).isTrue();
        }
    }

    @Test
    void when_too_much_waits_already_a_page_is_told_to_come_again() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        occupy(background, released);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        background.ask(new Key("work " + i, 1, 1), () -> "done");
                    }
                })
                .isInstanceOf(Busy.class)
                .hasMessageContaining("try again in a moment");
        assertThat(background.ask(new Key("work 0", 1, 1), () -> "done").isDone())
                .as("which waits already")
                .isFalse();
        released.countDown();
    }

    /** Gives each thread something to do, and waits until it is at it. */
    private static void occupy(Background background, CountDownLatch released) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        for (String one : List.of("one", "other")) {
            background.ask(new Key(one, 0, 0), () -> {
                begun.countDown();
                try {
                    return released.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    return false;
                }
            });
        }
        begun.await();
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
