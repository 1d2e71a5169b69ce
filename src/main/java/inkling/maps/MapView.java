package inkling.maps;

import inkling.maps.job.MapFiles;
import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapImages;
import inkling.maps.job.MapParts;
import inkling.maps.job.Method;
import inkling.maps.job.Projection;
import inkling.maps.job.Projection.Search;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A map in the words of the page and of its JSON; the templates read its methods as properties.
 *
 * @param map as it is stored
 * @param drawn whether there is something to look at
 */
record MapView(Projection map, boolean drawn) {
    private static final String NONE = "–";

    static MapView of(Projection map, MapFiles files) {
        return new MapView(map, files.exists(map));
    }

    /** A number that stands under the map. */
    record Figure(String title, String value) {}

    /**
     * One class on the map.
     *
     * @param count of its images
     * @param x of their centre, as is {@code y}
     * @param wrong the share of them that the network gets wrong
     */
    record ClassRow(int label, String name, String count, String x, String y, String wrong) {}

    public String status() {
        return map.status().id();
    }

    public boolean tsne() {
        return map.what().method() == Method.TSNE;
    }

    public boolean active() {
        return map.status().active();
    }

    public String failure() {
        return map.failure().orElse("");
    }

    /** Where its pages and actions are. */
    public String url() {
        return Text.of("/runs/%d/maps/%d", map.what().run(), map.id());
    }

    /** {@code 5,000 points, perplexity 30, seed 0}. */
    public String about() {
        String points = Text.of("%,d points", map.what().points());
        return map.what()
                .search()
                .map(search -> Text.of(
                        "%s, perplexity %s, seed %d%s",
                        points,
                        Figures.plain(search.perplexity()),
                        search.seed(),
                        map.startedFrom().isPresent() ? ", started from the epoch beside it" : ""))
                .orElse(points);
    }

    /** How good the map is, in words and numbers. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        map.explained()
                .ifPresent(explained -> figures.add(new Figure(
                        Text.of(
                                "of the variance explained (%s + %s)",
                                Figures.percent(explained.first()), Figures.percent(explained.second())),
                        Figures.percent(explained.first() + explained.second()))));
        map.kl().ifPresent(kl -> figures.add(new Figure("Kullback–Leibler divergence", Figures.loss(kl))));
        map.what()
                .search()
                .map(Search::iterations)
                .ifPresent(all -> figures.add(new Figure("iterations", Text.of("%,d of %,d", map.iteration(), all))));
        int few = 2 * MapParts.NEIGHBOURS;
        if (map.what().points() <= few) {
            figures.add(new Figure("trustworthiness and neighbours", Text.of("need more than %d images", few)));
        }
        map.quality().ifPresent(quality -> {
            String of = quality.of() < map.what().points() ? Text.of(", from %,d points", quality.of()) : "";
            figures.add(
                    new Figure(Text.of("trustworthiness (k = 12%s)", of), Text.of("%.4f", quality.trustworthiness())));
            figures.add(new Figure(
                    "have a neighbour of their label nearest on the map",
                    Figures.percent(quality.neighbourAgreement())));
        });
        return figures;
    }

    /** All of it for the browser. */
    MapJson json() {
        return new MapJson(
                map.id(),
                map.what().epoch(),
                map.status(),
                drawn,
                map.what().points(),
                about(),
                figures(),
                map.iteration(),
                failure());
    }

    record MapJson(
            long map,
            int epoch,
            Projection.Status status,
            boolean drawn,
            int points,
            String about,
            List<Figure> figures,
            int iteration,
            String failure) {}

    /** What a screen reader is told instead of the picture. */
    static List<ClassRow> classes(Optional<Drawn> shown, List<String> names) {
        List<ClassRow> rows = new ArrayList<>();
        for (int label = 0; label < names.size(); label++) {
            int of = label;
            shown.ifPresent(drawn -> rows.add(row(drawn, of, names.get(of))));
        }
        return rows;
    }

    private static ClassRow row(Drawn drawn, int label, String name) {
        MapImages images = drawn.images();
        int count = 0;
        int wrong = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < images.labels().length; i++) {
            if (images.labels()[i] == label) {
                count++;
                wrong += images.predicted()[i] == label ? 0 : 1;
                x += drawn.positions()[2 * i];
                y += drawn.positions()[2 * i + 1];
            }
        }
        if (count == 0) {
            return new ClassRow(label, name, "0", NONE, NONE, NONE);
        }
        return new ClassRow(
                label,
                name,
                Figures.count(count),
                coordinate(x / count),
                coordinate(y / count),
                Figures.percent(wrong / (double) count));
    }

    private static String coordinate(double value) {
        return Text.of("%.2f", value).replace('-', '−');
    }
}
