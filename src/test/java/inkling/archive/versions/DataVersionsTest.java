package inkling.archive.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.analysis.McNemar;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.dataset.Correction;
import inkling.dataset.DatasetRequest;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.inspect.TrainedRun;
import inkling.runs.RunForm;
import inkling.training.Setting;
import inkling.worker.JobStatus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataVersionsTest {
    @TempDir
    Path home;

    @AutoClose
    private TrainedRun trained;

    private DataVersions versions;
    private Run run;

    @BeforeEach
    void train() throws InterruptedException {
        trained = new TrainedRun(home, 300, List.of(16, 12), 2, (any, routes) -> {});
        versions = trained.versions;
        run = trained.run;
    }

    private int label(int image) {
        return trained.archive.dataset(run).train().label(image);
    }

    private int other(int image) {
        return (label(image) + 1) % 10;
    }

    private DataVersion relabel(Run of, int image) {
        return versions.decide(of, Correction.relabel(image, label(image), other(image)));
    }

    private Run train(RunRequest request) throws InterruptedException {
        long id = trained.service.start(request).id();
        trained.service.await(id);
        return trained.service.get(id);
    }

    private RunRequest on(DataVersion version) {
        return new RunRequest("", version.request(), run.hyperparameters(), "cpu");
    }

    @Test
    void decisions_make_a_version_that_a_run_learns_from_and_every_view_of_it_sees() throws Exception {
        int excluded = trained.archive.split(run).train()[0];
        int relabelled = trained.archive.split(run).train()[1];
        versions.decide(run, Correction.exclude(excluded, label(excluded)));
        versions.decide(run, Correction.keep(5, label(5)));
        DataVersion version = relabel(run, relabelled);

        Run corrected = train(on(version));

        assertThat(corrected.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(corrected.request().data().version()).contains(version.version());
        assertThat(corrected.name()).isEqualTo("Adam 0.003, corrected");
        assertThat(corrected.data().orElseThrow().trainImages()).isEqualTo(269);
        assertThat(corrected.data().orElseThrow().validationImages()).isEqualTo(30);
        assertThat(corrected.data().orElseThrow().fingerprint().whole())
                .isNotEqualTo(run.data().orElseThrow().fingerprint().whole());
        RunArchive archive = trained.archive;
        int[] before = archive.split(run).train();
        assertThat(archive.split(corrected).train()).isEqualTo(Arrays.copyOfRange(before, 1, before.length));
        assertThat(archive.split(corrected).validation())
                .isEqualTo(archive.split(run).validation());
        assertThat(archive.images(corrected, ImageSplit.TRAIN).label(0)).isEqualTo(other(relabelled));
        assertThat(archive.images(run, ImageSplit.TRAIN).label(1)).isEqualTo(label(relabelled));
        assertThat(McNemar.of(
                                trained.predictions.labelled(run, 2, ImageSplit.TEST),
                                trained.predictions.labelled(corrected, 2, ImageSplit.TEST))
                        .pValue())
                .isBetween(0.0, 1.0);
        assertThat(trained.archive
                        .run(corrected.id())
                        .data()
                        .orElseThrow()
                        .fingerprint()
                        .sameTest(run.data().orElseThrow().fingerprint()))
                .isTrue();
    }

    @Test
    void a_run_on_a_version_goes_on_to_the_numbers_of_one_that_never_stopped() throws Exception {
        DataVersion version = relabel(run, 3);
        Run whole = train(on(version));
        RunRequest half =
                new RunRequest("", version.request(), run.hyperparameters().with(Setting.EPOCHS, 1), "cpu");
        Run stopped = train(half);

        trained.service.resume(stopped.id(), 2);
        trained.service.await(stopped.id());

        assertThat(trained.service.get(stopped.id()).failure()).isEmpty();
        assertThat(trained.metrics.epochs(stopped.id()))
                .extracting("trainLoss", "validLoss")
                .isEqualTo(trained.metrics.epochs(whole.id()).stream()
                        .map(epoch -> org.assertj.core.groups.Tuple.tuple(epoch.trainLoss(), epoch.validLoss()))
                        .toList());
        assertThat(trained.service.get(stopped.id()).test()).isEqualTo(whole.test());
    }

    @Test
    void what_a_run_learnt_from_stays_and_later_decisions_go_into_a_copy() throws Exception {
        DataVersion first = relabel(run, 3);
        Run corrected = train(on(first));

        DataVersion looked = versions.decide(run, Correction.keep(4, label(4)));
        DataVersion second = relabel(run, 5);
        DataVersion third = relabel(corrected, 6);

        assertThat(looked.id()).isEqualTo(first.id());
        assertThat(first.version().name()).isEqualTo("corrected");
        assertThat(second.version().name()).isEqualTo("corrected 2");
        assertThat(third.version().name()).isEqualTo("corrected 3");
        assertThat(versions.corrections(first.id()).changes())
                .extracting(Correction::index)
                .containsExactly(3);
        assertThat(versions.corrections(second.id()).changes())
                .extracting(Correction::index)
                .containsExactly(3, 5);
        assertThat(versions.corrections(third.id()).changes())
                .extracting(Correction::index)
                .containsExactly(3, 6);
        assertThat(third.fingerprint())
                .isEqualTo(run.data().orElseThrow().fingerprint().whole());
        assertThat(versions.current(run)).map(DataVersion::id).contains(second.id());
        assertThat(versions.current(corrected)).map(DataVersion::id).contains(third.id());
        assertThat(trained.archive.dataset(corrected).train().label(3)).isEqualTo(other(3));
    }

    @Test
    void corrections_that_were_changed_behind_a_runs_back_are_noticed() throws Exception {
        Run corrected = train(on(relabel(run, 3)));
        trained.database.jdbi().useHandle(handle -> handle.execute("update correction set label = mod(label + 1, 10)"));

        var anew = new RunArchive(trained.runs, trained.metrics, trained.files, trained.datasets);

        assertThatThrownBy(() -> anew.dataset(corrected))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("was trained on other images than the ones that are there now");
    }

    @Test
    void the_last_decision_is_taken_back_first_and_any_of_them_by_its_image() throws Exception {
        relabel(run, 3);
        relabel(run, 5);
        versions.decide(run, Correction.exclude(3, label(3)));
        relabel(run, 7);

        assertThat(versions.undo(run, Optional.empty())).contains(7);
        assertThat(versions.undo(run, Optional.empty())).contains(3);
        assertThat(versions.undo(run, Optional.of(8))).isEmpty();
        Run corrected = train(on(versions.current(run).orElseThrow()));
        assertThat(versions.undo(run, Optional.of(5))).contains(5);

        assertThat(versions.corrections(versions.current(run).orElseThrow().id())
                        .all())
                .isEmpty();
        assertThat(versions.current(run).orElseThrow().version().name()).isEqualTo("corrected 2");
        assertThat(versions.current(corrected).orElseThrow().relabelled()).isEqualTo(1);
        assertThat(versions.undo(run, Optional.empty())).isEmpty();
    }

    @Test
    void a_version_has_a_name_of_its_own_and_goes_only_where_no_run_learnt_from_it() throws Exception {
        DataVersion mine = relabel(run, 3);
        DataVersion used = versions.create(run, "used", List.of(Correction.exclude(3, label(3))));
        train(on(used));

        versions.rename(mine.id(), " Without doubles ");

        assertThat(versions.all()).extracting(DataVersion::name).containsExactly("used", "Without doubles");
        assertThat(versions.create(run, "used", List.of()).name()).isEqualTo("used 2");
        assertThatThrownBy(() -> versions.rename(mine.id(), "used"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("another version is called that already");
        for (String wrong : List.of(" ", "a\nb", "x".repeat(81))) {
            assertThatThrownBy(() -> versions.rename(mine.id(), wrong)).isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> versions.delete(used.id()))
                .isInstanceOf(Conflict.class)
                .hasMessage("The version used cannot be deleted: run 2 learnt from it.");
        versions.delete(mine.id());
        assertThatThrownBy(() -> versions.get(mine.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void a_form_asks_for_a_version_by_its_name_which_says_where_the_images_lie() {
        DataVersion version = relabel(run, 3);
        RunForm form = new RunForm(() -> List.of("cpu"), () -> 1, versions::all);

        DatasetRequest asked = form.readData(Map.of("data_version", "corrected"));
        assertThat(asked).isEqualTo(version.request());
        assertThat(form.readData(RunForm.texts(asked))).isEqualTo(asked);
        assertThat(form.fields(on(version))).containsEntry("data_version", "corrected");
        assertThat(form.readData(Map.of("data_version", "")).version()).isEmpty();

        assertThatThrownBy(() -> form.readData(Map.of("data_version", "wrong")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("there is no version wrong of a data set; there is corrected");
        Map<String, String> others = new HashMap<>(RunForm.texts(asked));
        others.put("image_size", "20x20");
        assertThatThrownBy(() -> form.readData(others))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the version corrected corrects other images (Built-in digits)");
        assertThatThrownBy(() -> form.readData(Map.of("dataset", "mnist", "data_version", "corrected")))
                .isInstanceOf(InvalidInput.class);
    }
}
