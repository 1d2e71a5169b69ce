package inkling.runs.job;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.network.Tensor;
import inkling.training.Checkpoint;
import inkling.training.Chosen;
import inkling.training.EpochMetrics;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong fails the run, which keeps the reason. */
@Timeout(120)
class FailedRunTest {
    @TempDir
    Path home;

    @Test
    void a_run_whose_data_cannot_be_had_fails_with_the_reason() throws Exception {
        try (var laboratory = new Laboratory(home, (request, progress) -> {
            throw new DatasetException("The file /data/labels is too short.");
        })) {
            Run run = laboratory.train(Laboratory.request(1));

            assertThat(run.status()).isEqualTo(JobStatus.FAILED);
            assertThat(run.failure()).contains("The file /data/labels is too short.");
            assertThat(run.endedAt()).isPresent();
        }
    }

    @Test
    void a_run_whose_checkpoints_cannot_be_written_fails_with_the_reason() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            Files.writeString(home.resolve("runs"), "in the way");

            Run run = laboratory.train(Laboratory.request(1));

            assertThat(run.status()).isEqualTo(JobStatus.FAILED);
            assertThat(run.failure().orElseThrow())
                    .startsWith("could not write ")
                    .contains("checkpoint-0000");
        }
    }

    @Test
    void a_full_disk_is_told_in_a_sentence() throws Exception {
        try (var laboratory = new Laboratory(home, (request, progress) -> {
            throw new UncheckedIOException(
                    "could not write x: No space left on device", new IOException("No space left on device"));
        })) {
            assertThat(laboratory.train(Laboratory.request(1)).failure())
                    .contains("The disk is full. No epoch was finished. Free some space, and the run goes on from there"
                            + " when it is resumed.");
        }
    }

    @Test
    void a_run_that_diverges_fails_with_the_step_and_an_advice() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            // Each step multiplies the parameters by 1 - lr x weight decay = -9.
            var wild = Chosen.of(
                    "optimizer=sgd lr=10 momentum=0 weight_decay=1 batch_size=10 epochs=3 hidden=16,12 augment=false seed=7");
            var request = new RunRequest("Wild", DatasetKind.BUILTIN, Optional.empty(), wild, "cpu");

            Run run = laboratory.train(request);

            assertThat(run.status()).isEqualTo(JobStatus.FAILED);
            assertThat(run.failure().orElseThrow())
                    .matches("Training diverged: the loss was not a number at step \\d+\\. Layer \\w+ (had|was) .*");
            assertThat(laboratory.metrics.norms(run.id(), 0)).isNotEmpty();
            HttpRequest page = HttpRequest.newBuilder(
                            laboratory.server.address().resolve(run.url()))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(page, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("href=\"/runs/new?from=1&amp;lr=1\">Train again with 1<");
        }
    }

    @Test
    void a_run_whose_validation_loss_is_no_number_has_diverged_and_its_last_sound_epochs_stay() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            Run run = laboratory.train(oneStepAnEpoch());
            List<EpochMetrics> epochs = laboratory.metrics.epochs(run.id());

            assertThat(run.status()).isEqualTo(JobStatus.FAILED);
            assertThat(run.test()).isEmpty();
            assertThat(run.failure().orElseThrow())
                    .startsWith("Training diverged: the validation loss was not a number after epoch "
                            + (epochs.size() + 1) + ". Layer ")
                    .contains(". The last sound epoch is " + epochs.size() + ".");
            assertThat(epochs).isNotEmpty().allMatch(epoch -> Double.isFinite(epoch.validLoss()));
            assertThat(run.bestEpoch())
                    .hasValueSatisfying(best -> assertThat(best).isBetween(1, epochs.size()));
            assertThat(laboratory.metrics.checkpoints(run.id())).hasSize(epochs.size() + 1);

            laboratory.service.resume(run.id());
            laboratory.service.await(run.id());

            assertThat(laboratory.service.get(run.id()).failure()).isEqualTo(run.failure());
        }
    }

    @Test
    void a_run_whose_test_loss_is_no_number_has_diverged() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            Run run = laboratory.train(oneStepAnEpoch());
            int best = run.bestEpoch().orElseThrow();
            CheckpointInfo info = laboratory.metrics.checkpoints(run.id()).get(best);
            var architecture = run.blueprint();
            Checkpoint checkpoint = laboratory.files.read(run.id(), info, architecture);
            List<Tensor> huge = checkpoint.parameters().stream()
                    .map(tensor -> new Tensor(tensor.name(), tensor.shape(), filled(tensor.values().length, 1e30f)))
                    .toList();
            laboratory.files.write(
                    run.id(), new Checkpoint(best, checkpoint.step(), huge, checkpoint.optimizerState()));

            laboratory.service.test(run.id(), Optional.empty());
            laboratory.service.await(run.id());

            Run tested = laboratory.service.get(run.id());
            assertThat(tested.status()).isEqualTo(JobStatus.FAILED);
            assertThat(tested.test()).isEmpty();
            assertThat(tested.failure().orElseThrow())
                    .startsWith("Training diverged: the test loss of epoch %d, the best one, was not a number."
                            .formatted(best));
        }
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    /** Each epoch's one step multiplies the parameters by -9, and its validation is the first to see that. */
    private static RunRequest oneStepAnEpoch() {
        var wild = Chosen.of(
                "optimizer=sgd lr=10 momentum=0 weight_decay=1 batch_size=1000 epochs=50 hidden=16,12 augment=false seed=7");
        return new RunRequest("Wild", DatasetKind.BUILTIN, Optional.empty(), wild, "cpu");
    }

    @Test
    void a_defect_fails_the_run_and_the_next_one_goes_on() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        try (var laboratory = new Laboratory(home, (request, progress) -> {
            if (broken.getCount() == 1) {
                broken.countDown();
                throw new IllegalStateException("a defect, made by this test");
            }
            return TinyDataset.of(700, 100);
        })) {
            Run first = laboratory.train(Laboratory.request(1));
            Run second = laboratory.train(Laboratory.request(1));

            assertThat(first.failure())
                    .contains("An unexpected error ended the run: java.lang.IllegalStateException: "
                            + "a defect, made by this test");
            assertThat(second.status()).isEqualTo(JobStatus.FINISHED);
        }
    }
}
