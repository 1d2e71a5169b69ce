package inkling.cluster.spark;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/**
 * The line that Spark keeps between its driver and its executors. Spark makes it by its name, so what it is joined to is
 * static; there is one driver, and one executor, in a process.
 */
public final class InklingPlugin implements SparkPlugin {
    private static volatile @Nullable Switchboard switchboard;
    private static volatile @Nullable PluginContext executor;

    /** Says who answers what executors say, before a driver is made. */
    static void answering(Switchboard answering) {
        switchboard = answering;
    }

    /** What an executor reaches its driver by, while it has tasks. */
    static PluginContext executor() {
        return Optional.ofNullable(executor).orElseThrow();
    }

    @Override
    public DriverPlugin driverPlugin() {
        Switchboard answering = Optional.ofNullable(switchboard).orElseThrow();
        return new DriverPlugin() {
            @Override
            public Map<String, String> init(SparkContext spark, PluginContext context) {
                spark.addSparkListener(answering.machines()); // Before any executor is there.
                return Map.of();
            }

            @Override
            public Object receive(Object message) {
                return answering.receive(message);
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> fromDriver) {
                executor = context;
            }
        };
    }
}
