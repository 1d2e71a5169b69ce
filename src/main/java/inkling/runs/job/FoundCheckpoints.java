package inkling.runs.job;

import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.network.Blueprint;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back finished epochs whose checkpoint lies whole in the run's folder while the database does not know them:
 * because the process was killed between the file and the row, or because an older copy of the database was put back.
 */
final class FoundCheckpoints {
    private static final Logger log = LoggerFactory.getLogger(FoundCheckpoints.class);

    private final RunRepository runs;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;

    FoundCheckpoints(TrainingParts parts) {
        this.runs = parts.runs();
        this.metrics = parts.metrics();
        this.files = parts.files();
    }

    /** To be called once, before anything trains. */
    void takeBack() {
        runs.keepNumber(files.largestRun());
        runs.lastEpochs().forEach((run, last) -> {
            if (files.exists(run, last + 1)) {
                runs.find(run).ifPresent(this::takeBack);
            }
        });
    }

    private void takeBack(Run run) {
        Blueprint blueprint = run.blueprint();
        List<CheckpointInfo> known = metrics.checkpoints(run.id());
        int epoch = known.isEmpty() ? 0 : known.get(known.size() - 1).epoch();
        long step = known.isEmpty() ? 0 : known.get(known.size() - 1).step();
        while (epoch < run.hyperparameters().epochs()) {
            var found = files.find(run.id(), epoch + 1, blueprint);
            if (found.isEmpty()) {
                return;
            }
            CheckpointInfo checkpoint = found.get().checkpoint();
            metrics.rewind(run.id(), epoch, step, step);
            metrics.addEpoch(run.id(), found.get().measured(), checkpoint);
            epoch = checkpoint.epoch();
            step = checkpoint.step();
            log.info("Run {}: took back epoch {} from {}", run.id(), epoch, checkpoint.fileName());
        }
    }
}
