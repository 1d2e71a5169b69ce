package inkling.sweeps;

import inkling.archive.runs.RunRequest;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.dataset.ImageShape;
import inkling.dataset.augmentation.Augmentation;
import inkling.network.Architecture;
import inkling.network.Devices;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The finished runs that say how long others may take: those on the same images and the same device. */
public final class EarlierRuns {
    private static final int MOST = 100;

    private final Database database;
    private final Devices devices;

    public EarlierRuns(Database database, Devices devices) {
        this.database = database;
        this.devices = devices;
    }

    /**
     * About how long runs will take.
     *
     * @param requests all for the same images and the same device
     * @return empty if there are none, or nothing to judge by
     */
    Optional<Forecast> forecast(List<RunRequest> requests) {
        return requests.isEmpty() ? Optional.empty() : Forecast.of(requests, like(requests.get(0)));
    }

    /** The newest first. */
    private List<EarlierRun> like(RunRequest request) {
        String folder = request.data().kind().isOwn() ? request.data().path().orElse("") : "";
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select recent.id, recent.batch_size, recent.arch, recent.image_channels, recent.image_height, recent.image_width,
                            recent.outputs, recent.augment,
                            recent.started_at, recent.ended_at, recent.seconds_before,
                            (select avg(epoch.seconds) from epoch where epoch.run_id = recent.id) as epoch_seconds,
                            (select sum(epoch.seconds) from epoch where epoch.run_id = recent.id) as all_seconds
                        from (select run.id, batch_size, arch, image_channels, image_height,
                                  image_width, outputs, augment, job.started_at, job.ended_at,
                                  seconds_before
                              from run join job on job.id = run.job_id
                              where job.status = 'FINISHED' and run.last_epoch > 0 and deleted_at is null and job.device = :device
                                  and dataset in (<kinds>)
                                  and (:folder = '' or data_folder = :folder)
                              order by run.id desc fetch next :most rows only) recent
                        order by recent.id desc
                        """)
                        .bind("device", devices.resolve(request.device()))
                        .bindList("kinds", kinds(request.data().kind()))
                        .bind("folder", folder)
                        .bind("most", MOST)
                        .map(EarlierRuns::earlier)
                        .list());
    }

    /** Which data sets may be meant; MNIST and the built-in digits are of one size. */
    private static List<String> kinds(DatasetKind asked) {
        return asked == DatasetKind.AUTO
                ? List.of(DatasetKind.MNIST.name(), DatasetKind.BUILTIN.name())
                : List.of(asked.name());
    }

    private static EarlierRun earlier(ResultSet row, StatementContext context) throws SQLException {
        OffsetDateTime began = row.getObject("started_at", OffsetDateTime.class);
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        double took =
                row.getDouble("seconds_before") + Duration.between(began, ended).toMillis() / 1000.0;
        return new EarlierRun(
                row.getLong("id"),
                row.getInt("batch_size"),
                Architecture.parse(row.getString("arch")).on(shape(row), row.getInt("outputs")),
                !row.getString("augment").equals(Augmentation.NONE.text()),
                row.getDouble("epoch_seconds"),
                Math.max(0, took - row.getDouble("all_seconds")));
    }

    private static ImageShape shape(ResultSet row) throws SQLException {
        return new ImageShape(row.getInt("image_channels"), row.getInt("image_height"), row.getInt("image_width"));
    }
}
