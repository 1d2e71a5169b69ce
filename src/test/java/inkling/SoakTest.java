package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.runs.job.TinyDataset;
import inkling.text.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is left running: pages are read and streams are opened, half of them by browsers that never read on, while
 * one run after the other trains. {@code mvn test -Dtest=SoakTest -Dinkling.soak.minutes=15} does so for a quarter of an
 * hour with 1,000 streams, and prints what it measured; ordinarily it lasts some seconds.
 */
class SoakTest {
    private static final int MINUTES = Integer.getInteger("inkling.soak.minutes", 0);
    private static final int PAGES = MINUTES == 0 ? 60 : MINUTES * 60 * 20;
    private static final int STREAMS = MINUTES == 0 ? 60 : 1_000;
    private static final List<String> ADDRESSES = List.of(
            "/",
            "/runs/1",
            "/runs/1/overview",
            "/runs/1/confusion",
            "/runs/1/mistakes",
            "/runs/1/images/test/3",
            "/runs/1/weights",
            "/runs/1/calibration",
            "/api/runs",
            "/api/runs/1/metrics",
            "/queue",
            "/data",
            "/runs/new",
            "/words",
            "/metrics",
            "/health");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private Program server;
    private URI address;

    @AfterEach
    void end() {
        server.kill();
    }

    @Test
    void a_server_that_is_left_running_answers_and_has_its_memory_and_threads_back_afterwards() throws Exception {
        TinyDataset.write(Files.createDirectory(folder.resolve("data")), 4_000, 500);
        server = Program.ordinary(folder, "serve", "--port", "0");
        address = server.awaitAddress();
        train(1, 2);
        for (int round = 0; round < (MINUTES == 0 ? 1 : 150); round++) {
            ADDRESSES.forEach(this::open); // What is read or compiled once and kept is no leak.
        }
        Map<String, Double> before = measured();

        train(MINUTES == 0 ? 2 : 50, MINUTES == 0 ? 20 : 10 * MINUTES);
        double alone = stepsPerSecond();
        String streams = openStreams();
        readPages();
        awaitIdle();

        Map<String, Double> after = measured();
        System.out.printf(
                "%d pages: median %.0f ms, 99th percentile %.0f ms, slowest %.0f ms; wrong: %s%n"
                        + "steps a second without anybody: %.0f; %s%n"
                        + "resident memory %.0f MB before, %.0f MB after; threads %.0f and %.0f%n",
                millis.size(),
                quantile(0.5),
                quantile(0.99),
                quantile(1),
                wrong.isEmpty() ? "none" : wrong,
                alone,
                streams,
                resident(before) / 1e6,
                resident(after) / 1e6,
                threads(before),
                threads(after));
        assertThat(wrong).isEmpty();
        assertThat(after).containsEntry("inkling_event_streams", 0.0);
        if (MINUTES > 0) {
            assertThat(resident(after)).isLessThan(1.2 * resident(before));
            assertThat(threads(after)).isLessThanOrEqualTo(threads(before) + 10);
        }
    }

    private void train(int runs, int epochs) throws Exception {
        for (int run = 0; run < runs; run++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/runs"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            SmallServer.RUN + folder.resolve("data") + "&epochs=" + epochs))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(303);
        }
        if (runs == 1) {
            awaitIdle();
        }
    }

    private void awaitIdle() throws Exception {
        while (!body("/api/queue").startsWith("{\"devices\":[],")) {
            Thread.sleep(100);
        }
    }

