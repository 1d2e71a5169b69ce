package inkling.runs;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.runs.job.Laboratory;
import inkling.training.Schedule;
import inkling.training.Setting;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run's page says of more epochs. */
class ResumeViewTest {
    @TempDir
    private Path home;

    @Test
    void a_finished_run_says_what_more_epochs_come_to_under_its_schedule_and_patience() throws Exception {
        try (Laboratory laboratory = new Laboratory(home)) {
            assertThat(where(laboratory, Map.of()))
                    .isEqualTo("Training can go on after epoch 2. It then ends with the numbers of a run that was asked"
                            + " for all those epochs at once.");
            assertThat(where(laboratory, Map.of(Setting.SCHEDULE, Schedule.STEP)))
                    .isEqualTo("Training can go on after epoch 2. Its learning-rate schedule then spans all the epochs"
                            + " asked for, so the rate may jump.");
        }
    }

    private static String where(Laboratory laboratory, Map<Setting, Object> settings) throws InterruptedException {
        RunRequest usual = Laboratory.request(2);
        Run run = laboratory.train(
                new RunRequest("Bars", usual.data(), usual.hyperparameters().with(settings), "cpu"));
        return ResumeView.of(run, laboratory.metrics.epochs(run.id()), 0).where();
    }
}
