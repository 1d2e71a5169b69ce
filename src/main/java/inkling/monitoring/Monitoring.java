package inkling.monitoring;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import inkling.archive.metrics.Cursor;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.RunRepository;
import inkling.http.EventHub;
import inkling.runs.job.RunListener;
import inkling.training.LayerNorms;
import inkling.worker.JobStatus;
import inkling.worker.LiveJob;
import inkling.worker.Worker;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code GET /metrics}: what there is to measure of the program, in Prometheus' text format. Used on any thread; what is
 * not counted as it happens is looked up when somebody asks.
 */
public final class Monitoring implements RunListener, AutoCloseable {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BEGAN = Monitoring.class.getName();
    /** A stream lasts as long as its page is looked at, which says nothing of the program. */
    private static final String STREAMS = "/events";

    private static final Duration[] BUCKETS =
            Stream.of(10, 50, 200, 1_000, 5_000).map(Duration::ofMillis).toArray(Duration[]::new);

    private static final Path OWN_STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Worker worker;
    private final RunRepository runs;
    private final Counter steps;
    private final MultiGauge jobs;
    private final MultiGauge speeds;
    private final MultiGauge runsByStatus;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** @param home whose disk is watched */
    public Monitoring(Path home, Worker worker, RunRepository runs, EventHub hub, String version) {
        this.worker = worker;
        this.runs = runs;
        steps = Counter.builder("inkling.training.steps")
                .description("Optimiser updates since the program started")
                .register(registry);
        jobs = MultiGauge.builder("inkling.jobs")
                .description("Jobs that have not ended, by device and by whether they wait")
                .register(registry);
        speeds = MultiGauge.builder("inkling.job.speed")
                .description("What each running job gets through in a second, lately, in its own unit")
                .register(registry);
        runsByStatus = MultiGauge.builder("inkling.runs")
                .description("Runs that are not deleted, by status")
                .register(registry);
        Gauge.builder("inkling.event.streams", hub, EventHub::size)
                .description("Event streams that are open, one for each browser that looks on")
                .register(registry);
        Gauge.builder("inkling.build", () -> 1)
                .description("Always 1; its label is the version")
                .tag("version", version)
                .register(registry);
        Gauge.builder("process.memory.resident", Monitoring::residentBytes)
                .description("Memory that the process really has, PyTorch's included; not a number where nobody knows")
                .baseUnit("bytes")
                .register(registry);
        Stream.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        collections,
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics(),
                        new DiskSpaceMetrics(home.toFile()))
                .forEach(each -> each.bindTo(registry));
    }

    @Override
    public void onSteps(long run, List<StepWindow> windows, List<LayerNorms> norms, Cursor cursor) {
        steps.increment(windows.stream().mapToInt(StepWindow::steps).sum());
    }

    /** Before anything else of a request. */
    public void begin(Context context) {
        context.attribute(BEGAN, System.nanoTime());
    }

    /** After everything else of it, whatever came of it; by its route, since addresses are without number. */
    public void end(Context context) {
        Long began = context.attribute(BEGAN);
        String route = route(context);
        if (began == null || route.equals(STREAMS)) {
            return;
        }
        Timer.builder("inkling.http.requests")
                .description("Requests by route, and how long they took")
                .tag("method", context.method().name())
                .tag("route", route)
                .tag("status", String.valueOf(context.statusCode()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - began));
    }

    private static String route(Context context) {
        var endpoint = context.endpoints().lastHttpEndpoint();
        return endpoint == null ? "none" : endpoint.path;
    }

    /** As Linux counts it, proc_pid_status(5). */
    private static double residentBytes() {
        try {
            Matcher resident = RESIDENT.matcher(Files.readString(OWN_STATUS));
            return resident.find() ? 1024.0 * Long.parseLong(resident.group(1)) : Double.NaN;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Answers with all of it. */
    public void show(Context context) {
        List<LiveJob> all = worker.jobs();
        jobs.register(counted(all.stream().collect(groupingBy(Monitoring::place, counting()))), true);
        speeds.register(
                all.stream()
                        .filter(job -> !job.waits())
                        .map(job -> Row.of(
                                Tags.of(
                                        "device",
                                        job.device(),
                                        "kind",
                                        job.kind(),
                                        "unit",
                                        job.progress().unit()),
                                job.progress().perSecond()))
                        .toList(),
                true);
        Map<JobStatus, Long> byStatus = runs.countByStatus();
        runsByStatus.register(
                Stream.of(JobStatus.values())
                        .map(status -> Row.of(Tags.of("status", status.id()), byStatus.getOrDefault(status, 0L)))
                        .toList(),
                true);
        context.header("Cache-Control", "no-store").contentType(FORMAT).result(registry.scrape());
    }

    private static Tags place(LiveJob job) {
        return Tags.of("device", job.device(), "state", job.waits() ? "waiting" : "running");
    }

    private static List<Row<?>> counted(Map<Tags, Long> counts) {
        return counts.entrySet().stream()
                .<Row<?>>map(entry -> Row.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
