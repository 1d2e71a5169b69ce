package inkling;

import inkling.http.Json;
import inkling.runs.job.RunJson;
import inkling.runs.store.Run;
import inkling.runs.store.RunStatus;
import inkling.terminal.Ending;
import inkling.terminal.TerminalProgress;
import inkling.text.Text;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.fusesource.jansi.AnsiConsole;
import org.fusesource.jansi.AnsiPrintStream;
import org.fusesource.jansi.AnsiType;

/** A run that is followed in a terminal to its end. */
final class TerminalRun {
    private static final int USUAL_COLUMNS = 80;

    private TerminalRun() {}

    /**
     * Starts a run and shows its progress.
     *
     * @param json whether one JSON object is printed on standard output at the end, and nothing else
     * @param start starts the run, or lets it go on
     * @return the exit status: 0, 1 if the run failed, 130 after Ctrl-C
     */
    static int follow(Path home, boolean json, Function<App, Run> start) throws InterruptedException {
        TerminalProgress progress = progress();
        CountDownLatch closed = new CountDownLatch(1);
        try (App app = new App(home, progress)) {
            // What an earlier process left going is interrupted; what waits is the dashboard's to do.
            app.runs().recover();
            Run run = start.apply(app);
            Ending.prepare(() -> end(app, run, progress, closed));
            progress.line(Text.of("Run %d, %s", run.id(), run.name()));
            app.runs().await(run.id());
            Run ended = app.runs().get(run.id());
            report(ended, progress);
            if (json) {
                System.out.println(Json.write(RunJson.result(ended, app.epochs(ended.id()))));
            }
            return exitStatus(ended.status());
        } finally {
            closed.countDown();
        }
    }

    /** Asks the run to stop; whoever follows it then reports it and closes the app, and the process ends after that. */
    private static void end(App app, Run run, TerminalProgress progress, CountDownLatch closed) {
        if (app.cancel(run.id())) {
            progress.line("Stopping at the next step; Ctrl-C again ends at once.");
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static TerminalProgress progress() {
        AnsiPrintStream terminal = AnsiConsole.err();
        boolean drawn = terminal.getType() != AnsiType.Redirected && terminal.getType() != AnsiType.Unsupported;
        int columns = terminal.getTerminalWidth() > 0 ? terminal.getTerminalWidth() : USUAL_COLUMNS;
        return new TerminalProgress(
                new PrintStream(System.err, false, StandardCharsets.UTF_8), drawn, columns, Clock.systemUTC());
    }

    private static void report(Run run, TerminalProgress progress) {
        run.test()
                .ifPresent(test -> progress.line(Text.of(
                        "Test of epoch %d: loss %.4f, accuracy %.2f %%",
                        run.bestEpoch().orElseThrow(), test.loss(), 100 * test.accuracy())));
        run.failure().ifPresent(failure -> progress.line("Run " + run.id() + " failed: " + failure));
        if (run.status() == RunStatus.CANCELLED) {
            progress.line(Text.of("Run %1$d was stopped; inkling resume %1$d lets it go on.", run.id()));
        }
    }

    private static int exitStatus(RunStatus status) {
        return switch (status) {
            case FINISHED -> 0;
            case CANCELLED, INTERRUPTED -> 130;
            default -> 1;
        };
    }
}
