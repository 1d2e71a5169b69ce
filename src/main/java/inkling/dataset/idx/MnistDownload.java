package inkling.dataset.idx;

import inkling.dataset.DatasetException;
import inkling.dataset.LoadProgress;
import inkling.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Downloads MNIST's four files, 11.6 MB, from the first mirror that has each of them whole.
 *
 * <p>A file grows under a name that ends in {@code .part}, which a later download goes on with. It gets its own name
 * only after its content was checked against its SHA-256 and is safe on the disk.
 */
public final class MnistDownload {
    /** Public copies of the files, in the order in which they are asked. */
    public static final List<URI> MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

    private static final long TOTAL_BYTES =
            Arrays.stream(MnistFile.values()).mapToLong(MnistFile::gzippedBytes).sum();

    private final List<URI> mirrors;
    private final Duration connect;
    private final Duration stall;

    /** Asks the public mirrors; gives up on one that cannot be reached in 2 s or goes silent for 10 s. */
    public MnistDownload() {
        this(MIRRORS, Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    /**
     * @param mirrors addresses that end in a slash, asked in this order
     * @param connect how long to wait for a connection
     * @param stall how long to wait for the next byte
     */
    public MnistDownload(List<URI> mirrors, Duration connect, Duration stall) {
        this.mirrors = List.copyOf(mirrors);
        this.connect = connect;
        this.stall = stall;
    }

    /** Whether all four files are in a folder, plain or gzipped; says nothing of what they hold. */
    public static boolean isComplete(Path folder) {
        return Stream.of(MnistFile.values())
                .map(MnistFile::fileName)
                .allMatch(name -> Stream.of(name, name.replace(".gz", ""))
                        .flatMap(each -> Stream.of(each, each.replace("-idx", ".idx")))
                        .anyMatch(each -> Files.isRegularFile(folder.resolve(each))));
    }

    /**
     * Brings the files that the folder lacks; those it has are left alone.
     *
     * @param progress is told the bytes of all four files
     * @throws DatasetException if no mirror gives a file, saying for each of them why, or if the disk does not take it
     * @throws CancellationException if the progress throws it, or the thread is interrupted
     */
    public void into(Path folder, LoadProgress progress) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(connect)
                .build();
        try {
            Files.createDirectories(folder);
            long done = 0;
            for (MnistFile file : MnistFile.values()) {
                if (!Files.exists(folder.resolve(file.fileName()))) {
                    fetch(client, file, folder, done, progress);
                }
                done += file.gzippedBytes();
            }
            progress.report("downloaded MNIST", TOTAL_BYTES, TOTAL_BYTES, "bytes");
        } catch (IOException e) {
            throw new DatasetException(Text.of("MNIST could not be saved in %s: %s.", folder, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The download of MNIST was interrupted.");
        }
    }

    private void fetch(HttpClient client, MnistFile file, Path folder, long done, LoadProgress progress)
            throws IOException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        boolean answered = false;
        for (URI mirror : mirrors) {
            String activity = Text.of("downloading %s from %s", file.fileName(), mirror.getAuthority());
            LongConsumer received = bytes ->
                    progress.report(activity, done + Math.min(bytes, file.gzippedBytes()), TOTAL_BYTES, "bytes");
            try {
                fetch(client, file, mirror, folder, received);
                return;
            } catch (MirrorException e) {
                answered |= e.answered();
                reasons.add(Text.of("%s: %s", mirror.getAuthority(), e.getMessage()));
            }
        }
        String why = String.join("; ", reasons);
        throw new DatasetException(
                answered
                        ? Text.of("MNIST could not be downloaded: no mirror gave %s (%s).", file.fileName(), why)
                        : Text.of("MNIST could not be downloaded: no network (%s).", why));
    }

    private void fetch(HttpClient client, MnistFile file, URI mirror, Path folder, LongConsumer received)
            throws MirrorException, IOException, InterruptedException {
        Path part = folder.resolve(file.fileName() + ".part");
        Transfer transfer = new Transfer(client, mirror.resolve(file.fileName()), part, stall, 2 * file.gzippedBytes());
        boolean resumed = Files.exists(part);
        transfer.run(received);
        Optional<String> fault = file.fault(part);
        if (fault.isPresent() && resumed) {
            // The part may have begun at another mirror that packed the file differently.
            Files.delete(part);
            transfer.run(received);
            fault = file.fault(part);
        }
        if (fault.isPresent()) {
            Files.delete(part);
            throw new MirrorException(true, "the file " + fault.get());
        }
        keep(part, folder.resolve(file.fileName()));
    }

    private static void keep(Path part, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
