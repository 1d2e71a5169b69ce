package inkling;

import static inkling.ClusterHome.form;
import static org.assertj.core.api.Assertions.assertThat;

import inkling.cluster.Cluster;
import inkling.cluster.ClusterSettings;
import inkling.imagine.Dream;
import inkling.imagine.DreamState;
import inkling.worker.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is this process alone searches noise for the network of a run. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ImagineClusterTest {
    private static final ClusterSettings LOCAL = new ClusterSettings("local[2]", Optional.empty(), Map.of());
    private static final String NOISE = "method=noise&class=3&images=3000000&seed=5";
    private static final String ENDLESS = "method=noise&class=3&images=1000000000000&seed=5&device=spark";

    @TempDir
    Path folder;

    private ClusterHome home;
    private long run;

    @BeforeEach
    void train() throws Exception {
        home = new ClusterHome(folder, LOCAL);
        run = home.run("cpu", form(1));
        home.await(List.of(run));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void a_picture_is_the_same_wherever_it_is_searched() throws Exception {
        Dream here = ended(ask(NOISE));
        Dream there = ended(ask(NOISE + "&device=spark"));

        DreamState one = state(here);
        DreamState other = state(there);
        assertThat(here.device()).contains("cpu");
        assertThat(there.device()).contains(Cluster.DEVICE);
        assertThat(there.logOdds()).isPresent().isEqualTo(here.logOdds());
        assertThat(other.image()).isEqualTo(one.image());
        assertThat(other.probabilities()).isEqualTo(one.probabilities());
        assertThat(other.curve()).isEqualTo(one.curve());
        assertThat(other.done()).isEqualTo(3_000_000);
    }

    @Test
    void a_search_that_is_cancelled_keeps_the_best_so_far_and_is_searched_again_where_it_was() throws Exception {
        Dream first = ask(ENDLESS);
        awaitPicture(first);
        home.post(first.url() + "/cancel", "");
        Dream cancelled = ended(first);
        Dream again = last(home.post(first.url() + "/again", ""));
        awaitPicture(again);
        home.post(again.url() + "/cancel", "");
        Dream ended = ended(again);

        assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(cancelled.done()).isBetween(1L, 999_999_999_999L);
        assertThat(state(cancelled).curve()).isNotEmpty();
        assertThat(ended.device()).contains(Cluster.DEVICE);
    }

    @Test
    void the_form_offers_the_cluster_and_remembers_it() throws Exception {
        Dream dream = ended(ask(NOISE + "&device=spark"));

        String empty = home.get("/runs/" + run + "/imagine");
        String filled = home.get(dream.againUrl());

        assertThat(empty).contains("<option value=\"auto\" selected=\"selected\">The run’s own</option>");
        assertThat(filled).contains("<option value=\"spark\" selected=\"selected\">Cluster (Spark)</option>");
    }

    @Test
    void a_run_gets_a_core_while_a_search_has_all_of_them() throws Exception {
        Dream search = ask("method=noise&class=3&images=1000000000&device=spark");
        awaitPicture(search);
        long other = home.run("spark", form(1));
        home.await(List.of(other));

        JobStatus during = last(search.url()).status();
        home.post(search.url() + "/cancel", "");
        ended(search);

        assertThat(home.run(other).status()).isEqualTo(JobStatus.FINISHED);
        assertThat(during).isEqualTo(JobStatus.RUNNING);
    }

    private Dream ask(String fields) throws Exception {
        return last(home.post("/runs/" + run + "/imagine", fields));
    }

    private Dream last(String url) {
        return home.app.parts().dreams.get(String.valueOf(run), url.replaceFirst(".*/", ""));
    }

    private void awaitPicture(Dream dream) throws InterruptedException {
        while (home.app.parts().dreamParts.events().progress(dream.id()).isEmpty()) {
            Thread.sleep(20);
        }
    }

    private Dream ended(Dream dream) throws InterruptedException {
        home.app.parts().dreams.await(dream);
        return last(dream.url());
    }

    private DreamState state(Dream dream) {
        return home.app.parts().dreamParts.files().read(dream, home.run(run).blueprint()).orElseThrow();
    }
}
