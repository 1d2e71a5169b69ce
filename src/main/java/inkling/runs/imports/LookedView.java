package inkling.runs.imports;

import inkling.network.Safetensors.Entry;
import inkling.network.StateDict.Fate;
import inkling.runs.imports.ImportCheck.Looked;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of weights, in the words of the page; the template reads its methods as properties. */
record LookedView(Looked looked) {
    private static final String NONE = "–";

    /** A tensor's line in the table. */
    record Row(String target, String needs, String source, String has, String why, boolean fits, boolean over) {}

    public boolean fits() {
        return looked.state().fits();
    }

    /** What the network was fitted to. */
    public String data() {
        return Text.of(
                "%s Images of %s, %s.",
                looked.dataset().reason(),
                looked.dataset().shape(),
                Figures.plural(looked.dataset().classes(), "class", "classes"));
    }

    public String network() {
        return Text.of(
                "%s: %s parameters.",
                looked.blueprint().architecture().text(),
                Figures.count(looked.blueprint().parameterCount()));
    }

    /** How many tensors fit, and what is left over. */
    public String summary() {
        List<Fate> fates = looked.state().fates();
        long needed = fates.stream().filter(fate -> fate.target() != null).count();
        long fit = fates.stream()
                .filter(fate -> fate.target() != null && fate.fits())
                .count();
        return Text.of("%s of %s tensors fit", Figures.count(fit), Figures.count(needed))
                + (fates.size() > needed ? Text.of("; %s left over.", Figures.count(fates.size() - needed)) : ".");
    }

    /** Whether something with weights is left over: a layer may be missing in the architecture. */
    public boolean suspicious() {
        return looked.state().fates().stream()
                .anyMatch(fate -> fate.target() == null
                        && fate.source().type().isReal()
                        && fate.source().shape().length > 1);
    }

    /** Whether layers of one shape may have changed places. */
    public boolean guessed() {
        return looked.state().guessed();
    }

    public List<Row> rows() {
        return looked.state().fates().stream().map(LookedView::row).toList();
    }

    private static Row row(Fate fate) {
        return new Row(
                fate.target() == null ? NONE : fate.target().name(),
                fate.target() == null ? NONE : shape(fate.target().shape()),
                fate.source() == null ? NONE : fate.source().name(),
                has(fate.source()),
                fate.why(),
                fate.fits(),
                fate.target() == null);
    }

    private static String has(@Nullable Entry source) {
        return source == null ? NONE : Text.of("%s, %s", shape(source.shape()), source.type());
    }

    private static String shape(int[] shape) {
        return shape.length == 0
                ? "a number"
                : Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" × "));
    }
}
