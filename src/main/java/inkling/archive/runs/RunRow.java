package inkling.archive.runs;

import inkling.database.Rows;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.training.Score;
import inkling.worker.JobRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** A run's row: what a query must select, and the record it becomes. */
final class RunRow {
    static final String SELECT = """
            select run.id, run.name, %d, run.version_id,
                (select data_version.name from data_version where data_version.id = run.version_id) as version_name,
                run.requested_device, run.asked_by, %s,
                run.program_version, run.created_at, run.started_at,
                run.test_loss, run.test_accuracy, %c as mean_corruption_error, run.dataset, run.dataset_reason, run.dataset_fingerprint,
                run.train_fingerprint, run.test_fingerprint,
                run.train_images, run.validation_images, run.test_images, run.class_names, run.dataset_notes,
                run.image_channels, run.image_height, run.image_width, run.outputs, run.best_epoch,
                run.resumes, run.seconds_before, run.patience_from, run.notes, run.baseline, run.archived_at,
                run.deleted_at, run.sweep_id, run.epochs_over_batches, run.test_over_batches, run.file_bytes,
                run.imported_file, run.imported_mean, run.imported_std,
                (select string_agg(tag.name, chr(10) order by tag.name) from tag where tag.run_id = run.id) as tags,
            """.replace("%d", DataColumns.list("run."))
                    .replace("%s", SettingColumns.list("run."))
                    .replace("%c", RunRepository.CORRUPTION_ERROR)
            + JobRecord.COLUMNS
            + " from run join job on job.id = run.job_id ";

    private RunRow() {}

    static Run read(ResultSet row, StatementContext context) throws SQLException {
        JobRecord job = JobRecord.read(row);
        return new Run(
                row.getLong("id"),
                job,
                request(row),
                row.getString("program_version"),
                Rows.instant(row, "created_at").orElseThrow(),
                row.getString("dataset") == null ? Optional.empty() : Optional.of(data(row)),
                Optional.ofNullable(row.getObject("best_epoch", Integer.class)),
                row.getObject("test_loss") == null
                        ? Optional.empty()
                        : Optional.of(new Score(row.getDouble("test_loss"), row.getDouble("test_accuracy"))),
                Optional.ofNullable(row.getObject("mean_corruption_error", Double.class)),
                new TrainingTime(
                        row.getInt("resumes"),
                        Rows.instant(row, "started_at").or(job::startedAt),
                        job.startedAt(),
                        row.getDouble("seconds_before"),
                        row.getInt("patience_from")),
                annotations(row),
                Optional.ofNullable(row.getObject("sweep_id", Long.class)),
                new OverBatches(row.getInt("epochs_over_batches"), row.getBoolean("test_over_batches")),
                Optional.ofNullable(row.getObject("file_bytes", Long.class)));
    }

    private static RunRequest request(ResultSet row) throws SQLException {
        return new RunRequest(
                row.getString("name"),
                DataColumns.read(row).with(version(row)),
                SettingColumns.read(row),
                row.getString("requested_device"),
                imported(row),
                Optional.ofNullable(row.getString("asked_by")));
    }

    private static Optional<Imported> imported(ResultSet row) throws SQLException {
        String file = row.getString("imported_file");
        String mean = Objects.requireNonNullElse(row.getString("imported_mean"), "");
        String deviation = Objects.requireNonNullElse(row.getString("imported_std"), "");
        return Optional.ofNullable(file).map(from -> new Imported(from, Imported.normalisation(mean, deviation)));
    }

    private static Optional<DatasetRequest.Version> version(ResultSet row) throws SQLException {
        String name = row.getString("version_name");
        long id = row.getLong("version_id");
        return Optional.ofNullable(name).map(known -> new DatasetRequest.Version(id, known));
    }

    private static TrainedOn data(ResultSet row) throws SQLException {
        return new TrainedOn(
                DatasetKind.valueOf(row.getString("dataset")),
                row.getString("dataset_reason"),
                new Fingerprint(
                        row.getString("dataset_fingerprint"),
                        Optional.ofNullable(row.getString("train_fingerprint")),
                        Optional.ofNullable(row.getString("test_fingerprint"))),
                new ImageShape(row.getInt("image_channels"), row.getInt("image_height"), row.getInt("image_width")),
                row.getInt("train_images"),
                row.getInt("validation_images"),
                row.getInt("test_images"),
                List.of(row.getString("class_names").split("\n")),
                row.getInt("outputs"),
                row.getString("dataset_notes").lines().toList());
    }

    private static Annotations annotations(ResultSet row) throws SQLException {
        String tags = row.getString("tags");
        return new Annotations(
                row.getString("notes"),
                tags == null ? List.of() : List.of(tags.split("\n")),
                row.getBoolean("baseline"),
                Rows.instant(row, "archived_at"),
                Rows.instant(row, "deleted_at"));
    }
}
