package inkling.maps;

import inkling.maps.job.MapParts;
import inkling.maps.job.MapParts.Points;
import inkling.maps.job.Projection;
import inkling.projection.NearestNeighbours;
import inkling.projection.NearestNeighbours.Neighbours;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An image's nearest neighbours among a map's images, in the space that the map is made from. Used on any thread. */
final class Neighbourhoods {
    /** Each holds up to 21 MB. */
    private static final int KEPT = 2;

    private final MapParts parts;
    private final Map<Projection.What, NearestNeighbours> kept = new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Projection.What, NearestNeighbours> eldest) {
            return size() > KEPT;
        }
    };

    Neighbourhoods(MapParts parts) {
        this.parts = parts;
    }

    /**
     * One neighbour.
     *
     * @param distance Euclidean
     */
    record Neighbour(int index, int label, int predicted, double distance) {}

    /** @param index of the image, below the map's number of points */
    synchronized List<Neighbour> of(Projection map, int index) {
        Points points = parts.points(map.what());
        NearestNeighbours search =
                kept.computeIfAbsent(map.what(), any -> new NearestNeighbours(points.values(), points.dimensions()));
        float[] query = new float[points.dimensions()];
        System.arraycopy(points.values(), index * query.length, query, 0, query.length);
        Neighbours found = search.nearest(
                query, Math.min(MapParts.NEIGHBOURS + 1, map.what().points()));
        List<Neighbour> neighbours = new ArrayList<>();
        for (int i = 0; i < found.k() && neighbours.size() < MapParts.NEIGHBOURS; i++) {
            int other = found.indices()[i];
            if (other != index) {
                neighbours.add(new Neighbour(
                        other,
                        points.images().labels()[other],
                        points.images().predicted()[other],
                        Math.sqrt(found.squaredDistances()[i])));
            }
        }
        return neighbours;
    }
}
