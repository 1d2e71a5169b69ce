package inkling.network;

import inkling.text.Figures;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One layer as a person types it: what it is, what it makes of a shape, and what there is in it to learn. All mean what
 * PyTorch's modules of the same names mean, with their default settings.
 *
 * <p>Shapes are without the number of images: (channels, height, width) of a picture, (numbers) of what is flat.
 */
public sealed interface Layer {
    /** The largest width of a dense layer, and the most filters of a convolution. */
    int MOST_UNITS = 4_096;

    /** The largest kernel, stride and padding. */
    int MOST_PIXELS = 64;

    /** As it is typed, in the shortest way: {@code conv 16x5 pad 2}. */
    String text();

    /** What it is called among the layers of a network, before its number: {@code conv}. */
    default String word() {
        return text();
    }

    /** @throws IllegalArgumentException with a sentence for the user if it cannot follow what has that shape */
    default int[] outputShape(int[] input) {
        return input;
    }

    /** What training adjusts, under PyTorch's names within the module. */
    default List<Parameter> parameters(int[] input) {
        return List.of();
    }

    /** What the forward pass in training keeps for evaluation. */
    default List<Parameter> buffers(int[] input) {
        return List.of();
    }

    /** Of weights with inputs, for one image. */
    default long multiplyAdds(int[] input) {
        return 0;
    }

    /** What slides over a picture in it; empty if nothing does. */
    default Optional<Window> window() {
        return Optional.empty();
    }

    /** Whether it takes a picture as a row of numbers. */
    default boolean flattens() {
        return false;
    }

    /** y = W x + b. */
    record Dense(int units) implements Layer {
        public Dense {
            requireWithin("the number of units", units, 1, MOST_UNITS);
        }

        @Override
        public String text() {
            return "dense " + units;
        }

        @Override
        public String word() {
            return "dense";
        }

        @Override
        public int[] outputShape(int[] input) {
            require(input.length == 1, "a dense layer within a block takes no picture; put flatten before the block");
            return new int[] {units};
        }

        @Override
        public List<Parameter> parameters(int[] input) {
            return List.of(
                    Parameter.drawn("weight", input[0], units, input[0]), Parameter.drawn("bias", input[0], units));
        }

        @Override
        public long multiplyAdds(int[] input) {
            return (long) input[0] * units;
        }

        @Override
        public boolean flattens() {
            return true;
        }
    }

    /** A two-dimensional cross-correlation with a square kernel, and a bias for each filter. */
    record Convolution(int filters, int kernel, int stride, int padding) implements Layer {
        public Convolution {
            requireWithin("the number of filters", filters, 1, MOST_UNITS);
            requireWithin("the kernel", kernel, 1, MOST_PIXELS);
            requireWithin("the stride", stride, 1, MOST_PIXELS);
            requireWithin("the padding", padding, 0, MOST_PIXELS);
        }

        @Override
        public String text() {
            return Text.of("conv %dx%d", filters, kernel)
                    + (stride == 1 ? "" : " stride " + stride)
                    + (padding == 0 ? "" : " pad " + padding);
        }

        @Override
        public String word() {
            return "conv";
        }

        @Override
        public Optional<Window> window() {
            return Optional.of(new Window(kernel, stride, padding));
        }

        @Override
        public int[] outputShape(int[] input) {
            int[] sides = window().orElseThrow().fit(input, "kernel");
            return new int[] {filters, sides[0], sides[1]};
        }

        @Override
        public List<Parameter> parameters(int[] input) {
            int fanIn = input[0] * kernel * kernel;
            return List.of(
                    Parameter.drawn("weight", fanIn, filters, input[0], kernel, kernel),
                    Parameter.drawn("bias", fanIn, filters));
        }

        @Override
        public long multiplyAdds(int[] input) {
            return count(outputShape(input)) * input[0] * kernel * kernel;
        }
    }

    /** What a pool makes of the numbers in its window. */
    enum Pooling {
        /** The largest of them. */
        MAX("maxpool"),
        /** Their mean. */
        AVERAGE("avgpool");

        private final String word;

        Pooling(String word) {
            this.word = word;
        }
    }

    /** One number of each window. */
    record Pool(Pooling kind, int size, int stride) implements Layer {
        public Pool {
            requireWithin("the window", size, 1, MOST_PIXELS);
            requireWithin("the stride", stride, 1, MOST_PIXELS);
        }

