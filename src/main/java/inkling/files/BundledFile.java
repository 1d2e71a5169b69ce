package inkling.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A file that the program brings along, in its jar or, while developing, in a directory. It is read from there: a class
 * loader would look for it in every module of Java first.
 */
public abstract class BundledFile {
    private final String name;

    private BundledFile(String name) {
        this.name = name;
    }

    /** Its path below the folder that was asked for, with {@code /} between folders. */
    public String name() {
        return name;
    }

    /** The CRC-32 of its bytes, which a jar knows without reading them. */
    public abstract long checksum();

    public abstract byte[] bytes();

    /** All files below a folder of the class path, such as {@code web/static/}. */
    public static List<BundledFile> below(String folder) {
        return below(folder, BundledFile.class.getClassLoader());
    }

    static List<BundledFile> below(String folder, ClassLoader loader) {
        List<BundledFile> files = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(folder))) {
                files.addAll(
                        url.openConnection() instanceof JarURLConnection connection
                                ? packed(connection.getJarFile(), folder)
                                : unpacked(Path.of(URI.create(url.toString()))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static List<Packed> packed(JarFile jar, String folder) {
        return jar.stream()
                .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                .map(entry -> new Packed(entry.getName().substring(folder.length()), jar, entry))
                .toList();
    }

    private static List<Unpacked> unpacked(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .map(path ->
                            new Unpacked(directory.relativize(path).toString().replace('\\', '/'), path))
                    .toList();
        }
    }

    private static final class Packed extends BundledFile {
        private final JarFile jar;
        private final JarEntry entry;

        Packed(String name, JarFile jar, JarEntry entry) {
            super(name);
            this.jar = jar;
            this.entry = entry;
        }

        @Override
        public long checksum() {
            return entry.getCrc();
        }

        @Override
        public byte[] bytes() {
            try (InputStream in = jar.getInputStream(entry)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Unpacked extends BundledFile {
        private final Path path;

        Unpacked(String name, Path path) {
            super(name);
            this.path = path;
        }

        @Override
        public long checksum() {
            CRC32 crc = new CRC32();
            crc.update(bytes());
            return crc.getValue();
        }

        @Override
        public byte[] bytes() {
            try {
                return Files.readAllBytes(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
