package inkling.bench;

import inkling.network.Tensor;
import inkling.text.Text;
import inkling.training.BestEpoch;
import inkling.training.Checkpoint;
import inkling.training.EpochMetrics;
import inkling.training.TrainingObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps the parameters of the best epoch, in memory. */
final class BestParameters implements TrainingObserver {
    private final Consumer<String> said;
    private final List<Map<String, Object>> history = new ArrayList<>();
    private List<Tensor> parameters = List.of();
    private final BestEpoch best = new BestEpoch();

    BestParameters(Consumer<String> said) {
        this.said = said;
    }

    @Override
    public void onUntrained(Checkpoint untrained) {
        parameters = untrained.parameters();
    }

    @Override
    public void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {
        history.add(Report.epoch(metrics));
        if (best.add(metrics)) {
            parameters = checkpoint.parameters();
        }
        said.accept(Text.of(
                "  epoch %d: %.2f s, training loss %.4f, accuracy %.2f %%; validation loss %.4f, accuracy %.2f %%",
                metrics.epoch(),
                metrics.seconds(),
                metrics.trainLoss(),
                100 * metrics.trainAccuracy(),
                metrics.validLoss(),
                100 * metrics.validAccuracy()));
    }

    List<Tensor> parameters() {
        return parameters;
    }

    List<Map<String, Object>> history() {
        return List.copyOf(history);
    }
}
