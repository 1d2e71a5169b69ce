package inkling.runs;

import inkling.archive.ImageName;
import inkling.archive.runs.Run;
import inkling.text.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One of the views of a run.
 *
 * @param id names it in the templates
 * @param title what it is called
 * @param path its address without what is selected, such as {@code /runs/3/mistakes}
 * @param url the same with the epoch and the image that are looked at
 * @param pages what it has more than one page for, its own first; none if it is one page
 */
record RunTab(String id, String title, String path, String url, List<RunTab> pages) {
    /**
     * The views in the order of the tabs; each has the address {@code /runs/<run>/<id>} but the first. A view of several
     * pages names them: {@code STRESS("Stress", page("corruptions", "Corruptions"), page("slices", "Slices"))}, of which the
     * first has the view's own address and the others {@code /runs/<run>/stress/slices}.
     */
    private enum View implements Named {
        TRAINING("Training"),
        OVERVIEW("Overview"),
        CONFUSION("Confusion"),
        MISTAKES("Mistakes"),
        CALIBRATION("Calibration"),
        MAP("Map"),
        WEIGHTS("Weights"),
        IMAGINE("Imagine"),
        DRAW("Draw"),
        STRESS("Stress", page("corruptions", "Corruptions"), page("slices", "Slices"), page("strangers", "Strangers")),
        DOCTOR(
                "Data doctor",
                page("dynamics", "Training dynamics"),
                page("labels", "Suspected labels"),
                page("duplicates", "Duplicates")),
        LAYERS("Layers", page("similarity", "Similarity"), page("probes", "Probes"), page("landscape", "Landscape"));

        private final String title;
        private final List<Page> pages;

        View(String title, Page... pages) {
            this.title = title;
            this.pages = List.of(pages);
        }

        private static Page page(String id, String title) {
            return new Page(id, title);
        }

        private record Page(String id, String title) {}
    }

    /**
     * The tabs of a run.
     *
     * @param checkpoints whether it has any: without, there is nothing to look at but the training
     * @param query what the page was asked for; its epoch and its image go along to the other views
     */
    public static List<RunTab> of(Run run, boolean checkpoints, Map<String, String> query) {
        String along = along(query);
        return Arrays.stream(View.values())
                .filter(view -> checkpoints || view == View.TRAINING)
                .map(view -> of(view, run.url() + (view == View.TRAINING ? "" : "/" + view.id()), along))
                .toList();
    }

    private static RunTab of(View view, String path, String along) {
        List<RunTab> pages = view.pages.stream()
                .map(page -> {
                    String own = page == view.pages.get(0) ? path : path + "/" + page.id();
                    return new RunTab(page.id(), page.title(), own, own + along, List.of());
                })
                .toList();
        return new RunTab(view.id(), view.title, path, path + along, pages);
    }

    /** What every link to another view of the run carries: {@code ?epoch=2&select=test:123}, or nothing. */
    public static String along(Map<String, String> query) {
        String epoch = query.getOrDefault("epoch", "");
        StringBuilder along = new StringBuilder();
        if (epoch.matches("\\d{1,4}")) {
            along.append("?epoch=").append(epoch);
        }
        ImageName.parse(query.getOrDefault(EpochRequest.SELECT, ""))
                .ifPresent(image -> along.append(along.isEmpty() ? "?" : "&")
                        .append("select=")
                        .append(image));
        return along.toString();
    }
}
