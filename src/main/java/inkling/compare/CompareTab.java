package inkling.compare;

import inkling.archive.runs.Run;
import inkling.http.Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of the views of a comparison.
 *
 * @param id names it in the templates
 * @param title what it is called
 * @param url with the runs that are compared, the baseline, how seeds are grouped and which epoch is looked at
 */
record CompareTab(String id, String title, String url) {
    static List<CompareTab> of(ComparisonRequest compared) {
        Stream<CompareTab> own = Stream.of(
                tab("curves", "Curves and numbers", "/compare", compared),
                tab("confusion", "Confusion", "/compare/confusion", compared),
                tab("images", "Test images", "/compare/images", compared),
                tab("weights", "Weights", "/compare/weights", compared),
                tab("maps", "Maps", "/compare/maps", compared),
                tab("stress", "Stress", "/compare/stress", compared));
        return Stream.concat(own, layers(compared).stream()).toList();
    }

    /** Of two runs, where the first one's own page shows it: how alike their layers are. */
    private static Optional<CompareTab> layers(ComparisonRequest compared) {
        Run one = compared.baseline();
        return compared.runs().stream()
                .filter(other -> compared.runs().size() == 2 && other.id() != one.id() && one.sameTest(other))
                .findFirst()
                .map(other -> new CompareTab(
                        "layers",
                        "Similarity of their layers",
                        new Address(one.url() + "/layers")
                                .with("with", other.id())
                                .toString()));
    }

    private static CompareTab tab(String id, String title, String path, ComparisonRequest compared) {
        return new CompareTab(id, title, compared.url(path));
    }
}
