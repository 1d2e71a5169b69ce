package inkling.cluster.spark;

import inkling.dataset.Dataset;
import java.util.HashMap;
import java.util.Iterator;
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
            forgetUnused();
            sent.put(fingerprint, new Sent(spark.broadcast(new Images(dataset))));
        }
        Sent taken = sent.get(fingerprint);
        taken.users++;
        return taken.images;
    }

    synchronized void release(Dataset dataset) {
        sent.get(dataset.fingerprint().whole()).users--;
    }

    private void forgetUnused() {
        for (Iterator<Sent> all = sent.values().iterator(); all.hasNext(); ) {
            Sent each = all.next();
            if (each.users == 0) {
                each.images.destroy();
                all.remove();
            }
        }
    }
}
