package inkling.maps;

import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.Projection;
import inkling.network.Tensor;
import inkling.projection.Alignment;
import java.util.List;
import java.util.Optional;

/**
 * Lays the maps of a run's epochs onto each other, so that going through time moves the points and not the paper.
 *
 * <p>PCA may turn or mirror a map from one epoch to the next without meaning anything by it. The last epoch's map stays
 * as it is; each earlier one is turned or mirrored, never stretched, to where its points are nearest to the epoch's after
 * it.
 */
final class Aligned {
    private final Maps maps;
    private final MapParts parts;

    Aligned(Maps maps, MapParts parts) {
        this.maps = maps;
        this.parts = parts;
    }

    /** A map laid onto the later ones of its series; empty if there is nothing to see of it. */
    Optional<Drawn> of(Projection map) {
        return parts.drawn(map).map(drawn -> aligned(map, drawn));
    }

    private Drawn aligned(Projection map, Drawn drawn) {
        List<Projection> series = maps.series(map.what());
        if (series.stream().noneMatch(each -> each.id() == map.id())) {
            return drawn; // An older one of the same epoch.
        }
        List<float[]> later = series.stream()
                .filter(each -> each.what().epoch() > map.what().epoch())
                .flatMap(each -> parts.drawn(each).stream())
                .map(Drawn::positions)
                .toList();
        float[] onto = null;
        for (int i = later.size() - 1; i >= 0; i--) {
            onto = onto == null ? later.get(i) : laid(later.get(i), onto);
        }
        return onto == null ? drawn : new Drawn(laid(drawn.positions(), onto), drawn.images());
    }

    /** Positions that are too large to be turned stay as they are. */
    private static float[] laid(float[] positions, float[] onto) {
        float[] turned = Alignment.of(positions, onto, false).apply(positions);
        return Tensor.firstNotFinite(turned) < 0 ? turned : positions;
    }
}
