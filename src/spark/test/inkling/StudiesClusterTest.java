package inkling;

import static inkling.ClusterHome.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.cluster.Cluster;
import inkling.cluster.ClusterSettings;
import inkling.cluster.JobDevices;
import inkling.errors.UserError.InvalidInput;
import inkling.studies.Study;
import inkling.worker.JobStatus;
import java.nio.file.Files;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that is this process alone does studies of a run in parts. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StudiesClusterTest {
    private static final ClusterSettings LOCAL = new ClusterSettings("local[2]", Optional.empty(), Map.of());

    @TempDir
    Path folder;

    private ClusterHome home;
    private long run;

    @BeforeEach
    void train() throws Exception {
        home = new ClusterHome(folder, LOCAL);
        run = home.run("cpu", form(3));
        home.await(List.of(run));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stress", "dynamics", "labels"})
    void a_study_comes_to_the_same_wherever_it_is_done(String kind) throws Exception {
        Study here = home.ended(start(kind, JobDevices.RUNS_OWN));
        String expected = home.kept(here);
        Study there = home.ended(start(kind, Cluster.DEVICE));

        assertThat(there.job().failure()).isEmpty();
        assertThat(there.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(here.job().device()).isEqualTo("cpu");
        assertThat(there.job().device()).isEqualTo(Cluster.DEVICE);
        assertThat(expected).hasSizeGreaterThan(500);
        assertThat(home.kept(there)).isEqualTo(expected);
    }

    @Test
    void an_epoch_whose_checkpoint_is_gone_is_left_out_there_as_it_is_here() throws Exception {
        Files.delete(folder.resolve("home/runs/" + run + "/checkpoint-0002.safetensors"));

        String here = home.kept(home.ended(start("dynamics", JobDevices.RUNS_OWN)));
        String there = home.kept(home.ended(start("dynamics", Cluster.DEVICE)));

        assertThat(here).contains("\"missing\":[2]");
        assertThat(there).isEqualTo(here);
    }

    @Test
    void a_study_that_is_cancelled_leaves_the_cluster_to_the_next_one() throws Exception {
        String page = home.post("/runs/" + run + "/studies/labels", "folds=2&epochs=100&device=spark");
        Study endless = study(1);
        home.awaitAtWork(1, 0, List.of());
        String queue = home.get("/queue");
        home.post("/runs/" + run + "/studies/1/cancel", "");
        Study cancelled = home.ended(endless);
        Study next = home.ended(start("stress", Cluster.DEVICE));

        assertThat(queue).contains("wrong labels, by 2 folds", "<code>spark</code>");
        assertThat(cancelled.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(home.get(page)).contains("nothing of it is kept");
        assertThat(next.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(home.cluster.machines())
                .allSatisfy(machine -> assertThat(machine.jobs()).isEmpty());
    }

    @Test
    void the_form_offers_the_cluster_and_remembers_it_where_a_study_can_be_done_there() throws Exception {
        String before = home.get("/runs/" + run + "/stress");
        String page = home.post("/runs/" + run + "/studies/stress", "epoch=3&device=spark");
        home.ended(study(1));
        String after = home.get(page);
        String duplicates = home.get("/runs/" + run + "/doctor/duplicates");

        assertThat(before)
                .contains(
                        "<option value=\"auto\" selected=\"selected\">The run’s own</option>",
                        "<option value=\"spark\">Cluster (Spark)</option>");
        assertThat(after).contains("<option value=\"spark\" selected=\"selected\">Cluster (Spark)</option>");
        assertThat(duplicates).contains("/studies/duplicates").doesNotContain("<option value=\"spark\"");
    }

    @Test
    void a_study_that_has_no_parts_is_refused_on_the_cluster() {
        assertThatThrownBy(() -> start("duplicates", Cluster.DEVICE))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("device must be one of auto, was spark");
    }

    private Study study(long id) {
        return home.app.parts().studies.get(String.valueOf(id));
    }

    private Study start(String kind, String device) {
        return home.study(run, kind, device);
    }
}
