package inkling.studies;

import inkling.cluster.Cluster;
import inkling.cluster.JobDevices;
import inkling.worker.JobStatus;
import inkling.worker.LiveJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a study stands, in the words of a page; the templates read its methods as properties.
 *
 * @param kind the {@link StudyKind#id} of its kind
 * @param url of the run's studies
 * @param asked what the form says that starts it
 * @param devices what it can be done on, where that can be chosen
 * @param study the latest of just this; empty if nobody has asked for it
 * @param live what the queue knows of it while it waits or runs
 */
public record StudyView(
        String kind,
        String url,
        Map<String, String> asked,
        List<JobDevices.Choice> devices,
        Optional<Study> study,
        Optional<LiveJob> live) {
    /** Where the form is sent to that starts it. */
    public String start() {
        return url + "/" + kind;
    }

    /** The one of those that it was done on last. */
    public String device() {
        return study.map(each -> each.job().device())
                .filter(Cluster.DEVICE::equals)
                .orElse(JobDevices.RUNS_OWN);
    }

    public boolean active() {
        return study.filter(each -> each.status().active()).isPresent();
    }

    public boolean finished() {
        return study.filter(each -> each.status() == JobStatus.FINISHED).isPresent();
    }

    public boolean cancelled() {
        return study.filter(each -> each.status() == JobStatus.CANCELLED || each.status() == JobStatus.INTERRUPTED)
                .isPresent();
    }

    public Optional<String> failure() {
        return study.flatMap(each -> each.job().failure());
    }

    public Optional<Long> job() {
        return study.map(each -> each.job().id());
    }

    public String activity() {
        return live.map(job ->
                        job.waits() ? "Waiting for its turn" : job.progress().activity())
                .orElse("");
    }

    public double share() {
        return live.map(job -> job.progress().share()).orElse(0.0);
    }

    /** Where it is cancelled. */
    public String cancel() {
        return study.map(each -> url + "/" + each.id() + "/cancel").orElse("");
    }
}
