package inkling.queue;

import inkling.worker.LiveJob;
import java.time.Duration;
import java.util.Optional;

/** A job in the queue, in JSON as the API and the event stream write it. */
record JobJson(
        long id,
        String kind,
        String title,
        Optional<String> askedBy,
        String url,
        String device,
        LiveJob.State state,
        String activity,
        double share,
        double perSecond,
        String unit,
        Optional<Duration> secondsLeft) {
    JobJson(LiveJob job) {
        this(
                job.id(),
                job.kind(),
                job.title(),
                job.askedBy(),
                job.url(),
                job.device(),
                job.state(),
                job.progress().activity(),
                job.progress().share(),
                job.progress().perSecond(),
                job.progress().unit(),
                job.progress().left());
    }
}
