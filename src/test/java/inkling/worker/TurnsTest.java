package inkling.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jdbi.v3.core.Handle;

/** Who is served when, whoever comes whenever: 0 ends what runs and lets the next begin, 1 to 4 is somebody who comes. */
class TurnsTest {
    private static final int NEXT = 0;

    private final DeviceQueues queues = new DeviceQueues();
    private final List<QueuedJob> came = new ArrayList<>();
    private final List<QueuedJob> begun = new ArrayList<>();
    /** By job, how many had begun when it came. */
    private final Map<Long, Integer> begunBefore = new HashMap<>();

    @Property
    void before_each_own_job_nobody_waits_for_more_than_one_of_each_other_person(
            @ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> happens) {
        queues.takeTurns(new Turns(List.of()));

        happens.forEach(this::happen);
        beginAll();

        for (int i = 0; i < begun.size(); i++) {
            assertThat(begunWhileWaiting(i)).doesNotHaveDuplicates();
        }
    }

    @Property
    void the_order_of_each_person_is_kept(@ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> happens) {
        queues.takeTurns(new Turns(List.of()));

        happens.forEach(this::happen);
        beginAll();

        for (Optional<String> person : people()) {
            assertThat(begun).filteredOn(job -> job.askedBy.equals(person)).isSortedAccordingTo(BY_ARRIVAL);
        }
        assertThat(begun).containsExactlyInAnyOrderElementsOf(came);
    }

    @Property
    void what_is_told_of_the_order_comes_true_if_nobody_comes(
            @ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> happens) {
        queues.takeTurns(new Turns(List.of()));
        happens.forEach(this::happen);
        List<QueuedJob> told = queues.waiting();
        int before = begun.size();

        beginAll();

        assertThat(begun.subList(before, begun.size())).isEqualTo(told);
    }

    @Property
    void without_turns_whoever_came_first_is_served_first(
            @ForAll @Size(max = 60) List<@IntRange(max = 4) Integer> happens) {
        happens.forEach(this::happen);
        beginAll();

        assertThat(begun).isEqualTo(came);
    }

    private static final Comparator<QueuedJob> BY_ARRIVAL = Comparator.comparingLong(job -> job.id);

    /** Whose other people's jobs began after a job had come and after its person was served before. */
    private List<Optional<String>> begunWhileWaiting(int at) {
        QueuedJob job = begun.get(at);
        int from = begunBefore.get(job.id);
        for (int i = from; i < at; i++) {
            if (begun.get(i).askedBy.equals(job.askedBy)) {
                from = i + 1;
            }
        }
        return begun.subList(from, at).stream().map(other -> other.askedBy).toList();
    }

    private Set<Optional<String>> people() {
        Set<Optional<String>> people = new HashSet<>();
        came.forEach(job -> people.add(job.askedBy));
        return people;
    }

    private void happen(int what) {
        if (what == NEXT) {
            beginNext();
        } else {
            QueuedJob job = job(came.size() + 1, what == 1 ? Optional.empty() : Optional.of("person " + what));
            queues.add(job);
            came.add(job);
            begunBefore.put(job.id, begun.size());
        }
    }

    private void beginNext() {
        queues.running().forEach(queues::end);
        if (!came.isEmpty() && queues.waitsFor("cpu")) {
            begun.add(queues.start("cpu"));
        }
    }

    private void beginAll() {
        while (begun.size() < came.size()) {
            beginNext();
        }
    }

    private static QueuedJob job(long id, Optional<String> askedBy) {
        var row = new JobRecord(
                id,
                "test",
                "job " + id,
                askedBy,
                "cpu",
                id,
                JobStatus.QUEUED,
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new QueuedJob(row, "cpu", new Idle("job " + id), Clock.systemUTC(), status -> {});
    }

    /** Never runs here. */
    private record Idle(String title) implements Job {
        @Override
        public String url() {
            return "/";
        }

        @Override
        public Consumer<Handle> run(JobContext context) {
            return DONE;
        }
    }
}
