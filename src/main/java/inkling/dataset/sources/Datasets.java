package inkling.dataset.sources;

import inkling.dataset.Corrections;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Fingerprint;
import inkling.dataset.Found;
import inkling.dataset.LoadProgress;
import inkling.dataset.files.Format;
import inkling.dataset.files.Promise;
import inkling.dataset.idx.MnistDownload;
import inkling.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Opens the data set that a run asks for, and says which it became and why.
 *
 * <p>May be used by several threads at once; one of them downloads while the others wait.
 */
public final class Datasets {
    /** {@link Fingerprint#whole()} of MNIST: it is MNIST if and only if every pixel and every label is. */
    static final String MNIST_FINGERPRINT = "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16";

    private static final Pattern SINGLE = Pattern.compile("(?i).+\\.(csv(\\.gz)?|tsv|npz|zip|tar|tar\\.gz|tgz)");

    private static final long WAIT_MILLIS = 200;

    private final Path mnistFolder;
    private final ReadPictures readPictures;
    private final MnistDownload download;
    private final Function<LoadProgress, Dataset> builtinDigits;
    private final LongFunction<Corrections> versions;
    private final ReentrantLock downloading = new ReentrantLock();

    /**
     * @param home MNIST is downloaded to {@code datasets/mnist} in it, and pictures that were read are kept in {@code
     *     datasets/.pictures}
     * @param builtinDigits draws the built-in digits
     * @param versions the corrections of a version, by its number; throws a {@link DatasetException} if it is gone
     */
    public Datasets(Path home, Function<LoadProgress, Dataset> builtinDigits, LongFunction<Corrections> versions) {
        this(home, new MnistDownload(), builtinDigits, versions);
    }

    /** Of a home in which nothing is corrected. */
    public Datasets(Path home, Function<LoadProgress, Dataset> builtinDigits) {
        this(home, new MnistDownload(), builtinDigits);
    }

    public Datasets(Path home, MnistDownload download, Function<LoadProgress, Dataset> builtinDigits) {
        this(home, download, builtinDigits, version -> Corrections.NONE);
    }

    private Datasets(
            Path home,
            MnistDownload download,
            Function<LoadProgress, Dataset> builtinDigits,
            LongFunction<Corrections> versions) {
        this.mnistFolder = home.resolve("datasets").resolve("mnist");
        this.readPictures = new ReadPictures(home.resolve("datasets").resolve(".pictures"));
        this.download = download;
        this.builtinDigits = builtinDigits;
        this.versions = versions;
    }

    /**
     * Opens a data set; may take seconds, and minutes where it is downloaded.
     *
     * @param request without a path, MNIST lies in the home folder, and is downloaded if it does not
     * @throws DatasetException with a sentence for the user; automatic choice throws only for a path that was named
     * @throws CancellationException if the progress throws it, or the thread is interrupted
     */
    public Dataset open(DatasetRequest request, LoadProgress progress) {
        Dataset found = Finished.framed(asItIs(request, progress), request.framing());
        return request.version()
                .map(version -> versions.apply(version.id()).on(found))
                .orElse(found);
    }

    private Dataset asItIs(DatasetRequest request, LoadProgress progress) {
        Optional<Path> path = request.file();
        return switch (request.kind()) {
            case AUTO -> path.isPresent() ? either(request, progress) : automatic(progress);
            case MNIST -> path.isPresent() ? mnist(path.get(), "from", progress) : mnist(progress);
            case BUILTIN -> builtinDigits.apply(progress).as(DatasetKind.BUILTIN, "Built-in digits, as chosen.");
            case FOLDER, CSV, NPZ, CIFAR, IDX -> read(request, progress);
        };
    }

    /** Whether opening it would mean a download. */
    public boolean needsDownload(DatasetRequest request) {
        boolean mnist = request.kind() == DatasetKind.AUTO || request.kind() == DatasetKind.MNIST;
        return mnist && request.path().isEmpty() && !MnistDownload.isComplete(mnistFolder);
    }

