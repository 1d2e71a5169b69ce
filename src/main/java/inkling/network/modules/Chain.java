package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Layers one after the other. */
public final class Chain implements Module {
    private final List<Link> links;
    private final List<Link> inTraining;
    private final int firstLearning;

    /**
     * A layer in its place.
     *
     * @param learns whether there is anything in it that training adjusts
     */
    public record Link(String id, Module module, boolean learns) {}

    public Chain(List<Link> links) {
        this.links = List.copyOf(links);
        inTraining = pooledFirst(links);
        int first = 0;
        while (first < links.size() && !links.get(first).learns()) {
            first++;
        }
        firstLearning = first;
    }

    /** The largest of what ReLU gives is ReLU of the largest, with the same gradient, and then there is less to rectify. */
    private static List<Link> pooledFirst(List<Link> links) {
        List<Link> swapped = new ArrayList<>(links);
        for (int i = 1; i < swapped.size(); i++) {
            if (swapped.get(i).module instanceof MaxPool && swapped.get(i - 1).module instanceof Relu) {
                Collections.swap(swapped, i - 1, i);
            }
        }
        return List.copyOf(swapped);
    }

    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        NDArray y = x;
        for (Link link : links) {
            y = link.module.forward(y, seen);
            seen.accept(link.id, y);
        }
        return y;
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        List<Backward> back = new ArrayList<>();
        NDArray y = x;
        for (int i = 0; i < inTraining.size(); i++) {
            Trained trained = inTraining.get(i).module.train(y, part, wanted || i > firstLearning);
            back.add(trained.backward());
            y = trained.output();
        }
        return new Trained(y, gradient -> backward(back, gradient, wanted));
    }

    /** What is before the first layer that learns needs no gradient, unless somebody before the chain wants it. */
    private @Nullable NDArray backward(List<Backward> back, NDArray gradient, boolean wanted) {
        NDArray g = gradient;
        for (int i = back.size() - 1; i >= (wanted ? 0 : firstLearning); i--) {
            g = back.get(i).apply(g);
        }
        return wanted ? g : null;
    }
}
