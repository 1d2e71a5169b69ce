package inkling.compare;

import java.util.List;

/**
 * One of the views of a comparison.
 *
 * @param id names it in the templates
 * @param title what it is called
 * @param url with the runs that are compared, the baseline, how seeds are grouped and which epoch is looked at
 */
record CompareTab(String id, String title, String url) {
    static List<CompareTab> of(ComparisonRequest compared) {
        return List.of(
                tab("curves", "Curves and numbers", "/compare", compared),
                tab("confusion", "Confusion", "/compare/confusion", compared),
                tab("images", "Test images", "/compare/images", compared),
                tab("weights", "Weights", "/compare/weights", compared),
                tab("maps", "Maps", "/compare/maps", compared),
                tab("stress", "Stress", "/compare/stress", compared));
    }

    private static CompareTab tab(String id, String title, String path, ComparisonRequest compared) {
        return new CompareTab(id, title, compared.url(path));
    }
}
