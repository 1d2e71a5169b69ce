package inkling;

import static inkling.ClusterHome.form;
import static org.assertj.core.api.Assertions.assertThat;

import inkling.cluster.ClusterSettings;
import inkling.worker.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is this process alone, as Spark's {@code local[2]} has it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LocalClusterTest {
    private static final ClusterSettings LOCAL = new ClusterSettings("local[2]", Optional.empty(), Map.of());

    @TempDir
    Path folder;

    @Test
    void a_run_that_is_cancelled_on_the_cluster_goes_on_there_to_the_same_numbers() throws Exception {
        try (ClusterHome home = new ClusterHome(folder, LOCAL)) {
            long far = home.run("spark", form(12));
            home.awaitAtWork(1, 2, List.of(far));
            home.post("/runs/" + far + "/cancel", "");
            home.await(List.of(far));
            JobStatus stopped = home.run(far).status();

            home.post("/runs/" + far + "/resume", "");
            long near = home.run("cpu", form(12));
            home.await(List.of(far, near));

            assertThat(stopped).isEqualTo(JobStatus.CANCELLED);
            assertThat(home.run(far).trainingTime().resumes()).isEqualTo(1);
            home.assertSame(far, near);
        }
    }

    @Test
    void what_is_going_when_the_program_ends_is_interrupted_and_goes_on_when_it_is_resumed() throws Exception {
        long far;
        try (ClusterHome home = new ClusterHome(folder, LOCAL)) {
            far = home.run("spark", form(12));
            home.awaitAtWork(1, 2, List.of(far));
        }
        try (ClusterHome home = new ClusterHome(folder, LOCAL)) {
            JobStatus stopped = home.run(far).status();

            home.post("/runs/" + far + "/resume", "");
            long near = home.run("cpu", form(12));
            home.await(List.of(far, near));

            assertThat(stopped).isEqualTo(JobStatus.INTERRUPTED);
            home.assertSame(far, near);
        }
    }

    @Test
    void the_queue_shows_the_machines_and_what_they_do() throws Exception {
        try (ClusterHome home = new ClusterHome(folder, LOCAL)) {
            List<Long> runs = home.sweep("spark", form(200));
            home.awaitAtWork(2, 1, runs);

            String page = home.get("/queue");
            String json = home.get("/api/queue");
            home.post("/sweeps/1/cancel", "");
            home.await(runs);

            assertThat(page).contains("Machines of the cluster", "2 cores", "6 waiting").containsOnlyOnce("<code>spark");
            assertThat(page.split("class=\"queue-running\"")).hasSize(3);
            assertThat(json).contains("\"cores\":2,\"gpus\":0,\"jobs\":[1,2]");
        }
    }
}
