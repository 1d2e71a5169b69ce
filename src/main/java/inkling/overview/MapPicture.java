package inkling.overview;

import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.Projection;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A map as a small picture of {@value #SIDE} by {@value #SIDE}.
 *
 * @param classes the points of each class
 * @param said what it is a map of, and how far it can be believed
 * @param url where it is shown
 */
public record MapPicture(List<Class> classes, String said, String url) {
    static final int SIDE = 200;
    /** More would be no more than grains. */
    private static final int POINTS = 2_000;
    /** One of so many points at either end. */
    private static final int FAR_OFF = 100;

    /** The points of one class, as an SVG path of dots. */
    record Class(int label, String path) {}

    static MapPicture of(Projection map, List<Class> classes) {
        return new MapPicture(
                classes, said(map), Text.of("/runs/%d/map?map=%d", map.what().run(), map.id()));
    }

    /** The points that are drawn; the few that lie far off are left out, so that the others fill the picture. */
    static List<Class> classes(Drawn drawn) {
        int all = drawn.positions().length / 2;
        int stride = Math.max(1, (all + POINTS - 1) / POINTS);
        Extent x = Extent.of(drawn.positions(), 0);
        Extent y = Extent.of(drawn.positions(), 1);
        float size = Math.max(x.size(), y.size());
        Map<Integer, StringBuilder> paths = new TreeMap<>();
        for (int i = 0; i < all; i += stride) {
            int left = place(drawn.positions()[2 * i] - x.middle(), size);
            int top = place(y.middle() - drawn.positions()[2 * i + 1], size);
            if (left >= 0 && left <= SIDE && top >= 0 && top <= SIDE) {
                paths.computeIfAbsent((int) drawn.images().labels()[i], label -> new StringBuilder())
                        .append(Text.of("M%d %dh0", left, top));
            }
        }
        return paths.entrySet().stream()
                .map(each -> new Class(each.getKey(), each.getValue().toString()))
                .toList();
    }

    private static int place(float from, float size) {
        return Math.round(SIDE * (0.5f + (size > 0 ? 0.96f * from / size : 0)));
    }

    /** From where to where nearly all points lie along an axis. */
    private record Extent(float least, float most) {
        static Extent of(float[] positions, int axis) {
            float[] sorted = new float[positions.length / 2];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = positions[2 * i + axis];
            }
            Arrays.sort(sorted);
            int off = sorted.length / FAR_OFF;
            return new Extent(sorted[off], sorted[sorted.length - 1 - off]);
        }

        float size() {
            return most - least;
        }

        float middle() {
            return (least + most) / 2;
        }
    }

    private static String said(Projection map) {
        String what = Text.of(
                "%s images by %s.",
                Figures.count(map.what().points()), map.what().method().title());
        return map.quality()
                .map(quality -> Text.of(
                        "%s On the map, the nearest neighbour of %s of them is of their own class.",
                        what, Figures.percent(quality.neighbourAgreement())))
                .orElse(what);
    }
}
