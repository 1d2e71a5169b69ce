package inkling.projection;

import inkling.parallel.Parallel;
import inkling.text.Text;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Exact nearest neighbours by squared Euclidean distance, by measuring the distances to whole tiles of points.
 *
 * <p>The plain loop over a tile stays in the cache and is compiled to vector instructions. For the neighbours of all
 * points tiles are made of points that lie together, so that most need not be measured: of 54,000 images in 100 hidden
 * units, five of six. Of points equally far the one with the smaller index is nearer. Results do not depend on the number
 * of threads.
 */
public final class NearestNeighbours {
    /** Points in a tile: small enough for a tile of a hundred dimensions to stay in a core's second-level cache. */
    static final int TILE = 256;
    /** Queries that pass over a tile before the next tile is fetched. */
    private static final int BLOCK = 32;
    /** Blocks a thread between two reports of progress: of many points a fifth of a second or so. */
    static final int REPORT = 4;
    /** What is a little farther may be measured as near, by rounding. */
    private static final float SLACK = 1.001f;
    /** Dimensions added in one pass over a tile; points are padded with zeros to a multiple. */
    private static final int TOGETHER = 4;

    private final int dimensions;
    private final int count;
    private final int padded;
    private final int[] order;
    /** Tiles of (padded dimensions, TILE): an array for each dimension. */
    private final float[][][] tiles;

    /**
     * @param points float32 (N, D), row-major; copied
     * @param dimensions D
     */
    public NearestNeighbours(float[] points, int dimensions) {
        this(points, dimensions, IntStream.range(0, points.length / dimensions).toArray());
    }

    /** @param order the index of the point that each row of a tile is */
    private NearestNeighbours(float[] points, int dimensions, int[] order) {
        requireShape(points, dimensions, 1);
        this.dimensions = dimensions;
        this.order = order;
        count = points.length / dimensions;
        padded = Parallel.parts(dimensions, TOGETHER) * TOGETHER;
        tiles = new float[Parallel.parts(count, TILE)][padded][TILE];
        Parallel.forEach(tiles.length, tile -> {
            for (int i = tile * TILE; i < Math.min(count, (tile + 1) * TILE); i++) {
                for (int j = 0; j < dimensions; j++) {
                    tiles[tile][j][i - tile * TILE] = points[order[i] * dimensions + j];
                }
            }
        });
    }

    /**
     * Rows of neighbours, nearest first.
     *
     * @param k neighbours in a row
     * @param indices (rows, k), row-major; -1 where there are fewer
     * @param squaredDistances float32 (rows, k), row-major; infinite where there are fewer
     */
    public record Neighbours(int k, int[] indices, float[] squaredDistances) {}

    /**
     * The k points nearest to a vector, which may itself be one of the points.
     *
     * @param query float32 (D)
     * @param k 1 to N
     */
    public Neighbours nearest(float[] query, int k) {
        requireBetween(k, count);
        if (query.length != dimensions) {
            throw new IllegalArgumentException(
                    Text.of("a query must have %d numbers, had %d", dimensions, query.length));
        }
        float[] x = Arrays.copyOf(query, padded);
        float[] distances = new float[TILE];
        Nearest nearest = new Nearest(k, Float.POSITIVE_INFINITY);
        for (int tile = 0; tile < tiles.length; tile++) {
            distances(x, tile, distances);
            nearest.offer(distances, tile * TILE, size(tile), -1);
        }
        Neighbours result = new Neighbours(k, new int[k], new float[k]);
        nearest.write(result, 0);
        return result;
    }

    /**
     * The k nearest other points of every point.
     *
     * @param points float32 (N, D), row-major
     * @param dimensions D
     * @param k 1 to N - 1
     * @param progress told on this thread, now and then, how many points are done; what it throws ends the search
     */
    public static Neighbours all(float[] points, int dimensions, int k, IntConsumer progress) {
        return all(points, dimensions, k, Float.POSITIVE_INFINITY, progress);
    }

    /**
     * The nearest other points of every point, as far as they are near enough.
     *
     * @param within the largest squared distance; the smaller it is, the fewer tiles are measured
     */
    public static Neighbours all(float[] points, int dimensions, int k, float within, IntConsumer progress) {
        requireShape(points, dimensions, 1);
        int count = points.length / dimensions;
        requireBetween(k, count - 1);
        Boxes boxes = new Boxes(points, dimensions, TILE);
        NearestNeighbours arranged = new NearestNeighbours(points, dimensions, boxes.order);
        Neighbours result = new Neighbours(k, new int[count * k], new float[count * k]);
        int blocks = Parallel.parts(count, BLOCK);
        int together = REPORT * Parallel.threads();
        for (int first = 0; first < blocks; first += together) {
            int from = first;
            Parallel.forEach(
                    Math.min(together, blocks - from),
                    block -> arranged.search((from + block) * BLOCK, boxes, within, result));
            progress.accept(Math.min(count, (first + together) * BLOCK));
        }
        return result;
    }

    private void search(int from, Boxes boxes, float within, Neighbours result) {
        Row[] rows = new Row[Math.min(BLOCK, count - from)];
        Arrays.setAll(rows, row -> new Row(from + row, boxes, new Nearest(result.k(), within)));
        float[] distances = new float[TILE];
        for (int tile : nearestFirst(rows)) {
            for (Row row : rows) {
                if (row.least[tile] <= row.nearest.farthest * SLACK) {
                    distances(row.x, tile, distances);
                    row.nearest.offer(distances, tile * TILE, size(tile), row.point);
                }
            }
        }
        for (Row row : rows) {
            row.nearest.write(result, row.point);
        }
    }

