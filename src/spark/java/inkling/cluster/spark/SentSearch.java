package inkling.cluster.spark;

import inkling.cluster.Cluster.Search;
import inkling.dataset.ImageShape;
import inkling.dreaming.NoiseSearch;
import inkling.network.Architecture;
import inkling.network.Tensor;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** A search as it is sent once to each executor that does parts of it. */
final class SentSearch implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String architecture;
    private final int channels;
    private final int height;
    private final int width;
    private final int classes;
    private final String[] names;
    private final int[][] shapes;
    private final float[][] values;
    private final int label;
    private final long images;
    private final double mean;
    private final double deviation;
    private final long seed;
    private final long[] bounds;

    /** @param bounds of its parts, as {@link inkling.dreaming.NoiseParts} has them; not copied */
    SentSearch(Search search, long[] bounds) {
        ImageShape shape = search.blueprint().input();
        architecture = search.blueprint().architecture().text();
        channels = shape.channels();
        height = shape.height();
        width = shape.width();
        classes = search.blueprint().classes();
        List<Tensor> tensors = search.parameters();
        names = tensors.stream().map(Tensor::name).toArray(String[]::new);
        shapes = tensors.stream().map(Tensor::shape).toArray(int[][]::new);
        values = tensors.stream().map(Tensor::values).toArray(float[][]::new);
        label = search.query().label();
        images = search.query().images();
        mean = search.query().mean();
        deviation = search.query().deviation();
        seed = search.query().seed();
        this.bounds = bounds;
    }

    /**
     * Searches a part.
     *
     * @param device of the executor
     */
    NoiseSearch.Findings run(int part, String device, NoiseSearch.Observer observer) {
        List<Tensor> tensors = IntStream.range(0, names.length)
                .mapToObj(i -> new Tensor(names[i], shapes[i], values[i]))
                .toList();
        return new NoiseSearch(
                        Architecture.parse(architecture).on(new ImageShape(channels, height, width), classes),
                        tensors,
                        device)
                .run(
                        new NoiseSearch.Query(label, images, mean, deviation, seed),
                        bounds[part],
                        bounds[part + 1],
                        observer);
    }
}
