package inkling.dataset.idx;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files by the format's description, right ones and broken ones. */
public final class IdxBytes {
    private IdxBytes() {}

    /** A header, then {@code elements} bytes that count up from 0. */
    static byte[] idx(int type, int[] sizes, int elements) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + elements);
        bytes.put((byte) 0).put((byte) 0).put((byte) type).put((byte) sizes.length);
        for (int size : sizes) {
            bytes.putInt(size);
        }
        for (int i = 0; i < elements; i++) {
            bytes.put((byte) i);
        }
        return bytes.array();
    }

    static byte[] images(int count) {
        return idx(8, new int[] {count, 28, 28}, count * ImageShape.MNIST.size());
    }

    static byte[] labels(int... labels) {
        byte[] bytes = idx(8, new int[] {labels.length}, labels.length);
        for (int i = 0; i < labels.length; i++) {
            bytes[8 + i] = (byte) labels[i];
        }
        return bytes;
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The four files of a data set of one's own, under MNIST's names. */
    public static Path folder(Path folder, LabelledImages train, LabelledImages test) throws IOException {
        Files.createDirectories(folder);
        write(folder, "train", train);
        write(folder, "t10k", test);
        return folder;
    }

    private static void write(Path folder, String split, LabelledImages images) throws IOException {
        byte[] pixels = images(images.size());
        System.arraycopy(images.pixels(), 0, pixels, 16, images.pixels().length);
        byte[] labels = idx(8, new int[] {images.size()}, images.size());
        System.arraycopy(images.labels(), 0, labels, 8, images.size());
        Files.write(folder.resolve(split + "-images-idx3-ubyte"), pixels);
        Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels);
    }

    /** A folder as Fashion-MNIST would fill it, with three training and two test images. */
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(3));
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(labels(0, 1, 2)));
        Files.write(folder.resolve("t10k-images.idx3-ubyte"), images(2));
        Files.write(folder.resolve("t10k-labels.idx1-ubyte.gz"), gzip(labels(2, 1)));
        return folder;
    }
}
