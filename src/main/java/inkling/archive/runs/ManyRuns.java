package inkling.archive.runs;

import inkling.dataset.DatasetRequest;
import inkling.dataset.Normalisation;
import inkling.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What is done to the rows of many runs at once, in somebody's transaction. */
final class ManyRuns {
    private ManyRuns() {}

    /** Adds runs that wait, and gives their numbers in the order of the requests. */
    static List<Long> insert(
            Handle handle, List<RunRequest> requests, Optional<Long> sweep, String programVersion, Instant now) {
        PreparedBatch batch = handle.prepareBatch(Text.of(
                """
                insert into run (name, version_id, requested_device, asked_by, program_version,
                    created_at, sweep_id, imported_file, imported_mean, imported_std, %s, %s)
                values (:name, :version, :requestedDevice, :askedBy, :programVersion,
                    :createdAt, :sweep, :importedFile, :importedMean, :importedStd, %s, %s)
                """, DataColumns.list(""), SettingColumns.list(""), DataColumns.list(":"), SettingColumns.list(":")));
        for (RunRequest request : requests) {
            batch.bind("name", request.name())
                    .bindMap(DataColumns.values(request.data()))
                    .bind(
                            "version",
                            request.data()
                                    .version()
                                    .map(DatasetRequest.Version::id)
                                    .orElse(null))
                    .bind("requestedDevice", request.device())
                    .bind("askedBy", request.askedBy())
                    .bindMap(SettingColumns.values(request.hyperparameters()))
                    .bind("programVersion", programVersion)
                    .bind("createdAt", now)
                    .bind("sweep", sweep.orElse(null))
                    .bind("importedFile", request.imported().map(Imported::file).orElse(null))
                    .bind("importedMean", scale(request, Normalisation.Channel::mean))
                    .bind("importedStd", scale(request, Normalisation.Channel::standardDeviation))
                    .add();
        }
        return batch.executePreparedBatch("id").mapTo(Long.class).list();
    }

    private static @Nullable String scale(RunRequest request, Function<Normalisation.Channel, Float> number) {
        return request.imported()
                .flatMap(Imported::normalisation)
                .map(scaled -> scaled.channels().stream()
                        .map(number)
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")))
                .orElse(null);
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
