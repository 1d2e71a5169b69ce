package inkling;

import static inkling.ClusterHome.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.cluster.Cluster;
import inkling.cluster.ClusterException;
import inkling.cluster.JobDevices;
import inkling.cluster.spark.StandaloneCluster;
import inkling.studies.Study;
import inkling.worker.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real cluster of a master and two workers, against this machine's own processor. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StandaloneClusterTest {
    @TempDir
    Path folder;

    private StandaloneCluster spark;

    @BeforeEach
    void start() throws Exception {
        spark = new StandaloneCluster(Files.createDirectory(folder.resolve("spark")), 2, 2);
    }

    @AfterEach
    void close() throws Exception {
        spark.close();
    }

    /** How often; 20 make sure. */
    static IntStream rounds() {
        return IntStream.rangeClosed(1, Integer.getInteger("inkling.cluster.rounds", 1));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void a_sweep_outlives_a_worker_that_is_killed_and_has_the_numbers_of_this_machine(int round) throws Exception {
        try (ClusterHome home = new ClusterHome(folder, spark.settings(Map.of()))) {
            home.awaitSlots(4);
            List<Long> far = home.sweep("spark", form(6));
            home.awaitAtWork(4, 3, far);

            spark.kill(0);
            home.await(far);
            List<Long> near = home.sweep("cpu", form(6));
            home.await(near);

            assertThat(far).hasSize(8).allSatisfy(run -> {
                assertThat(home.run(run).status()).isEqualTo(JobStatus.FINISHED);
                assertThat(home.run(run).device()).contains(Cluster.DEVICE);
                assertThat(home.epochs(run)).isEqualTo(6);
            });
            for (int i = 0; i < far.size(); i++) {
                home.assertSame(far.get(i), near.get(i));
            }
            assertThat(home.cluster.slots()).isEqualTo(2);
        }
    }

    @Test
    void studies_outlive_a_worker_that_is_killed_and_come_to_the_same_as_on_this_machine() throws Exception {
        try (ClusterHome home = new ClusterHome(folder, spark.settings(Map.of()))) {
            home.awaitSlots(4);
            long run = home.run("cpu", form(3));
            home.await(List.of(run));

            for (String kind : List.of("stress", "dynamics", "labels")) {
                String here = home.kept(home.ended(home.study(run, kind, JobDevices.RUNS_OWN)));
                Study there = home.study(run, kind, Cluster.DEVICE);
                if (kind.equals("stress")) {
                    home.awaitAtWork(2, 0, List.of());
                    spark.kill(0);
                }
                assertThat(home.kept(home.ended(there))).as(kind).isEqualTo(here);
            }
            assertThat(home.cluster.slots()).isEqualTo(2);
        }
    }

    @Test
    void a_sweep_that_is_cancelled_leaves_the_cluster_idle_within_two_seconds() throws Exception {
        try (ClusterHome home = new ClusterHome(folder, spark.settings(Map.of()))) {
            home.awaitSlots(4);
            List<Long> runs = home.sweep("spark", form(200));
            home.awaitAtWork(4, 1, runs);

            long before = System.nanoTime();
            home.post("/sweeps/1/cancel", "");
            while (tasks() > 0) {
                Thread.sleep(10);
            }
            double seconds = (System.nanoTime() - before) / 1e9;

            home.await(runs);
            assertThat(seconds).isLessThan(2);
            assertThat(runs)
                    .allSatisfy(run -> assertThat(home.run(run).status()).isEqualTo(JobStatus.CANCELLED));
        }
    }

    /** Those that are going, as Spark itself knows. */
    private static int tasks() {
        return Arrays.stream(SparkContext.getOrCreate().statusTracker().getExecutorInfos())
                .mapToInt(SparkExecutorInfo::numRunningTasks)
                .sum();
    }

    @Test
    void executors_of_another_version_are_refused_with_a_sentence() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other/inkling"));
        Files.writeString(other.resolve("version.properties"), "version=0.0.1");
        Map<String, String> first = Map.of("spark.executor.extraClassPath", folder.resolve("other").toString());

        try (ClusterHome home = new ClusterHome(folder, spark.settings(first))) {
            long run = home.run("spark", form(2));
            home.await(List.of(run));

            assertThat(home.run(run).status()).isEqualTo(JobStatus.FAILED);
            assertThat(home.run(run).job().failure().orElseThrow())
                    .contains("has Inkling 0.0.1, and this is Inkling " + Version.current());
        }
    }

    @Test
    void who_has_another_secret_is_refused() throws Exception {
        assertThatThrownBy(() -> Cluster.connect(spark.settings("another one", Map.of()), Version.current()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("does it have the same secret?");
    }
}
