package inkling.terminal;

import inkling.archive.metrics.Cursor;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.runs.job.RunListener;
import inkling.runs.job.RunProgress;
import inkling.text.Figures;
import inkling.text.Printable;
import inkling.text.Text;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.worker.Progress;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows a run in a terminal: a bar for the epoch that is going, a line for each that is done. */
public final class TerminalProgress implements RunListener {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private final Clock clock;

    private Instant barStart = Instant.EPOCH;
    private String barLabel = "";
    private long barFrom;
    private String lastActivity = "";
    private int epochs;

    /**
     * @param out where it is shown
     * @param terminal whether a line can be drawn over; else only whole lines are written
     * @param columns the terminal's width
     */
    public TerminalProgress(PrintStream out, boolean terminal, int columns, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
        this.clock = clock;
    }

    @Override
    public void onRun(Run run, Cursor cursor) {
        known(
                run.hyperparameters().epochs(),
                run.data().map(TrainedOn::reason).filter(reason -> run.status().active()));
    }

    /**
     * Is told what is known of the run before its first epoch.
     *
     * @param data what it is trained on, in a sentence
     */
    public synchronized void known(int epochs, Optional<String> data) {
        this.epochs = epochs;
        data.ifPresent(this::line);
    }

    @Override
    public synchronized void onProgress(RunProgress now) {
        if (!terminal) {
            // Without a bar, a phase is named once; its counts would fill the log.
            String phase = now.activity().split(",", 2)[0];
            if (now.phase().equals("loading") && !phase.equals(lastActivity)) {
                lastActivity = phase;
                line(phase);
            }
        } else if (now.phase().equals("training") && now.steps() > 0) {
            over(bar(now));
        } else {
            over(now.activity());
        }
    }

    /**
     * Is told how far something other than a run is.
     *
     * @param what is done, such as {@code Fold 2/5}; without a bar, it is named once
     * @param total in all; 0 if nobody knows
     * @param unit what is counted, in the plural
     */
    public synchronized void counted(String what, long done, long total, String unit) {
        if (terminal) {
            over(total > 0 ? bar(what, done, total, unit, "") : what);
        } else if (!what.equals(lastActivity)) {
            lastActivity = what;
            line(what);
        }
    }

    /** The same of work that belongs to no run. */
    public synchronized void onProgress(Progress now) {
        if (terminal) {
            String counted = now.total() > 0 && !now.unit().equals("bytes")
                    ? Text.of(", %,d of %,d %s", now.done(), now.total(), now.unit())
                    : "";
            String left = now.left()
                    .map(rest -> ", " + Figures.duration(rest) + " left")
                    .orElse("");
            over(Text.capitalised(now.activity()) + counted + left);
        } else if (!now.activity().equals(lastActivity)) {
            lastActivity = now.activity();
            line(Text.capitalised(lastActivity));
        }
    }

    private String bar(RunProgress now) {
        String postfix = now.loss().map(loss -> Text.of("loss=%.4f", loss)).orElse("")
                + now.accuracy()
                        .map(accuracy -> Text.of(", accuracy=%.2f%%", 100 * accuracy))
                        .orElse("");
        return bar(Text.of("Epoch %d/%d", now.epoch(), now.epochs()), now.step(), now.steps(), "steps", postfix);
    }

    private String bar(String label, long done, long total, String unit, String postfix) {
        if (!label.equals(barLabel)) {
            barLabel = label;
            barStart = clock.instant();
            barFrom = done;
        }
        Duration elapsed = Duration.between(barStart, clock.instant());
        double perSecond = elapsed.isZero() ? 0 : (done - barFrom) / (elapsed.toNanos() / 1e9);
        return TqdmBar.line(label, done, total, unit, elapsed, perSecond, postfix, columns);
    }

    @Override
    public synchronized void onEpoch(
            long run, EpochMetrics epoch, List<DeadUnits> units, int bestEpoch, Cursor cursor) {
        line(Text.of(
                "Epoch %d/%d: %.2f s, training loss %.4f, accuracy %.2f %%; validation loss %.4f, accuracy %.2f %%%s",
                epoch.epoch(),
                epochs,
                epoch.seconds(),
                epoch.trainLoss(),
                100 * epoch.trainAccuracy(),
                epoch.validLoss(),
                100 * epoch.validAccuracy(),
                epoch.epoch() == bestEpoch ? " (best so far)" : ""));
    }

    /** Writes a line that stays. */
    public synchronized void line(String text) {
        out.print((terminal ? ERASE_LINE : "") + Printable.of(text) + System.lineSeparator());
        out.flush();
    }

    private void over(String text) {
        out.print(ERASE_LINE + Printable.cut(Printable.of(text), columns - 1));
        out.flush();
    }
}
