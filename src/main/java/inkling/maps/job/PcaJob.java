package inkling.maps.job;

import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.maps.job.MapParts.Points;
import inkling.maps.job.Projection.What;
import inkling.text.Text;
import inkling.worker.Job;
import inkling.worker.JobContext;
import inkling.worker.JobKind;
import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Maps a run's representation at each epoch by PCA: first all maps, in the order given, then how good they are. */
final class PcaJob implements Job {
    static final String KIND = "pca";

    private final List<Projection> projections;
    private final MapParts parts;

    /** @param projections waiting; of one run, split and layer */
    PcaJob(List<Projection> projections, MapParts parts) {
        this.projections = List.copyOf(projections);
        this.parts = parts;
    }

    @Override
    public String title() {
        return title(projections.get(0).what());
    }

    private static String title(What what) {
        return Text.of("Run %d: PCA of %s", what.run(), what.layer());
    }

    @Override
    public String url() {
        return Maps.url(projections.get(0).what());
    }

    @Override
    public Consumer<Handle> run(JobContext context) {
        for (int i = 0; i < projections.size(); i++) {
            Projection next = projections.get(i);
            report(context, Text.of("mapping epoch %d", next.what().epoch()), i);
            try {
                map(next, context);
            } catch (NotFound | Conflict e) {
                // Another epoch's is forgotten at the end, as if it had not been asked for.
                if (i == 0) {
                    throw e;
                }
            }
        }
        for (int i = 0; i < projections.size(); i++) {
            Projection next = projections.get(i);
            report(context, Text.of("measuring epoch %d", next.what().epoch()), projections.size() + i);
            measure(next, context);
        }
        return DONE;
    }

    private void report(JobContext context, String activity, int done) {
        context.throwIfCancelled();
        context.report(activity, done, 2L * projections.size(), "maps");
    }

    private void map(Projection projection, JobContext context) {
        Points points = context.aside(() -> parts.points(projection.what()));
        MapParts.Mapped mapped = MapParts.pca(points, context::throwIfCancelled);
        parts.files().write(projection, mapped.drawn(), Optional.empty());
        parts.repository().keep(projection.id(), mapped.explained());
        parts.repository().find(projection.id()).ifPresent(parts.events()::changed);
    }

    private void measure(Projection projection, JobContext context) {
        parts.repository()
                .find(projection.id())
                .flatMap(parts::drawn)
                .flatMap(drawn -> MapParts.quality(
                        context.aside(() -> parts.points(projection.what())),
                        drawn.positions(),
                        done -> context.throwIfCancelled()))
                .ifPresent(quality -> parts.repository().keep(projection.id(), quality));
        parts.repository().find(projection.id()).ifPresent(parts.events()::changed);
    }

    /** PCA maps in the queue, and those that have left it: of a run's split and layer, all together. */
    record Kind(MapParts parts) implements JobKind {
        @Override
        public String id() {
            return KIND;
        }

        @Override
        public Optional<Submission> again(JobRecord job) {
            return Optional.of(parts.repository().madeBy(job.id()))
                    .filter(maps -> !maps.isEmpty())
                    .map(maps -> new Submission(Maps.DEVICE, new PcaJob(maps, parts)));
        }

        /** A map that nobody waited for, or that could not be made beside the others, is as if it had never been asked for. */
        @Override
        public void changed(JobRecord job) {
            List<Projection> maps = parts.repository().madeBy(job.id());
            if (!job.status().active() && job.status() != JobStatus.FAILED) {
                parts.repository().deleteUnmade(job.id());
            }
            maps.forEach(parts.events()::changed);
        }

        @Override
        public String noun() {
            return "the map";
        }

        @Override
        public String afterFullDisk(JobRecord job) {
            return TsneJob.AFTER_FULL_DISK;
        }

        /** Asking for the same again would give the same. */
        @Override
        public Optional<Ended> ended(JobRecord job) {
            return parts.repository().madeBy(job.id()).stream()
                    .reduce((earlier, later) -> later)
                    .map(last -> new Ended(job, title(last.what()), Maps.url(last.what()), Optional.empty()));
        }
    }
}
