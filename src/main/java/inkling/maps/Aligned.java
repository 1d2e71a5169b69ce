package inkling.maps;

import inkling.maps.job.MapFiles;
import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.Maps;
import inkling.maps.job.Projection;
import inkling.projection.Alignment;
import java.util.List;

/**
 * Lays the maps of a run's epochs onto each other, so that going through time moves the points and not the paper.
 *
 * <p>PCA may turn or mirror a map from one epoch to the next without meaning anything by it. The last epoch's map stays
 * as it is; each earlier one is turned or mirrored, never stretched, to where its points are nearest to the epoch's after
 * it.
 */
final class Aligned {
    private final Maps maps;
    private final MapFiles files;

    Aligned(Maps maps, MapFiles files) {
        this.maps = maps;
        this.files = files;
    }

    /** A map laid onto the later ones of its series. */
    Drawn of(Projection map) {
        Drawn drawn = files.read(map);
        List<Projection> series =
                maps.series(map.what()).stream().filter(files::exists).toList();
        if (series.stream().noneMatch(each -> each.id() == map.id())) {
            return drawn; // An older one of the same epoch.
        }
        float[] later = null;
        for (int i = series.size() - 1;
                series.get(i).what().epoch() >= map.what().epoch();
                i--) {
            float[] positions = files.read(series.get(i)).positions();
            later = later == null
                    ? positions
                    : Alignment.of(positions, later, false).apply(positions);
            if (i == 0) {
                break;
            }
        }
        return later == null ? drawn : new Drawn(later, drawn.images());
    }
}
