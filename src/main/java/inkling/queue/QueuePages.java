package inkling.queue;

import inkling.cluster.Cluster;
import inkling.cluster.Cluster.Machine;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import inkling.text.Text;
import inkling.worker.JobKind;
import inkling.worker.JobKind.Ended;
import inkling.worker.JobRepository;
import inkling.worker.LiveJob;
import inkling.worker.Move;
import inkling.worker.Worker;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queue, for people at {@code /queue} and for programs at {@code /api/queue}. */
public final class QueuePages {
    private static final int ENDED = 20;
    /** Jobs whose thing is gone, or has gone on with another job, are not shown: so many are looked through at once. */
    private static final int LOOKED_THROUGH = 100;

    private final Worker worker;
    private final JobRepository jobs;
    private final Optional<Cluster> cluster;
    private final BooleanSupplier people;

    /** @param people whether there are any, between whom turns could be taken */
    public QueuePages(Worker worker, JobRepository jobs, Optional<Cluster> cluster, BooleanSupplier people) {
        this.worker = worker;
        this.jobs = jobs;
        this.cluster = cluster;
        this.people = people;
    }

    public void page(Context context) {
        int page = FormInput.page(FormInput.query(context));
        boolean turns = worker.takesTurns();
        List<LiveJob> all = worker.jobs();
        List<DeviceView> devices = DeviceView.of(all, turns, page);
        int longest = devices.stream().mapToInt(DeviceView::count).max().orElse(0);
        Map<String, Object> model = new HashMap<>();
        model.put("devices", devices);
        model.put("cluster", cluster.isPresent());
        model.put("machines", MachineView.of(machines(), all));
        model.put("ended", ended().stream().map(EndedView::new).toList());
        model.put("turns", turns);
        model.put("mayTakeTurns", people.getAsBoolean());
        model.put("page", page);
        model.put("pages", Math.max(1, (longest + DeviceView.PAGE - 1) / DeviceView.PAGE));
        context.render("queue/queue.html", model);
    }

    public void cancel(Context context) {
        worker.cancel(job(context).id());
        back(context);
    }

    public void move(Context context) {
        change(context);
        back(context);
    }

    /** Has devices take turns between people, or not any more. */
    public void takeTurns(Context context) {
        setTurns(context);
        context.redirect("/queue", HttpStatus.SEE_OTHER);
    }

    public void json(Context context) {
        context.json(json());
    }

    public void cancelJson(Context context) {
        worker.cancel(job(context).id());
        // A running one stops at its next step only, so it may well stand there still.
        context.status(HttpStatus.ACCEPTED).json(json());
    }

    public void moveJson(Context context) {
        change(context);
        context.json(json());
    }

    public void takeTurnsJson(Context context) {
        setTurns(context);
        context.json(json());
    }

    private void setTurns(Context context) {
        String turns = FormInput.body(context).getOrDefault("turns", "");
        worker.takeTurns(FormInput.choose("turns", List.of(true, false), String::valueOf, turns));
    }

    private List<Ended> ended() {
        Map<String, JobKind> kinds =
                worker.kinds().stream().collect(Collectors.toMap(JobKind::id, Function.identity()));
        return Stream.iterate(0, from -> from + LOOKED_THROUGH)
                .map(from -> jobs.ended(LOOKED_THROUGH, from))
                .takeWhile(page -> !page.isEmpty())
                .flatMap(List::stream)
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

    private void change(Context context) {
        LiveJob job = job(context);
        String to = FormInput.body(context).getOrDefault("to", "");
        Move move = FormInput.choose("to", List.of(Move.values()), Move::id, to);
        if (!worker.move(job.id(), move)) {
            throw new Conflict(Text.of("%s has begun already and cannot be moved.", job.title()));
        }
    }

    private static void back(Context context) {
        int page = FormInput.page(FormInput.query(context));
        context.redirect(page == 1 ? "/queue" : "/queue?page=" + page, HttpStatus.SEE_OTHER);
    }

    private List<Machine> machines() {
        return cluster.map(Cluster::machines).orElse(List.of());
    }

    private record QueueJson(List<DeviceJson> devices, List<Ended> ended, boolean turns, List<Machine> machines) {}

    private record DeviceJson(String device, List<JobJson> running, List<JobJson> waiting) {
        DeviceJson(String device, List<LiveJob> jobs) {
            this(
                    device,
                    jobs.stream().filter(job -> !job.waits()).map(JobJson::new).toList(),
                    jobs.stream().filter(LiveJob::waits).map(JobJson::new).toList());
        }
    }

    private QueueJson json() {
        Map<String, List<LiveJob>> byDevice = worker.jobs().stream()
                .collect(Collectors.groupingBy(LiveJob::device, LinkedHashMap::new, Collectors.toList()));
        List<DeviceJson> devices = byDevice.entrySet().stream()
                .map(entry -> new DeviceJson(entry.getKey(), entry.getValue()))
                .toList();
        return new QueueJson(devices, ended(), worker.takesTurns(), machines());
    }
}