    private String body(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void open(String path) {
        long began = System.nanoTime();
        try {
            int status = client.send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            millis.add((System.nanoTime() - began) / 1e6);
            if (status != 200) {
                wrong.add(path + " " + status);
            }
        } catch (IOException | InterruptedException e) {
            wrong.add(path + " " + e);
        }
    }

    /** Twenty a second, however long each takes. */
    private void readPages() throws InterruptedException {
        millis.clear();
        ScheduledExecutorService readers = Executors.newScheduledThreadPool(20);
        AtomicInteger next = new AtomicInteger();
        for (int page = 0; page < PAGES; page++) {
            readers.schedule(
                    () -> open(ADDRESSES.get(next.getAndIncrement() % ADDRESSES.size())),
                    page * 50L,
                    TimeUnit.MILLISECONDS);
        }
        readers.shutdown();
        assertThat(readers.awaitTermination(MINUTES + 2, TimeUnit.MINUTES)).isTrue();
    }

    /**
     * Opens them all, of which every other one reads no more than the first line of its answer, and has the others read
     * while the speed of training is measured.
     *
     * @return how it went, in words
     */
    private String openStreams() throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        List<SocketChannel> streams = new ArrayList<>();
        Selector reading = Selector.open();
        Thread reader = new Thread(() -> readAll(reading));
        try {
            for (int i = 0; i < STREAMS; i++) {
                SocketChannel stream = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
                streams.add(stream);
                answers.merge(firstLine(stream), 1, Integer::sum);
                if (i % 2 == 0) {
                    stream.configureBlocking(false).register(reading, SelectionKey.OP_READ);
                }
            }
            reader.start();
            double speed = stepsPerSecond();
            answers.keySet().stream()
                    .filter(line -> !line.matches("HTTP/1.1 (200|503) .*"))
                    .forEach(wrong::add);
            return Text.of("with %d streams (%s): %.0f", STREAMS, answers, speed);
        } finally {
            reading.close();
            reader.join();
            for (SocketChannel stream : streams) {
                stream.close();
            }
        }
    }

    private String firstLine(SocketChannel stream) throws IOException {
        String request = Text.of("""
                        GET /events?jobs&run=2 HTTP/1.1\r
                        Host: %s:%d\r
                        Accept: text/event-stream\r
                        \r
                        """, address.getHost(), address.getPort());
        stream.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        StringBuilder line = new StringBuilder();
        ByteBuffer letter = ByteBuffer.allocate(1);
        while (stream.read(letter.clear()) == 1 && letter.get(0) != '\r') {
            line.append((char) letter.get(0));
        }
        return line.toString();
    }

    /** Until the selector is closed. */
    private void readAll(Selector reading) {
        ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
        try {
            while (true) {
                reading.select(key -> {
                    try {
                        if (((SocketChannel) key.channel()).read(bytes.clear()) < 0) {
                            key.cancel(); // It was refused, and that was all.
                        }
                    } catch (IOException e) {
                        wrong.add("reading a stream: " + e);
                        key.cancel();
                    }
                });
            }
        } catch (ClosedSelectorException e) {
            return; // The speed is measured.
        } catch (IOException e) {
            wrong.add("reading the streams: " + e);
        }
    }

    private double stepsPerSecond() throws Exception {
        double began = System.nanoTime();
        double steps = metrics().get("inkling_training_steps_total");
        Thread.sleep(MINUTES == 0 ? 500 : 30_000);
        return (metrics().get("inkling_training_steps_total") - steps) / (System.nanoTime() - began) * 1e9;
    }

    /** When everything has had its time to end, and the memory that nobody needs was collected. */
    private Map<String, Double> measured() throws Exception {
        while (metrics().get("inkling_event_streams") > 0) {
            Thread.sleep(200);
        }
        if (MINUTES > 0) {
            TimeUnit.SECONDS.sleep(150); // Threads of a pool end when they had nothing to do for a minute.
        }
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (String give : List.of("GC.run", "GC.run", "System.trim_native_heap")) {
            new ProcessBuilder(jcmd, String.valueOf(server.id()), give).start().waitFor();
        }
        return metrics();
    }

    private Map<String, Double> metrics() throws Exception {
        return body("/metrics")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private static double resident(Map<String, Double> metrics) {
        return metrics.get("process_memory_resident_bytes");
    }

    private static double threads(Map<String, Double> metrics) {
        return metrics.get("jvm_threads_live_threads");
    }

    private double quantile(double share) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
    }
}
