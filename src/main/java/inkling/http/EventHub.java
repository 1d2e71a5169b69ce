package inkling.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Who is told what: browsers open streams of one or more topics, and whoever has news publishes it to a topic.
 *
 * <p>Nothing here ever waits for a browser: each stream has a bounded queue and a thread of its own. Used on any thread.
 */
public final class EventHub implements AutoCloseable {
    private static final int MAX_STREAMS = 500;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Duration heartbeat;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final ExecutorService writers;
    private volatile boolean closed;

    /** What happened before a stream was opened, and which of the news is contained in it. */
    public record Replay(List<Event> events, Predicate<Event> covers) {
        /** Copies the events. */
        public Replay {
            events = List.copyOf(events);
        }

        /** Nothing to catch up with. */
        public static Replay none() {
            return new Replay(List.of(), event -> false);
        }
    }

    /** Reads what a browser has missed from where it is kept. */
    @FunctionalInterface
    public interface History {
        /**
         * Called after the stream has begun to collect news, so that nothing falls between.
         *
         * @param lastEventId the id of the last event the browser has seen; empty if it has seen none
         * @throws UserError if the id is nonsense, or there is nothing of that kind
         */
        Replay after(Optional<String> lastEventId);
    }

    /** A hub whose streams carry a comment every 15 seconds, which is when a browser's leaving is noticed. */
    public EventHub() {
        this(HEARTBEAT);
    }

    EventHub(Duration heartbeat) {
        this.heartbeat = heartbeat;
        AtomicLong number = new AtomicLong();
        // Not a fixed number of threads: a dozen readers that have stalled would hold up all the others.
        this.writers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "event stream " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Tells everybody who listens to a topic; returns at once.
     *
     * <p>Whoever is too far behind to take it is cut off, and its browser comes back with the id of the last event it saw.
     * An event with an id must be stored before it is published.
     */
    public void publish(String topic, Event event) {
        for (EventStream stream : streams) {
            if (stream.listensTo(topic)) {
                stream.offer(event);
            }
        }
    }

    /** Whether anybody listens to a topic, so that passing events need not be made for nobody. */
    public boolean hasListeners(String topic) {
        return streams.stream().anyMatch(stream -> stream.listensTo(topic));
    }

    /**
     * Answers a request with a stream: what the history holds after the header {@code Last-Event-ID} (or the query
     * parameter {@code after}), then the news of the topics, without what the history had already.
     *
     * @throws io.javalin.http.HttpResponseException 406 if the client does not accept {@code text/event-stream}
     * @throws UserError what the history throws, as an ordinary answer
     */
    public void open(Context context, Collection<String> topics, History history) {
        if (!Optional.ofNullable(context.header("Accept")).orElse("").contains("text/event-stream")) {
            throw new ErrorPages.Refusal(406, "This address answers with text/event-stream only.");
        }
        if (closed || streams.size() >= MAX_STREAMS) {
            throw new UserError.Busy("Too many pages are watching; close one and try again.");
        }
        EventStream stream =
                new EventStream(context.res(), BasePath.of(context), Set.copyOf(topics), heartbeat, streams::remove);
        streams.add(stream);
        try {
            stream.replay(history.after(lastEventId(context)));
        } catch (RuntimeException e) {
            streams.remove(stream);
            throw e;
        }
        if (context.req().getAttribute(Incoming.HEAD) != null) {
            streams.remove(stream);
            beginAlone(context);
            return;
        }
        // The supplier is called when the request has become asynchronous; only then may another thread write. Its
        // future
        // never ends: Javalin would go on with the request when Jetty may have given it to another browser already.
        context.future(() -> {
            stream.writeOn(writers, context.req().getAsyncContext());
            return new CompletableFuture<>();
        });
        if (closed) {
            stream.close();
        }
    }

    private static void beginAlone(Context context) {
        try {
            EventStream.begin(context.res());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> lastEventId(Context context) {
        return Optional.ofNullable(context.header("Last-Event-ID"))
                .or(() -> Optional.ofNullable(context.queryParam("after")))
                .filter(id -> !id.isBlank());
    }

    /** How many streams are open. */
    int size() {
        return streams.size();
    }

    /** Ends every stream and opens no more; waits a moment, so that most of them end properly. */
    @Override
    public void close() {
        closed = true;
        streams.forEach(EventStream::close);
        writers.shutdown();
        try {
            writers.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
