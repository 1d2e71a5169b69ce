package inkling;

import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks at a job of a home again and again until it has ended. */
final class Watch {
    private static final long LOOK_MILLIS = 250;
    /** A very busy dashboard may miss some looks. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Watch() {}

    /**
     * Waits for an end.
     *
     * @param look the job as the API has it
     * @param told is told what was seen, the end as well
     * @return how it ended
     * @throws UncheckedIOException if the dashboard has not answered for a while
     */
    static JsonObject untilEnded(Supplier<JsonObject> look, Consumer<JsonObject> told) throws InterruptedException {
        return until(now -> !now.get("ended_at").isJsonNull(), look, told);
    }

    /** The same of what ends otherwise. */
    static JsonObject until(Predicate<JsonObject> ended, Supplier<JsonObject> look, Consumer<JsonObject> told)
            throws InterruptedException {
        long answered = System.nanoTime();
        while (true) {
            try {
                JsonObject now = look.get();
                told.accept(now);
                if (ended.test(now)) {
                    return now;
                }
                answered = System.nanoTime();
            } catch (UncheckedIOException e) {
                if (System.nanoTime() - answered > PATIENCE.toNanos()) {
                    throw e;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
