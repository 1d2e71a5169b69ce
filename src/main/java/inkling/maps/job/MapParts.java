package inkling.maps.job;

import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.maps.job.Projection.Quality;
import inkling.maps.job.Projection.What;
import inkling.network.Predictions.Activation;
import inkling.network.SafetensorsException;
import inkling.projection.NeighbourAgreement;
import inkling.projection.Pca;
import inkling.projection.Trustworthiness;
import java.time.Clock;
import java.util.Optional;
import java.util.function.IntConsumer;

/** What the making of any map works with. */
public record MapParts(
        RunArchive archive,
        PredictionStore predictions,
        ProjectionRepository repository,
        MapFiles files,
        MapEvents events,
        Clock clock) {
    /** Neighbours that trustworthiness asks about. */
    public static final int NEIGHBOURS = 12;
    /** Up to so many points all are asked, beyond it a sample of {@value #SAMPLE}. */
    private static final int ALL = 10_000;

    private static final int SAMPLE = 2_000;

    /**
     * The points in their original space.
     *
     * @param values float32 (N, D), row-major
     * @param dimensions D
     * @param images what is said of them
     */
    public record Points(float[] values, int dimensions, MapImages images) {}

    /** The points of a map; the predictions are computed if nobody has asked for them yet. */
    public Points points(What what) {
        Run run = archive.run(what.run());
        Activation made = predictions.layer(run, what.epoch(), what.split(), what.layer(), what.points());
        MapImages images = MapImages.of(predictions.labelled(run, what.epoch(), what.split()), what.points());
        return new Points(made.values(), made.width(), images);
    }

    /**
     * What there is to see of a map; empty if nothing is. One that was made and whose file cannot be read any more has
     * failed from now on, so that it can be made again.
     */
    public Optional<MapFiles.Drawn> drawn(Projection map) {
        if (map.status() != Projection.Status.FINISHED && !files.exists(map)) {
            return Optional.empty();
        }
        try {
            return Optional.of(files.read(map));
        } catch (SafetensorsException e) {
            repository
                    .lose(map, "The map cannot be shown: " + e.getMessage() + ".", clock.instant())
                    .ifPresent(events::changed);
            return Optional.empty();
        }
    }

    /**
     * A map by PCA.
     *
     * @param explained shares of the variance along its two axes
     */
    public record Mapped(MapFiles.Drawn drawn, Projection.Explained explained) {}

    /**
     * Maps points by PCA, which takes a moment.
     *
     * @param check asked now and then; ends it by throwing
     */
    public static Mapped pca(Points points, Runnable check) {
        Pca pca = Pca.of(points.values(), points.dimensions(), 2, check);
        double[] ratio = pca.explainedVarianceRatio();
        return new Mapped(
                new MapFiles.Drawn(pca.transform(points.values()), points.images()),
                new Projection.Explained(ratio[0], ratio[1]));
    }

    /** Measures how far a map can be believed; empty where there are too few points to say. */
    static Optional<Quality> quality(Points points, float[] map, IntConsumer progress) {
        int n = map.length / 2;
        if (n <= 2 * NEIGHBOURS) {
            return Optional.empty();
        }
        int asked = n <= ALL ? n : SAMPLE;
        double trustworthiness = n <= ALL
                ? Trustworthiness.of(points.values(), points.dimensions(), map, NEIGHBOURS, progress)
                : Trustworthiness.sampled(points.values(), points.dimensions(), map, NEIGHBOURS, SAMPLE, 0, progress);
        double agreement = NeighbourAgreement.of(map, points.images().labels());
        return Optional.of(new Quality(trustworthiness, asked, agreement));
    }
}
