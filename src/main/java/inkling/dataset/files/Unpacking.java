package inkling.dataset.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Ends the reading of what unpacks to far more than pictures or numbers can: a bomb. */
public final class Unpacking extends FilterInputStream {
    /** Pixels of a thousand black pictures pack as well as 1 to 1,000, but no data set of them is as large as this. */
    private static final long HARMLESS = 256L << 20;

    private static final int MOST_TIMES = 200;

    private final long most;
    private long unpacked;

    /** @param packedBytes of what is unpacked */
    public Unpacking(InputStream in, long packedBytes) {
        super(in);
        most = Math.max(HARMLESS, MOST_TIMES * packedBytes);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        unpacked += bytes;
        if (unpacked > most) {
            throw new ZipException("it unpacks to more than " + MOST_TIMES + " times its size");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
