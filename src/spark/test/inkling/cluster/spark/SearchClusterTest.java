package inkling.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.cluster.ClusterException;
import inkling.dreaming.NoiseSearch;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Observer;
import inkling.dreaming.NoiseSearch.Query;
import inkling.imagine.NoiseSearchInParts;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.Waves;
import inkling.text.ProgramVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Noise searches on a master and two workers, against this machine's own processor. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SearchClusterTest {
    private static final Blueprint BLUEPRINT = Waves.perceptron(List.of(250, 100));

    /** How many images; 100000000 takes minutes. */
    private static final long IMAGES = Long.getLong("inkling.cluster.images", 200_000);

    @TempDir
    Path folder;

    private StandaloneCluster spark;
    private SparkCluster cluster;
    private final List<Tensor> parameters = BLUEPRINT.initial(4);
    private long job;

    @BeforeEach
    void start() throws Exception {
        spark = new StandaloneCluster(Files.createDirectory(folder.resolve("spark")), 2, 2);
        cluster = new SparkCluster(spark.settings(Map.of()), ProgramVersion.current());
        while (cluster.slots() < 4) {
            Thread.sleep(50);
        }
    }

    @AfterEach
    void close() throws Exception {
        cluster.close();
        spark.close();
    }

    @Test
    void a_search_finds_on_the_cluster_what_it_finds_here_whatever_the_number_of_parts() {
        Query query = new Query(3, IMAGES, 0, 1, 7);
        Findings here = timed("here", () -> new NoiseSearch(BLUEPRINT, parameters, "cpu").run(query, soFar -> {}));

        for (int parts : List.of(3, 40)) {
            List<Long> seen = new ArrayList<>();
            Findings there = timed(
                    "on the cluster in %d parts".formatted(parts),
                    () -> search(query, parts, soFar -> seen.add(soFar.images())));

            assertSame(there, here);
            assertThat(seen).endsWith(IMAGES).isSorted();
        }
    }

    @Test
    void a_search_outlives_a_worker_that_is_killed() {
        Query query = new Query(3, 2_000_000, 0, 1, 8);

        List<Long> seen = new ArrayList<>();
        Findings there = search(query, 16, soFar -> {
            seen.add(soFar.images());
            if (seen.size() == 1) {
                spark.kill(0);
            }
        });

        assertThat(seen.get(0)).isLessThan(query.images());
        assertThat(cluster.slots()).isEqualTo(2);
        assertSame(there, new NoiseSearch(BLUEPRINT, parameters, "cpu").run(query, soFar -> {}));
    }

    @Test
    void a_search_that_is_ended_leaves_the_cluster_to_the_next_one() {
        Query endless = new Query(3, Query.MOST, 0, 1, 9);
        Query next = new Query(3, 2_000, 0, 1, 9);

        assertThatThrownBy(() -> search(endless, 4_096, soFar -> {
                    assertThat(soFar.best().x()).hasSize(784);
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);

        assertSame(
                search(next, 1, soFar -> {}),
                new NoiseSearch(BLUEPRINT, parameters, "cpu").run(next, soFar -> {}));
        assertThat(cluster.machines()).allSatisfy(machine -> assertThat(machine.jobs()).isEmpty());
    }

    @Test
    void a_search_on_a_cluster_that_goes_away_says_so_and_so_does_the_next() {
        Query endless = new Query(3, Query.MOST, 0, 1, 9);
        SparkContext connection = SparkContext.getOrCreate();

        assertThatThrownBy(() -> search(endless, 64, soFar -> connection.stop()))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("The cluster gave it up");

        assertThat(cluster.slots()).isEqualTo(1);
        assertThatThrownBy(() -> search(endless, 64, soFar -> {}))
                .isInstanceOf(ClusterException.class)
                .hasMessage("The Spark cluster is gone. Once it is up again, start Inkling anew.");
    }

    private Findings search(Query query, int parts, Observer observer) {
        NoiseSearchInParts search = new NoiseSearchInParts(BLUEPRINT, parameters, query, parts, observer);
        cluster.doParts(++job, search, new Uncancelled());
        return search.findings();
    }

    private static Findings timed(String where, Supplier<Findings> search) {
        long begin = System.nanoTime();
        Findings findings = search.get();
        System.out.printf("%,d images %s: %.1f s%n", findings.images(), where, (System.nanoTime() - begin) / 1e9);
        return findings;
    }

    private static void assertSame(Findings one, Findings other) {
        assertThat(one.images()).isEqualTo(other.images());
        assertThat(one.curve()).isEqualTo(other.curve()).hasSizeGreaterThan(3);
        assertThat(one.best().index()).isEqualTo(other.best().index());
        assertThat(one.best().x()).isEqualTo(other.best().x());
        assertThat(one.best().probabilities()).isEqualTo(other.best().probabilities());
    }
}
