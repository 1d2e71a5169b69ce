package inkling.bench;

import inkling.training.EpochMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each stage took and what came of it, under the names of the notebook's own benchmark; written as JSON as it is. */
public final class Report {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Map<String, Object> result = new LinkedHashMap<>();

    /** One epoch, under the notebook's names. */
    static Map<String, Object> epoch(EpochMetrics metrics) {
        Map<String, Object> epoch = new LinkedHashMap<>();
        epoch.put("epoch", metrics.epoch());
        epoch.put("seconds", metrics.seconds());
        EpochMetrics.METRICS.forEach(
                metric -> epoch.put(metric.id().replace("accuracy", "acc"), metrics.value(metric)));
        return epoch;
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
