package inkling.studies;

import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.cluster.Cluster;
import inkling.cluster.JobDevices;
import inkling.database.Database;
import inkling.errors.UserError;
import inkling.http.Event;
import inkling.http.EventHub;
import inkling.http.FormInput;
import inkling.network.Devices;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.worker.Job;
import inkling.worker.JobContext;
import inkling.worker.JobKind;
import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import inkling.worker.LiveJob;
import inkling.worker.Worker;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Starts, stops and keeps studies, and tells browsers of them: {@code studies=12} in a stream's address are those of run 12,
 * and an event {@code study} says that one has changed. Used on any thread.
 */
public final class Studies {
    private static final int IN_MEMORY = 32;

    private final RunArchive archive;
    private final StudyRepository repository;
    private final StudyFiles files;
    private final Worker worker;
    private final Devices devices;
    private final Optional<Cluster> cluster;
    private final EventHub hub;
    private final Clock clock;
    private final Map<String, StudyKind<?>> kinds = new LinkedHashMap<>();
    private final SoftCache<Long, Optional<?>> results = new SoftCache<>(IN_MEMORY);

    /** @param cluster does studies in parts where that is asked for, and there is one */
    public Studies(
            RunArchive archive,
            Database database,
            RunFolders folders,
            Worker worker,
            Devices devices,
            Optional<Cluster> cluster,
            EventHub hub,
            Clock clock) {
        this.archive = archive;
        this.repository = new StudyRepository(database);
        this.files = new StudyFiles(folders);
        this.worker = worker;
        this.devices = devices;
        this.cluster = cluster;
        this.hub = hub;
        this.clock = clock;
        hub.channel(
                "studies", run -> new EventHub.Feed(Set.of(topic(run)), Run.url(run), after -> EventHub.Replay.none()));
    }

    /** Makes a kind known; to be called before the queue begins with what waited. */
    public void add(StudyKind<?> kind) {
        kinds.put(kind.id(), kind);
        worker.register(new Queued<>(kind));
    }

    /** @throws UserError.NotFound if there is no such kind */
    StudyKind<?> kind(String id) {
        return Optional.<StudyKind<?>>ofNullable(kinds.get(id))
                .orElseThrow(() -> new UserError.NotFound(Text.of("There is no study called %s.", id)));
    }

    /**
     * Starts a study on the run's device, or finds the one of the same that waits or runs.
     *
     * @param askedBy the name of the person who asks for it; empty for whoever has none
     */
    public Study start(StudyKind<?> kind, Run run, Map<String, String> asked, Optional<String> askedBy) {
        return start(kind, run, asked, askedBy, JobDevices.RUNS_OWN);
    }

    /**
     * The same on a device of {@link JobDevices}: which one says nothing of what is asked, so that it is no other study.
     *
     * @throws UserError.InvalidInput if studies of this kind cannot be done there
     */
    public synchronized Study start(
            StudyKind<?> kind, Run run, Map<String, String> asked, Optional<String> askedBy, String device) {
        FormInput.choose("device", JobDevices.names(clusterFor(kind)), name -> name, device);
        return latest(kind, run, asked)
                .filter(study -> study.status().active())
                .orElseGet(() -> submit(kind, run, asked, askedBy, device(kind, run, device)));
    }

    private Optional<Cluster> clusterFor(StudyKind<?> kind) {
        return cluster.filter(any -> kind instanceof StudyInParts);
    }

    /** Where a study is done that is to be done on a device of that name. */
    private String device(StudyKind<?> kind, Run run, String wanted) {
        return wanted.equals(Cluster.DEVICE) && clusterFor(kind).isPresent() ? wanted : run.deviceHere(devices);
    }

    private <R> Study submit(
            StudyKind<R> kind, Run run, Map<String, String> asked, Optional<String> askedBy, String device) {
        Study study = repository.create(run.id(), kind.id(), asked, askedBy, device, clock.instant());
        worker.submit(study.job().id(), new StudyJob<>(kind, study, run, device));
        changed(study);
        return study;
    }

    /**
     * Cancels a study that waits or runs; nothing of it is kept.
     *
     * @throws UserError.Conflict if it has ended
     */
    public void cancel(Study study) {
        if (!study.status().active()) {
            throw new UserError.Conflict(
                    Text.of("This is %s already.", study.status().id()));
        }
        worker.cancel(study.job().id());
    }

    /** Waits until a study has ended; at once if it has. */
    public void await(Study study) throws InterruptedException {
        worker.await(study.job().id());
    }

    /** @throws UserError.NotFound if there is no such study, or its run is deleted */
    public Study get(String id) {
        return Numbers.id(id)
                .flatMap(repository::find)
                .filter(study -> archive.find(study.run()).isPresent())
                .orElseThrow(() -> new UserError.NotFound(Text.of("There is no study %s.", id)));
    }

    /** The latest study of just this, whatever became of it. */
    public Optional<Study> latest(StudyKind<?> kind, Run run, Map<String, String> asked) {
        return repository.of(run.id(), kind.id()).stream()
                .filter(study -> study.asked().equals(asked))
                .findFirst();
    }

