package inkling.terminal;

import org.fusesource.jansi.AnsiConsole;
import org.fusesource.jansi.AnsiPrintStream;
import org.fusesource.jansi.AnsiType;

/**
 * What standard output or standard error leads to.
 *
 * @param there whether it is a terminal, in which a line can be drawn over; else a file or another program
 * @param columns its width
 */
public record Terminal(boolean there, int columns) {
    private static final int USUAL_COLUMNS = 80;

    public static Terminal out() {
        return of(AnsiConsole.out());
    }

    public static Terminal err() {
        return of(AnsiConsole.err());
    }

    private static Terminal of(AnsiPrintStream stream) {
        boolean there = stream.getType() != AnsiType.Redirected && stream.getType() != AnsiType.Unsupported;
        return new Terminal(there, stream.getTerminalWidth() > 0 ? stream.getTerminalWidth() : USUAL_COLUMNS);
    }
}
