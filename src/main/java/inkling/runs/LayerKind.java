package inkling.runs;

import inkling.network.Architecture;
import inkling.network.Layer;
import inkling.text.Named;
import inkling.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a person can choose as a layer in a form, and the fields that each kind has. */
public enum LayerKind implements Named {
    CONV("Convolution", "conv {filters}x{kernel} stride {stride} pad {padding}", 16, 3, 1, 1),
    MAXPOOL("Max pooling", "maxpool {window} stride {stride}", 2, 2),
    AVGPOOL("Average pooling", "avgpool {window} stride {stride}", 2, 2),
    DENSE("Dense", "dense {units}", 100),
    RELU("ReLU", "relu"),
    GELU("GELU", "gelu"),
    TANH("Tanh", "tanh"),
    BATCHNORM("Batch normalisation", "batchnorm"),
    DROPOUT("Dropout", "dropout {probability}", 0.5),
    FLATTEN("Flatten", "flatten"),
    GLOBALAVGPOOL("Global average pooling", "globalavgpool"),
    RESIDUAL("Residual block", "residual({layers})", "conv 16x3 pad 1, relu, conv 16x3 pad 1");

    private final String title;
    private final String pattern;
    private final List<Part> parts = new ArrayList<>();

    /**
     * A field of a layer.
     *
     * @param name its name in the pattern, which is what the field is called
     * @param usual what a new layer has there
     * @param text whether it takes more than a number
     */
    public record Part(String name, String usual, boolean text) {}

    /** A layer in the fields of its kind, in their order. */
    public record Typed(LayerKind kind, List<String> parts) {}

    /**
     * @param pattern how the layer is written, each field as <code>{name}</code>
     * @param usual what each field of a new one holds
     */
    LayerKind(String title, String pattern, Object... usual) {
        this.title = title;
        this.pattern = pattern;
        Matcher names = Pattern.compile("\\{(\\w+)\\}").matcher(pattern);
        for (Object value : usual) {
            names.find();
            parts.add(new Part(names.group(1), value.toString(), value instanceof String));
        }
    }

    public String title() {
        return title;
    }

    public String pattern() {
        return pattern;
    }

    public List<Part> parts() {
        return List.copyOf(parts);
    }

    static List<Typed> typed(Architecture architecture) {
        return architecture.layers().stream().map(LayerKind::typed).toList();
    }

    private static Typed typed(Layer layer) {
        if (layer instanceof Layer.Convolution conv) {
            return typed(CONV, conv.filters(), conv.kernel(), conv.stride(), conv.padding());
        }
        if (layer instanceof Layer.Pool pool) {
            return typed(pool.kind() == Layer.Pooling.MAX ? MAXPOOL : AVGPOOL, pool.size(), pool.stride());
        }
        if (layer instanceof Layer.Dense dense) {
            return typed(DENSE, dense.units());
        }
        if (layer instanceof Layer.Dropout dropout) {
            return typed(DROPOUT, Numbers.plain(dropout.p()));
        }
        if (layer instanceof Layer.Residual block) {
            return typed(RESIDUAL, Layer.text(block.body()));
        }
        return typed(Arrays.stream(values())
                .filter(kind -> kind.pattern.equals(layer.text()))
                .findFirst()
                .orElseThrow());
    }

    private static Typed typed(LayerKind kind, Object... parts) {
        return new Typed(kind, Stream.of(parts).map(String::valueOf).toList());
    }
}
