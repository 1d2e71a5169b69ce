package inkling.maps.job;

import inkling.archive.runs.Run;
import inkling.maps.job.MapParts.Points;
import inkling.maps.job.Projection.Search;
import inkling.maps.job.Projection.What;
import inkling.projection.Affinities;
import inkling.projection.Tsne;
import inkling.text.Text;
import inkling.worker.Job;
import inkling.worker.JobContext;
import inkling.worker.JobSource;
import inkling.worker.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Seeks one map by t-SNE while browsers watch; what it has when it is stopped is kept, and it goes on from there. */
final class TsneJob implements Job {
    static final String KIND = "tsne";

    private static final long SHOWN_EVERY_NANOS = 250_000_000L;
    private static final int STEPS_SHOWN = 8;
    private static final long KEPT_EVERY_NANOS = 10_000_000_000L;

    private final Projection projection;
    private final MapParts parts;

    /** @param projection waiting */
    TsneJob(Projection projection, MapParts parts) {
        this.projection = projection;
        this.parts = parts;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String subject() {
        return String.valueOf(projection.id());
    }

    @Override
    public String owner() {
        return Run.url(projection.what().run());
    }

    @Override
    public String title() {
        return title(projection.what());
    }

    private static String title(What what) {
        return Text.of("Run %d: t-SNE of %s, epoch %d", what.run(), what.layer().title(), what.epoch());
    }

    @Override
    public String url() {
        return url(projection);
    }

    private static String url(Projection projection) {
        return Maps.url(projection.what()) + "&map=" + projection.id();
    }

    @Override
    public void cancelledBeforeStart() {
        stop();
    }

    private void stop() {
        parts.repository().stop(projection.id(), parts.clock().instant()).ifPresent(parts.events()::changed);
    }

    @Override
    public void run(JobContext context) {
        Optional<Projection> started = parts.repository().start(projection.id());
        if (started.isEmpty()) {
            return; // It was stopped meanwhile.
        }
        parts.events().changed(started.get());
        try {
            context.report(Progress.of("asking the network"));
            Points points = context.aside(() -> parts.points(projection.what()));
            float[] map = seek(points, context);
            context.report(Progress.of("measuring the map"));
            MapParts.quality(points, map, done -> context.throwIfCancelled())
                    .ifPresent(quality -> parts.repository().keep(projection.id(), quality));
            parts.repository().finish(projection.id(), parts.clock().instant()).ifPresent(parts.events()::changed);
        } catch (CancellationException e) {
            stop();
        } catch (RuntimeException | Error e) {
            fail(MapParts.reason(title(), e));
        }
    }

    private float[] seek(Points points, JobContext context) {
        Search search = projection.what().search().orElseThrow();
        int n = projection.what().points();
        Affinities affinities = Affinities.of(points.values(), points.dimensions(), search.perplexity(), done -> {
            context.throwIfCancelled();
            // Not in iterations: they would seem to be as slow as this.
            context.report(Progress.of(Text.of("finding neighbours, %d %%", 100L * done / n)));
        });
        Tsne tsne = tsne(points, affinities, search, context);
        // Whoever watches needs the images' labels before the points begin to move.
        keep(tsne, points);
        parts.events().changed(projection);
        Optional<float[]> ground = new Aligned(parts).ground(projection);
        long shown = 0;
        long kept = System.nanoTime();
        try {
            while (!tsne.done()) {
                context.throwIfCancelled();
                long began = System.nanoTime();
                tsne.step();
                long now = System.nanoTime();
                // Of many points a step takes long, and showing them takes about another one.
                if (now - shown >= Math.max(SHOWN_EVERY_NANOS, STEPS_SHOWN * (now - began)) || tsne.done()) {
                    shown = now;
                    context.report("t-SNE", tsne.iteration(), search.iterations(), "iterations");
                    parts.events().moved(projection, tsne, ground);
                }
                if (now - kept >= KEPT_EVERY_NANOS) {
                    kept = now;
                    keep(tsne, points);
                }
            }
        } finally {
            keep(tsne, points);
        }
        return tsne.positions();
    }

    private Tsne tsne(Points points, Affinities affinities, Search search, JobContext context) {
        Tsne.Options options = projection.startedFrom().isPresent()
                ? Tsne.Options.continuing(search.iterations())
                : new Tsne.Options(
                        Tsne.Options.DEFAULT.theta(),
                        Tsne.Options.DEFAULT.exaggeration(),
                        Tsne.Options.DEFAULT.exaggeratedIterations(),
                        search.iterations());
        Optional<Tsne.State> state = parts.files().state(projection);
        if (state.isPresent()) {
            return new Tsne(affinities, state.get(), options);
        }
        float[] start = projection
                .startedFrom()
                .flatMap(parts.repository()::find)
                .flatMap(parts::drawn)
                .map(MapFiles.Drawn::positions)
                .orElseGet(() ->
                        Tsne.start(points.values(), points.dimensions(), search.seed(), context::throwIfCancelled));
        return new Tsne(affinities, start, options);
    }

    private void keep(Tsne tsne, Points points) {
        Tsne.State state = tsne.state();
        parts.files().write(projection, new MapFiles.Drawn(state.positions(), points.images()), Optional.of(state));
        parts.repository().keep(projection.id(), tsne.iteration(), tsne.klDivergence());
    }

    private void fail(String reason) {
        parts.repository()
                .fail(projection.id(), reason, parts.clock().instant())
                .ifPresent(parts.events()::changed);
    }

    /** The t-SNE maps in the queue, and those that have left it. */
    record Source(MapParts parts) implements JobSource {
        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Optional<Submission> again(String subject) {
            return parts.repository()
                    .find(Long.parseLong(subject))
                    .filter(map -> map.status() == Projection.Status.QUEUED)
                    .map(this::submission);
        }

        @Override
        public List<Submission> waiting() {
            return parts.repository().queued(Method.TSNE).stream()
                    .map(this::submission)
                    .toList();
        }

        private Submission submission(Projection projection) {
            return new Submission(Maps.DEVICE, new TsneJob(projection, parts));
        }

        @Override
        public List<Ended> ended(int most) {
            return parts.repository().ended(Method.TSNE, most).stream()
                    .map(map -> new Ended(
                            title(map.what()),
                            url(map),
                            Outcome.valueOf(map.status().name()),
                            map.endedAt().orElseThrow(),
                            Optional.empty(),
                            map.failure(),
                            Optional.of(url(map) + "&from=" + map.id() + "#make-title")))
                    .toList();
        }
    }
}
