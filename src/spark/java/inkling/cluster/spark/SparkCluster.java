package inkling.cluster.spark;

import inkling.cluster.Cluster;
import inkling.cluster.ClusterException;
import inkling.cluster.ClusterSettings;
import inkling.dreaming.NoiseParts;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Observer;
import inkling.dreaming.NoiseSearch.Query;
import inkling.text.Text;
import inkling.training.Checkpoint;
import inkling.training.Score;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.ShutdownHookManager;
import scala.runtime.BoxedUnit;

/**
 * Trains and searches on the executors of Apache Spark, whose driver this process is: a job is a Spark job of one task, that
 * of a search one of a task for each part. Runs come first wherever a core becomes free.
 */
final class SparkCluster implements Cluster {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String JARS = "spark.jars";

    /** Before Spark's own hooks, which end the driver. */
    private static final int FIRST = Integer.MAX_VALUE;

    /** How Spark's own stand-in for an application's name begins, where no master gave it one. */
    private static final String UNREGISTERED = "spark-application-";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Of {@code fairscheduler.xml}. */
    private static final String POOL = "spark.scheduler.pool";

    private static final int PARTS_A_SLOT = 8;

    /** Parts are no more than this, so that what is known of each is quickly put together. */
    private static final int MOST_PARTS = 4096;

    private static final double SECONDS_A_PART_AT_LEAST = 5;
    private static final double SECONDS_A_PART_AT_MOST = 30;

    private final String version;
    private final Machines machines;
    private final Switchboard switchboard;
    private final JavaSparkContext spark;
    private final SentImages images;

    SparkCluster(ClusterSettings settings, String version) {
        this.version = version;
        SparkConf conf = conf(settings);
        machines = new Machines(conf, Clock.systemUTC());
        switchboard = new Switchboard(version, machines);
        InklingPlugin.answering(switchboard);
        spark = connect(conf, settings);
        images = new SentImages(spark);
        ShutdownHookManager.addShutdownHook(FIRST, this::awaitJobs);
    }

    private static SparkConf conf(ClusterSettings settings) {
        SparkConf conf = new SparkConf()
                .setAppName("Inkling")
                .set("spark.ui.enabled", "false")
                .set("spark.scheduler.mode", "FAIR");
        settings.others().forEach(conf::set);
        conf.setMaster(settings.master())
                .set("spark.plugins", InklingPlugin.class.getName())
                .set("spark.speculation", "false"); // Of a task's attempts the latest alone may go on.
        conf.set("spark.authenticate", "true").set("spark.network.crypto.enabled", "true");
        conf.set("spark.authenticate.secret", settings.secret().orElseGet(SparkCluster::drawSecret));
        if (settings.isLocal()) { // Spark would listen on all of the machine's addresses.
            conf.set("spark.driver.host", LOOPBACK).set("spark.driver.bindAddress", LOOPBACK);
        }
        if (!settings.isThisProcess()) {
            conf.set(
                    JARS,
                    Stream.concat(Stream.of(conf.get(JARS, "")), ShippedJars.find().stream())
                            .filter(jar -> !jar.isEmpty())
                            .collect(Collectors.joining(",")));
        }
        return conf;
    }

    private static String drawSecret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static JavaSparkContext connect(SparkConf conf, ClusterSettings settings) {
        try {
            JavaSparkContext spark = new JavaSparkContext(conf);
            if (!spark.sc().applicationId().startsWith(UNREGISTERED)) {
                return spark;
            }
            spark.close();
        } catch (Exception e) { // Scala's are not declared.
            throw new ClusterException(Text.of("%s It says: %s", refusal(settings), e.getMessage()), e);
        }
        throw new ClusterException(refusal(settings));
    }

    private static String refusal(ClusterSettings settings) {
        return Text.of(
                "The Spark cluster at %s cannot be had. Is it up, and does it have the same secret?",
                settings.master());
    }

