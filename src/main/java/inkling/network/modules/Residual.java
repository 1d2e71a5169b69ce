package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.BiConsumer;

/** y = body(x) + shortcut(x), where a shortcut that is not there is x itself. */
public final class Residual implements Module {
    private final Chain body;
    private final Optional<Chain> shortcut;

    public Residual(Chain body, Optional<Chain> shortcut) {
        this.body = body;
        this.shortcut = shortcut;
    }

    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return body.forward(x, seen)
                .add(shortcut.map(chain -> chain.forward(x, seen)).orElse(x));
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        Trained through = body.train(x, part, wanted);
        Trained past = shortcut.map(chain -> chain.train(x, part, wanted)).orElse(new Trained(x, gradient -> gradient));
        return new Trained(through.output().add(past.output()), gradient -> {
            NDArray fromBody = through.backward().apply(gradient.duplicate());
            NDArray fromShortcut = past.backward().apply(gradient);
            return wanted ? fromBody.addi(fromShortcut) : null;
        });
    }
}
