package inkling.http;

import inkling.errors.UserError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One browser's stream: a bounded queue that is filled without waiting, and one thread that empties it. */
final class EventStream {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final int MAX_WAITING = 256;
    private static final String RECONNECT_AFTER = "retry: 2000\n\n";

    private final HttpServletResponse response;
    private final BasePath base;
    private final List<Part> parts;
    private final Duration heartbeat;
    private final LongSupplier pauseMillis;
    private final BooleanSupplier isStillIn;
    private final Consumer<EventStream> onEnd;

    /** Guarded by itself, as is {@link #closed}. */
    private final Deque<News> waiting = new ArrayDeque<>();

    private boolean closed;
    /** Whether the writing thread waits for news, and not only for its next turn to write. */
    private boolean idle;
    /** When it was last asked whether its browser is let in; of the writing thread. */
    private long asked = System.nanoTime();
    /** When it wrote last; of the writing thread. */
    private long written = System.nanoTime();

    /** One of the things that a stream tells of. */
    static final class Part {
        /** The place of what the address does not name. */
        static final int UNNAMED = -1;

        private final int place;
        private final EventHub.Feed feed;
        private String position;
        private EventHub.Replay replay = EventHub.Replay.none();

        /** @param position the id of what the browser was told last; empty if it was told nothing */
        Part(int place, EventHub.Feed feed, String position) {
            this.place = place;
            this.feed = feed;
            this.position = position;
        }

        private boolean listensTo(String topic) {
            return feed.topics().contains(topic);
        }
    }

    private record News(Part part, Event event) {
        /** Whether this is out of date as soon as that is there. */
        boolean passes(News that) {
            return part == that.part
                    && event.id().isEmpty()
                    && that.event.id().isEmpty()
                    && event.type().equals(that.event.type());
        }
    }

    /** @param pauseMillis how long it keeps still after it has written, so that news come together */
    EventStream(
            HttpServletResponse response,
            BasePath base,
            List<Part> parts,
            Duration heartbeat,
            LongSupplier pauseMillis,
            BooleanSupplier isStillIn,
            Consumer<EventStream> onEnd) {
        this.response = response;
        this.base = base;
        this.parts = List.copyOf(parts);
        this.heartbeat = heartbeat;
        this.pauseMillis = pauseMillis;
        this.isStillIn = isStillIn;
        this.onEnd = onEnd;
    }

    boolean listensTo(String topic) {
        return parts.stream().anyMatch(part -> part.listensTo(topic));
    }

    /**
     * Reads what is sent before the news; called once, when the stream collects news but does not write yet. Of several
     * things one that is refused is told so: it must not keep a browser's windows from the others.
     *
     * @throws UserError what the history of the only thing throws
     */
    void catchUp() {
        boolean alone =
                parts.stream().filter(part -> part.place != Part.UNNAMED).count() == 1;
        for (Part part : parts) {
            try {
                part.replay =
                        part.feed.history().after(Optional.of(part.position).filter(id -> !id.isEmpty()));
            } catch (UserError e) {
                if (alone) {
                    throw e;
                }
                Event refused = Event.passing("refused", Map.of("reason", String.valueOf(e.getMessage())));
                part.replay = new EventHub.Replay(List.of(refused), event -> true);
            }
        }
    }

    /** Queues an event for all that listen to its topic and returns at once; where the queue is full, the stream ends. */
    void offer(String topic, Event event) {
        for (Part part : parts) {
            if (part.listensTo(topic)) {
                offer(new News(part, event));
            }
        }
    }

    private void offer(News news) {
        synchronized (waiting) {
            waiting.removeIf(other -> other.passes(news));
            if (waiting.size() >= MAX_WAITING) {
                closed = true;
            } else {
                waiting.add(news);
            }
            if (closed || idle || isHalfFull()) {
                waiting.notifyAll();
            }
        }
    }

    /** Asks the stream to end; its own thread does it, since the last bytes of an answer may block as well. */
    void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
    }

    void closeIfLeft() {
        if (!isStillIn.getAsBoolean()) {
            close();
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
        send(out, heartbeat()); // Which tells a page from the first moment how long a silence may last.
        for (Part part : parts) {
            for (Event event : part.replay.events()) {
                send(out, text(part, event));
            }
        }
        for (String text = next(); !text.isEmpty(); text = next()) {
            send(out, text);
            if (System.nanoTime() - asked >= heartbeat.toNanos()) {
                asked = System.nanoTime();
                closeIfLeft();
            }
            pause();
        }
    }

    /** What is to be sent next: all news that the replay did not contain, or else a heartbeat; empty at the end. */
    private String next() throws InterruptedException {
        long deadline = written + heartbeat.toNanos();
        synchronized (waiting) {
            while (!closed) {
                StringBuilder text = new StringBuilder();
                for (News news = waiting.poll(); news != null; news = waiting.poll()) {
                    if (!news.part.replay.covers().test(news.event)) {
                        text.append(text(news.part, news.event));
                    }
                }
                if (!text.isEmpty()) {
                    return text.toString();
                }
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return heartbeat();
                }
                idle = true;
                waiting.wait(millis);
                idle = false;
            }
            return "";
        }
    }

    private void pause() throws InterruptedException {
        long left = pauseMillis.getAsLong();
        long end = System.nanoTime() + left * 1_000_000;
        synchronized (waiting) {
            while (left > 0 && !closed && !isHalfFull()) {
                waiting.wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    private boolean isHalfFull() {
        return waiting.size() >= MAX_WAITING / 2;
    }

    /** An event, since scripts do not see a comment. */
    private String heartbeat() {
        return Event.passing("heartbeat", Map.of("every_ms", heartbeat.toMillis()))
                .text(Optional.empty(), "");
    }

    private String text(Part part, Event event) {
        event.id().ifPresent(id -> part.position = id);
        String all = parts.stream()
                .filter(each -> each.place != Part.UNNAMED)
                .map(each -> each.position)
                .collect(Collectors.joining(","));
        return event.text(event.id().map(id -> all), part.place > 0 ? " " + part.place : "");
    }

    private void send(OutputStream out, String text) throws IOException {
        synchronized (waiting) {
            if (closed) {
                throw new IOException("closed");
            }
        }
        out.write(base.inJson(text).getBytes(StandardCharsets.UTF_8));
        out.flush();
        written = System.nanoTime();
    }
}
