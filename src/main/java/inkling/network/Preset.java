package inkling.network;

import inkling.text.Named;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Architectures with a name. */
public enum Preset implements Named {
    MLP("Multilayer perceptron", "dense 250, relu, dense 100, relu"),
    /** LeCun and others, 1998, with ReLU and max pooling as it is taught today. */
    LENET5("LeNet-5", "conv 6x5 pad 2, relu, maxpool 2, conv 16x5, relu, maxpool 2, dense 120, relu, dense 84, relu"),
    /** Pairs of 3 x 3 convolutions as in Simonyan and Zisserman, 2015, with batch normalisation and dropout. */
    VGG_SMALL(
            "Small VGG",
            "conv 32x3 pad 1, batchnorm, relu, conv 32x3 pad 1, batchnorm, relu, maxpool 2, "
                    + "conv 64x3 pad 1, batchnorm, relu, conv 64x3 pad 1, batchnorm, relu, maxpool 2, "
                    + "dense 128, relu, dropout 0.5"),
    /** The residual network for CIFAR-10 of He and others, 2016, with one block a size: 8 layers with weights. */
    RESNET_SMALL(
            "Small residual network",
            "conv 16x3 pad 1, batchnorm, relu, "
                    + "residual(conv 16x3 pad 1, batchnorm, relu, conv 16x3 pad 1, batchnorm), relu, "
                    + "residual(conv 32x3 stride 2 pad 1, batchnorm, relu, conv 32x3 pad 1, batchnorm), relu, "
                    + "residual(conv 64x3 stride 2 pad 1, batchnorm, relu, conv 64x3 pad 1, batchnorm), relu, "
                    + "globalavgpool");

    private final String title;
    private final Architecture architecture;

    Preset(String title, String text) {
        this.title = title;
        architecture = new Architecture(new ArchitectureParser(text).layers());
    }

    /** As texts have it: {@code vgg-small}. */
    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The preset of a name; empty if there is none. */
    public static Optional<Preset> named(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(each -> each.id().equals(name)).findFirst();
    }

    /** All names, with commas between. */
    public static String names() {
        return Arrays.stream(values()).map(Preset::id).collect(Collectors.joining(", "));
    }

    /** The preset that is this architecture; empty if none is. */
    public static Optional<Preset> of(Architecture architecture) {
        return Arrays.stream(values())
                .filter(each -> each.architecture.equals(architecture))
                .findFirst();
    }

    /** As a heading has it: {@code LeNet-5}. */
    public String title() {
        return title;
    }

    public Architecture architecture() {
        return architecture;
    }
}
