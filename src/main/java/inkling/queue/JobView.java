package inkling.queue;

import inkling.text.Figures;
import inkling.text.Text;
import inkling.worker.LiveJob;
import java.time.Duration;

/**
 * A job in the words of the page; the templates read its methods as properties.
 *
 * @param place 1 for the first that waits for the device, 0 for the one that has it
 * @param first whether it can be moved no further to the front
 * @param last whether it can be moved no further to the end
 * @param expected when it will start, as far as that can be said; else empty
 */
record JobView(LiveJob job, int place, boolean first, boolean last, String expected) {
    public boolean next() {
        return place == 1;
    }

    public boolean stopping() {
        return job.state() == LiveJob.State.CANCELLING;
    }

    public String activity() {
        return Text.capitalised(stopping() ? "stopping" : job.progress().activity());
    }

    public double share() {
        return job.progress().share();
    }

    public String percent() {
        return Text.of("%d\u2009%%", (int) (100 * share()));
    }

    /** {@code 12,400 images a second}; empty as long as nobody knows. */
    public String speed() {
        double perSecond = job.progress().perSecond();
        return perSecond < 1
                ? ""
                : Text.of(
                        "%s %s a second",
                        Figures.count(Math.round(perSecond)), job.progress().unit());
    }

    /** {@code 48 s left}; empty as long as nobody knows. */
    public String left() {
        return job.progress().left().map(left -> about(left) + " left").orElse("");
    }

    /** A time to come, to the minute if it is longer than one: {@code 48 s}, {@code 13 min}. */
    static String roughly(Duration left) {
        long minutes = Math.round(left.toMillis() / 60_000.0);
        return left.toMinutes() == 0 || minutes >= 60 ? about(left) : minutes + " min";
    }

    /** A time to come, in whole seconds. */
    static String about(Duration left) {
        return Figures.seconds(Math.max(1, Math.ceil(left.toMillis() / 1000.0))).replace(".0 s", " s");
    }
}
