package inkling.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.cluster.Cluster.Search;
import inkling.cluster.ClusterException;
import inkling.cluster.spark.Answer.Command;
import inkling.cluster.spark.Report.Found;
import inkling.dreaming.NoiseSearch;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Improvement;
import inkling.dreaming.NoiseSearch.Query;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.Waves;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RemoteSearchClusterTest {
    private static final Blueprint BLUEPRINT = Waves.perceptron(List.of(20));
    private static final List<Tensor> PARAMETERS = BLUEPRINT.initial(4);
    private static final Query QUERY = new Query(3, 300, 0, 1, 1);

    private final CompletableFuture<Void> going = new CompletableFuture<>();
    private final RemoteSearch search = new RemoteSearch(
            "1.0", new Search(7, BLUEPRINT, PARAMETERS, QUERY, new Uncancelled()), new long[] {0, 100, 300});

    @Test
    void a_part_that_is_begun_again_counts_once_and_what_the_lost_executor_says_late_is_dropped() {
        say(part(0, 4).tells(new Found(90, List.of(new Improvement(50, 1000)))));
        say(part(0, 6).tells(new Found(10, List.of())));
        Command late = say(part(0, 4).tells(new Found(95, List.of(new Improvement(50, 1000)))));
        say(part(1, 5).doneSearching(found(100, 300)));
        say(part(0, 6).doneSearching(found(0, 100)));

        List<Long> seen = new ArrayList<>();
        Findings findings = search.follow(going, soFar -> seen.add(soFar.images()));

        assertThat(late).isEqualTo(Command.STOP);
        assertThat(seen).containsExactly(300L);
        assertThat(findings.curve()).isEqualTo(whole().curve());
        assertThat(findings.best().x()).isEqualTo(whole().best().x());
    }

    @Test
    void a_part_that_is_done_stays_done() {
        say(part(0, 0).doneSearching(found(0, 100)));

        Command again = say(part(0, 2).tells(new Found(0, List.of())));
        say(part(1, 1).doneSearching(found(100, 300)));

        assertThat(again).isEqualTo(Command.STOP);
        assertThat(search.follow(going, soFar -> {}).curve()).isEqualTo(whole().curve());
    }

    @Test
    void a_part_that_fails_or_is_of_another_version_ends_the_search_with_a_sentence() {
        Command answer = say(new Report("0.9", 7, 1, 5, "2").tells(new Found(0, List.of())));

        assertThat(answer).isEqualTo(Command.STOP);
        assertThatThrownBy(() -> search.follow(going, soFar -> {}))
                .isInstanceOf(ClusterException.class)
                .hasMessage("Executor 2 of the cluster has Inkling 0.9, and this is Inkling 1.0: both must be the same.");
    }

    @Test
    void a_search_that_spark_gives_up_says_why() {
        say(part(1, 1).tells(found(100, 200)));
        going.completeExceptionally(new IllegalStateException("no machines\nleft"));

        assertThatThrownBy(() -> search.follow(going, soFar -> {}))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "The cluster gave it up; what is kept stays, and it can be asked for again. It says: no machines");
    }

    private static Report part(int part, long attempt) {
        return new Report("1.0", 7, part, attempt, "executor");
    }

    private static Findings whole() {
        return new NoiseSearch(BLUEPRINT, PARAMETERS, "cpu").run(QUERY, soFar -> {});
    }

    private static Found found(long from, long to) {
        Findings part = new NoiseSearch(BLUEPRINT, PARAMETERS, "cpu").run(QUERY, from, to, soFar -> {});
        return new Found(part.images(), part.curve());
    }

    /** As it goes over the wire. */
    private Command say(Report report) {
        byte[] sent = new Message<>(report).bytes();
        return search.receive(Message.read(sent, Report.class)).head().command();
    }
}
