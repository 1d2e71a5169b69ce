package inkling.cluster.spark;

import inkling.cluster.Cluster;
import inkling.cluster.ClusterException;
import inkling.cluster.ClusterSettings;
import inkling.cluster.JobInParts;
import inkling.cluster.PartWork;
import inkling.dataset.Dataset;
import inkling.text.Text;
import inkling.training.Checkpoint;
import inkling.training.Score;
import inkling.worker.JobContext;
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
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * Trains and does jobs in parts on the executors of Apache Spark, whose driver this process is: a run is a Spark job of one
 * task, a job in parts one of a task for each part. Runs come first wherever a core becomes free.
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
        return Math.max(1, machines.slots());
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
            RemoteJob.endLater(going, () -> ifUp(() -> spark.cancelJobGroup(group)));
        }
    }

    /** Spark lets go of everything for good when its master is gone for long. */
    private void throwIfGone() {
        if (spark.sc().isStopped()) {
            throw new ClusterException("The Spark cluster is gone. Once it is up again, start Inkling anew.");
        }
    }

    /** A context that is stopped has let go of all by itself, and throws where it is told to. */
    private void ifUp(Runnable release) {
        if (!spark.sc().isStopped()) {
            release.run();
        }
    }

    @Override
    public <R extends Record> void doParts(long number, JobInParts<R> job, JobContext context) {
        throwIfGone();
        Optional<Dataset> dataset = job.images();
        Optional<Broadcast<Images>> sent = dataset.map(images::take);
        try {
            doParts(number, job, sent.orElse(null), new RemoteParts<>(version, job, context));
        } finally {
            dataset.ifPresent(images::release);
        }
    }

    private <R extends Record> void doParts(
            long number, JobInParts<R> job, @Nullable Broadcast<Images> sent, RemoteParts<R> remote) {
        Broadcast<PartWork<R>> work = spark.broadcast(job.work());
        switchboard.begin(number, remote);
        try {
            doParts("job " + number, job.parts(), new PartTask<>(number, work, sent), remote);
        } finally {
            switchboard.end(number);
            ifUp(work::destroy);
        }
    }

    private <R extends Record> void doParts(String group, int parts, PartTask<R> task, RemoteParts<R> remote) {
        spark.setJobGroup(group, group, false); // Parts look for themselves whether they are to end.
        spark.setLocalProperty(POOL, "parts");
        List<Integer> indices = IntStream.range(0, parts).boxed().toList();
        JavaFutureAction<Void> going = spark.parallelize(indices, parts).foreachAsync(task);
        try {
            remote.follow(going);
        } catch (RuntimeException e) {
            ifUp(() -> spark.cancelJobGroup(group));
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
