package inkling.bench;

import com.google.gson.annotations.SerializedName;
import inkling.training.EpochMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each stage took and what came of it, under the names of the notebook's own benchmark; written as JSON as it is. */
public final class Report {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Map<String, Object> result = new LinkedHashMap<>();

    /** One epoch, under the notebook's names. */
    record Epoch(
            int epoch,
            double seconds,
            @SerializedName("train_loss") double trainLoss,
            @SerializedName("train_acc") double trainAccuracy,
            @SerializedName("valid_loss") double validLoss,
            @SerializedName("valid_acc") double validAccuracy) {
        static Epoch of(EpochMetrics metrics) {
            return new Epoch(
                    metrics.epoch(),
                    metrics.seconds(),
                    metrics.trainLoss(),
                    metrics.trainAccuracy(),
                    metrics.validLoss(),
                    metrics.validAccuracy());
        }
    }

    void seconds(Stage stage, double seconds) {
        this.seconds.put(stage.id(), seconds);
    }

    /** Reports a stage's seconds under another name as well. */
    void alsoAs(String name, Stage stage) {
        seconds.put(name, seconds.get(stage.id()));
    }

    void result(String name, Object value) {
        result.put(name, value);
    }

    /** Seconds by stage, in the order in which they ran. */
    public Map<String, Double> seconds() {
        return new LinkedHashMap<>(seconds);
    }
}
