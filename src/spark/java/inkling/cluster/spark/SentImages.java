package inkling.cluster.spark;

import inkling.dataset.Dataset;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The data sets that executors have: each is sent once to each of them, and kept as long as a job wants it, the latest one
 * until another one comes. Used on any thread.
 */
final class SentImages {
    private final JavaSparkContext spark;
    private final Map<String, Sent> sent = new HashMap<>();
    private String latest = "";

    SentImages(JavaSparkContext spark) {
        this.spark = spark;
    }

    private static final class Sent {
        final Broadcast<Images> images;
        int users;

        Sent(Broadcast<Images> images) {
            this.images = images;
        }
    }

    /** The data set's images as executors find them, until {@link #release}. */
    synchronized Broadcast<Images> take(Dataset dataset) {
        String fingerprint = dataset.fingerprint().whole();
        if (!sent.containsKey(fingerprint)) {
            sent.put(fingerprint, new Sent(spark.broadcast(new Images(dataset))));
            latest = fingerprint;
            forgetUnused();
        }
        Sent taken = sent.get(fingerprint);
        taken.users++;
        return taken.images;
    }

    synchronized void release(Dataset dataset) {
        sent.get(dataset.fingerprint().whole()).users--;
        forgetUnused();
    }

    private void forgetUnused() {
        sent.entrySet().removeIf(each -> {
            boolean unused = each.getValue().users == 0 && !each.getKey().equals(latest);
            if (unused && !spark.sc().isStopped()) {
                each.getValue().images.destroy();
            }
            return unused;
        });
    }
}
