package inkling.runs;

import inkling.network.Architecture;
import inkling.network.ArchitectureException;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.text.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A network layer by layer, as the pages show it and the API gives it.
 *
 * @param arch its layers as they are typed
 * @param layers with those that go without saying; those before the one that does not fit, if there is one
 * @param parameters of the whole; empty if something does not fit
 * @param multiplyAdds likewise, for one image
 * @param typed the layers in the fields of a form; empty if the text cannot be read
 */
public record NetworkSummary(
        String arch,
        List<Row> layers,
        Optional<Integer> parameters,
        Optional<Long> multiplyAdds,
        List<LayerKind.Typed> typed,
        Optional<Wrong> wrong) {
    /**
     * A layer.
     *
     * @param id what it is called here: {@code conv1}
     * @param position in the typed list, counted from 0; -1 of what goes without saying
     * @param depth how many blocks it is in
     * @param shortcut whether it is on the way past the body of the innermost of them
     * @param output its shape, without the number of images
     */
    public record Row(
            String id,
            String layer,
            int position,
            int depth,
            boolean shortcut,
            List<Integer> output,
            String shape,
            int parameters,
            long multiplyAdds) {
        private static Stream<Row> of(Fitted layer, int depth, boolean shortcut) {
            Row own = new Row(
                    layer.id(),
                    layer.layer() instanceof Layer.Residual
                            ? "residual"
                            : layer.layer().text(),
                    depth == 0 ? layer.position() : -1,
                    depth,
                    shortcut,
                    Arrays.stream(layer.outputShape()).boxed().toList(),
                    Layer.shapeText(layer.outputShape()).replace(" x ", " × "),
                    layer.parameterCount(),
                    layer.multiplyAdds());
            return Stream.concat(
                    Stream.of(own),
                    Stream.concat(
                            layer.body().stream().flatMap(within -> of(within, depth + 1, false)),
                            layer.shortcut().stream().flatMap(within -> of(within, depth + 1, true))));
        }

        public String parametersText() {
            return Figures.count(parameters);
        }

        public String multiplyAddsText() {
            return Figures.count(multiplyAdds);
        }
    }

    /** @param position of the layer that is to blame, counted from 0 */
    public record Wrong(int position, String reason) {}

    static NetworkSummary of(Blueprint network) {
        return new NetworkSummary(
                network.architecture().text(),
                rows(network),
                Optional.of(network.parameterCount()),
                Optional.of(network.multiplyAdds()),
                LayerKind.typed(network.architecture()),
                Optional.empty());
    }

    /** @param fit fits a network to the images */
    static NetworkSummary of(String arch, Function<Architecture, Blueprint> fit) {
        List<LayerKind.Typed> typed = List.of();
        List<Row> before = List.of();
        try {
            Architecture architecture = Architecture.parse(arch);
            typed = LayerKind.typed(architecture);
            before = before(architecture, fit);
            return of(fit.apply(architecture));
        } catch (ArchitectureException e) {
            return new NetworkSummary(
                    arch,
                    before,
                    Optional.empty(),
                    Optional.empty(),
                    typed,
                    Optional.of(new Wrong(e.position(), e.reason())));
        }
    }

    /** The rows of what fits, up to what does not. */
    private static List<Row> before(Architecture architecture, Function<Architecture, Blueprint> fit) {
        for (int count = architecture.layers().size(); count > 0; count--) {
            try {
                return rows(fit.apply(new Architecture(architecture.layers().subList(0, count)))).stream()
                        .filter(row -> row.position() >= 0)
                        .toList();
            } catch (ArchitectureException e) {
                count = Math.min(count, e.position() + 1);
            }
        }
        return List.of();
    }

    private static List<Row> rows(Blueprint network) {
        return network.layers().stream()
                .flatMap(layer -> Row.of(layer, 0, false))
                .toList();
    }

    public String parametersText() {
        return parameters.map(Figures::count).orElse("–");
    }

    public String multiplyAddsText() {
        return multiplyAdds.map(Figures::count).orElse("–");
    }
}
