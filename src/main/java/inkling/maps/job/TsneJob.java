package inkling.maps.job;

import inkling.maps.job.MapParts.Points;
import inkling.maps.job.Projection.Search;
import inkling.maps.job.Projection.What;
import inkling.projection.Affinities;
import inkling.projection.Tsne;
import inkling.text.Text;
import inkling.worker.Job;
import inkling.worker.JobContext;
import inkling.worker.JobKind;
import inkling.worker.JobRecord;
import inkling.worker.Progress;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Seeks one map by t-SNE while browsers watch; what it has when it is stopped is kept, and it goes on from there. */
final class TsneJob implements Job {
    static final String KIND = "tsne";
    static final String AFTER_FULL_DISK = "Free some space and ask for the map again.";

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
    public String title() {
        return title(projection.what());
    }

    private static String title(What what) {
        return Text.of("Run %d: t-SNE of %s, epoch %d", what.run(), what.layer(), what.epoch());
    }

    @Override
    public String url() {
        return url(projection);
    }

    private static String url(Projection projection) {
        return Maps.url(projection.what()) + "&map=" + projection.id();
    }

    @Override
    public Consumer<Handle> run(JobContext context) {
        context.report(Progress.of("asking the network"));
        Points points = context.aside(() -> parts.points(projection.what()));
        float[] map = seek(points, context);
        context.report(Progress.of("measuring the map"));
        MapParts.quality(points, map, done -> context.throwIfCancelled())
                .ifPresent(quality -> parts.repository().keep(projection.id(), quality));
        return DONE;
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
        parts.files()
                .write(
                        projection,
                        new MapFiles.Drawn(state.positions(), points.images()),
                        Optional.of(state),
                        () -> parts.repository().keep(projection.id(), tsne.iteration(), tsne.klDivergence()));
    }

    /** The t-SNE maps in the queue, and those that have left it. */
    record Kind(MapParts parts) implements JobKind {
        @Override
        public String id() {
            return KIND;
        }

        @Override
        public Optional<Submission> again(JobRecord job) {
            return map(job).map(map -> new Submission(Maps.DEVICE, new TsneJob(map, parts)));
        }

        private Optional<Projection> map(JobRecord job) {
            return parts.repository().madeBy(job.id()).stream().findFirst();
        }

        @Override
        public void changed(JobRecord job) {
            map(job).ifPresent(parts.events()::changed);
        }

        @Override
        public String noun() {
            return "the map";
        }

        @Override
        public String afterFullDisk(JobRecord job) {
            return AFTER_FULL_DISK;
        }

        @Override
        public Optional<Ended> ended(JobRecord job) {
            return map(job).map(map -> new Ended(
                    title(map.what()),
                    job.askedBy(),
                    url(map),
                    map.status().id(),
                    job.endedAt().orElseThrow(),
                    job.took(),
                    job.failure(),
                    Optional.empty(),
                    Optional.of(url(map) + "&from=" + map.id() + "#make-title")));
        }
    }
}