    /**
     * What lies at a path, as far as it can be seen without reading the images.
     *
     * @param kind of it; empty if it is recognised
     * @throws DatasetException with a sentence if it is nothing that can be read
     */
    public static Recognised recognise(Path path, Optional<DatasetKind> kind) {
        try (Source source = Source.open(path, Optional.empty(), kind)) {
            return new Recognised(source.format().kind(), source.format().promise(source.files()));
        }
    }

    /** In which format the first few files at a path are, by their names; quick enough for many folders. */
    public static Optional<DatasetKind> glance(Path path) {
        return Source.glance(path);
    }

    /** Whether a file of such a name may hold a data set by itself. */
    public static boolean mayBe(String fileName) {
        return SINGLE.matcher(fileName).matches();
    }

    /** What lies at a path. */
    public record Recognised(DatasetKind kind, Promise promise) {}

    private Dataset automatic(LoadProgress progress) {
        try {
            return mnist(progress);
        } catch (DatasetException e) {
            return builtinDigits.apply(progress).as(DatasetKind.BUILTIN, "Built-in digits, because " + e.getMessage());
        }
    }

    private Dataset mnist(LoadProgress progress) {
        if (MnistDownload.isComplete(mnistFolder)) {
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

    private Dataset mnist(Path folder, String from, LoadProgress progress) {
        Dataset dataset = read(DatasetRequest.of(DatasetKind.IDX, Optional.of(folder.toString())), progress);
        if (!isMnist(dataset)) {
            throw new DatasetException(
                    Text.of("%s holds something that is not MNIST; choose idx to learn from it.", folder));
        }
        return dataset.as(DatasetKind.MNIST, Text.of("MNIST, %s %s.", from, folder));
    }

    /** MNIST or not by what IDX files hold, whatever the folder's name. */
    private Dataset either(DatasetRequest request, LoadProgress progress) {
        Dataset dataset = read(request, progress);
        if (dataset.kind() != DatasetKind.IDX) {
            return dataset;
        }
        String path = request.path().orElseThrow();
        return isMnist(dataset)
                ? dataset.as(DatasetKind.MNIST, Text.of("MNIST, from %s.", path))
                : dataset.as(
                        DatasetKind.IDX,
                        Text.of("Your own IDX files, from %s; they are not the standard MNIST.", path));
    }

    private Dataset read(DatasetRequest request, LoadProgress progress) {
        Optional<DatasetKind> asked = Optional.of(request.kind()).filter(DatasetKind::isOwn);
        Path path = request.file().orElseThrow();
        try (Source source = Source.open(path, request.testFile(), asked)) {
            Format format = source.format();
            Found found = found(source, request, progress);
            String reason = Text.of(
                    asked.isPresent() ? "%s, from %s." : "%s, recognised in %s.",
                    format.kind().title(),
                    path);
            List<String> notes = new ArrayList<>(source.notes());
            notes.addAll(found.notes());
            return new Finished(new Found(found.parts(), found.classNames(), notes)).dataset(format.kind(), reason);
        }
    }

    private Found found(Source source, DatasetRequest request, LoadProgress progress) {
        Optional<Path> place =
                Optional.of(source).filter(Source::hasPictures).flatMap(each -> readPictures.place(each, request));
        Optional<Found> kept = place.flatMap(readPictures::read);
        if (kept.isPresent()) {
            progress.report("taking pictures that were read before", 1, 1, "data sets");
            return kept.get();
        }
        Found found = source.format().read(source.files(), request.framing(), progress);
        place.ifPresent(
                each -> readPictures.keep(each, found, source.files().all().size()));
        return found;
    }

    /** Another text as soon as a request's file, or what lies directly in its folder, is another one. */
    public static String stamp(DatasetRequest request) {
        return Stream.of(request.path(), request.test())
                .flatMap(Optional::stream)
                .map(Datasets::stamp)
                .collect(Collectors.joining(" "));
    }

    private static String stamp(String path) {
        try {
            Path file = Path.of(path);
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException | InvalidPathException e) {
            return "gone";
        }
    }

    /** Throws away what was kept of a data set whose files are gone. */
    public void forget(DatasetRequest request) {
        readPictures.forget(request);
    }

    private static boolean isMnist(Dataset dataset) {
        return dataset.fingerprint().whole().equals(MNIST_FINGERPRINT);
    }
}
