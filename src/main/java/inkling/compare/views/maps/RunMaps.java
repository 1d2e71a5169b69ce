package inkling.compare.views.maps;

import inkling.archive.ImageSplit;
import inkling.archive.SoftCache;
import inkling.compare.views.ComparedRun;
import inkling.maps.MapForm.Wanted;
import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapParts;
import inkling.maps.job.MapParts.Mapped;
import inkling.maps.job.Maps;
import inkling.maps.job.Method;
import inkling.maps.job.Projection;
import inkling.maps.job.Projection.Explained;
import inkling.projection.Alignment;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The maps of the runs of a comparison. PCA is worked out when it is looked at and kept as long as memory lasts; t-SNE is
 * there once somebody asked for it. Used on any thread.
 */
final class RunMaps {
    /** Of some 200 kB each. */
    private static final int KEPT = 96;

    private final MapParts parts;
    private final Maps maps;
    private final SoftCache<String, Mapped> pca = new SoftCache<>(KEPT);

    RunMaps(MapParts parts, Maps maps) {
        this.parts = parts;
        this.maps = maps;
    }

    /**
     * A map, or how it stands.
     *
     * @param drawn empty where there is nothing to look at yet
     * @param made how it stands in the database, if it is one of t-SNE that was asked for
     */
    record RunMap(Optional<Drawn> drawn, Optional<Explained> explained, Optional<Projection> made) {}

    RunMap of(ComparedRun side, MapChoice choice) {
        if (choice.method() == Method.PCA) {
            String key = Text.of(
                    "%d at %d, %s, %s",
                    side.id(), side.at(), choice.layer(), parts.archive().checkpointVersion(side.run(), side.at()));
            Mapped mapped = pca.get(key, () -> MapParts.pca(parts.points(choice.what(side)), () -> {}));
            return new RunMap(Optional.of(mapped.drawn()), Optional.of(mapped.explained()), Optional.empty());
        }
        Optional<Projection> made = maps.find(choice.what(side));
        return new RunMap(made.flatMap(parts::drawn), Optional.empty(), made);
    }

    /** The settings of the t-SNE maps that there are of these runs at their epochs, once for each run that has one. */
    List<Wanted> tsnes(List<ComparedRun> runs, Representation layer) {
        return runs.stream()
                .flatMap(side -> parts.repository().of(side.id()).stream()
                        .filter(map -> map.what().method() == Method.TSNE
                                && map.what().split() == ImageSplit.TEST
                                && map.what().layer().equals(layer.layer(side.run()))
                                && map.what().epoch() == side.at())
                        .map(map -> new Wanted(
                                map.what().points(), map.what().search().orElseThrow()))
                        .distinct())
                .toList();
    }

    /**
     * Lays a map onto another run's: turned or mirrored, never stretched, to where the images that both have in common
     * lie nearest to each other.
     */
    static Drawn aligned(Drawn map, Drawn onto) {
        int common = Math.min(map.positions().length, onto.positions().length);
        Alignment alignment =
                Alignment.of(Arrays.copyOf(map.positions(), common), Arrays.copyOf(onto.positions(), common), false);
        return new Drawn(alignment.apply(map.positions()), map.images());
    }

    /**
     * Starts what there is not yet.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     */
    void make(List<ComparedRun> runs, MapChoice choice, Optional<String> askedBy) {
        runs.forEach(side -> maps.tsne(choice.what(side), askedBy));
    }
}
