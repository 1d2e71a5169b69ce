package inkling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the program logs while this is open, on its way to the standard error. */
public final class ErrorLog implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    public ErrorLog() {
        System.setErr(new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        logged.write(b);
                        before.write(b);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        logged.write(bytes, from, length);
                        before.write(bytes, from, length);
                    }

                    @Override
                    public void flush() throws IOException {
                        before.flush();
                    }
                },
                true,
                StandardCharsets.UTF_8));
    }

    /** The lines that tell of a defect. */
    public List<String> defects() {
        return logged.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("ERROR") || line.startsWith("Exception in thread"))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
