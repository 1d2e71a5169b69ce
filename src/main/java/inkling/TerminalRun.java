package inkling;

import com.google.gson.JsonObject;
import inkling.http.Json;
import inkling.terminal.Ending;
import inkling.terminal.Terminal;
import inkling.terminal.TerminalProgress;
import inkling.text.Text;
import inkling.worker.ForwardClock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A run that is followed in a terminal to its end. */
final class TerminalRun {
    private TerminalRun() {}

    /**
     * Starts a run and shows its progress.
     *
     * @param json whether one JSON object is printed on standard output at the end, and nothing else
     * @param cluster that it can be trained on
     * @param start starts the run, or lets it go on
     * @return the exit status: 0, 1 if the run failed, 130 after Ctrl-C
     */
    static int follow(Path folder, boolean json, ClusterOptions cluster, Function<Home, JsonObject> start)
            throws InterruptedException {
        TerminalProgress progress = progress();
        CountDownLatch closed = new CountDownLatch(1);
        try (Home home = Home.open(folder, progress, progress, () -> cluster.connect(progress::line))) {
            JsonObject run = start.apply(home);
            long id = run.get("run").getAsLong();
            Ending.prepare(() -> end(home.cancel(id), progress, closed));
            progress.line(Text.of("Run %d, %s", id, run.get("name").getAsString()));
            home.await(id);
            JsonObject ended = home.show(id);
            report(ended, progress);
            if (json) {
                System.out.println(Json.write(result(ended)));
            }
            return exitStatus(ended.get("status").getAsString());
        } finally {
            closed.countDown();
        }
    }

    /**
     * Waits until whoever follows what was asked to stop has reported it and closed the home; the process ends after that.
     *
     * @param stops whether somebody is there to stop it
     */
    static void end(boolean stops, TerminalProgress progress, CountDownLatch closed) {
        if (stops) {
            progress.line("Stopping at the next step; Ctrl-C again ends at once.");
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static TerminalProgress progress() {
        Terminal terminal = Terminal.err();
        return new TerminalProgress(System.err, terminal.there(), terminal.columns(), new ForwardClock());
    }

    private static void report(JsonObject run, TerminalProgress progress) {
        long id = run.get("run").getAsLong();
        if (run.get("test").isJsonObject()) {
            JsonObject test = run.getAsJsonObject("test");
            progress.line(Text.of(
                    "Test of %s: loss %.4f, accuracy %.2f %%",
                    run.get("best_epoch").isJsonNull()
                            ? "the imported weights"
                            : "epoch " + run.get("best_epoch").getAsInt(),
                    test.get("loss").getAsDouble(),
                    100 * test.get("accuracy").getAsDouble()));
        }
        if (!run.get("failure").isJsonNull()) {
            progress.line(Text.of("Run %d failed: %s", id, run.get("failure").getAsString()));
        }
        if (run.get("status").getAsString().equals("cancelled")) {
            progress.line(Text.of("Run %1$d was stopped; inkling resume %1$d lets it go on.", id));
        }
    }

    /** What a run came to; why it failed stands there only if it did. */
    private static JsonObject result(JsonObject run) {
        JsonObject result = new JsonObject();
        for (String part : List.of("run", "status", "dataset", "best_epoch", "test", "epochs", "failure")) {
            if (!part.equals("failure") || !run.get(part).isJsonNull()) {
                result.add(part, run.get(part));
            }
        }
        return result;
    }

    private static int exitStatus(String status) {
        return switch (status) {
            case "finished" -> 0;
            case "cancelled", "interrupted" -> 130;
            default -> 1;
        };
    }
}
