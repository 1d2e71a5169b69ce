package inkling;

import com.google.gson.JsonObject;
import inkling.terminal.Ending;
import inkling.terminal.TerminalProgress;
import inkling.worker.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A study that is followed in a terminal to its end. */
final class TerminalStudy {
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
            JsonObject ended = Watch.untilEnded(() -> home.study(id), now -> tell(progress, now));
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

    private static void tell(TerminalProgress progress, JsonObject study) {
        if (study.get("ended_at").isJsonNull()) {
            progress.onProgress(progress(study));
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
