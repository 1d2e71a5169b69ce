package inkling.weights;

import inkling.Routes;
import inkling.inspect.TrainedRun;
import java.nio.file.Path;

/** A trained run with the pages of its weights. */
final class WeightsFixture {
    private WeightsFixture() {}

    static TrainedRun train(Path home) throws InterruptedException {
        return new TrainedRun(
                home,
                (parts, all) -> Routes.weights(
                        all,
                        new WeightPages(parts.archive),
                        new HistogramPage(parts.archive, parts.layers),
                        new UnitPage(parts.archive)));
    }
}
