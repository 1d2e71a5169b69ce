package inkling.compare.views.weights;

import inkling.analysis.pairs.UnitMatch;
import inkling.analysis.pictures.Range;
import inkling.analysis.pictures.Sheet;
import inkling.analysis.pictures.WeightPictures;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.Results.Seen;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.weights.PictureSheet;
import inkling.weights.PictureSheet.Colour;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Units that stand beside each other: one of the baseline and one of each other run. */
final class Strips {
    private Strips() {}

    /** In which order, and who stands beside whom. */
    enum Order {
        /** Each unit of the baseline with the one most like it; the most alike first. */
        MATCHED("most alike"),
        /** The longest weight vectors of each run, the second longest, and so on. */
        NORM("norm"),
        /** As the layers have them. */
        INDEX("index");

        final String title;

        Order(String title) {
            this.title = title;
        }
    }

    /** A layer, and how the baseline's units are matched with its own. */
    record Matched(WeightPictures pictures, UnitMatch match) {}

    /** One file of pictures. */
    record SheetView(String url, int width, int height) {
        static SheetView of(Seen<Matched> seen, Colour colour, Range range) {
            WeightPictures pictures = seen.value().pictures();
            Sheet sheet = PictureSheet.sheet(pictures, colour);
            return new SheetView(
                    PictureSheet.url(seen.side().run(), seen.side().at(), pictures, colour, range),
                    sheet.sheetWidth(),
                    sheet.sheetHeight());
        }
    }

    /**
     * A unit of one run.
     *
     * @param unit -1 where the run has none to stand here
     * @param run its place among the runs
     * @param viewBox its part of the run's sheet
     * @param likeness the cosine to the baseline's unit; empty at the baseline itself
     * @param about in words
     */
    record Cell(int run, int unit, String url, String viewBox, String likeness, String about) {}

    /** @param runs the baseline first */
    static List<List<Cell>> of(List<Seen<Matched>> runs, Order order, Colour colour) {
        Matched baseline = runs.get(0).value();
        if (order != Order.MATCHED) {
            List<int[]> orders = runs.stream()
                    .map(seen -> seen.value()
                            .pictures()
                            .order(order == Order.NORM ? WeightPictures.Order.NORM : WeightPictures.Order.INDEX))
                    .toList();
            int most = orders.stream().mapToInt(units -> units.length).max().orElse(0);
            return IntStream.range(0, most)
                    .mapToObj(place -> IntStream.range(0, runs.size())
                            .mapToObj(run -> place < orders.get(run).length
                                    ? cell(runs, run, orders.get(run)[place], "", colour)
                                    : none(run))
                            .toList())
                    .toList();
        }
        return IntStream.range(0, baseline.pictures().units())
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> -likeness(runs, unit)))
                .map(unit -> IntStream.range(0, runs.size())
                        .mapToObj(run -> matched(runs, run, unit, colour))
                        .toList())
                .toList();
    }

    /** The mean cosine of a baseline's unit to its partners. */
    private static double likeness(List<Seen<Matched>> runs, int unit) {
        return runs.stream()
                .skip(1)
                .mapToDouble(seen -> seen.value().match().cosines()[unit])
                .average()
                .orElse(0);
    }

    private static Cell matched(List<Seen<Matched>> runs, int run, int unit, Colour colour) {
        if (run == 0) {
            return cell(runs, run, unit, "", colour);
        }
        UnitMatch match = runs.get(run).value().match();
        int partner = match.partners()[unit];
        return partner < 0 ? none(run) : cell(runs, run, partner, cosine(match.cosines()[unit]), colour);
    }

    private static Cell none(int run) {
        return new Cell(run, -1, "", "", "", "");
    }

    private static Cell cell(List<Seen<Matched>> runs, int run, int unit, String likeness, Colour colour) {
        ComparedRun side = runs.get(run).side();
        WeightPictures pictures = runs.get(run).value().pictures();
        String about = Text.of(
                "Unit %d of run %d, norm %s%s",
                unit, side.id(), Figures.signed(pictures.norm(unit)), likeness.isEmpty() ? "" : ", cosine " + likeness);
        return new Cell(
                run,
                unit,
                side.view("weights/" + unit)
                        .with("layer", pictures.layer().id())
                        .toString(),
                PictureSheet.sheet(pictures, colour).viewBox(unit),
                likeness,
                about);
    }

    /** {@code 0.83}, {@code −0.02}. */
    static String cosine(double cosine) {
        return Text.of("%.2f", cosine).replace("-0.00", "0.00").replace("-", "−");
    }

    /** The median cosine of the units that have a partner; 0 if none has. */
    static double median(UnitMatch match) {
        double[] sorted = IntStream.range(0, match.partners().length)
                .filter(unit -> match.partners()[unit] >= 0)
                .mapToDouble(unit -> match.cosines()[unit])
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
