package inkling.compare.views.maps;

import inkling.archive.ImageSplit;
import inkling.compare.views.Choices;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.http.Address;
import inkling.maps.MapForm;
import inkling.maps.MapForm.Wanted;
import inkling.maps.job.Method;
import inkling.maps.job.Projection.What;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Map;
import java.util.Optional;

/**
 * Which map of each run is shown, as the address says it; always of the test images, which the runs have in common.
 *
 * @param tsne how it is sought, if it is one of t-SNE
 */
record MapChoice(Representation layer, Method method, Optional<Wanted> tsne) {
    static final String PATH = "/compare/maps";
    private static final String POINTS = "points";

    /**
     * Reads the address; PCA of h2 where it says nothing.
     *
     * @param images test images of the runs
     * @param usual the settings of t-SNE where the address names none
     */
    static MapChoice of(ComparedRuns runs, int images, Optional<Wanted> usual) {
        Representation layer = Choices.read(runs, "layer", Representation.H2);
        Method method = Choices.read(runs, "method", Method.PCA);
        if (method == Method.PCA) {
            return new MapChoice(layer, method, Optional.empty());
        }
        Map<String, String> query = runs.compared().query();
        return new MapChoice(
                layer,
                method,
                Optional.of(
                        query.containsKey(POINTS)
                                ? MapForm.tsne(query, images)
                                : usual.orElseGet(() -> MapForm.tsne(Map.of(), images))));
    }

    MapChoice with(Representation other) {
        return new MapChoice(other, method, tsne);
    }

    MapChoice with(Wanted wanted) {
        return new MapChoice(layer, Method.TSNE, Optional.of(wanted));
    }

    MapChoice with(Method other) {
        return new MapChoice(layer, other, Optional.empty());
    }

    /** The map of a run that is meant. */
    What what(ComparedRun side) {
        int points = tsne.map(Wanted::points)
                .orElseGet(
                        () -> side.run().data().map(data -> data.testImages()).orElse(0));
        return new What(
                side.id(),
                side.at(),
                ImageSplit.TEST,
                layer.layer(side.run()),
                method,
                points,
                tsne.map(Wanted::search));
    }

    /** The page, or something below it, of this choice. */
    Address at(ComparedRuns runs, String path) {
        Address address = runs.at(path).with("layer", Choices.id(layer)).with("method", method.id());
        tsne.ifPresent(wanted -> address.with(POINTS, wanted.points())
                .with("perplexity", Figures.plain(wanted.search().perplexity()))
                .with("seed", wanted.search().seed())
                .with("iterations", wanted.search().iterations()));
        return address;
    }

    /** {@code PCA of h2}. */
    String title(ComparedRuns runs) {
        return Text.of("%s of %s", method.title(), layer.title(runs));
    }

    /** {@code 5,000 points, perplexity 30, seed 0}. */
    static String title(Wanted wanted) {
        return Text.of(
                "%s, perplexity %s, seed %d",
                Figures.plural(wanted.points(), "image"),
                Figures.plain(wanted.search().perplexity()),
                wanted.search().seed());
    }
}