    /** The finished studies of a kind of a run, the latest first, none twice of the same. */
    public List<Study> finished(StudyKind<?> kind, Run run) {
        Map<Map<String, String>, Study> latest = new LinkedHashMap<>();
        repository.of(run.id(), kind.id()).stream()
                .filter(study -> study.status() == JobStatus.FINISHED)
                .forEach(study -> latest.putIfAbsent(study.asked(), study));
        return List.copyOf(latest.values());
    }

    /** What came of the latest finished study of just this; empty if there is none. */
    public <R> Optional<R> result(StudyKind<R> kind, Run run, Map<String, String> asked) {
        return finished(kind, run).stream()
                .filter(study -> study.asked().equals(asked))
                .findFirst()
                .flatMap(study -> result(kind, study));
    }

    /** Says that there is no result yet of just this, and how to ask for one. */
    public UserError.NotFound missing(StudyKind<?> kind, Run run, Map<String, String> asked) {
        return new UserError.NotFound(Text.of(
                "%s: nobody has asked for it yet; POST /api%s/studies/%s does.",
                kind.title(run, asked), run.url(), kind.id()));
    }

    /** What came of a study; empty unless it is finished and its file can be read. */
    public <R> Optional<R> result(StudyKind<R> kind, Study study) {
        return study.status() == JobStatus.FINISHED
                ? results.get(study.id(), () -> files.read(study, kind.result()))
                        .map(kind.result()::cast)
                : Optional.empty();
    }

    /** How a page shows where the study of just this stands, and the form that starts it. */
    public StudyView view(StudyKind<?> kind, Run run, Map<String, String> asked) {
        Optional<Study> latest = latest(kind, run, asked);
        Optional<LiveJob> live = latest.flatMap(this::live);
        return new StudyView(
                kind.id(), run.url() + "/studies", asked, JobDevices.choices(clusterFor(kind)), latest, live);
    }

    /** What the queue knows of a study while it waits or runs. */
    Optional<LiveJob> live(Study study) {
        return worker.job(study.job().id());
    }

    /** @return the page that shows a study */
    String url(Study study) {
        return kind(study.kind()).url(archive.run(study.run()), study.asked());
    }

    /** What came of the same before is of no use any more. */
    private void forgetEarlier(Study study) {
        repository.of(study.run(), study.kind()).stream()
                .filter(each -> each.id() < study.id() && each.asked().equals(study.asked()))
                .forEach(each -> {
                    repository.delete(each.id());
                    files.delete(each);
                });
    }

    private void changed(Study study) {
        hub.publish(topic(study.run()), Event.passing("study", new Changed(study.id(), study.status())));
    }

    private record Changed(long study, JobStatus status) {}

    private static String topic(long run) {
        return "studies of run " + run;
    }

    /** A study in the queue. */
    private final class StudyJob<R> implements Job {
        private final StudyKind<R> kind;
        private final Study study;
        private final Run run;
        private final String device;

        /** @param device by its own name */
        StudyJob(StudyKind<R> kind, Study study, Run run, String device) {
            this.kind = kind;
            this.study = study;
            this.run = run;
            this.device = device;
        }

        @Override
        public String title() {
            return kind.title(run, study.asked());
        }

        @Override
        public String url() {
            return kind.url(run, study.asked());
        }

        @Override
        public Consumer<Handle> run(JobContext context) {
            R result = examine(archive.run(study.run()), context);
            files.write(study, result);
            return handle -> kind.finished(handle, study, result);
        }

        private R examine(Run now, JobContext context) {
            if (device.equals(Cluster.DEVICE) && kind instanceof StudyInParts<R> inParts) {
                Cluster machines = cluster.orElseThrow();
                return inParts.examine(
                        now,
                        study.asked(),
                        context,
                        job -> machines.doParts(study.job().id(), job, context));
            }
            return kind.examine(now, study.asked(), context);
        }
    }

    /** A kind of study, as the queue knows it. */
    private final class Queued<R> implements JobKind {
        private final StudyKind<R> kind;

        Queued(StudyKind<R> kind) {
            this.kind = kind;
        }

        @Override
        public String id() {
            return kind.id();
        }

        @Override
        public Optional<Submission> again(JobRecord job) {
            return repository
                    .doneBy(job.id())
                    .flatMap(study -> archive.find(study.run()).map(run -> submission(study, run)));
        }

        private Submission submission(Study study, Run run) {
            String device = device(kind, run, study.job().device());
            return new Submission(device, new StudyJob<>(kind, study, run, device));
        }

        @Override
        public void changed(JobRecord job) {
            repository.doneBy(job.id()).ifPresent(study -> {
                if (job.status() == JobStatus.FINISHED) {
                    forgetEarlier(study);
                }
                Studies.this.changed(study);
            });
        }

        @Override
        public Optional<Ended> ended(JobRecord job) {
            return repository
                    .doneBy(job.id())
                    .flatMap(study -> archive.find(study.run())
                            .map(run -> new Ended(
                                    job,
                                    kind.title(run, study.asked()),
                                    kind.url(run, study.asked()),
                                    Optional.empty())));
        }
    }
}
