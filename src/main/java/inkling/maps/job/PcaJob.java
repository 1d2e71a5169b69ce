package inkling.maps.job;

import inkling.archive.runs.Run;
import inkling.maps.job.MapParts.Points;
import inkling.maps.job.Projection.What;
import inkling.text.Text;
import inkling.worker.Job;
import inkling.worker.JobContext;
import inkling.worker.JobSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

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
    public String kind() {
        return KIND;
    }

    @Override
    public String subject() {
        return subject(projections.get(0));
    }

    /** All the maps of a run's split and layer are made by one job: {@code 12/train/h2}. */
    static String subject(Projection projection) {
        What what = projection.what();
        return Text.of("%d/%s/%s", what.run(), what.split().id(), what.layer().id());
    }

    @Override
    public String owner() {
        return Run.url(projections.get(0).what().run());
    }

    @Override
    public String title() {
        return title(projections.get(0).what());
    }

    private static String title(What what) {
        return Text.of("Run %d: PCA of %s", what.run(), what.layer().title());
    }

    @Override
    public String url() {
        return Maps.url(projections.get(0).what());
    }

    @Override
    public void cancelledBeforeStart() {
        projections.forEach(this::forget);
    }

    @Override
    public void run(JobContext context) {
        List<Projection> unmapped = new ArrayList<>(projections);
        try {
            while (!unmapped.isEmpty()) {
                context.throwIfCancelled();
                Projection next = unmapped.get(0);
                report(context, Text.of("mapping epoch %d", next.what().epoch()), projections.size() - unmapped.size());
                map(next, context);
                unmapped.remove(0);
            }
            for (int i = 0; i < projections.size(); i++) {
                Projection next = projections.get(i);
                report(context, Text.of("measuring epoch %d", next.what().epoch()), projections.size() + i);
                measure(next, context);
            }
        } catch (CancellationException e) {
            unmapped.forEach(this::forget);
        } catch (RuntimeException | Error e) {
            String reason = MapParts.reason(title(), e);
            unmapped.forEach(projection -> fail(projection, reason));
        }
    }

    private void report(JobContext context, String activity, int done) {
        context.report(activity, done, 2L * projections.size(), "maps");
    }

    private void map(Projection projection, JobContext context) {
        if (parts.repository().start(projection.id()).isEmpty()) {
            return; // Somebody deleted it.
        }
        Points points = context.aside(() -> parts.points(projection.what()));
        MapParts.Mapped mapped = MapParts.pca(points, context::throwIfCancelled);
        parts.files().write(projection, mapped.drawn(), Optional.empty());
        parts.repository().keep(projection.id(), mapped.explained());
        parts.repository().finish(projection.id(), parts.clock().instant()).ifPresent(parts.events()::changed);
    }

    private void measure(Projection projection, JobContext context) {
        context.throwIfCancelled();
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

    /** A map that nobody waited for is as if it had never been asked for. */
    private void forget(Projection projection) {
        parts.repository().delete(projection.id());
        parts.events().changed(projection);
    }

    private void fail(Projection projection, String reason) {
        parts.repository()
                .fail(projection.id(), reason, parts.clock().instant())
                .ifPresent(parts.events()::changed);
    }

    /** The PCA maps in the queue, and those that have left it: of a run's split and layer, all together. */
    record Source(MapParts parts) implements JobSource {
        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Optional<Submission> again(String subject) {
            return waiting().stream()
                    .filter(waiting -> waiting.job().subject().equals(subject))
                    .findFirst();
        }

        @Override
        public List<Submission> waiting() {
            return together(parts.repository().queued(Method.PCA)).stream()
                    .map(maps -> new Submission(Maps.DEVICE, new PcaJob(maps, parts)))
                    .toList();
        }

        @Override
        public List<Ended> ended(int most) {
            return together(parts.repository().ended(Method.PCA, most * Maps.MOST_EPOCHS)).stream()
                    .map(maps -> ended(maps.get(0)))
                    .limit(most)
                    .toList();
        }

        private static Collection<List<Projection>> together(List<Projection> maps) {
            return maps.stream()
                    .collect(Collectors.groupingBy(PcaJob::subject, LinkedHashMap::new, Collectors.toList()))
                    .values();
        }

        /** Asking for the same again would give the same. */
        private static Ended ended(Projection last) {
            return new Ended(
                    title(last.what()),
                    Maps.url(last.what()),
                    Outcome.valueOf(last.status().name()),
                    last.endedAt().orElseThrow(),
                    Optional.empty(),
                    last.failure(),
                    Optional.empty());
        }
    }
}
