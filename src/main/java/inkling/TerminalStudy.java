package inkling;

import com.google.gson.JsonObject;
import inkling.terminal.Ending;
import inkling.terminal.TerminalProgress;
import inkling.worker.Progress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A study that is followed in a terminal to its end. */
final class TerminalStudy {
    private static final long LOOK_MILLIS = 200;
    /** A very busy dashboard may miss some looks. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private TerminalStudy() {}

    /**
     * Starts a study and shows its progress.
     *
     * @param start asks for it
     * @param print is told where it stands once it is finished
     * @return the exit status: 0, 1 if it failed, 130 after Ctrl-C
     */
    static int follow(Path folder, Function<Home, JsonObject> start, BiConsumer<Home, JsonObject> print)
            throws InterruptedException {
        TerminalProgress progress = TerminalRun.progress();
        CountDownLatch closed = new CountDownLatch(1);
        try (Home home = Home.open(folder, progress)) {
            long id = start.apply(home).get("id").getAsLong();
            Ending.prepare(() -> TerminalRun.end(home.cancelStudy(id), progress, closed));
            JsonObject ended = await(home, id, progress);
            return switch (ended.get("status").getAsString()) {
                case "finished" -> {
                    print.accept(home, ended);
                    yield 0;
                }
                case "cancelled", "interrupted" -> {
                    progress.line("Stopped; nothing of it is kept.");
                    yield 130;
                }
                default -> {
                    progress.line(ended.get("failure").getAsString());
                    yield 1;
                }
            };
        } finally {
            closed.countDown();
        }
    }

    private static JsonObject await(Home home, long id, TerminalProgress progress) throws InterruptedException {
        long answered = System.nanoTime();
        while (true) {
            try {
                JsonObject now = home.study(id);
                if (!now.get("ended_at").isJsonNull()) {
                    return now;
                }
                progress.onProgress(progress(now));
                answered = System.nanoTime();
            } catch (UncheckedIOException e) {
                if (System.nanoTime() - answered > PATIENCE.toNanos()) {
                    throw e;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static Progress progress(JsonObject study) {
        if (study.get("status").getAsString().equals("queued")
                || study.get("progress").isJsonNull()) {
            return Progress.of("Waiting for its turn");
        }
        JsonObject now = study.getAsJsonObject("progress");
        return new Progress(
                now.get("activity").getAsString(),
                now.get("done").getAsLong(),
                now.get("total").getAsLong(),
                now.get("unit").getAsString(),
                now.get("per_second").getAsDouble(),
                Optional.of(now.get("left"))
                        .filter(left -> !left.isJsonNull())
                        .map(left -> Duration.ofMillis((long) (1000 * left.getAsDouble()))));
    }
}
