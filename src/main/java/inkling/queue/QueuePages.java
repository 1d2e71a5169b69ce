package inkling.queue;

import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import inkling.http.WebServer.Routes;
import inkling.text.Text;
import inkling.worker.JobKind;
import inkling.worker.JobKind.Ended;
import inkling.worker.JobRepository;
import inkling.worker.LiveJob;
import inkling.worker.Move;
import inkling.worker.Worker;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The queue, for people at {@code /queue} and for programs at {@code /api/queue}. */
public final class QueuePages implements Routes {
    private static final int ENDED = 20;
    /** Jobs whose thing is gone, or has gone on with another job, are not shown. */
    private static final int LOOKED_THROUGH = 500;

    private static final int MOST_PAGES = 100_000;

    private final Worker worker;
    private final JobRepository jobs;

    public QueuePages(Worker worker, JobRepository jobs) {
        this.worker = worker;
        this.jobs = jobs;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/queue", this::page);
        routes.post("/queue/{job}/cancel", context -> {
            cancel(job(context));
            back(context);
        });
        routes.post("/queue/{job}/move", context -> {
            move(context);
            back(context);
        });
        routes.get("/api/queue", context -> context.json(json()));
        routes.post("/api/queue/{job}/cancel", context -> {
            cancel(job(context));
            // A running one stops at its next step only, so it may well stand there still.
            context.status(HttpStatus.ACCEPTED).json(json());
        });
        routes.post("/api/queue/{job}/move", context -> {
            move(context);
            context.json(json());
        });
    }

    private void page(Context context) {
        int page = page(FormInput.query(context));
        List<DeviceView> devices = DeviceView.of(worker.jobs(), page);
        int longest = devices.stream().mapToInt(DeviceView::count).max().orElse(0);
        Map<String, Object> model = new HashMap<>();
        model.put("devices", devices);
        model.put("ended", ended().stream().map(EndedView::new).toList());
        model.put("page", page);
        model.put("pages", Math.max(1, (longest + DeviceView.PAGE - 1) / DeviceView.PAGE));
        context.render("queue/queue.html", model);
    }

    private static int page(Map<String, String> fields) {
        String text = fields.getOrDefault("page", "1");
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_PAGES) {
            throw new InvalidInput("page", "page must be a whole number from 1 to 100000, was " + text);
        }
        return Integer.parseInt(text);
    }

    private List<Ended> ended() {
        Map<String, JobKind> kinds =
                worker.kinds().stream().collect(Collectors.toMap(JobKind::id, Function.identity()));
        return jobs.ended(LOOKED_THROUGH).stream()
                .flatMap(job -> kinds.getOrDefault(job.kind(), JobKind.UNKNOWN).ended(job).stream())
                .limit(ENDED)
                .toList();
    }

    private LiveJob job(Context context) {
        String id = context.pathParam("job");
        return worker.jobs().stream()
                .filter(job -> String.valueOf(job.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound(Text.of("There is no job %s in the queue; it may have ended.", id)));
    }

    private void cancel(LiveJob job) {
        worker.cancel(job.id());
    }

    private void move(Context context) {
        LiveJob job = job(context);
        String to = FormInput.body(context).getOrDefault("to", "");
        Move move = Arrays.stream(Move.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(to))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("to", "to must be first, up or down, was " + to));
        if (!worker.move(job.id(), move)) {
            throw new Conflict(Text.of("%s has begun already and cannot be moved.", job.title()));
        }
    }

    private static void back(Context context) {
        int page = page(FormInput.query(context));
        context.redirect(page == 1 ? "/queue" : "/queue?page=" + page, HttpStatus.SEE_OTHER);
    }

    private record QueueJson(List<DeviceJson> devices, List<Ended> ended) {}

    private record DeviceJson(String device, Optional<JobJson> running, List<JobJson> waiting) {
        DeviceJson(String device, List<LiveJob> jobs) {
            this(
                    device,
                    jobs.stream().filter(job -> !job.waits()).map(JobJson::new).findFirst(),
                    jobs.stream().filter(LiveJob::waits).map(JobJson::new).toList());
        }
    }

    private QueueJson json() {
        Map<String, List<LiveJob>> byDevice = worker.jobs().stream()
                .collect(Collectors.groupingBy(LiveJob::device, LinkedHashMap::new, Collectors.toList()));
        List<DeviceJson> devices = byDevice.entrySet().stream()
                .map(entry -> new DeviceJson(entry.getKey(), entry.getValue()))
                .toList();
        return new QueueJson(devices, ended());
    }
}
