package inkling.dataset.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.Allocated;
import inkling.RealMnist;
import inkling.dataset.DatasetException;
import inkling.dataset.LoadProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistDownloadTest {
    private static final String FIRST = "t10k-labels-idx1-ubyte.gz";
    private static final String LARGEST = "train-images-idx3-ubyte.gz";

    @TempDir
    Path folder;

    @Test
    void the_four_files_are_brought_and_nothing_else_is_left() throws IOException {
        Path real = RealMnist.folder();
        List<Long> done = new ArrayList<>();

        try (Mirror mirror = Mirror.of(real)) {
            download(mirror.uri()).into(folder, (activity, bytes, total, unit) -> {
                assertThat(activity).containsIgnoringCase("download");
                assertThat(total).isEqualTo(11_594_722);
                done.add(bytes);
            });
        }

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(file).hasSameBinaryContentAs(real.resolve(file.getFileName())));
        }
        assertThat(done).isSorted().startsWith(0L).endsWith(11_594_722L);
    }

    @Test
    void a_part_is_gone_on_with() throws IOException {
        Path real = RealMnist.folder();
        byte[] whole = Files.readAllBytes(real.resolve(LARGEST));
        Files.write(folder.resolve(LARGEST + ".part"), Arrays.copyOf(whole, 5_000_000));

        try (Mirror mirror = Mirror.of(real)) {
            download(mirror.uri()).into(folder, LoadProgress.NONE);

            assertThat(mirror.requests()).endsWith(LARGEST + " bytes=5000000-");
        }
        assertThat(folder.resolve(LARGEST)).hasBinaryContent(whole);
    }

    @Test
    void a_part_is_written_anew_where_the_mirror_knows_no_ranges() throws IOException {
        Path real = RealMnist.folder();
        Files.write(folder.resolve(FIRST + ".part"), new byte[1000]);

        try (Mirror mirror = Mirror.withoutRanges(real)) {
            download(mirror.uri()).into(folder, LoadProgress.NONE);
        }
        assertThat(folder.resolve(FIRST)).hasSameBinaryContentAs(real.resolve(FIRST));
    }

    @Test
    void a_part_that_is_no_beginning_of_the_file_is_fetched_from_the_start() throws IOException {
        Path real = RealMnist.folder();
        Files.write(folder.resolve(FIRST + ".part"), new byte[1000]);
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz.part"), new byte[50_000]);

        try (Mirror mirror = Mirror.of(real)) {
            download(mirror.uri()).into(folder, LoadProgress.NONE);

            assertThat(mirror.requests())
                    .startsWith(
                            FIRST + " bytes=1000-",
                            FIRST,
                            "train-labels-idx1-ubyte.gz bytes=50000-",
                            "train-labels-idx1-ubyte.gz");
        }
        assertThat(folder.resolve(FIRST)).hasSameBinaryContentAs(real.resolve(FIRST));
    }

    @Test
    void files_that_are_there_are_not_asked_for() throws IOException {
        Path real = RealMnist.folder();
        Files.copy(real.resolve(LARGEST), folder.resolve(LARGEST));

        try (Mirror mirror = Mirror.of(real)) {
            download(mirror.uri()).into(folder, LoadProgress.NONE);

            assertThat(mirror.requests()).hasSize(3).doesNotContain(LARGEST);
        }
    }

    @Test
    void the_next_mirror_is_asked_when_one_breaks_off_and_goes_on_from_there() throws IOException {
        Path real = RealMnist.folder();
        byte[] start = Arrays.copyOf(Files.readAllBytes(real.resolve(FIRST)), 1000);

        try (Mirror breaking = Mirror.breakingOff(4542, start);
                Mirror whole = Mirror.of(real)) {
            download(Mirror.nobody(), breaking.uri(), whole.uri()).into(folder, LoadProgress.NONE);

            assertThat(whole.requests()).startsWith(FIRST + " bytes=1000-");
        }
        assertThat(MnistDownload.isComplete(folder)).isTrue();
    }

    @Test
    void no_network_is_said_with_the_reason_for_each_mirror() {
        URI first = Mirror.nobody();
        URI second = URI.create("http://mirror.invalid/mnist/");

        assertRefused(
                "MNIST could not be downloaded: no network (%s: connection refused; mirror.invalid: unknown host)."
                        .formatted(first.getAuthority()),
                first,
                second);
    }

    @Test
    void another_file_is_told_apart_from_no_network() {
        try (Mirror login = Mirror.answering(200, "<html>Log in".getBytes(StandardCharsets.UTF_8));
                Mirror other = Mirror.answering(200, IdxBytes.gzip(IdxBytes.labels(1, 2, 3)));
                Mirror none = Mirror.answering(404, new byte[0])) {
            assertRefused(
                    noMirrorGave(
                            login.uri().getAuthority() + ": the file is not a whole gzip file (Not in GZIP format)",
                            other.uri().getAuthority()
                                    + ": the file is not MNIST's: the SHA-256 of its content is 398a8a7fbd95...",
                            none.uri().getAuthority() + ": HTTP status 404"),
                    login.uri(),
                    other.uri(),
                    none.uri());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_truncated_file_is_told_apart_from_a_connection_that_broke() {
        byte[] start = Arrays.copyOf(IdxBytes.gzip(IdxBytes.labels(1, 2, 3)), 20);

        try (Mirror truncated = Mirror.answering(200, start);
                Mirror breaking = Mirror.breakingOff(4542, start)) {
            assertRefused(
                    noMirrorGave(
                            truncated.uri().getAuthority() + ": the file is cut short",
                            breaking.uri().getAuthority()
                                    + ": the connection broke off (fixed content-length: 4542, bytes received: 20)"),
                    truncated.uri(),
                    breaking.uri());
        }
    }

    @Test
    void a_mirror_that_falls_silent_is_given_up() {
        try (Mirror stalling = Mirror.stalling(new byte[100])) {
            MnistDownload impatient =
                    new MnistDownload(List.of(stalling.uri()), Duration.ofSeconds(10), Duration.ofSeconds(1));

            assertThatThrownBy(() -> impatient.into(folder, LoadProgress.NONE))
                    .isInstanceOf(DatasetException.class)
                    .hasMessage(noMirrorGave(stalling.uri().getAuthority() + ": nothing came for 1 s"));
        }
    }

    @Test
    void a_file_is_unpacked_no_further_than_mnists_goes() throws IOException {
        Path bomb = Files.write(folder.resolve(FIRST), IdxBytes.gzip(new byte[100_000_000]));
        Allocated allocated = new Allocated();

        assertThat(MnistFile.TEST_LABELS.fault(bomb)).hasValue("is not MNIST's: unpacked it has more than 10008 bytes");

        assertThat(allocated.bytes()).isLessThan(10_000_000);
    }

    @Test
    void a_mirror_that_sends_far_too_much_is_not_believed() {
        try (Mirror endless = Mirror.stalling(new byte[200_000])) {
            assertRefused(noMirrorGave(endless.uri().getAuthority() + ": sends more than 9084 bytes"), endless.uri());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_download_can_be_cancelled_while_it_waits_for_bytes() {
        try (Mirror stalling = Mirror.stalling(new byte[100])) {
            assertThatThrownBy(() -> download(stalling.uri()).into(folder, (activity, done, total, unit) -> {
                        if (done == 100) {
                            throw new CancellationException("enough");
                        }
                    }))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
        }
    }

    @Test
    void an_interrupt_cancels_a_download() {
        try (Mirror stalling = Mirror.stalling(new byte[100])) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> download(stalling.uri()).into(folder, LoadProgress.NONE))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_folder_that_cannot_be_written_is_said_so() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> download(Mirror.nobody()).into(file.resolve("mnist"), LoadProgress.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("MNIST could not be saved in " + file.resolve("mnist"));
    }

    private static MnistDownload download(URI... mirrors) {
        return new MnistDownload(List.of(mirrors), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    private static String noMirrorGave(String... reasons) {
        return "MNIST could not be downloaded: no mirror gave %s (%s).".formatted(FIRST, String.join("; ", reasons));
    }

    private void assertRefused(String sentence, URI... mirrors) {
        assertThatThrownBy(() -> download(mirrors).into(folder, LoadProgress.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessage(sentence);
    }
}
