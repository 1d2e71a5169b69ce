package inkling.dataset.sources;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.LoadProgress;
import inkling.dataset.idx.IdxFolder;
import inkling.dataset.idx.MnistDownload;
import inkling.text.Text;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Opens the data set that a run asks for, and says which it became and why.
 *
 * <p>May be used by several threads at once; one of them downloads while the others wait.
 */
public final class Datasets {
    /** {@link Fingerprint#whole()} of MNIST: it is MNIST if and only if every pixel and every label is. */
    static final String MNIST_FINGERPRINT = "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16";

    private static final long WAIT_MILLIS = 200;

    private final Path mnistFolder;
    private final MnistDownload download;
    private final Function<LoadProgress, Dataset> builtinDigits;
    private final ReentrantLock downloading = new ReentrantLock();

    /**
     * @param home MNIST is downloaded to {@code datasets/mnist} in it
     * @param builtinDigits draws the built-in digits
     */
    public Datasets(Path home, Function<LoadProgress, Dataset> builtinDigits) {
        this(home, new MnistDownload(), builtinDigits);
    }

    public Datasets(Path home, MnistDownload download, Function<LoadProgress, Dataset> builtinDigits) {
        this.mnistFolder = home.resolve("datasets").resolve("mnist");
        this.download = download;
        this.builtinDigits = builtinDigits;
    }

    /**
     * Opens a data set; may take seconds, and minutes where it is downloaded.
     *
     * @param folder where its IDX files lie: needed for {@link DatasetKind#IDX}, unused for the built-in digits; without
     *     one, MNIST lies in the home folder, and is downloaded if it does not
     * @throws DatasetException with a sentence for the user; automatic choice throws only for a folder that was named
     * @throws CancellationException if the progress throws it, or the thread is interrupted
     */
    public Dataset open(DatasetKind kind, Optional<Path> folder, LoadProgress progress) {
        return switch (kind) {
            case AUTO -> folder.isPresent() ? either(folder.get(), progress) : automatic(progress);
            case MNIST -> folder.isPresent() ? mnist(folder.get(), "from", progress) : mnist(progress);
            case BUILTIN -> builtinDigits.apply(progress).as(DatasetKind.BUILTIN, "Built-in digits, as chosen.");
            case IDX ->
                read(
                        folder.orElseThrow(() -> new DatasetException("IDX files need the folder in which they lie.")),
                        progress);
        };
    }

    /** Whether opening it would mean a download. */
    public boolean needsDownload(DatasetKind kind, Optional<Path> folder) {
        boolean mnist = kind == DatasetKind.AUTO || kind == DatasetKind.MNIST;
        return mnist && folder.isEmpty() && !new IdxFolder(mnistFolder).isComplete();
    }

    private Dataset automatic(LoadProgress progress) {
        try {
            return mnist(progress);
        } catch (DatasetException e) {
            return builtinDigits.apply(progress).as(DatasetKind.BUILTIN, "Built-in digits, because " + e.getMessage());
        }
    }

    private Dataset mnist(LoadProgress progress) {
        if (new IdxFolder(mnistFolder).isComplete()) {
            return mnist(mnistFolder, "from", progress);
        }
        download(progress);
        return mnist(mnistFolder, "downloaded to", progress);
    }

    private void download(LoadProgress progress) {
        try {
            while (!downloading.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.report("waiting for another run's download of MNIST", 0, 0, "bytes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The wait for MNIST was interrupted.");
        }
        try {
            download.into(mnistFolder, progress);
        } finally {
            downloading.unlock();
        }
    }

    private static Dataset mnist(Path folder, String from, LoadProgress progress) {
        Dataset dataset = read(folder, progress);
        if (!isMnist(dataset)) {
            throw new DatasetException(
                    Text.of("%s holds something that is not MNIST; choose idx to learn from it.", folder));
        }
        return dataset.as(DatasetKind.MNIST, Text.of("MNIST, %s %s.", from, folder));
    }

    /** MNIST or not by what the folder holds, whatever its name. */
    private static Dataset either(Path folder, LoadProgress progress) {
        Dataset dataset = read(folder, progress);
        return isMnist(dataset)
                ? dataset.as(DatasetKind.MNIST, Text.of("MNIST, from %s.", folder))
                : dataset.as(
                        DatasetKind.IDX,
                        Text.of("Your own IDX files, from %s; they are not the standard MNIST.", folder));
    }

    private static Dataset read(Path folder, LoadProgress progress) {
        IdxFolder.Content content = new IdxFolder(folder).read(progress);
        return new Dataset(
                DatasetKind.IDX,
                Text.of("Your own IDX files, from %s.", folder),
                content.train(),
                content.test(),
                content.classNames(),
                Fingerprint.of(content.train(), content.test()));
    }

    private static boolean isMnist(Dataset dataset) {
        return dataset.fingerprint().whole().equals(MNIST_FINGERPRINT);
    }
}
