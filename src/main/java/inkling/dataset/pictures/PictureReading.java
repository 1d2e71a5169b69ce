package inkling.dataset.pictures;

import inkling.dataset.DatasetException;
import inkling.dataset.Framing.Fit;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.files.DataFiles;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree;
import inkling.text.Figures;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads picture files into images of one shape: one thread fetches their bytes, all cores decode them. A file that is
 * broken is left out and named.
 */
final class PictureReading {
    private static final int NAMED = 5;
    /** Bytes of files that wait to be decoded, at most; but a single one may have more. */
    private static final int WAITING = PictureFile.MOST_BYTES;
    /** What a file costs beside its bytes; so a thousand of them wait, at most. */
    private static final int EACH = 64_000;

    private final ImageShape shape;
    private final Fit fit;
    private final int total;
    private final LoadProgress progress;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicBoolean transparent = new AtomicBoolean();
    private final List<String> broken = new ArrayList<>();

    /** @param total pictures of all parts, for the progress */
    PictureReading(ImageShape shape, Fit fit, int total, LoadProgress progress) {
        this.shape = shape;
        this.fit = fit;
        this.total = total;
        this.progress = progress;
    }

    /** One part's pictures, in their order. */
    LabelledImages read(List<DataFile> files, byte[] labels) {
        byte[] pixels = new byte[files.size() * shape.size()];
        Map<DataFile, Integer> indices = new HashMap<>();
        files.forEach(file -> indices.put(file, indices.size()));
        Map<Integer, String> failures = new ConcurrentSkipListMap<>();
        int threads = Runtime.getRuntime().availableProcessors();
        Semaphore room = new Semaphore(WAITING);
        ExecutorService decoders = Executors.newFixedThreadPool(threads);
        try {
            DataFiles.visit(files, (file, content) -> {
                progress.report("reading pictures", done.getAndIncrement(), total, "images");
                int index = indices.get(file);
                try {
                    byte[] bytes = bytes(file, content);
                    int taken = Math.min(WAITING, bytes.length + EACH);
                    room.acquireUninterruptibly(taken);
                    decoders.execute(() -> {
                        try {
                            decode(bytes, index, pixels, failures);
                        } finally {
                            room.release(taken);
                        }
                    });
                } catch (IOException e) {
                    failures.put(index, FileTree.reason(e));
                }
            });
            decoders.shutdown();
            while (!decoders.awaitTermination(1, TimeUnit.SECONDS)) {
                progress.report("reading pictures", done.get(), total, "images");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The reading of pictures was interrupted.");
        } finally {
            decoders.shutdownNow();
        }
        failures.forEach((index, why) -> broken.add(Text.of(
                "%s (%s)",
                FileTree.shortened(files.get(index).entry().path()), why.replaceFirst("^cannot be read: ", ""))));
        return without(failures.keySet(), pixels, labels, files);
    }

    private static byte[] bytes(DataFile file, FileTree.Content content) throws IOException {
        if (file.entry().leadsOut()) {
            throw new IOException("it is a link that leads out of the folder");
        }
        try (InputStream in = content.open()) {
            byte[] bytes = in.readNBytes(PictureFile.MOST_BYTES + 1);
            if (bytes.length > PictureFile.MOST_BYTES) {
                throw new IOException(Text.of("it has more than %s", Figures.bytes(PictureFile.MOST_BYTES)));
            }
            return bytes;
        }
    }

    private void decode(byte[] file, int index, byte[] pixels, Map<Integer, String> failures) {
        try {
            Planes planes = PictureFile.planes(file, shape.channels());
            new Resampling(planes.shape(), shape, fit).apply(planes.values(), pixels, index * shape.size());
            if (planes.transparent()) {
                transparent.set(true);
            }
        } catch (IOException e) {
            failures.put(index, FileTree.reason(e));
        } catch (RuntimeException | Error e) { // as decoders fail on some broken files
            failures.put(index, "it is cut short, damaged, or of an unusual kind");
        }
    }

    /** The images without those that could not be read; moves the others together. */
    private LabelledImages without(Set<Integer> failed, byte[] pixels, byte[] labels, List<DataFile> files) {
        if (failed.isEmpty()) {
            return new LabelledImages(shape, pixels, labels);
        }
        if (failed.size() == labels.length) {
            throw new DatasetException(Text.of(
                    "None of %s in %s can be read: %s.",
                    Figures.plural(labels.length, "picture"),
                    files.get(0).tree().name(),
                    PictureFolder.named(broken, NAMED)));
        }
        int kept = 0;
        for (int i = 0; i < labels.length; i++) {
            if (!failed.contains(i)) {
                System.arraycopy(pixels, i * shape.size(), pixels, kept * shape.size(), shape.size());
                labels[kept++] = labels[i];
            }
        }
        return new LabelledImages(shape, Arrays.copyOf(pixels, kept * shape.size()), Arrays.copyOf(labels, kept));
    }

    /** What was left out and what was done, in sentences. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!broken.isEmpty()) {
            notes.add(Text.of(
                    "%s that could not be read left out: %s.",
                    Figures.plural(broken.size(), "picture"), PictureFolder.named(broken, NAMED)));
        }
        if (transparent.get()) {
            notes.add("Transparent pixels lie on white.");
        }
        return notes;
    }
}