        @Override
        public String text() {
            return Text.of("%s %d", kind.word, size) + (stride == size ? "" : " stride " + stride);
        }

        @Override
        public String word() {
            return "pool";
        }

        @Override
        public Optional<Window> window() {
            return Optional.of(new Window(size, stride, 0));
        }

        @Override
        public int[] outputShape(int[] input) {
            int[] sides = window().orElseThrow().fit(input, "window");
            return new int[] {input[0], sides[0], sides[1]};
        }
    }

    /**
     * Ioffe and Szegedy, 2015: each channel, or each number of what is flat, is normalised over the batch in training, and
     * with the running mean and variance in evaluation; then scaled and shifted.
     */
    record BatchNorm() implements Layer {
        @Override
        public String text() {
            return "batchnorm";
        }

        @Override
        public List<Parameter> parameters(int[] input) {
            return List.of(Parameter.constant("weight", 1, input[0]), Parameter.constant("bias", 0, input[0]));
        }

        @Override
        public List<Parameter> buffers(int[] input) {
            return List.of(
                    Parameter.constant("running_mean", 0, input[0]), Parameter.constant("running_var", 1, input[0]));
        }
    }

    /**
     * Srivastava and others, 2014: in training each number is 0 with probability {@code p}, and divided by 1 - p
     * otherwise.
     */
    record Dropout(double p) implements Layer {
        public Dropout {
            require(p >= 0 && p < 1, "the probability must be at least 0 and below 1, was " + Figures.plain(p));
        }

        @Override
        public String text() {
            return "dropout " + Numbers.plain(p);
        }

        @Override
        public String word() {
            return "dropout";
        }
    }

    /** max(x, 0). */
    record Relu() implements Layer {
        @Override
        public String text() {
            return "relu";
        }
    }

    /** x times the standard normal distribution's probability of less than x: Hendrycks and Gimpel, 2016. */
    record Gelu() implements Layer {
        @Override
        public String text() {
            return "gelu";
        }
    }

    /** The hyperbolic tangent. */
    record Tanh() implements Layer {
        @Override
        public String text() {
            return "tanh";
        }
    }

    /** A picture as a row of numbers, channel after channel. */
    record Flatten() implements Layer {
        @Override
        public String text() {
            return "flatten";
        }

        @Override
        public int[] outputShape(int[] input) {
            return new int[] {Math.toIntExact(count(input))};
        }
    }

    /** The mean of each channel: a picture of one pixel. */
    record GlobalAveragePool() implements Layer {
        @Override
        public String text() {
            return "globalavgpool";
        }

        @Override
        public int[] outputShape(int[] input) {
            requirePicture(input);
            return new int[] {input[0], 1, 1};
        }
    }

    /**
     * He and others, 2016: y = body(x) + shortcut(x). The shortcut is x itself, or where the body changes the shape of a
     * picture a convolution of 1 x 1 with a stride, and batch normalisation.
     */
    record Residual(List<Layer> body) implements Layer {
        public Residual {
            body = List.copyOf(body);
            require(!body.isEmpty(), "a residual block needs a layer in its body, such as conv 16x3 pad 1");
        }

        @Override
        public String text() {
            return Text.of("residual(%s)", Layer.text(body));
        }

        @Override
        public String word() {
            return "residual";
        }
    }

    /** Layers as they are typed, one after the other. */
    static String text(List<Layer> layers) {
        return layers.stream().map(Layer::text).collect(Collectors.joining(", "));
    }

    /** A shape as people write it: {@code 16 x 5 x 5}. */
    static String shapeText(int[] shape) {
        return Arrays.stream(shape).mapToObj(Figures::count).collect(Collectors.joining(" x "));
    }

    /** How many numbers there are in a shape. */
    static long count(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    }

    /** @throws IllegalArgumentException with a sentence for the user if a shape is flat */
    static void requirePicture(int[] input) {
        require(
                input.length == 3,
                "it needs a picture, and what comes there is flat: " + Figures.plural(count(input), "number"));
    }

    private static void requireWithin(String what, int number, int least, int most) {
        require(
                number >= least && number <= most,
                Text.of("%s must be between %d and %s, was %d", what, least, Figures.count(most), number));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
