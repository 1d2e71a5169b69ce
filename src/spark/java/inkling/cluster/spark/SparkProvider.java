package inkling.cluster.spark;

import inkling.cluster.Cluster;
import inkling.cluster.ClusterSettings;

/** Connects to clusters of Spark. */
public final class SparkProvider implements Cluster.Provider {
    @Override
    public Cluster connect(ClusterSettings settings, String programVersion) {
        return new SparkCluster(settings, programVersion);
    }
}
