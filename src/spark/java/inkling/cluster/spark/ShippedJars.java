package inkling.cluster.spark;

import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The jars that executors need beside Spark's own: this program and what it trains with. */
final class ShippedJars {
    /** One thing that is in each of them; which library PyTorch has, and whether there is one, depends on the build. */
    private static final List<String> CONTENTS = List.of(
            "inkling/version.properties",
            "ai/djl/engine/Engine.class",
            "ai/djl/pytorch/engine/PtEngine.class",
            "jnilib/pytorch.properties",
            "native/lib/pytorch.properties",
            "com/google/gson/Gson.class",
            "com/sun/jna/Native.class");

    private ShippedJars() {}

    /** Where they are; what lies in a folder, as a build's classes do, is left out. */
    static List<String> find() {
        return CONTENTS.stream()
                .flatMap(content -> jar(content).stream())
                .distinct()
                .toList();
    }

    private static Optional<String> jar(String content) {
        return Stream.ofNullable(ShippedJars.class.getClassLoader().getResource(content))
                .filter(found -> found.getProtocol().equals("jar"))
                .map(ShippedJars::jar)
                .findFirst();
    }

    /** Of {@code jar:file:/lib/a.jar!/b}. */
    private static String jar(URL within) {
        String path = within.getPath();
        return URI.create(path.substring(0, path.indexOf("!/"))).toString();
    }
}
