package inkling;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find the real MNIST: in a folder beside the checkout, never in it. */
public final class RealMnist {
    private RealMnist() {}

    /** The folder of MNIST's four gzipped files; skips the test where there is none, or fails it if that is asked for. */
    public static Path folder() {
        Path folder = Path.of("..", "shared", "mnist").toAbsolutePath().normalize();
        boolean there = Files.exists(folder.resolve("train-images-idx3-ubyte.gz"));
        if (!there && "true".equals(System.getenv("INKLING_REQUIRE_ALL"))) {
            throw new AssertionError("INKLING_REQUIRE_ALL is set, but there is no MNIST in " + folder);
        }
        assumeTrue(there, () -> "there is no MNIST in " + folder);
        return folder;
    }
}
