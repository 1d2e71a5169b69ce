package inkling.network;

import inkling.dataset.ImageShape;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer.BatchNorm;
import inkling.network.Layer.Convolution;
import inkling.network.Layer.Dense;
import inkling.network.Layer.Flatten;
import inkling.network.Layer.Relu;
import inkling.network.Layer.Residual;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts the layers of an architecture one on the other, and gives each its names. */
final class Fitting {
    /** What the notebook calls the modules of its network, and its activations; PyTorch's order. */
    private static final List<String> NOTEBOOK_MODULES = List.of("", "input_fc", "", "hidden_fc", "", "output_fc");

    private static final List<String> NOTEBOOK_IDS = List.of("flatten1", "input_fc", "h1", "hidden_fc", "h2", "logits");
    private static final List<Class<?>> NOTEBOOK = List.of(Dense.class, Relu.class, Dense.class, Relu.class);

    private final Architecture architecture;
    private final boolean notebook;
    private final Map<String, Integer> counted = new HashMap<>();
    private final List<Fitted> layers = new ArrayList<>();
    private int[] shape = {};
    private long parameters;
    private long activations;

    Fitting(Architecture architecture) {
        this.architecture = architecture;
        notebook = architecture.layers().stream().map(Object::getClass).toList().equals(NOTEBOOK);
    }

    /** @throws ArchitectureException with a sentence for the user if a layer does not fit on what is before it */
    List<Fitted> layers(ImageShape input, int classes) {
        shape = new int[] {input.channels(), input.height(), input.width()};
        List<Layer> typed = architecture.layers();
        for (int position = 0; position < typed.size(); position++) {
            Layer layer = typed.get(position);
            try {
                add(layer, position);
            } catch (IllegalArgumentException e) {
                throw new ArchitectureException(position, layer.text(), e.getMessage());
            }
        }
        try {
            add(new Dense(classes), -1);
        } catch (IllegalArgumentException e) {
            throw new ArchitectureException(typed.size(), "the output", e.getMessage());
        }
        return List.copyOf(layers);
    }

    /** Numbers that all layers made of one picture. */
    long activations() {
        return activations;
    }

    private void add(Layer layer, int position) {
        if (layer.flattens() && shape.length > 1) {
            add(new Flatten(), -1);
        }
        int place = layers.size();
        String module = notebook ? NOTEBOOK_MODULES.get(place) : String.valueOf(place);
        boolean output = position < 0 && layer instanceof Dense;
        String id = notebook ? NOTEBOOK_IDS.get(place) : output ? Blueprint.OUTPUT : next(layer.word());
        Fitted fitted = fitted(layer, id, module, shape, position);
        layers.add(fitted);
        shape = fitted.outputShape();
    }

    private String next(String word) {
        return word + counted.merge(word, 1, Integer::sum);
    }

    private Fitted fitted(Layer layer, String id, String module, int[] in, int position) {
        return layer instanceof Residual block
                ? block(block, id, module, in, position)
                : single(layer, id, module, in, position);
    }

    private Fitted single(Layer layer, String id, String module, int[] in, int position) {
        int[] out = layer.outputShape(in);
        List<Parameter> learnt = layer.parameters(in);
        List<Parameter> kept = layer.buffers(in);
        parameters += learnt.stream().mapToLong(Parameter::count).sum();
        requireAtMost(parameters, Blueprint.MOST_PARAMETERS, "the network has %s parameters with it, %s at most");
        add(layer instanceof Flatten ? 0 : Layer.count(out));
        return new Fitted(
                id,
                module,
                layer,
                in,
                out,
                learnt.stream().map(each -> each.in(module)).toList(),
                kept.stream().map(each -> each.in(module)).toList(),
                layer.multiplyAdds(in),
                position,
                List.of(),
                List.of());
    }

    private void add(long numbers) {
        activations += numbers;
        requireAtMost(
                activations,
                Blueprint.MOST_ACTIVATIONS,
                "the layers make %s numbers of a picture with it, %s at most fit into memory");
    }

    private static void requireAtMost(long number, long most, String otherwise) {
        if (number > most) {
            throw new IllegalArgumentException(Text.of(otherwise, Figures.count(number), Figures.count(most)));
        }
    }

    private Fitted block(Residual block, String id, String module, int[] in, int position) {
        List<Fitted> body = row(block.body(), module + ".body", in, position);
        int[] out = body.get(body.size() - 1).outputShape();
        List<Fitted> shortcut =
                Arrays.equals(in, out) ? List.of() : row(shortcut(in, out), module + ".shortcut", in, position);
        add(Layer.count(out));
        List<Fitted> within = Stream.concat(body.stream(), shortcut.stream()).toList();
        return new Fitted(
                id,
                module,
                block,
                in,
                out,
                within.stream().flatMap(each -> each.parameters().stream()).toList(),
                within.stream().flatMap(each -> each.buffers().stream()).toList(),
                within.stream().mapToLong(Fitted::multiplyAdds).sum(),
                position,
                body,
                shortcut);
    }

    /** Layers within a block, one after the other. */
    private List<Fitted> row(List<Layer> row, String module, int[] in, int position) {
        List<Fitted> fitted = new ArrayList<>();
        int[] at = in;
        for (int i = 0; i < row.size(); i++) {
            Layer layer = row.get(i);
            try {
                fitted.add(fitted(layer, next(layer.word()), module + "." + i, at, position));
            } catch (IllegalArgumentException e) {
                throw InBlockException.of(layer.text(), e);
            }
            at = fitted.get(i).outputShape();
        }
        return fitted;
    }

    /** The stride is the one that leaves as many pixels as the body does, downwards and across. */
    private static List<Layer> shortcut(int[] in, int[] out) {
        if (in.length == 3 && out.length == 3) {
            for (int stride = 1; stride <= Layer.MOST_PIXELS; stride++) {
                Layer convolution = new Convolution(out[0], 1, stride, 0);
                if (Arrays.equals(convolution.outputShape(in), out)) {
                    return List.of(convolution, new BatchNorm());
                }
            }
        }
        throw new IllegalArgumentException(Text.of(
                "its body makes %s of %s, which no shortcut with a stride does; pad its convolutions, such as conv 16x3 pad 1",
                Layer.shapeText(out), Layer.shapeText(in)));
    }
}
