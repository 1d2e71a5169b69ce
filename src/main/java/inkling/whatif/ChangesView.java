package inkling.whatif;

import inkling.analysis.pictures.Png;
import inkling.dataset.ImageShape;
import inkling.imagine.Picture;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.whatif.Changes.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The smallest changes of an image in the words of the page; the template reads its methods as properties. */
record ChangesView(PredictedImage subject, int target, Changes changes) {
    /**
     * One of them, beside the others.
     *
     * @param before null where nothing was found
     */
    record Column(
            String id,
            String title,
            String about,
            @Nullable String picture,
            @Nullable String change,
            String said,
            String l0,
            String l1,
            String l2,
            String linf) {}

    /** Whether it is taken for the class as it is, so that there is nothing to change. */
    public boolean already() {
        return changes.shortest().filter(change -> change.size().linf() == 0).isPresent();
    }

    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(column("l1", "Fewest pixels", "counterfactual, weighted L1", changes.cheapest()));
        columns.add(column("l2", "Shortest", "counterfactual, L2", changes.shortest()));
        columns.add(column("linf", "Flattest", "adversarial, PGD, L∞", changes.flattest()));
        return columns;
    }

    private Column column(String id, String title, String about, Optional<Change> found) {
        ImageShape shape = subject.image().images().shape();
        if (found.isEmpty()) {
            return new Column(id, title, about, null, null, "none was found", "–", "–", "–", "–");
        }
        Change change = found.get();
        return new Column(
                id,
                title,
                about,
                Png.address(Picture.pixels(shape, change.pixels())),
                Png.address(Picture.signed(
                        shape, change.change(), (float) change.size().linf())),
                Text.of("%s: %s", subject.classes().get(target), Figures.percent(change.probability())),
                Text.of("%s of %s", Figures.count(change.size().l0()), Figures.count(change.change().length)),
                Text.of("%.2f", change.size().l1()),
                Text.of("%.3f", change.size().l2()),
                Text.of("%.3f", change.size().linf()));
    }
}
