package inkling.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One browser's stream: a bounded queue that is filled without waiting, and one thread that empties it. */
final class EventStream {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final int MAX_WAITING = 256;
    private static final String COMMENT = ":\n\n";
    private static final String RECONNECT_AFTER = "retry: 2000\n\n";

    private final HttpServletResponse response;
    private final BasePath base;
    private final Set<String> topics;
    private final Duration heartbeat;
    private final Consumer<EventStream> onEnd;
    private EventHub.Replay replay = EventHub.Replay.none();

    /** Guarded by itself, as is {@link #closed}. */
    private final Deque<Event> waiting = new ArrayDeque<>();

    private boolean closed;

    EventStream(
            HttpServletResponse response,
            BasePath base,
            Set<String> topics,
            Duration heartbeat,
            Consumer<EventStream> onEnd) {
        this.response = response;
        this.base = base;
        this.topics = topics;
        this.heartbeat = heartbeat;
        this.onEnd = onEnd;
    }

    boolean listensTo(String topic) {
        return topics.contains(topic);
    }

    /** What is sent before the news; called once, before the writing begins. */
    void replay(EventHub.Replay replay) {
        this.replay = replay;
    }

    /** Queues an event and returns at once; where the queue is full, the stream ends instead. */
    void offer(Event event) {
        synchronized (waiting) {
            if (event.id().isEmpty()) {
                waiting.removeIf(other -> other.id().isEmpty() && other.type().equals(event.type()));
            }
            if (waiting.size() >= MAX_WAITING) {
                closed = true;
            } else {
                waiting.add(event);
            }
            waiting.notifyAll();
        }
    }

    /** Asks the stream to end; its own thread does it, since the last bytes of an answer may block as well. */
    void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
    }

    /** Starts the writing; the request is completed when the stream has ended, whoever ended it. */
    void writeOn(Executor executor, AsyncContext request) {
        executor.execute(() -> {
            try {
                write();
            } catch (IOException | RuntimeException e) {
                // The browser has gone; Jetty says so in several ways, and not all of them are IOExceptions.
                log.debug("A stream has ended", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                onEnd.accept(this);
                complete(request);
            }
        });
    }

    private static void complete(AsyncContext request) {
        try {
            request.complete();
        } catch (RuntimeException e) {
            log.debug("Jetty has completed the request already", e);
        }
    }

    /** Sends the headers of a stream. */
    static void begin(HttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // A proxy would keep events until it has a block full.
        response.flushBuffer();
    }

    private void write() throws IOException, InterruptedException {
        begin(response);
        OutputStream out = response.getOutputStream();
        send(out, RECONNECT_AFTER);
        for (Event event : replay.events()) {
            send(out, event.text());
        }
        for (String text = next(); text != null; text = next()) {
            send(out, text);
        }
    }

    /** What is to be sent next: an event that the replay did not contain, or a comment; null at the end. */
    private @Nullable String next() throws InterruptedException {
        long deadline = System.nanoTime() + heartbeat.toNanos();
        synchronized (waiting) {
            while (!closed) {
                Event event = waiting.poll();
                if (event != null && !replay.covers().test(event)) {
                    return event.text();
                }
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return COMMENT;
                }
                if (event == null) {
                    waiting.wait(millis);
                }
            }
            return null;
        }
    }

    private void send(OutputStream out, String text) throws IOException {
        synchronized (waiting) {
            if (closed) {
                throw new IOException("closed");
            }
        }
        out.write(base.inJson(text).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
