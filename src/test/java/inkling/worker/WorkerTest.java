package inkling.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class WorkerTest extends AtWork {
    @Test
    void jobs_of_a_device_run_one_after_the_other_in_the_order_in_which_they_came() throws Exception {
        Stepping first = new Stepping("first");
        submit("cpu", first);
        long last = 0;
        for (int i = 0; i < 20; i++) {
            last = submit("cpu", new Quick("job " + i));
        }

        first.finish();
        worker.await(last);

        assertThat(log.subList(0, 2)).containsExactly("first starts", "first ends");
        assertThat(log.subList(2, 22))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "job " + i).toList());
        assertThat(worker.jobs()).isEmpty();
    }

    @Test
    void a_job_that_comes_late_to_the_queue_has_the_place_of_its_number() throws Exception {
        Stepping running = new Stepping("running");
        submit("cpu", running);
        running.started.await();
        Quick first = new Quick("first");
        long stored = store("cpu", first);
        long second = submit("cpu", new Quick("second"));

        worker.submit(stored, first);
        running.finish();
        worker.await(second);

        assertThat(log).containsExactly("running starts", "running ends", "first", "second");
    }

    @Test
    void jobs_of_two_devices_run_side_by_side() throws Exception {
        Stepping cpu = new Stepping("cpu job");
        Stepping gpu = new Stepping("gpu job");

        submit("cpu", cpu);
        submit("gpu0", gpu);

        cpu.started.await();
        gpu.started.await();
        cpu.finish();
        gpu.finish();
    }

    @Test
    void a_device_does_as_many_jobs_side_by_side_as_it_has_slots() throws Exception {
        Stepping first = new Stepping("first");
        Stepping second = new Stepping("second");
        Stepping third = new Stepping("third");
        submit("cluster", first);
        submit("cluster", second);
        submit("cluster", third);
        first.started.await();
        second.started.await();

        assertThat(worker.state().running()).extracting(LiveJob::title).containsExactlyInAnyOrder("first", "second");
        first.finish();
        third.started.await();

        assertThat(worker.state().waiting()).isZero();
        second.finish();
        third.finish();
        awaitAll();
    }

    @Test
    void slots_that_come_are_filled_and_slots_that_go_are_not_filled_again() throws Exception {
        List<Stepping> jobs =
                Stream.of("a", "b", "c", "d", "e").map(Stepping::new).toList();
        for (Stepping job : jobs) {
            submit("cluster", job);
        }
        jobs.get(0).started.await();
        jobs.get(1).started.await();

        slots = 3;
        worker.slotsChanged();
        jobs.get(2).started.await();
        slots = 1;
        worker.slotsChanged();
        jobs.get(0).finish();
        jobs.get(1).finish();
        eventually(() -> worker.state().running().size() == 1);

        assertThat(worker.state().running()).extracting(LiveJob::title).containsExactly("c");
        assertThat(worker.state().waiting()).isEqualTo(2);
        jobs.forEach(Stepping::finish);
        awaitAll();
    }

    @Test
    void the_queue_tells_the_running_job_first_and_how_far_it_is() throws Exception {
        Stepping running = new Stepping("running");
        submit("cpu", running);
        submit("cpu", new Quick("waiting"));
        running.started.await();
        running.context.report("epoch 1 of 2", 10, 100, "images");

        List<LiveJob> jobs = worker.jobs();

        assertThat(jobs).extracting(LiveJob::title).containsExactly("running", "waiting");
        assertThat(jobs).extracting(LiveJob::state).containsExactly(LiveJob.State.RUNNING, LiveJob.State.WAITING);
        assertThat(jobs.get(0).progress().share()).isEqualTo(0.1);
        running.finish();
    }

    @Test
    void a_waiting_job_that_is_cancelled_is_told_and_never_runs() throws Exception {
        Stepping running = new Stepping("running");
        submit("cpu", running);
        running.started.await();
        long waiting = submit("cpu", new Quick("waiting"));

        boolean cancelled = worker.cancel(waiting);

        assertThat(cancelled).isTrue();
        running.finish();
        worker.await(submit("cpu", new Quick("after")));
        assertThat(log).containsExactly("running starts", "waiting cancelled", "running ends", "after");
    }

    @Test
    void a_running_job_that_is_cancelled_stops_at_its_next_step() throws Exception {
        Stepping running = new Stepping("running");
        long id = submit("cpu", running);
        running.started.await();

        assertThat(worker.cancel(id)).isTrue();
        assertThat(worker.cancel(id)).isFalse();
        worker.await(id);

        assertThat(log).containsExactly("running starts", "running stopped, program ends: false");
    }

    @Test
    void what_is_not_in_the_queue_cannot_be_cancelled() throws Exception {
        long id = submit("cpu", new Quick("done"));
        worker.await(id);

        assertThat(worker.cancel(id)).isFalse();
        assertThat(worker.cancel(99)).isFalse();
    }

    @Test
    void a_job_s_defect_is_survived() throws Exception {
        submit("cpu", new Quick("broken") {
            @Override
            public Consumer<Handle> run(JobContext context) {
                throw new IllegalStateException("on purpose");
            }
        });
        worker.addListener(status -> {
            throw new IllegalStateException("on purpose, too");
        });

        worker.await(submit("cpu", new Quick("next")));

        assertThat(log).containsExactly("next");
    }

    @Test
    void listeners_hear_of_every_change() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        Stepping first = new Stepping("first");
        submit("cpu", first);
        first.started.await();
        worker.addListener(
                status -> heard.add(status.state() + " " + status.progress().activity()));

        long second = submit("cpu", new Quick("second") {
            @Override
            public Consumer<Handle> run(JobContext context) {
                context.report(Progress.of("half"));
                return DONE;
            }
        });
        first.finish();
        worker.await(second);
        eventually(() -> heard.size() == 5);

        assertThat(heard)
                .containsExactly("WAITING waiting", "ENDED starting", "RUNNING starting", "RUNNING half", "ENDED half");
    }

    @Test
    void closing_stops_the_running_job_and_drops_what_waits_without_cancelling_it() throws Exception {
        Stepping running = new Stepping("running");
        submit("cpu", running);
        submit("cpu", new Quick("waiting"));
        running.started.await();

        worker.close();

        assertThat(log).containsExactly("running starts", "running stopped, program ends: true");
        assertThatThrownBy(() -> submit("cpu", new Quick("late"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closing_does_not_wait_for_ever() throws Exception {
        Worker impatient = new Worker(database, Clock.systemUTC(), Duration.ofMillis(100), device -> 1);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Job deaf = new Quick("deaf") {
            @Override
            public Consumer<Handle> run(JobContext context) throws InterruptedException {
                started.countDown();
                never.await();
                return DONE;
            }
        };
        impatient.submit(store("cpu", deaf), deaf);
        started.await();

        impatient.close();

        never.countDown();
    }

    @Test
    void many_that_wait_are_told_as_the_first_and_a_count() throws Exception {
        blocked(() -> {
            for (int i = 0; i < 100; i++) {
                submit("cpu", new Quick("job " + i));
            }

            QueueState state = worker.state();

            assertThat(state.running()).hasSize(1);
            assertThat(state.next()).hasSize(20);
            assertThat(state.next().get(19).title()).isEqualTo("job 19");
            assertThat(state.waiting()).isEqualTo(100);
            assertThat(worker.jobs()).hasSize(101);
        });
    }

    @Test
    void what_cannot_be_asked_to_stop_is_left_to_itself_once_its_job_is_cancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        long id = submit("cpu", new Quick("loading") {
            @Override
            public Consumer<Handle> run(JobContext context) {
                context.aside(() -> {
                    begun.countDown();
                    return awaitQuietly(never);
                });
                return DONE;
            }
        });
        begun.await();

        worker.cancel(id);

        worker.await(id);
        never.countDown();
    }

    @Test
    void what_is_done_aside_gives_its_result_or_its_error() throws Exception {
        worker.await(submit("cpu", new Quick("aside") {
            @Override
            public Consumer<Handle> run(JobContext context) {
                log.add(context.aside(() -> "result"));
                try {
                    context.aside(() -> {
                        throw new IllegalStateException("on purpose");
                    });
                } catch (IllegalStateException e) {
                    log.add(e.getMessage());
                }
                return DONE;
            }
        }));

        assertThat(log).containsExactly("result", "on purpose");
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
