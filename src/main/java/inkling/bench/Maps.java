package inkling.bench;

import inkling.network.Predictions;
import inkling.projection.Affinities;
import inkling.projection.Pca;
import inkling.projection.Tsne;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Both representations in two dimensions, with the notebook's numbers of points. */
final class Maps {
    private static final int TSNE_POINTS = 5_000;
    private static final double PERPLEXITY = 30;

    private Maps() {}

    /** All points on their first two principal axes: of the logits, then of h2. */
    static List<float[]> pca(Predictions of) {
        return List.of(
                Pca.of(of.logits(), of.classes(), 2).transform(of.logits()),
                Pca.of(of.features().values(), of.features().width(), 2)
                        .transform(of.features().values()));
    }

    /** The Kullback-Leibler divergence that t-SNE comes to, by representation. */
    static Map<String, Double> tsne(Predictions of) {
        Map<String, Double> divergences = new LinkedHashMap<>();
        divergences.put("logits", tsne(of.logits(), of.classes()));
        divergences.put("h2", tsne(of.features().values(), of.features().width()));
        return divergences;
    }

    private static double tsne(float[] points, int dimensions) {
        float[] first = Arrays.copyOf(points, Math.min(points.length, TSNE_POINTS * dimensions));
        Affinities affinities = Affinities.of(first, dimensions, PERPLEXITY, done -> {});
        Tsne tsne = new Tsne(affinities, Tsne.start(first, dimensions, 0), Tsne.Options.DEFAULT);
        tsne.iterate(Tsne.Options.DEFAULT.iterations());
        return tsne.klDivergence();
    }
}
