package inkling.http;

import inkling.errors.UserError;
import inkling.files.BundledFile;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files that pages load: their addresses and their bytes. Used on any thread.
 *
 * <p>The address of the program's own files contains a hash of all of them, so that modules may import each other by
 * relative paths and browsers may keep every file for good.
 */
public final class Assets {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final int MIN_SIZE_FOR_GZIP = 1000;

    /** Plain names only: no way up, no hidden file, no empty segment. */
    private static final Pattern FILE = Pattern.compile("(?:[A-Za-z0-9_@+-][A-Za-z0-9_@.+-]*/)*[A-Za-z0-9_-][\\w.-]*");

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{12}/.*");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private final Optional<Path> folder;
    private final Map<String, Content> own = new HashMap<>();
    private final String hash;
    private final Map<String, Content> webjars = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    private record Packed(byte[] bytes, byte[] gzip, String etag) {}

    /** A file, which is read and compressed once somebody asks for it: there are hundreds. */
    private static final class Content {
        private final String type;
        private final Supplier<byte[]> bytes;
        private @Nullable Packed packed;

        Content(String type, Supplier<byte[]> bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        synchronized Packed packed() {
            if (packed == null) {
                packed = pack(type, bytes.get());
            }
            return packed;
        }
    }

    /**
     * Finds the program's own files.
     *
     * @param webRoot the class path folder above {@code static}
     * @param webFolder the same in the file system, read anew each time
     */
    Assets(String webRoot, Optional<Path> webFolder) {
        folder = webFolder.map(path -> path.resolve("static"));
        MessageDigest digest = sha256();
        for (BundledFile file : folder.isPresent() ? List.<BundledFile>of() : BundledFile.below(webRoot + "/static/")) {
            content(file.name(), file::bytes).ifPresent(content -> own.put(file.name(), content));
            digest.update((file.name() + " " + file.checksum() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        hash = HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    }

    /**
     * The address of one of the program's own files: {@code app.css} gives {@code /static/5f2a91c0b3d4/app.css}.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public String path(String file) {
        if (ownFile(file).isEmpty()) {
            throw new IllegalArgumentException("there is no static file " + file);
        }
        return folder.isPresent() ? "/static/" + file : "/static/" + hash + "/" + file;
    }

    /**
     * The address of a library's file: {@code chart.js} and {@code dist/chart.umd.min.js}; its version is put in.
     *
     * @throws IllegalArgumentException if there is no such library, or no such file in it
     */
    public String webjar(String library, String file) {
        String path = library + "/" + versions.computeIfAbsent(library, Assets::version) + "/" + file;
        if (webjarFile(path).isEmpty()) {
            throw new IllegalArgumentException("there is no file " + file + " in the library " + library);
        }
        return "/webjars/" + path;
    }

    /** Answers a request for one of the program's own files; the path parameter {@code file} names it. */
    void serveOwn(Context context) {
        String file = context.pathParam("file");
        boolean current = folder.isEmpty() && file.startsWith(hash + "/");
        // A page of the version before this one asks for its own hash: it gets what there is, but must not keep it.
        String name = HASH.matcher(file).matches() ? file.substring(13) : file;
        send(context, ownFile(name), current ? FOR_GOOD : ASK_EACH_TIME);
    }

    /** Answers a request for a library's file; the version in the path makes it one that never changes. */
    void serveWebjar(Context context) {
        send(context, webjarFile(context.pathParam("file")), FOR_GOOD);
    }

    private static void send(Context context, Optional<Content> found, String caching) {
        Content content = found.orElseThrow(() -> new UserError.NotFound("There is no such file."));
        context.header("Cache-Control", caching);
        context.header("Vary", "Accept-Encoding");
        Packed packed = content.packed();
        context.header("ETag", packed.etag());
        context.contentType(content.type);
        context.disableCompression();
        String accepted = Optional.ofNullable(context.header("Accept-Encoding")).orElse("");
        if (packed.gzip().length > 0 && accepted.contains("gzip")) {
            context.header("Content-Encoding", "gzip");
            context.result(packed.gzip());
        } else {
            context.result(packed.bytes());
        }
    }

    private Optional<Content> ownFile(String file) {
        if (folder.isEmpty()) {
            return Optional.ofNullable(own.get(file));
        }
        Path path = folder.get().resolve(file);
        if (!FILE.matcher(file).matches() || !Files.isRegularFile(path)) {
            return Optional.empty();
        }
        return content(file, () -> bytes(path));
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Content> webjarFile(String file) {
        if (!FILE.matcher(file).matches()) {
            return Optional.empty();
        }
        Optional<Content> known = Optional.ofNullable(webjars.get(file));
        if (known.isPresent() || type(file).isEmpty()) {
            return known;
        }
        // A directory of a jar reads as an empty file, and there is one that is called chart.js.
        Optional<Content> read =
                read(WEBJARS + file).filter(bytes -> bytes.length > 0).flatMap(bytes -> content(file, () -> bytes));
        read.ifPresent(content -> webjars.put(file, content));
        return read;
    }

    private static String version(String library) {
        Properties properties = new Properties();
        try (InputStream in = Assets.class
                .getClassLoader()
                .getResourceAsStream("META-INF/maven/org.webjars.npm/" + library + "/pom.properties")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no library " + library);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static Optional<byte[]> read(String resource) {
        try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing for a kind of file that pages do not load. */
    private static Optional<Content> content(String file, Supplier<byte[]> bytes) {
        return type(file).map(type -> new Content(type, bytes));
    }

    private static Packed pack(String type, byte[] bytes) {
        boolean compressible =
                !type.startsWith("image/png") && !type.startsWith("image/jpeg") && !type.equals("font/woff2");
        byte[] gzip = compressible && bytes.length >= MIN_SIZE_FOR_GZIP ? gzip(bytes) : new byte[0];
        String etag = HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, 16);
        return new Packed(bytes, gzip, "W/\"" + etag + "\"");
    }

    private static Optional<String> type(String file) {
        return Optional.ofNullable(TYPES.get(file.substring(file.lastIndexOf('.') + 1)));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(buffer)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
