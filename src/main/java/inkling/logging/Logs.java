package inkling.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.LifeCycle;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the program logs, in code instead of XML, which would take a tenth of a second of the start. Logback finds this
 * class by itself; a dashboard may choose otherwise with {@link #to}.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    /** So many bytes a file, and so many files: ten times this is the most that logs take. */
    private static final long FILE_BYTES = 10_000_000;

    private static final int FILES = 9;

    /** A request's path may contain anything: no line of it may look like a line of the log. */
    private static final String LINE =
            "%date{yyyy-MM-dd HH:mm:ss} %-5level %logger{0} - %replace(%msg){'[\\r\\n]+', ' '}%n%ex";

    private static final Map<String, Level> LEVELS = Map.of(
            Logger.ROOT_LOGGER_NAME,
            Level.WARN,
            "inkling",
            Level.INFO,
            // Without a GPU this warns that it found none.
            "ai.djl.util.cuda",
            Level.ERROR,
            // It logs what it throws; we log it once, where the 500 is made.
            "org.thymeleaf.TemplateEngine",
            Level.OFF,
            // A port that is taken is said in a sentence of our own.
            "io.javalin",
            Level.OFF,
            // It warns of each machine that leaves, and of what it does without.
            "org.apache.spark",
            Level.ERROR,
            "org.apache.hadoop",
            Level.ERROR);

    /** How a line looks. */
    public enum Format {
        TEXT,
        /** An object a line, as Logback's JsonEncoder has it: timestamp, level, loggerName, formattedMessage, throwable... */
        JSON
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        set(context, started(context, toTerminal(context, Format.TEXT)));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Changes where lines go from now on.
     *
     * @param file it rotates: at 10 MB it becomes {@code file.1}, and what was {@code file.9} goes; standard error if empty
     */
    public static void to(Format format, Optional<Path> file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        set(
                context,
                started(
                        context,
                        file.map(path -> toFile(context, format, path)).orElseGet(() -> toTerminal(context, format))));
    }

    private static void set(LoggerContext context, Appender<ILoggingEvent> appender) {
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
    }

    private static OutputStreamAppender<ILoggingEvent> toTerminal(LoggerContext context, Format format) {
        ConsoleAppender<ILoggingEvent> terminal = new ConsoleAppender<>();
        terminal.setTarget("System.err");
        terminal.setEncoder(encoder(context, format));
        return terminal;
    }

    private static OutputStreamAppender<ILoggingEvent> toFile(LoggerContext context, Format format, Path path) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setFile(path.toString());
        file.setEncoder(encoder(context, format));
        FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
        names.setFileNamePattern(path + ".%i");
        names.setMinIndex(1);
        names.setMaxIndex(FILES);
        names.setParent(file);
        file.setContext(context); // The policy asks it for the file's name while it starts.
        file.setRollingPolicy(started(context, names));
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setMaxFileSize(new FileSize(FILE_BYTES));
        size.setCheckIncrement(
                Duration.buildByMilliseconds(0)); // Or it would look once a minute, and lines come in bursts.
        file.setTriggeringPolicy(started(context, size));
        return file;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
        if (format == Format.JSON) {
            JsonEncoder json = new JsonEncoder();
            json.setWithFormattedMessage(true);
            json.setWithMessage(false);
            json.setWithArguments(false);
            json.setWithContext(false);
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            return started(context, json);
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setPattern(LINE);
        return started(context, text);
    }

    private static <T extends LifeCycle> T started(LoggerContext context, T part) {
        if (part instanceof ch.qos.logback.core.spi.ContextAware aware) {
            aware.setContext(context);
        }
        part.start();
        return part;
    }
}
