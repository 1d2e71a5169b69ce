package inkling.cluster;

import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import java.io.Serializable;
import java.util.List;

/** A network as it is sent to machines. */
public final class SentNetwork implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String architecture;
    private final ImageShape input;
    private final int classes;
    private final Tensor[] tensors;

    /** @param tensors parameters, then buffers; none of one whose parameters are sent apart */
    public SentNetwork(Blueprint blueprint, List<Tensor> tensors) {
        architecture = blueprint.architecture().text();
        input = blueprint.input();
        classes = blueprint.classes();
        this.tensors = tensors.toArray(Tensor[]::new);
    }

    public Blueprint blueprint() {
        return Architecture.parse(architecture).on(input, classes);
    }

    public List<Tensor> tensors() {
        return List.of(tensors);
    }
}