    /** The process ends: what is going is told to stop, and says where it stands, before Spark lets go of its executors. */
    private BoxedUnit awaitJobs() {
        try {
            switchboard.awaitQuiet(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return BoxedUnit.UNIT;
    }

    @Override
    public int slots() {
        return spark.sc().isStopped() ? 0 : Math.max(1, machines.slots());
    }

    @Override
    public List<Machine> machines() {
        return machines.all();
    }

    @Override
    public void whenSlotsChange(Runnable changed) {
        machines.whenChanged(changed);
    }

    @Override
    public void train(Task task, Supplier<Optional<Start>> begin) {
        run(task, new FollowedTraining(task.plan(), begin));
    }

    @Override
    public Score score(Task task, Checkpoint checkpoint, IntConsumer done) {
        return run(task, new FollowedTest(task.plan(), checkpoint, done)).orElseThrow();
    }

    private Optional<Score> run(Task task, Followed followed) {
        throwIfGone();
        Broadcast<Images> sent = images.take(task.plan().dataset());
        try {
            return run(task, followed, switchboard.begin(task.job()), sent);
        } finally {
            switchboard.end(task.job());
            images.release(task.plan().dataset());
        }
    }

    private Optional<Score> run(Task task, Followed followed, Conversation conversation, Broadcast<Images> sent) {
        String group = "job " + task.job();
        spark.setJobGroup(group, group, true);
        spark.setLocalProperty(POOL, "runs");
        JavaFutureAction<Void> going =
                spark.parallelize(List.of(0), 1).foreachAsync(new RemoteWork(task.job(), sent));
        try {
            return new RemoteJob(task, conversation, going, followed).follow();
        } finally {
            RemoteJob.endLater(going, () -> spark.cancelJobGroup(group));
        }
    }

    /** Spark lets go of everything for good when its master is gone for long. */
    private void throwIfGone() {
        if (spark.sc().isStopped()) {
            throw new ClusterException("The Spark cluster is gone. Once it is up again, start Inkling anew.");
        }
    }

    @Override
    public Findings search(Search search, Observer observer) {
        return search(search, parts(search, slots()), observer);
    }

    /** Several for each slot, so that none is idle for long at the end, and so short that a lost one is soon caught up. */
    private static int parts(Search search, int slots) {
        long images = search.query().images();
        double wanted = Math.max(
                PARTS_A_SLOT * slots, images / Query.within(SECONDS_A_PART_AT_MOST, search.blueprint()));
        double most = Math.min(MOST_PARTS, images / Query.within(SECONDS_A_PART_AT_LEAST, search.blueprint()));
        return (int) Math.max(1, Math.min(wanted, most));
    }

    Findings search(Search search, int parts, Observer observer) {
        long[] bounds = NoiseParts.bounds(search.query().images(), parts);
        RemoteSearch remote = new RemoteSearch(version, search, bounds);
        throwIfGone();
        Broadcast<SentSearch> sent = spark.broadcast(new SentSearch(search, bounds));
        switchboard.begin(search.job(), remote);
        try {
            return search(search, parts, remote, sent, observer);
        } finally {
            switchboard.end(search.job());
            sent.destroy();
        }
    }

    private Findings search(
            Search search, int parts, RemoteSearch remote, Broadcast<SentSearch> sent, Observer observer) {
        String group = "job " + search.job();
        spark.setJobGroup(group, group, false); // Parts look for themselves whether they are to end.
        spark.setLocalProperty(POOL, "searches");
        JavaFutureAction<Void> going = spark.parallelize(
                        IntStream.range(0, parts).boxed().toList(), parts)
                .foreachAsync(new SearchedPart(search.job(), sent));
        try {
            return remote.follow(going, observer);
        } catch (RuntimeException e) {
            spark.cancelJobGroup(group);
            throw e;
        }
    }

    @Override
    public void close() {
        long deadline = System.nanoTime() + MOMENT.toNanos();
        // What was told to stop does so in a moment; of what ends after itself Spark logs an error.
        while (spark.statusTracker().getActiveJobIds().length > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        spark.close();
    }
}
