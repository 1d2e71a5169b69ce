package inkling.network;

import inkling.dataset.ImageShape;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.text.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network as a list of layers, as a person types it: {@code conv 6x5 pad 2, relu, maxpool 2, dense 120, relu}.
 *
 * <p>What is the same in every network is not in it: a {@code flatten} before the first dense layer, and the dense layer
 * at the end with an output a class.
 */
public record Architecture(List<Layer> layers) implements Written {
    /** Numbers that come out of a network for MNIST, and as long as nobody knows the classes. */
    public static final int CLASSES = 10;

    /** Layers at most, those within blocks among them. */
    public static final int MOST_LAYERS = 100;

    /** How long a text may be. */
    public static final int LONGEST_TEXT = 4_000;

    public Architecture {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs a layer, such as dense 100");
        }
        int count = 0;
        for (int position = 0; position < layers.size(); position++) {
            count += count(layers.get(position));
            if (count > MOST_LAYERS) {
                throw new ArchitectureException(
                        position,
                        layers.get(position).text(),
                        Text.of("a network has at most %d layers, those in blocks among them", MOST_LAYERS));
            }
        }
    }

    private static int count(Layer layer) {
        return layer instanceof Layer.Residual block
                ? 1 + block.body().stream().mapToInt(Architecture::count).sum()
                : 1;
    }

    /**
     * What a text stands for: a list of layers with commas between them, or a {@link Preset}'s name.
     *
     * @throws ArchitectureException with a sentence for the user if it stands for none
     */
    public static Architecture parse(String text) {
        return Preset.named(text)
                .map(Preset::architecture)
                .orElseGet(() -> new Architecture(new ArchitectureParser(text).layers()));
    }

    /** How the layers of a text are written, as a sentence. */
    public static String grammar() {
        return ArchitectureParser.grammar();
    }

    /** Dense layers of these widths, each with a ReLU. */
    public static Architecture perceptron(List<Integer> widths) {
        List<Layer> layers = new ArrayList<>();
        for (int width : widths) {
            layers.add(new Layer.Dense(width));
            layers.add(new Layer.Relu());
        }
        return new Architecture(layers);
    }

    /** The widths of a perceptron, dense layers each with a ReLU; empty of every other network. */
    public Optional<List<Integer>> widths() {
        List<Integer> widths = layers.stream()
                .flatMap(layer -> layer instanceof Layer.Dense dense ? Stream.of(dense.units()) : Stream.empty())
                .toList();
        return widths.isEmpty() || !equals(perceptron(widths)) ? Optional.empty() : Optional.of(widths);
    }

    /** What it is called where there is little room: {@code lenet5}, {@code 250–100}, {@code 12 layers}. */
    public String brief() {
        return widths().map(widths -> widths.stream().map(String::valueOf).collect(Collectors.joining("–")))
                .or(() -> Preset.of(this).map(Preset::id))
                .orElseGet(() -> Figures.plural(layers.size(), "layer"));
    }

    /** The one way to write it, which {@link #parse} reads: one line, nothing that goes without saying. */
    @Override
    public String text() {
        return Layer.text(layers);
    }

    /**
     * The network for pictures of a shape.
     *
     * @throws ArchitectureException with a sentence for the user if a layer does not fit on what is before it
     */
    public Blueprint on(ImageShape input, int classes) {
        return new Blueprint(this, input, classes);
    }

    @Override
    public String toString() {
        return Text.of("Architecture[%s]", text());
    }
}
