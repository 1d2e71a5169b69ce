package inkling.runs;

import inkling.archive.runs.Run;
import inkling.network.Blueprint.Fitted;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.DeadUnits;
import inkling.training.LayerNorms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How training goes in a layer, of late or at a step; the templates read its methods as properties.
 *
 * @param norms empty if training changes nothing in it
 * @param units empty of all but ReLU layers
 */
record LayerRow(String layer, Optional<LayerNorms> norms, Optional<DeadUnits> units) {
    private static final String NONE = "–";

    /** Of a run's layers in their order, those of which something is known. */
    static List<LayerRow> of(Run run, List<LayerNorms> norms, List<DeadUnits> units) {
        Map<String, LayerNorms> byLayer = norms.stream().collect(Collectors.toMap(LayerNorms::layer, each -> each));
        Map<String, DeadUnits> dead =
                units.stream().collect(Collectors.toMap(DeadUnits::layer, each -> each, (before, last) -> last));
        return order(run, any -> true).stream()
                .map(id -> new LayerRow(id, Optional.ofNullable(byLayer.get(id)), Optional.ofNullable(dead.get(id))))
                .filter(row -> row.norms.isPresent() || row.units.isPresent())
                .toList();
    }

    /** The ids of some of a run's layers; none as long as its images are not known. */
    static List<String> order(Run run, Predicate<Fitted> wanted) {
        return run.data().isEmpty()
                ? List.of()
                : run.blueprint().allLayers().stream()
                        .filter(wanted)
                        .map(Fitted::id)
                        .toList();
    }

    public String step() {
        return norms.map(each -> Figures.count(each.step())).orElse(NONE);
    }

    public String epoch() {
        return norms.map(each -> String.valueOf(each.epoch())).orElse(NONE);
    }

    public String gradient() {
        return norm(LayerNorms::gradientNorm);
    }

    public String update() {
        return norm(LayerNorms::updateNorm);
    }

    public String weight() {
        return norm(LayerNorms::weightNorm);
    }

    public String share() {
        return norm(LayerNorms::updateShare);
    }

    private String norm(Function<LayerNorms, Double> of) {
        return norms.map(of).map(Figures::norm).orElse(NONE);
    }

    public String dead() {
        return units.map(each -> Text.of("%s of %s", Figures.count(each.dead()), Figures.count(each.units())))
                .orElse(NONE);
    }
}