    /** Tiles by the least distance from any of the rows. */
    private int[] nearestFirst(Row[] rows) {
        long[] keys = new long[tiles.length];
        for (int tile = 0; tile < keys.length; tile++) {
            float least = Float.POSITIVE_INFINITY;
            for (Row row : rows) {
                least = Math.min(least, row.least[tile]);
            }
            keys[tile] = key(least, tile);
        }
        return Arrays.stream(keys).sorted().mapToInt(key -> (int) key).toArray();
    }

    /** A point whose neighbours are sought. */
    private final class Row {
        private final int point;
        private final float[] x;
        private final float[] least;
        private final Nearest nearest;

        Row(int place, Boxes boxes, Nearest nearest) {
            point = order[place];
            x = point(place);
            this.nearest = nearest;
            least = new float[tiles.length];
            for (int tile = 0; tile < tiles.length; tile++) {
                least[tile] = boxes.squaredDistance(point, tile);
            }
        }
    }

    int count() {
        return count;
    }

    int tiles() {
        return tiles.length;
    }

    /** How many points a tile holds. */
    int size(int tile) {
        return Math.min(TILE, count - tile * TILE);
    }

    /** Point i, padded with zeros. */
    float[] point(int i) {
        float[] x = new float[padded];
        for (int j = 0; j < dimensions; j++) {
            x[j] = tiles[i / TILE][j][i % TILE];
        }
        return x;
    }

    /** Squared distances from x, padded with zeros, to the points of a tile. */
    void distances(float[] x, int tile, float[] distances) {
        Arrays.fill(distances, 0);
        float[][] y = tiles[tile];
        for (int j = 0; j < padded; j += TOGETHER) {
            add(x[j], x[j + 1], x[j + 2], x[j + 3], y[j], y[j + 1], y[j + 2], y[j + 3], distances);
        }
    }

    /** The compiler turns this loop into vector instructions, but only with an array for each dimension. */
    private static void add(
            float x0, float x1, float x2, float x3, float[] y0, float[] y1, float[] y2, float[] y3, float[] distances) {
        for (int i = 0; i < TILE; i++) {
            float d0 = x0 - y0[i];
            float d1 = x1 - y1[i];
            float d2 = x2 - y2[i];
            float d3 = x3 - y3[i];
            distances[i] += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
        }
    }

    /** The distance that {@link #distances} finds from x to point i, to the last bit. */
    float distance(float[] x, int i) {
        float[] y = point(i);
        float distance = 0;
        for (int j = 0; j < padded; j += TOGETHER) {
            float d0 = x[j] - y[j];
            float d1 = x[j + 1] - y[j + 1];
            float d2 = x[j + 2] - y[j + 2];
            float d3 = x[j + 3] - y[j + 3];
            distance += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
        }
        return distance;
    }

    /** Orders points by distance, then by index, as a number: the distance's bits above the index. */
    static long key(float distance, int i) {
        return (long) Float.floatToRawIntBits(distance) << 32 | i;
    }

    /** @throws IllegalArgumentException unless {@code points} is (N, D) with N at least {@code least} */
    static void requireShape(float[] points, int dimensions, int least) {
        if (dimensions < 1 || points.length % dimensions != 0) {
            throw new IllegalArgumentException(
                    Text.of("points must be rows of %d numbers, there were %d numbers", dimensions, points.length));
        }
        if (points.length / dimensions < least) {
            throw new IllegalArgumentException(
                    Text.of("points must be at least %d, were %d", least, points.length / dimensions));
        }
    }

    private static void requireBetween(int k, int most) {
        if (k < 1 || k > most) {
            throw new IllegalArgumentException(Text.of("neighbours must be between 1 and %d, were %d", most, k));
        }
    }

    /** The keys of the k nearest points seen so far: a heap with the farthest on top. */
    private final class Nearest {
        private final long[] heap;
        private int size;
        private float farthest;

        /** @param within no point that is farther is taken */
        Nearest(int k, float within) {
            heap = new long[k];
            farthest = within;
        }

        /** Offers the points of {@code n} rows, from {@code first} on. */
        void offer(float[] distances, int first, int n, int except) {
            float limit = farthest;
            for (int i = 0; i < n; i++) {
                if (distances[i] <= limit && order[first + i] != except) {
                    add(key(distances[i], order[first + i]));
                    limit = farthest;
                }
            }
        }

        private void add(long candidate) {
            if (size < heap.length) {
                siftUp(size++, candidate);
            } else if (candidate < heap[0]) {
                siftDown(candidate);
            }
            if (size == heap.length) {
                farthest = Float.intBitsToFloat((int) (heap[0] >>> 32));
            }
        }

        private void siftUp(int hole, long candidate) {
            int at = hole;
            while (at > 0 && heap[(at - 1) >>> 1] < candidate) {
                heap[at] = heap[(at - 1) >>> 1];
                at = (at - 1) >>> 1;
            }
            heap[at] = candidate;
        }

        private void siftDown(long candidate) {
            int at = 0;
            for (int child = 1; child < size; child = 2 * at + 1) {
                if (child + 1 < size && heap[child + 1] > heap[child]) {
                    child++;
                }
                if (heap[child] <= candidate) {
                    break;
                }
                heap[at] = heap[child];
                at = child;
            }
            heap[at] = candidate;
        }

        void write(Neighbours result, int row) {
            Arrays.fill(heap, size, heap.length, key(Float.POSITIVE_INFINITY, 0) | 0xffff_ffffL); // index -1
            Arrays.sort(heap);
            for (int i = 0; i < heap.length; i++) {
                result.indices()[row * heap.length + i] = (int) heap[i];
                result.squaredDistances()[row * heap.length + i] = Float.intBitsToFloat((int) (heap[i] >>> 32));
            }
        }
    }
}
