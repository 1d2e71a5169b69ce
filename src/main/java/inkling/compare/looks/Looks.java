package inkling.compare.looks;

import inkling.compare.looks.confusion.ConfusionsPage;
import inkling.compare.looks.images.ImagesPage;
import inkling.compare.looks.maps.MapsPage;
import inkling.compare.looks.weights.UnitsPage;
import inkling.http.WebServer.Routes;
import inkling.inspect.PredictionStore;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import io.javalin.config.RoutesConfig;
import java.util.List;

/** The views of a comparison that look inside the runs: confusion, test images, weights, maps. */
public final class Looks implements Routes, AutoCloseable {
    private final Soon soon = new Soon();
    private final List<Routes> pages;

    public Looks(PredictionStore predictions, MapParts parts, Maps maps) {
        pages = List.of(
                new ConfusionsPage(parts.archive(), predictions, soon),
                new ImagesPage(parts.archive(), predictions, soon),
                new UnitsPage(parts.archive(), soon),
                new MapsPage(parts, maps, soon));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        pages.forEach(page -> page.addTo(routes));
    }

    @Override
    public void close() {
        soon.close();
    }
}
