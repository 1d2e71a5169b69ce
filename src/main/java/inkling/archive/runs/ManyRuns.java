package inkling.archive.runs;

import inkling.training.Hyperparameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What is done to the rows of many runs at once, in somebody's transaction. */
final class ManyRuns {
    private ManyRuns() {}

    /** Adds runs that wait, and gives their numbers in the order of the requests. */
    static List<Long> insert(
            Handle handle, List<RunRequest> requests, Optional<Long> sweep, String programVersion, Instant now) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into run (name, requested_dataset, data_folder, requested_device, optimizer,
                    learning_rate, momentum, nesterov, weight_decay, batch_size, epochs, hidden_1, hidden_2,
                    augment, seed, validation_share, program_version, created_at, sweep_id)
                values (:name, :requestedDataset, :dataFolder, :requestedDevice, :optimizer,
                    :learningRate, :momentum, :nesterov, :weightDecay, :batchSize, :epochs, :hidden1,
                    :hidden2, :augment, :seed, :validationShare, :programVersion, :createdAt, :sweep)
                """);
        for (RunRequest request : requests) {
            Hyperparameters chosen = request.hyperparameters();
            batch.bind("name", request.name())
                    .bind("requestedDataset", request.dataset().name())
                    .bind("dataFolder", request.folder().orElse(null))
                    .bind("requestedDevice", request.device())
                    .bind("optimizer", chosen.optimizer().name())
                    .bind("learningRate", chosen.learningRate())
                    .bind("momentum", chosen.momentum())
                    .bind("nesterov", chosen.nesterov())
                    .bind("weightDecay", chosen.weightDecay())
                    .bind("batchSize", chosen.batchSize())
                    .bind("epochs", chosen.epochs())
                    .bind("hidden1", chosen.hidden().get(0))
                    .bind("hidden2", chosen.hidden().get(1))
                    .bind("augment", chosen.augment())
                    .bind("seed", chosen.seed())
                    .bind("validationShare", chosen.validationShare())
                    .bind("programVersion", programVersion)
                    .bind("createdAt", now)
                    .bind("sweep", sweep.orElse(null))
                    .add();
        }
        return batch.executePreparedBatch("id").mapTo(Long.class).list();
    }

    /** Points runs to their jobs, in order. */
    static void point(Handle handle, List<Long> runs, List<Long> jobs) {
        PreparedBatch batch = handle.prepareBatch("update run set job_id = :job where id = :run");
        for (int i = 0; i < runs.size(); i++) {
            batch.bind("run", runs.get(i)).bind("job", jobs.get(i)).add();
        }
        batch.execute();
    }
}
