package inkling.runs.job;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.cluster.Cluster;
import inkling.network.Devices;
import inkling.worker.JobContext;
import inkling.worker.JobStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that another machine trains, against the same ones trained here. */
class ElsewhereTest {
    @TempDir
    Path home;

    private final Elsewhere cluster = new Elsewhere();
    private final Devices devices = new Devices(List.of(Cluster.DEVICE));
    private Laboratory laboratory;
    private Outcome whole;

    @BeforeEach
    void open() throws InterruptedException {
        laboratory = new Laboratory(home, (request, progress) -> TinyDataset.of(700, 100), Optional.of(cluster));
        whole = outcome(laboratory.train(Laboratory.request(3)).id());
    }

    @AfterEach
    void close() {
        laboratory.close();
    }

    @Test
    void a_run_elsewhere_has_the_numbers_of_one_here() {
        assertThat(outcome(train(new StopAt(Integer.MAX_VALUE, false)))).isEqualTo(whole);
    }

    @Test
    void a_run_whose_machine_is_lost_at_any_moment_comes_to_the_same_numbers() {
        int readings = 0;
        do {
            cluster.loseAfter(++readings);
            assertThat(outcome(train(new StopAt(Integer.MAX_VALUE, false))))
                    .as("lost after " + readings)
                    .isEqualTo(whole);
        } while (cluster.lost() == readings);

        assertThat(readings).isGreaterThan(3 * 4);
    }

    @Test
    void a_run_that_is_stopped_elsewhere_at_any_moment_goes_on_to_the_same_numbers() {
        int stop = 0;
        boolean finished = false;
        while (!finished) {
            long id = train(new StopAt(++stop, false));
            finished = laboratory.service.get(id).status() == JobStatus.FINISHED;
            for (int next : List.of(stop + 6, Integer.MAX_VALUE)) {
                if (laboratory.service.get(id).status() != JobStatus.FINISHED) {
                    requeue(id);
                    go(id, new StopAt(next, false));
                }
            }

            assertThat(outcome(id)).as("stopped at question " + stop).isEqualTo(whole);
        }

        assertThat(stop).isGreaterThan(3 * 4);
    }

    private long train(JobContext context) {
        long id = laboratory
                .life
                .create(Laboratory.request(3), "0.1.0", Instant.now())
                .id();
        go(id, context);
        return id;
    }

    private void requeue(long id) {
        assertThat(laboratory.runs.requeue(
                        laboratory.service.get(id), Optional.empty(), 3, 0, Cluster.DEVICE, Instant.now()))
                .isPresent();
    }

    private void go(long id, JobContext context) {
        laboratory.life.start(id, Cluster.DEVICE, Instant.now());
        laboratory.life.go(id, new TrainingJob(laboratory.service.get(id), laboratory.parts, devices), context);
    }

    private Outcome outcome(long id) {
        return Outcome.of(id, laboratory.metrics, laboratory.files);
    }
}
