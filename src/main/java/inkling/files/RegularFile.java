package inkling.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Opens what should be a file, and nothing else: a pipe keeps its reader waiting, a device such as {@code /dev/zero} never
 * ends. A link is followed, to where the same holds.
 */
public final class RegularFile {
    private RegularFile() {}

    /**
     * What is known of a file.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws FileSystemException whose {@link #reason} is a sentence if something else is there
     */
    public static BasicFileAttributes attributes(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            String what = attributes.isDirectory() ? "a folder" : "a pipe or a device";
            throw new FileSystemException(path.toString(), null, "it is " + what + ", not a file");
        }
        return attributes;
    }

    /** Opens a file at its beginning; throws as {@link #attributes}. */
    public static FileChannel open(Path path) throws IOException {
        attributes(path);
        return FileChannel.open(path);
    }

    /** Opens a file at its beginning; throws as {@link #attributes}. */
    public static InputStream stream(Path path) throws IOException {
        attributes(path);
        return Files.newInputStream(path);
    }

    /** Whether anything has this name, be it a link that leads nowhere. */
    public static boolean named(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Why a file cannot be read, to follow a colon; without its name. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        return e instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(e.getMessage());
    }
}
