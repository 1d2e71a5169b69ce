package inkling.weights;

import inkling.Routes;
import inkling.archive.Background;
import inkling.inspect.TrainedRun;
import inkling.weights.features.FeaturePage;
import java.nio.file.Path;
import java.time.Duration;

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
                        new UnitPage(
                                parts.archive,
                                new ActivityStore(
                                        parts.archive, parts.predictions, new Background(Duration.ofMinutes(1)))),
                        new FeaturePage(parts.archive)));
    }
}
