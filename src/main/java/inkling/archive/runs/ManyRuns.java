package inkling.archive.runs;

import inkling.dataset.Framing;
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
        PreparedBatch batch = handle.prepareBatch(Text.of("""
                insert into run (name, requested_dataset, data_folder, test_folder, asked_width,
                    asked_height, asked_channels, fit, requested_device, program_version,
                    created_at, sweep_id, imported_file, imported_mean, imported_std, %s)
                values (:name, :requestedDataset, :dataFolder, :testFolder, :askedWidth, :askedHeight,
                    :askedChannels, :fit, :requestedDevice, :programVersion,
                    :createdAt, :sweep, :importedFile, :importedMean, :importedStd, %s)
                """, SettingColumns.list(""), SettingColumns.list(":")));
        for (RunRequest request : requests) {
            Framing framing = request.data().framing();
            batch.bind("name", request.name())
                    .bind("requestedDataset", request.data().kind().name())
                    .bind("dataFolder", request.data().path().orElse(null))
                    .bind("testFolder", request.data().test().orElse(null))
                    .bind("askedWidth", framing.size().map(Framing.Size::width).orElse(null))
                    .bind(
                            "askedHeight",
                            framing.size().map(Framing.Size::height).orElse(null))
                    .bind("askedChannels", framing.channels().orElse(null))
                    .bind("fit", framing.fit().name())
                    .bind("requestedDevice", request.device())
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
