package inkling.imagine;

import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.text.Text;
import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A picture that a run's network is to imagine, as it stands in the database.
 *
 * @param id counted from 1, over all runs
 * @param job finds it
 * @param epoch whose checkpoint imagines it
 * @param done how many images or steps were done
 * @param logOdds of its class, {@code log(p / (1 - p))}; empty as long as there is no picture
 */
public record Dream(
        long id, long run, JobRecord job, int epoch, DreamRequest request, long done, OptionalDouble logOdds) {
    /** Where it stands. */
    public JobStatus status() {
        return job.status();
    }

    /** Why it failed, as a sentence; only of a failed one. */
    public Optional<String> failure() {
        return job.failure();
    }

    /** The device it got; empty while it waits, and if it never began. */
    public Optional<String> device() {
        return job.startedAt().map(started -> job.device());
    }

    /** Where its page is. */
    public String url() {
        return Text.of("/runs/%d/imagine/%d", run, id);
    }

    /** Where its picture is; another home's dream of the same number has another address. */
    public String pictureUrl() {
        String version = Long.toHexString(job.createdAt().toEpochMilli());
        return Text.of("%s/image.png?v=%s.%d", url(), version, job.revision());
    }

    /** Where the form is that asks for it again, filled in. */
    public String againUrl() {
        return Text.of("/runs/%d/imagine?from=%d&epoch=%d", run, id, epoch);
    }

    /** What it is called in the queue: {@code Imagine a 3 with run 12}. */
    String title(Run of) {
        return Text.of("Imagine %s with run %d", one(name(classNames(of), request.label())), run);
    }

    /** Of the run's data set, in the order of their labels. */
    public static List<String> classNames(Run run) {
        return run.data().map(TrainedOn::classNames).orElse(List.of());
    }

    /** What a class is called, or an output that stands for none. */
    public static String name(List<String> classNames, int label) {
        return label < classNames.size() ? classNames.get(label) : "output " + label;
    }

    /** One of a class: {@code a 3}, {@code an 8}, {@code “Trouser”}. */
    public static String one(String className) {
        boolean digit = className.length() == 1 && Character.isDigit(className.charAt(0));
        return digit ? (className.equals("8") ? "an " : "a ") + className : "“" + className + "”";
    }
}
