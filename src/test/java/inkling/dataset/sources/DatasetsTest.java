package inkling.dataset.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.RealMnist;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.idx.IdxBytes;
import inkling.dataset.idx.Mirror;
import inkling.dataset.idx.MnistDownload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    private static final Dataset DIGITS = new Dataset(
            DatasetKind.BUILTIN,
            "drawn",
            new LabelledImages(ImageShape.MNIST, new byte[ImageShape.MNIST.size()], new byte[1]),
            new LabelledImages(ImageShape.MNIST, new byte[ImageShape.MNIST.size()], new byte[1]),
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            Fingerprint.ofWhole("0"));

    @TempDir
    Path home;

    @Test
    void mnist_is_read_from_the_folder_that_was_named() {
        Path folder = RealMnist.folder();

        for (DatasetKind kind : List.of(DatasetKind.MNIST, DatasetKind.AUTO)) {
            Dataset dataset = datasets(Mirror.nobody())
                    .open(DatasetRequest.of(kind, Optional.of(folder.toString())), LoadProgress.NONE);

            assertThat(dataset.kind()).isEqualTo(DatasetKind.MNIST);
            assertThat(dataset.reason()).isEqualTo("MNIST, from %s.".formatted(folder));
            assertThat(dataset.train().size()).isEqualTo(60_000);
            assertThat(dataset.test().size()).isEqualTo(10_000);
        }
    }

    @Test
    void mnist_is_downloaded_into_a_fresh_home_and_read_from_there_ever_after() {
        try (Mirror mirror = Mirror.of(RealMnist.folder())) {
            Dataset first = datasets(mirror.uri())
                    .open(DatasetRequest.of(DatasetKind.AUTO, Optional.empty()), LoadProgress.NONE);
            Dataset second = datasets(Mirror.nobody())
                    .open(DatasetRequest.of(DatasetKind.MNIST, Optional.empty()), LoadProgress.NONE);

            assertThat(first.reason()).isEqualTo("MNIST, downloaded to %s.".formatted(mnistFolder()));
            assertThat(second.reason()).isEqualTo("MNIST, from %s.".formatted(mnistFolder()));
            assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        }
    }

    @Test
    void two_runs_that_need_mnist_at_once_download_it_once() {
        try (Mirror mirror = Mirror.of(RealMnist.folder())) {
            Datasets datasets = datasets(mirror.uri());
            // Threads of their own, as runs have: the HTTP client needs the common pool, and runs block.
            ExecutorService threads = Executors.newFixedThreadPool(2);

            List<CompletableFuture<Dataset>> runs = List.of(1, 2).stream()
                    .map(run -> CompletableFuture.supplyAsync(
                            () -> datasets.open(
                                    DatasetRequest.of(DatasetKind.MNIST, Optional.empty()), LoadProgress.NONE),
                            threads))
                    .toList();

            assertThat(runs).allSatisfy(run -> assertThat(run.join().kind()).isEqualTo(DatasetKind.MNIST));
            assertThat(mirror.requests()).hasSize(4);
            threads.shutdown();
        }
    }

    @Test
    void without_network_the_automatic_choice_is_the_built_in_digits_and_says_why() {
        URI first = Mirror.nobody();
        URI second = Mirror.nobody();

        Dataset dataset =
                datasets(first, second).open(DatasetRequest.of(DatasetKind.AUTO, Optional.empty()), LoadProgress.NONE);

        assertThat(dataset.kind()).isEqualTo(DatasetKind.BUILTIN);
        assertThat(dataset.reason())
                .isEqualTo(
                        "Built-in digits, because MNIST could not be downloaded: no network (%s: connection refused; %s: connection refused)."
                                .formatted(first.getAuthority(), second.getAuthority()));
    }

    /** A server that accepts nobody and whose queue is full: packets vanish, as behind a strict firewall. */
    @Test
    @Timeout(60)
    void mirrors_that_swallow_packets_hold_nobody_up() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = fillQueue(server);
            URI nowhere = URI.create("http://127.0.0.1:%d/mnist/".formatted(server.getLocalPort()));
            MnistDownload download =
                    new MnistDownload(List.of(nowhere, nowhere), Duration.ofSeconds(2), Duration.ofSeconds(10));

            Dataset dataset = new Datasets(home, download, progress -> DIGITS)
                    .open(DatasetRequest.of(DatasetKind.AUTO, Optional.empty()), LoadProgress.NONE);

            assertThat(dataset.reason())
                    .isEqualTo(
                            "Built-in digits, because MNIST could not be downloaded: no network (%1$s: no connection in time; %1$s: no connection in time)."
                                    .formatted(nowhere.getAuthority()));
            for (Socket waiting : queue) {
                waiting.close();
            }
        }
    }

    @Test
    void mnist_that_was_asked_for_is_not_replaced_by_anything() {
        assertRefused(
                () -> datasets(Mirror.nobody())
                        .open(DatasetRequest.of(DatasetKind.MNIST, Optional.empty()), LoadProgress.NONE),
                "MNIST could not be downloaded: no network (");
    }

    @Test
    void a_broken_file_in_the_home_is_the_reason_for_the_built_in_digits() throws IOException {
        IdxBytes.folder(mnistFolder());
        Files.write(mnistFolder().resolve("train-images-idx3-ubyte"), new byte[3]);

        Dataset dataset = datasets(Mirror.nobody())
                .open(DatasetRequest.of(DatasetKind.AUTO, Optional.empty()), LoadProgress.NONE);

        assertThat(dataset.reason())
                .isEqualTo("Built-in digits, because %s is cut short: it ends within its header."
                        .formatted(mnistFolder().resolve("train-images-idx3-ubyte")));
    }

    @Test
    void other_pictures_are_not_mnist() throws IOException {
        Path fashion = IdxBytes.folder(home.resolve("fashion"));

        assertRefused(
                () -> datasets(Mirror.nobody())
                        .open(DatasetRequest.of(DatasetKind.MNIST, Optional.of(fashion.toString())), LoadProgress.NONE),
                "%s holds something that is not MNIST; choose idx to learn from it.".formatted(fashion));
    }

    @Test
    void other_pictures_are_learned_from_under_their_own_name() throws IOException {
        Path fashion = IdxBytes.folder(home.resolve("fashion"));
        Datasets datasets = datasets(Mirror.nobody());

        Dataset chosen =
                datasets.open(DatasetRequest.of(DatasetKind.IDX, Optional.of(fashion.toString())), LoadProgress.NONE);
        Dataset automatic =
                datasets.open(DatasetRequest.of(DatasetKind.AUTO, Optional.of(fashion.toString())), LoadProgress.NONE);

        assertThat(chosen.kind()).isEqualTo(DatasetKind.IDX);
        assertThat(chosen.reason()).isEqualTo("Your own IDX files, from %s.".formatted(fashion));
        assertThat(automatic.kind()).isEqualTo(DatasetKind.IDX);
        assertThat(automatic.reason())
                .isEqualTo("Your own IDX files, from %s; they are not the standard MNIST.".formatted(fashion));
    }

    @Test
    void a_folder_that_was_named_and_is_not_there_is_not_replaced_by_anything() {
        Path nowhere = home.resolve("nowhere");

        assertRefused(
                () -> datasets(Mirror.nobody())
                        .open(DatasetRequest.of(DatasetKind.AUTO, Optional.of(nowhere.toString())), LoadProgress.NONE),
                "There is nothing at " + nowhere + ".");
    }

    @Test
    void idx_files_need_a_folder() {
        assertThatThrownBy(() -> DatasetRequest.of(DatasetKind.IDX, Optional.empty()))
                .hasMessage("a data set of your own needs the path where it lies");
    }

    @Test
    void built_in_digits_touch_neither_network_nor_disk() {
        Dataset dataset = datasets().open(DatasetRequest.of(DatasetKind.BUILTIN, Optional.empty()), LoadProgress.NONE);

        assertThat(dataset.reason()).isEqualTo("Built-in digits, as chosen.");
        assertThat(home).isEmptyDirectory();
    }

    /** SHA-256 of the empty pictures' bytes by {@code hashlib.sha256(bytes(2 * 785)).hexdigest()}. */
    @Test
    void a_fingerprint_is_the_sha256_of_all_bytes() {
        assertThat(Fingerprint.of(DIGITS.train(), DIGITS.test()).whole())
                .isEqualTo("8f6abb9e202dd8027ac9abbd475a24e62659a0b2683613f219c21d1238816ed7");
    }

    @Test
    void sets_with_the_same_test_images_are_known_by_their_test_split() {
        LabelledImages other = new LabelledImages(ImageShape.MNIST, new byte[2 * ImageShape.MNIST.size()], new byte[2]);
        Fingerprint one = Fingerprint.of(DIGITS.train(), DIGITS.test());
        Fingerprint another = Fingerprint.of(other, DIGITS.test());

        assertThat(one.whole()).isNotEqualTo(another.whole());
        assertThat(one.sameTest(another)).isTrue();
        assertThat(one.sameTest(Fingerprint.of(DIGITS.train(), other))).isFalse();
        assertThat(one.sameTest(Fingerprint.ofWhole(one.whole())))
                .as("an earlier run on everything the same")
                .isTrue();
        assertThat(one.sameTest(Fingerprint.ofWhole(another.whole()))).isFalse();
    }

    private Datasets datasets(URI... mirrors) {
        MnistDownload download = new MnistDownload(List.of(mirrors), Duration.ofSeconds(10), Duration.ofSeconds(10));
        return new Datasets(home, download, progress -> DIGITS);
    }

    private static List<Socket> fillQueue(ServerSocket server) throws IOException {
        List<Socket> queue = new ArrayList<>();
        while (true) {
            Socket waiting = new Socket();
            queue.add(waiting);
            try {
                waiting.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                return queue;
            }
        }
    }

    private Path mnistFolder() {
        return home.resolve("datasets").resolve("mnist");
    }

    private static void assertRefused(ThrowingCallable opening, String sentence) {
        assertThatThrownBy(opening).isInstanceOf(DatasetException.class).hasMessageStartingWith(sentence);
    }
}
