package inkling.weights;

import inkling.analysis.pictures.WeightPictures;
import inkling.analysis.pictures.WeightPictures.Order;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The units of the first layer as the page shows them: in groups, each with a heading where there is more than one. */
final class UnitGrid {
    private UnitGrid() {}

    /**
     * Units that stand together.
     *
     * @param label the class they push for, -1 if they do not stand by class
     * @param title what the group is called; empty if it is the only one
     */
    record Group(int label, String title, List<Cell> cells) {}

    /**
     * One unit.
     *
     * @param viewBox its part of the sheet
     * @param about in words, what its picture does not show
     */
    record Cell(
            int unit,
            String url,
            String viewBox,
            String norm,
            String bias,
            int label,
            String className,
            String push,
            String about) {}

    static List<Group> of(EpochRequest request, WeightPictures pictures, PictureOptions look, List<String> classNames) {
        List<Cell> cells = Arrays.stream(units(pictures, look))
                .mapToObj(unit -> cell(request, pictures, look, classNames, unit))
                .toList();
        return look.order() == Order.CLASS ? byClass(cells, classNames) : List.of(new Group(-1, "", cells));
    }

    /** The units that are shown, in their order; few by class are those that push the most, whatever for. */
    static int[] units(WeightPictures pictures, PictureOptions look) {
        int[] units = pictures.order(look.order());
        if (look.all()) {
            return units;
        }
        if (look.order() != Order.CLASS) {
            return Arrays.stream(units).limit(PictureOptions.FEW).toArray();
        }
        Set<Integer> strongest = Arrays.stream(units)
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> -pictures.pushes(unit)[pictures.pushesFor(unit)]))
                .limit(PictureOptions.FEW)
                .collect(Collectors.toSet());
        return Arrays.stream(units).filter(strongest::contains).toArray();
    }

    private static Cell cell(
            EpochRequest request, WeightPictures pictures, PictureOptions look, List<String> classNames, int unit) {
        String norm = Figures.signed(pictures.norm(unit));
        int label = pictures.push() ? pictures.pushesFor(unit) : -1;
        String className = label < 0 ? "" : classNames.get(label);
        return new Cell(
                unit,
                Text.of("%s/weights/%d%s", request.run().url(), unit, look.query(request.epoch())),
                PictureSheet.sheet(pictures, look.colour()).viewBox(unit),
                norm,
                Figures.signed(pictures.bias(unit)),
                label,
                className,
                label < 0 ? "" : Figures.signed(pictures.pushes(unit)[label]),
                Text.of("Unit %d, norm %s", unit, norm) + (label < 0 ? "" : ", pushes for " + className));
    }

    private static List<Group> byClass(List<Cell> cells, List<String> classNames) {
        List<Group> groups = new ArrayList<>();
        for (int label = 0; label < classNames.size(); label++) {
            int pushed = label;
            List<Cell> pushing =
                    cells.stream().filter(cell -> cell.label() == pushed).toList();
            if (!pushing.isEmpty()) {
                String units = pushing.size() == 1 ? "1 unit" : pushing.size() + " units";
                groups.add(new Group(label, Text.of("Push for %s: %s", classNames.get(label), units), pushing));
            }
        }
        return groups;
    }
}
