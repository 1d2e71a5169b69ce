package inkling.http;

import inkling.errors.UserError;
import inkling.text.Numbers;
import inkling.text.Text;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Who is told what: browsers open streams of things such as runs, and whoever has news publishes it to a topic.
 *
 * <p>A browser has few connections to a host, so one stream tells of as many things as its windows show: {@code GET
 * /events?jobs&run=12&map=7}. An event's type is followed by the place of its thing in the address, unless that is the
 * first: {@code status}, {@code status 1}. An event's id says of all of them, joined by commas, what was told last; it
 * comes back in the header {@code Last-Event-ID} or the query parameter {@code after}.
 *
 * <p>Nothing here ever waits for a browser: each stream has a bounded queue and a thread of its own. Used on any thread.
 */
public final class EventHub implements AutoCloseable {
    private static final int MAX_STREAMS = 500;
    /** Each is asked for its history, which may take a query. */
    private static final int MAX_THINGS = 100;

    /** Of a stream's pause for each that is open, so that all of them together write 500 times a second and not more. */
    private static final long PAUSE_MILLIS = 2;

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Duration heartbeat;
    private final long pauseMillis;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, LongFunction<Feed>> channels = new ConcurrentHashMap<>();
    private final ExecutorService writers;
    private volatile Map.Entry<String, Feed> always = Map.entry("", Feed.SILENT);
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

    /**
     * A thing that can be listened to.
     *
     * @param topics where its news is published
     * @param page the address of a page that shows it: whoever is refused that does not hear of it either
     */
    public record Feed(Set<String> topics, String page, History history) {
        /** Nothing is ever told. */
        static final Feed SILENT = new Feed(Set.of(), "", after -> Replay.none());

        /** Copies the topics. */
        public Feed {
            topics = Set.copyOf(topics);
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

    /**
     * A hub whose streams are never silent for longer than five seconds: a page whose stream is has lost it, and the
     * leaving of a browser is noticed when something is sent.
     */
    public EventHub() {
        this(HEARTBEAT, PAUSE_MILLIS);
    }

    /** @param pauseMillis how long a stream keeps still after it has written, for each that is open */
    EventHub(Duration heartbeat, long pauseMillis) {
        this.heartbeat = heartbeat;
        this.pauseMillis = pauseMillis;
        AtomicLong number = new AtomicLong();
        // Not a fixed number of threads: a dozen readers that have stalled would hold up all the others.
        this.writers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "event stream " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Says what can be listened to by a name in the address: with {@code run}, the runs of {@code /events?run=12&run=13}.
     *
     * @param feeds finds a thing by its number; throws a {@link UserError} if there is none
     */
    public void channel(String name, LongFunction<Feed> feeds) {
        channels.put(name, feeds);
    }

    /** Says what every stream tells of; one may name it as well, so that its place is that of a thing. */
    public void always(String name, Feed feed) {
        always = Map.entry(name, feed);
    }

    /**
     * Tells everybody who listens to a topic; returns at once.
     *
     * <p>Whoever is too far behind to take it is cut off, and its browser comes back with the id of the last event it saw.
     * An event with an id must be stored before it is published.
     */
    public void publish(String topic, Event event) {
        for (EventStream stream : streams) {
            stream.offer(topic, event);
        }
    }

    /** Whether anybody listens to a topic, so that passing events need not be made for nobody. */
    public boolean hasListeners(String topic) {
        return streams.stream().anyMatch(stream -> stream.listensTo(topic));
    }

    /** Answers with a stream: of each thing what the browser has missed, then the news without what was told already. */
    void open(Context context) {
        if (!Optional.ofNullable(context.header("Accept")).orElse("").contains("text/event-stream")) {
            throw new ErrorPages.Refusal(406, "This address answers with text/event-stream only.");
        }
        if (closed || streams.size() >= MAX_STREAMS) {
            throw new UserError.Busy("Too many pages are watching; close one and try again.");
        }
        Guest guest = Guest.of(context);
        EventStream stream = new EventStream(
                context.res(),
                BasePath.of(context),
                parts(context, guest),
                heartbeat,
                () -> streams.size() * pauseMillis,
                guest::isStillIn,
                streams::remove);
        streams.add(stream);
        try {
            stream.catchUp();
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

    private List<EventStream.Part> parts(Context context, Guest guest) {
        String query = Optional.ofNullable(context.queryString()).orElse("");
        List<String[]> asked = Arrays.stream(query.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .filter(pair -> channels.containsKey(pair[0]) || pair[0].equals(always.getKey()))
                .toList();
        if (asked.size() > MAX_THINGS) {
            throw new UserError.InvalidInput("things", "a stream tells of at most " + MAX_THINGS + " things");
        }
        String[] after = lastEventId(context).orElse("").split(",", -1);
        List<EventStream.Part> parts = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            parts.add(new EventStream.Part(i, feed(asked.get(i), guest), i < after.length ? after[i].strip() : ""));
        }
        if (asked.stream().noneMatch(pair -> pair[0].equals(always.getKey()))) {
            parts.add(new EventStream.Part(EventStream.Part.UNNAMED, always(guest), ""));
        }
        return parts;
    }

    private Feed always(Guest guest) {
        return guest.sees(always.getValue().page()) ? always.getValue() : Feed.SILENT;
    }

    private Feed feed(String[] pair, Guest guest) {
        if (pair[0].equals(always.getKey())) {
            return always(guest);
        }
        try {
            long thing = number(pair[0], pair.length == 1 ? "" : pair[1]);
            Feed feed = channels.get(pair[0]).apply(thing);
            if (!guest.sees(feed.page())) {
                throw new UserError.NotFound(Text.of("There is no %s %d to be heard of here.", pair[0], thing));
            }
            return feed;
        } catch (UserError e) {
            return new Feed(Set.of(), "", after -> {
                throw e;
            });
        }
    }

    private static long number(String name, String text) {
        return Numbers.id(text)
                .orElseThrow(() -> new UserError.InvalidInput(name, Text.wrong(name + " must be a number", text)));
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
                .filter(id -> !id.isBlank() && id.chars().noneMatch(Character::isISOControl));
    }

    /** Ends the streams of those who are not let in any more; they are looked for now and then without this, too. */
    public void endOfThoseWhoLeft() {
        streams.forEach(EventStream::closeIfLeft);
    }

    /** How many streams are open. */
    public int size() {
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
