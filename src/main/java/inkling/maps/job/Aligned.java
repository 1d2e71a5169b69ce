package inkling.maps.job;

import inkling.maps.job.MapFiles.Drawn;
import inkling.network.Tensor;
import inkling.projection.Alignment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lays the maps of a run's epochs onto each other, so that going through time moves the points and not the paper.
 *
 * <p>PCA may turn or mirror a map from one epoch to the next without meaning anything by it. The map that was made first
 * stays as it is; each later one is turned or mirrored, never stretched, to where its points are nearest to those of the
 * nearest epoch that had a map before it. So a map looks as it always did, whichever maps are made after it.
 */
public final class Aligned {
    private final MapParts parts;

    public Aligned(MapParts parts) {
        this.parts = parts;
    }

    /** A map laid onto the others of its series; empty if there is nothing to see of it. */
    public Optional<Drawn> of(Projection map) {
        return parts.drawn(map)
                .map(drawn -> ground(map)
                        .map(ground -> new Drawn(onto(ground, drawn.positions()), drawn.images()))
                        .orElse(drawn));
    }

    /** Where the points lie that a map is laid onto: float32 (N, 2), row-major; empty if it stays as it is. */
    Optional<float[]> ground(Projection map) {
        List<Projection> series = parts.repository().series(map.what());
        if (series.stream().noneMatch(each -> each.id() == map.id())) {
            return Optional.empty(); // An older one of the same epoch.
        }
        return series.stream()
                .filter(each -> each.id() < map.id())
                .sorted(Comparator.<Projection>comparingInt(each ->
                                Math.abs(each.what().epoch() - map.what().epoch()))
                        .thenComparingLong(Projection::id))
                .flatMap(each -> of(each).stream())
                .map(Drawn::positions)
                .findFirst();
    }

    /** Lays a map's points onto those; positions that are too large to be turned stay as they are. */
    static float[] onto(float[] ground, float[] positions) {
        float[] turned = Alignment.of(positions, ground, false).apply(positions);
        return Tensor.firstNotFinite(turned) < 0 ? turned : positions;
    }
}
