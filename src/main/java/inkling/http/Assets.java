package inkling.http;

import inkling.errors.UserError;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

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
    private final Map<String, Content> own;
    private final String hash;
    private final Map<String, Content> webjars = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    private record Content(String type, byte[] bytes, byte[] gzip, String etag) {}

    /**
     * Reads the program's own files.
     *
     * @param webRoot the class path folder above {@code static}
     * @param webFolder the same in the file system, read anew each time
     */
    Assets(String webRoot, Optional<Path> webFolder) {
        folder = webFolder.map(path -> path.resolve("static"));
        own = folder.isPresent() ? Map.of() : load(webRoot + "/static/");
        MessageDigest digest = sha256();
        own.forEach((file, content) -> {
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            digest.update(content.bytes());
        });
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
        context.header("ETag", content.etag());
        context.contentType(content.type());
        context.disableCompression();
        String accepted = Optional.ofNullable(context.header("Accept-Encoding")).orElse("");
        if (content.gzip().length > 0 && accepted.contains("gzip")) {
            context.header("Content-Encoding", "gzip");
            context.result(content.gzip());
        } else {
            context.result(content.bytes());
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
        try {
            return content(file, Files.readAllBytes(path));
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
                read(WEBJARS + file).filter(bytes -> bytes.length > 0).flatMap(bytes -> content(file, bytes));
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

    private static Map<String, Content> load(String root) {
        Map<String, Content> files = new TreeMap<>();
        try {
            for (URL url : Collections.list(Assets.class.getClassLoader().getResources(root))) {
                for (String file : list(url, root)) {
                    read(root + file)
                            .flatMap(bytes -> content(file, bytes))
                            .ifPresent(content -> files.put(file, content));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The files below a folder of the class path, which lies in a jar or, while developing, in a directory. */
    private static Iterable<String> list(URL url, String root) throws IOException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(root) && !name.endsWith("/"))
                    .map(name -> name.substring(root.length()))
                    .toList();
        }
        Path directory = Path.of(URI.create(url.toString()));
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static Optional<byte[]> read(String resource) {
        try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing for a kind of file that pages do not load. */
    private static Optional<Content> content(String file, byte[] bytes) {
        return type(file).map(type -> {
            boolean compressible =
                    !type.startsWith("image/png") && !type.startsWith("image/jpeg") && !type.equals("font/woff2");
            byte[] gzip = compressible && bytes.length >= MIN_SIZE_FOR_GZIP ? gzip(bytes) : new byte[0];
            String etag = HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, 16);
            return new Content(type, bytes, gzip, "W/\"" + etag + "\"");
        });
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
