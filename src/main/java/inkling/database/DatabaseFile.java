package inkling.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FileBaseDefault;

/**
 * H2's file, whose header names the chunk that was written last, as H2 means it to.
 *
 * <p>H2 appends what is committed as chunks, of which each says where the next one probably goes. When a chunk goes
 * elsewhere, into space that was freed, H2 writes the file's header so that the chunk is found all the same; but {@code
 * RandomAccessStore.writeChunk} (2.2.224 to 2.5.252) does so before {@code FileStore.storeBuffer} notes that chunk as the
 * last one, and so the header names the one before. When the process is killed, that chunk and up to twenty after it,
 * several epochs of a run, are not found again, although they lie whole in the file.
 *
 * <p>Where the disk is full, it writes into a reserve.
 */
final class DatabaseFile extends FileBaseDefault {
    private static final String CHUNK = "chunk";
    private static final String VERSION = "version";
    private static final String FLETCHER = "fletcher";

    /** Bytes of a block; chunks begin at one, and the header has a copy in each of the first two. */
    private static final int BLOCK = 4096;

    /** H2 keeps a chunk's header, one line of text, within these bytes. */
    private static final int HEADER_LENGTH = 1024;

    private final FileChannel file;
    private final DiskReserve reserve;

    /** What the header would say of the chunk that the last write was of; empty if that was of something else. */
    private Optional<Map<String, String>> written = Optional.empty();

    DatabaseFile(FileChannel file, DiskReserve reserve) throws IOException {
        this.file = file;
        this.reserve = reserve;
        reserve.hold();
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        if (position == 0) {
            byte[] header = header(source);
            writeFully(ByteBuffer.wrap(header), 0);
            source.position(source.limit());
            written = Optional.empty();
        } else {
            written = chunk(source, position);
            writeFully(source, position);
        }
        return length;
    }

    private void writeFully(ByteBuffer source, long position) throws IOException {
        for (long at = position; source.hasRemaining(); ) {
            try {
                at += file.write(source, at);
            } catch (IOException e) {
                if (!reserve.release()) {
                    throw e;
                }
            }
        }
    }

    private static Optional<Map<String, String>> chunk(ByteBuffer source, long position) {
        byte[] start = new byte[Math.min(source.remaining(), HEADER_LENGTH)];
        source.duplicate().get(start);
        String line = firstLine(start);
        if (!line.startsWith(CHUNK + ":")) {
            return Optional.empty();
        }
        Map<String, String> said = DataUtils.parseMap(line);
        return Optional.of(Map.of(
                CHUNK, said.get(CHUNK), VERSION, said.get(VERSION), "block", Long.toHexString(position / BLOCK)));
    }

    /** The two copies of the header, with the last chunk in it where that is newer than the one it has. */
    private byte[] header(ByteBuffer source) {
        byte[] blocks = new byte[source.remaining()];
        source.duplicate().get(blocks);
        if (written.isEmpty()) {
            return blocks;
        }
        HashMap<String, String> header = DataUtils.parseMap(firstLine(blocks));
        if (version(header) >= version(written.get())) {
            return blocks;
        }
        header.remove(FLETCHER);
        header.putAll(written.get());
        StringBuilder line = DataUtils.appendMap(new StringBuilder(), header);
        byte[] checked = line.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(line, FLETCHER, DataUtils.getFletcher32(checked, 0, checked.length));
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] mended = new byte[blocks.length];
        for (int at = 0; at < mended.length; at += BLOCK) {
            System.arraycopy(bytes, 0, mended, at, bytes.length);
        }
        return mended;
    }

    private static long version(Map<String, String> header) {
        return DataUtils.readHexLong(header, VERSION, 0);
    }

    private static String firstLine(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(0, end);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        file.truncate(size);
    }

    @Override
    public synchronized void force(boolean metaData) throws IOException {
        file.force(metaData);
        reserve.hold();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
